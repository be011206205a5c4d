import { useEffect, useState } from 'react';
import type { AddressView } from '../../../../shared/market/account/contract.ts';
import { addressWords } from '../../../i18n/address.ts';
import { useMessages } from '../../../i18n/language.ts';
import {
  type Delivery,
  deliveryOf,
  draftOf,
  keepDraft,
  MOST_TYPED,
  nothingTyped,
} from '../../../stores/checkout-draft.ts';
import type { Contact } from '../../../stores/me-store.ts';
import { useChunk } from '../../../ui/use-chunk.ts';
import {
  type AddressForm,
  contactOf,
  type DeliveryFaults,
  type DeliveryField,
  faultAt,
  faultsOf,
  formOf,
} from './address/address-form.ts';
import type { Areas } from './address/china-areas.ts';
import type { SplitContact } from './address/split-contact.ts';

/** What became of a text that was pasted: all of it, a part of it, or nothing could be read. */
export type Pasted = 'whole' | 'partly' | 'not_read';

/** The delivery of a checkout, for the fields that show it. */
export interface DeliveryControls {
  typed: Delivery;
  form: AddressForm;
  /** Null: there are none to choose from, or they have not come. */
  areas: Areas | null;
  faults: DeliveryFaults;
  /** Counts the taps that were in vain. */
  attempt: number;
  pasted: Pasted | null;
  change(part: keyof Delivery, text: string): void;
  /** A field is left: what was typed into it may say more than its own part. */
  settle(part: keyof Delivery): void;
}

type KeptAddress = Pick<AddressView, 'name' | 'address' | 'country'>;
/** One that the form begins with; with its id its phone stays as it is, unless another is typed. */
type BeginsWith = KeptAddress & Partial<Pick<AddressView, 'addressId'>>;

/** More characters at once than a key or a word of a keyboard brings: they were pasted, or filled in by the browser. */
const PASTED_LETTERS = 8;
const loadChina = () => import('./address/china.ts').then(({ china }) => china);
const inArea = ['province', 'city', 'district'] as const;

/**
 * What is typed of where an order goes: kept over a reload, split where it was pasted, judged at the tap by the rules of
 * the country, and a fault goes as soon as it is mended.
 * @param slug of the stream whose checkout it is; null: of none, and kept nowhere
 * @param home ISO 3166 of an address that names no country; null: not known (yet)
 * @param from the address that is kept: its phone stays unless another is typed, and where there is no checkout the form begins with it; null: none
 * @param isShown the fields are on the screen: only then the list of areas is worth fetching
 */
