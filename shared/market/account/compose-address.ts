import type { AddressParts } from './contract.ts';
import { isCodeBeforeTown } from './postcodes.ts';

/** As many characters as a kept address has. */
export const MOST_ADDRESS = 200;
/** Where a list puts the counties that belong to no city: on a parcel it is no place. */
const NO_CITY = /^(?:县|省直辖县|自治区直辖县级行政区划)$/;
/** Chinese, Japanese and Korean addresses go from the large to the small, if they are written in their own letters. */
const LARGE_FIRST = new Set(['JP', 'KR', 'TW', 'HK', 'MO']);
const OWN_LETTERS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * An address in one line, as its country writes it: 云南省大理白族自治州剑川县古城街 12 号; Am Markt 1, 10115 Berlin.
 * @param country ISO 3166; null: street, city, postcode
 */
export function composeAddress(parts: AddressParts, country: string | null): string {
  const { province = '', city = '', district = '', street, postcode = '' } = trimmed(parts);
  if (country === 'CN') {
    const own = city === province || NO_CITY.test(city) ? '' : city;
    return joined('', [province, own, district, street]);
  }
  if (country !== null && LARGE_FIRST.has(country) && OWN_LETTERS.test(city + street)) {
    const place = joined(country === 'KR' ? ' ' : '', [city, street]);
    return joined(' ', [postcode, place]);
  }
  const town = isCodeBeforeTown(country) ? [postcode, city] : [city, postcode];
  return joined(', ', [street, joined(' ', town)]);
}

function trimmed(parts: AddressParts): AddressParts {
  const each = Object.entries(parts).map(([part, text]) => [part, text?.trim()]);
  return Object.fromEntries(each) as AddressParts;
}

function joined(gap: string, texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .join(gap)
    .normalize('NFC');
}
