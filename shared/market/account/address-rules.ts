import { composeAddress, MOST_ADDRESS } from './compose-address.ts';
import type { AddressParts } from './contract.ts';
import { postcodeIn } from './postcodes.ts';

/** Where a parcel goes, as it was typed: `address` is the one line that is kept, `parts` what it was made of. */
export interface GivenContact {
  name: string;
  phone: string;
  address: string;
  parts?: AddressParts | undefined;
}

/** What can be wrong with a contact; `street` also stands for an address of one line. */
export type ContactPart = 'name' | 'phone' | keyof AddressParts;
export type Misfit = 'missing' | 'short' | 'long' | 'form';
export type Misfits = Partial<Record<ContactPart, Misfit>>;

/** Letters and figures that a street with its house has at least: “M” is none, and neither is “x 1”. */
const LEAST_STREET = 3;
/** The same of an address that came as one line, with the place in it. */
const LEAST_LINE = 5;
/** A name in Han has one character now and then; in other letters it has two. */
const LEAST_NAME = 2;
const LEAST_CITY = 2;

/**
 * What keeps a courier from finding somebody, each part with its reason; nothing if a parcel may go there. Buyers read it
 * at the field, and the server refuses by it.
 * @param where countries by ISO 3166: of the place, and of the shop, whose calling code a phone without one gets (H7);
 *   null: nobody knows, so it is judged loosely
 */
export function misfitsOf(
  { name, phone, address, parts }: GivenContact,
  { country, home }: { country: string | null; home: string | null },
): Misfits {
  const found: Misfits = {};
  const note = (part: ContactPart, misfit: Misfit | null) => {
    if (misfit !== null) found[part] = misfit;
  };
  note('name', shortOf(name, isHan(name) ? 1 : LEAST_NAME));
  note('phone', phone.trim() === '' ? 'missing' : isPhoneFrom(phone, home) ? null : 'form');
  if (!parts) {
    note('street', shortOf(address, LEAST_LINE));
    return found;
  }
  if (country === 'CN')
    for (const area of ['province', 'city', 'district'] as const) note(area, shortOf(parts[area] ?? '', 1));
  else note('city', shortOf(parts.city ?? '', isHan(parts.city ?? '') ? 1 : LEAST_CITY));
  note('street', shortOf(parts.street, LEAST_STREET));
  if (!found.street && composeAddress(parts, country).length > MOST_ADDRESS) found.street = 'long';
  if (country !== 'CN') note('postcode', postcodeMisfit(parts.postcode ?? '', country));
  return found;
}

function shortOf(text: string, least: number): Misfit | null {
  if (text.trim() === '') return 'missing';
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length < least ? 'short' : null;
}

function postcodeMisfit(text: string, country: string | null): Misfit | null {
  const form = postcodeIn(country);
  if (form === null || (form === 'maybe' && text.trim() === '')) return null;
  if (text.trim() === '') return 'missing';
  if (form === 'maybe') return /^[\p{L}\p{N}][\p{L}\p{N} -]*$/u.test(text.trim()) ? null : 'form';
  return form.test(text.trim().toUpperCase()) ? null : 'form';
}

export function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** Eleven figures of a mobile phone, an area code with a number, or one of those for shops (400); +86 before it or not. */
const CHINESE = /^(?:\+86|0086|86(?=\d{10}))?(?:0?1\d{10}|0?(?:10|2\d|[3-9]\d\d)\d{7,8})$/;
/** How many figures a number has without the country's own, fewest and most, where shops send to most. */
const FIGURES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  ...{ AU: [9, 9], CA: [10, 10], GB: [9, 10], HK: [8, 8], JP: [9, 10], KR: [8, 10], MO: [8, 8] },
  ...{ MY: [8, 10], NZ: [8, 10], SG: [8, 8], TH: [8, 9], TW: [8, 9], US: [10, 10] },
};

/** Whether a phone can be one of this country. One with another country's code is its owner's own affair. */
export function isPhoneFrom(phone: string, country: string | null): boolean {
  const compact = phone.replace(/[\s\-()]/g, '');
  if (!/^\+?[0-9]{7,15}$/.test(compact)) return false;
  if (country === 'CN' && !/^(?:\+(?!86)|00(?!86))/.test(compact)) return CHINESE.test(compact);
  const bounds = country === null ? undefined : FIGURES[country];
  if (!bounds || /^(?:\+|00)/.test(compact)) return true;
  // A leading 0, or 1 in America, leads out of one's own town and belongs to no number.
  const own = compact.replace(bounds[1] === 10 && bounds[0] === 10 ? /^1/ : /^0/, '');
  return own.length >= bounds[0] && own.length <= bounds[1];
}
