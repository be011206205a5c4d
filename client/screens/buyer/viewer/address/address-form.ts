import {
  type ContactPart,
  type Misfit,
  misfitsOf,
} from '../../../../../shared/market/account/address-rules.ts';
import { composeAddress } from '../../../../../shared/market/account/compose-address.ts';
import { postcodeIn } from '../../../../../shared/market/account/postcodes.ts';
import type { addressWords } from '../../../../i18n/address.ts';
import type { Delivery } from '../../../../stores/checkout-draft.ts';
import type { Contact } from '../../../../stores/me-store.ts';
import type { Areas } from './china-areas.ts';

/** A field of the form; `address` is the street, or the whole where it is one line. */
export type DeliveryField = 'name' | 'phone' | 'province' | 'city' | 'district' | 'address' | 'postcode';
export type DeliveryFaults = Partial<Record<DeliveryField, string>>;

/** Which form a country has. */
export interface AddressForm {
  /** ISO 3166 of the place and of the shop; null: the shop's country is not known (yet). */
  country: string | null;
  home: string | null;
  /** `areas`: province, city and district are chosen; `city`: it is typed; `line`: all of it is one line. */
  kind: 'areas' | 'city' | 'line';
  /** In the order in which they are filled in. */
  fields: readonly DeliveryField[];
}

/**
 * The form of an address. A country that nobody knows asks for one line.
 * @param chosen ISO 3166; '' at home
 */
export function formOf(chosen: string, home: string | null): AddressForm {
  const country = chosen === '' ? home : chosen;
  const of = (kind: AddressForm['kind'], ...fields: DeliveryField[]): AddressForm => ({
    ...{ country, home, kind, fields: ['name', 'phone', ...fields] },
  });
  if (country === null) return of('line', 'address');
  if (country === 'CN') return of('areas', 'province', 'city', 'district', 'address');
  return postcodeIn(country) === null
    ? of('city', 'address', 'city')
    : of('city', 'address', 'city', 'postcode');
}

/**
 * What is sent of a form: the line that is kept, and its parts where they were asked for.
 * @param areas null: the list has not come. Then an address in China is one line, so that no order waits for it.
 * @param phoneOf the kept address whose phone it has unless one is typed
 */
export function contactOf(
  typed: Delivery,
  { country, kind }: AddressForm,
  areas: Areas | null,
  phoneOf?: string,
): Contact {
  const [name, phone, street] = [typed.name.trim(), typed.phone.trim(), typed.address.trim()];
  const by = phone === '' && phoneOf ? { phoneOf } : { phone };
  const at = typed.country === '' ? {} : { country: typed.country };
  const { province, city, district, postcode } = typed;
  if (kind === 'line' || (kind === 'areas' && areas === null && province === '')) {
    return { name, ...by, address: street, ...at };
  }
  const said =
    kind === 'areas'
      ? { ...listed({ province, city, district }, areas), street }
      : { city: city.trim(), postcode: postcode.trim(), street };
  const filled = Object.entries(said).filter(([part, text]) => part === 'street' || text !== '');
  const parts = Object.fromEntries(filled) as typeof said;
  return { name, ...by, address: composeAddress(parts, country), parts, ...at };
}

/** What was chosen, as far as the list has it: an older page may have kept another name. */
function listed<Chosen extends { province: string; city: string; district: string }>(
  chosen: Chosen,
  areas: Areas | null,
): Chosen {
  if (areas === null) return chosen;
  const cities = areas.get(chosen.province);
  const districts = cities?.get(chosen.city);
  return {
    ...chosen,
    province: cities ? chosen.province : '',
    city: districts ? chosen.city : '',
    district: districts?.includes(chosen.district) ? chosen.district : '',
  };
}

/** What the server would refuse anyway, said before it is sent. */
export function faultsOf(
  contact: Contact,
  form: AddressForm,
  say: (typeof addressWords)['en'],
): DeliveryFaults {
  const misfits = Object.entries(misfitsOf({ phone: '', ...contact }, form)) as [ContactPart, Misfit][];
  const typed = misfits.filter(([part]) => part !== 'phone' || !contact.phoneOf);
  return Object.fromEntries(
    typed.map(([part, misfit]) => [
      part === 'street' ? 'address' : part,
      sentenceFor(part, misfit, { ...form, isLine: !contact.parts }, say),
    ]),
  );
}

/** The field that a refusal of the server is about, with its sentence; null: it is about none of them. */
export function faultAt(
  field: string,
  form: AddressForm,
  say: (typeof addressWords)['en'],
): { field: DeliveryField; fault: string } | null {
  const part = field.replace(/^parts\./, '').replace(/^address$/, 'street') as ContactPart;
  const own: DeliveryField = part === 'street' ? 'address' : part;
  if (!form.fields.includes(own)) return null;
  return { field: own, fault: sentenceFor(part, 'form', { ...form, isLine: field === 'address' }, say) };
}

function sentenceFor(
  part: ContactPart,
  misfit: Misfit,
  { country, home, kind, isLine }: AddressForm & { isLine: boolean },
  { fault }: (typeof addressWords)['en'],
): string {
  if (part === 'province' || part === 'district') return fault[part];
  if (part === 'city' && kind === 'areas') return fault.chosenCity;
  if (part === 'street' && misfit === 'long') return fault.tooLong;
  if (part === 'phone' && misfit === 'form' && home !== null) {
    return country === 'CN' && home === 'CN' ? fault.chinesePhone : fault.foreignPhone;
  }
  const words = part === 'street' && isLine ? fault.line : fault[part];
  return misfit === 'missing' ? words.missing : words.other;
}
