import { countries, getCountryData, type TCountryCode } from 'countries-list';

/** What the people of a country most likely have. */
export interface Country {
  /** ISO 3166, two letters. */
  code: string;
  /** Without the +: `86`. */
  callingCode: string;
  /** ISO 4217. */
  currency: string;
}

/** Units of account and coins of their own: nobody asks for potatoes in them. */
const NO_MONEY = new Set(['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'CUC', 'MXV', 'USN', 'USS', 'UYI', 'UYW']);

/** The platform knows the zones of each country; TypeScript's library does not say so yet. */
type WithZones = Intl.Locale & { getTimeZones(): string[] | undefined };

/** The one that was asked for last: a shop has one, and looking through all countries takes a while. */
let last: { timeZone: string; country: Country | null } | null = null;

/**
 * The country whose clocks show a zone.
 * @param timeZone IANA, an older name of it too
 * @returns null for a zone of no country, as UTC, and for what is no zone
 */
export function countryOfZone(timeZone: string): Country | null {
  if (last?.timeZone !== timeZone) last = { timeZone, country: lookUp(timeZone) };
  return last.country;
}

function lookUp(timeZone: string): Country | null {
  const name = canonical(timeZone);
  if (name === null) return null;
  const code = (Object.keys(countries) as TCountryCode[]).find((each) => {
    const locale = new Intl.Locale(`und-${each}`) as WithZones;
    return locale.getTimeZones()?.includes(name);
  });
  return code === undefined ? null : countryOf(code);
}

/** The country that a language most likely means, where nothing else is known: `en` the US, `zh` China. */
export function countryOfLanguage(language: string): Country {
  const code = new Intl.Locale(language).maximize().region as TCountryCode;
  return countryOf(code);
}

/** A country by its code of two letters (ISO 3166). */
export function countryOf(code: TCountryCode): Country {
  const { phone, currency } = getCountryData(code);
  return {
    code,
    callingCode: String(phone[0]),
    currency: currency.find((each) => !NO_MONEY.has(each)) ?? 'USD',
  };
}

/**
 * The country of a shop, ISO 3166: by its calling code where one is set and is another than that of its time zone; null:
 * unknown.
 */
export function codeOfHome(home: Country | null, callingCode: string | null): string | null {
  if (callingCode === null || callingCode === home?.callingCode) return home?.code ?? null;
  return codeOfCallingCode(callingCode);
}

/** The only country that has a calling code (`86`: CN); null where several share it, as 1 and 44, and where none has it. */
export function codeOfCallingCode(callingCode: string): string | null {
  byCallingCode ??= readCallingCodes();
  return byCallingCode.get(callingCode) ?? null;
}

/** Read once: it is asked for each line of a chat. */
let byCallingCode: ReadonlyMap<string, string | null> | null = null;

function readCallingCodes(): ReadonlyMap<string, string | null> {
  const codes = new Map<string, string | null>();
  for (const [code, { phone }] of Object.entries(countries))
    for (const each of new Set(phone.map(String))) codes.set(each, codes.has(each) ? null : code);
  return codes;
}

/** The one name of a zone that has had several, as `getTimeZones` has it; null: it is none. */
function canonical(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