export function useDelivery(
  slug: string | null,
  home: string | null,
  isShown: boolean,
  from: BeginsWith | null = null,
) {
  const say = useMessages(addressWords);
  const [typed, setTyped] = useState(() =>
    slug === null ? { ...nothingTyped, ...(from && typedOf(from)) } : deliveryOf(draftOf(slug)),
  );
  const [shown, setShown] = useState<{ faults: DeliveryFaults; attempt: number }>({ faults: {}, attempt: 0 });
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const form = formOf(typed.country, home);
  const china = useChunk(loadChina, isShown && form.kind === 'areas');
  const areas = form.kind === 'areas' ? (china?.areas ?? null) : null;
  const splitter = form.kind === 'areas' ? china : null;

  const judged = (of: Delivery) => {
    const its = formOf(of.country, home);
    const contact = contactOf(of, its, its.kind === 'areas' ? areas : null, from?.addressId);
    return { contact, faults: faultsOf(contact, its, say), fields: its.fields };
  };
  const show = (faults: DeliveryFaults) => setShown(({ attempt }) => ({ faults, attempt: attempt + 1 }));

  function put(changes: Partial<Delivery>): void {
    const now = { ...typed, ...changes };
    setTyped(now);
    if (slug !== null) keepDraft(slug, changes);
    const { faults, fields } = judged(now);
    const isMended = (field: DeliveryField) =>
      !fields.includes(field) || (field in changes && faults[field] === undefined);
    setShown((before) => {
      const still = Object.entries(before.faults).filter(([field]) => !isMended(field as DeliveryField));
      return { ...before, faults: Object.fromEntries(still) };
    });
  }
  /** @param text what stands in the field by now */
  function settled(of: Delivery, part: keyof Delivery, text = of[part]): Partial<Delivery> | null {
    if (!splitter || text.trim() === '') return null;
    if (part === 'pasted') return fromPaste(splitter.split(text), text);
    if (part !== 'address' && part !== 'name') return null;
    const found = splitter.splitField(text, part === 'address');
    return found && fromField(of, found, part, text);
  }
  function settle(part: keyof Delivery, of = typed): void {
    const changes = settled(of, part);
    if (part === 'pasted' && of.pasted.trim() !== '' && splitter) setPasted(pasteResult(changes));
    if (changes) put(changes);
  }
  // What was typed, or kept by an earlier page, before the list came.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list, of what is typed by then.
  useEffect(() => {
    if (!splitter) return;
    settle(typed.pasted === '' ? 'address' : 'pasted');
  }, [splitter]);

  const controls: DeliveryControls = {
    ...{ typed, form, areas, ...shown, pasted },
    change(part, text) {
      const isWhole = text.length - typed[part].length >= PASTED_LETTERS;
      const now = { ...typed, [part]: text };
      const found = isWhole ? settled(now, part) : null;
      if (part === 'pasted') setPasted(isWhole && splitter ? pasteResult(found) : null);
      put(found ?? { [part]: text, ...fittingTo(part, text, areas) });
    },
    settle: (part) => settle(part),
  };
  return {
    controls,
    typed,
    /** What was typed is with the market now, or not wanted: a reload does not bring it back. */
    forget: () => slug !== null && keepDraft(slug, nothingTyped),
    /** Begins with an address that was kept, as far as this device is shown it, unless something is typed already. */
    begin(kept: KeptAddress): void {
      if (typed.name !== '' || typed.address !== '') return;
      const now = { ...typed, ...typedOf(kept) };
      put({ ...now, ...settled(now, 'address') });
    },
    /** @returns what is sent, or null: then the first fault is in view */
    ready(): Contact | null {
      const last = settled(typed, 'address');
      if (last) put(last);
      const { contact, faults } = judged({ ...typed, ...last });
      show(faults);
      return Object.keys(faults).length === 0 ? contact : null;
    },
    /** Says a fault that the server found in a field. @returns false if it is none of this form's */
    refuse(field: string): boolean {
      const found = faultAt(field, form, say);
      if (found) show({ [found.field]: found.fault });
      return found !== null;
    },
    /** Says why nothing is sent to this address. */
    refusePlace: (fault: string) => show({ address: fault }),
  };
}

/** What a form has of an address that was kept: its phone is shown to nobody. */
function typedOf({ name, address, country }: KeptAddress): Pick<Delivery, 'name' | 'address' | 'country'> {
  return { name, address, country: country ?? '' };
}

/** The text goes once all of it is in the fields; else it stays in sight. */
function fromPaste(found: SplitContact, text: string): Partial<Delivery> | null {
  const { street, ...said } = found;
  if (Object.keys(found).length === 0) return null;
  const area = found.province === undefined ? {} : { province: '', city: '', district: '' };
  const isWhole = ([...inArea, 'name', 'phone', 'street'] as const).every(
    (part) => found[part] !== undefined,
  );
  return {
    ...area,
    ...said,
    ...(street !== undefined && { address: cut(street) }),
    pasted: isWhole ? '' : text,
  };
}

const pasteResult = (changes: Partial<Delivery> | null): Pasted =>
  changes === null ? 'not_read' : changes.pasted === '' ? 'whole' : 'partly';

/** What a field of its own part says besides fills what is empty; an area that was chosen whole is changed by another whole one. */
function fromField(
  of: Delivery,
  { name, phone, street = '', ...area }: SplitContact,
  part: 'name' | 'address',
  text: string,
): Partial<Delivery> | null {
  const isChosen = inArea.every((each) => of[each] !== '');
  if (isChosen && !(area.province !== undefined && text.trim().startsWith(area.province))) return null;
  const person = {
    ...(name !== undefined && (part === 'name' || of.name === '') && { name }),
    ...(phone !== undefined && of.phone === '' && { phone }),
  };
  return { province: '', city: '', district: '', ...area, ...person, address: cut(street) };
}

const cut = (street: string) => street.slice(0, MOST_TYPED.address);

/** Another province has other cities; where there is only one it is chosen along. */
function fittingTo(part: keyof Delivery, text: string, areas: Areas | null): Partial<Delivery> {
  if (!areas || (part !== 'province' && part !== 'city')) return {};
  if (part === 'city') return { district: '' };
  const cities = [...(areas.get(text)?.keys() ?? [])];
  return { city: cities.length === 1 ? cities[0]! : '', district: '' };
}
