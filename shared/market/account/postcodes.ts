/** Countries whose post knows no codes, or where hardly anybody uses them (Universal Postal Union). */
const WITHOUT = new Set(
  'AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GN GQ GY HK JM KI KM KN KP LY ML MO MR MW NR NU PA QA RW SB SC SL SR ST SX SY TD TF TG TK TL TO TT TV UG VU YE ZW'.split(
    ' ',
  ),
);
/** What a code looks like, in capitals, where shops send to most. */
const FORMS: Readonly<Record<string, RegExp>> = {
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/,
  JP: /^\d{3}-?\d{4}$/,
  NL: /^\d{4} ?[A-Z]{2}$/,
  PL: /^\d{2}-?\d{3}$/,
  PT: /^\d{4}-?\d{3}$/,
  TW: /^\d{3}(?:\d{2,3})?$/,
  US: /^\d{5}(?:-?\d{4})?$/,
  ...Object.fromEntries('AT AU BE CH DK HU LU NO NZ PH ZA'.split(' ').map((each) => [each, /^\d{4}$/])),
  ...Object.fromEntries(
    'CZ DE ES FI FR GR ID IT KR MX MY SE SK TH TR UA'.split(' ').map((each) => [each, /^\d{3} ?\d{2}$/]),
  ),
  ...Object.fromEntries('IN KZ RU SG VN'.split(' ').map((each) => [each, /^\d{3} ?\d{3}$/])),
};

/** Where the code stands before the town; elsewhere it stands behind it. */
const BEFORE_TOWN = new Set(
  'AT BE CH CZ DE DK ES FI FR GR HU IT LU MX MY NL NO PL PT SE SK TR UA'.split(' '),
);

/** The form of a country's postcodes; null: it has none; 'maybe': it may have, in whichever form. */
export function postcodeIn(country: string | null): RegExp | 'maybe' | null {
  if (country === null) return 'maybe';
  if (country === 'CN' || WITHOUT.has(country)) return null;
  return FORMS[country] ?? 'maybe';
}

export function isCodeBeforeTown(country: string | null): boolean {
  return country !== null && BEFORE_TOWN.has(country);
}
