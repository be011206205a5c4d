import { countries } from 'countries-list';
import { expect, test } from 'vitest';
import { codeOfCallingCode, countryOf, countryOfLanguage, countryOfZone } from '../../server/lib/country.ts';

test.each([
  ['Asia/Shanghai', '86', 'CNY'],
  ['Asia/Urumqi', '86', 'CNY'],
  ['Europe/Berlin', '49', 'EUR'],
  ['Europe/London', '44', 'GBP'],
  ['America/New_York', '1', 'USD'],
  ['America/Los_Angeles', '1', 'USD'],
  ['America/Toronto', '1', 'CAD'],
  ['Europe/Zurich', '41', 'CHF'],
  ['America/Santiago', '56', 'CLP'],
  ['Asia/Tokyo', '81', 'JPY'],
  ['Asia/Singapore', '65', 'SGD'],
  ['Asia/Hong_Kong', '852', 'HKD'],
  // Under either of its names.
  ['Asia/Ho_Chi_Minh', '84', 'VND'],
  ['Asia/Saigon', '84', 'VND'],
  ['Asia/Kolkata', '91', 'INR'],
  ['US/Pacific', '1', 'USD'],
])('%s is where phones begin with +%s and prices are in %s', (zone, callingCode, currency) => {
  expect(countryOfZone(zone)).toMatchObject({ callingCode, currency });
});

test('a zone of no country has none, nor has what is no zone', () => {
  for (const zone of ['UTC', 'Etc/GMT-8', 'Mars/Olympus', '']) expect(countryOfZone(zone)).toBeNull();
});

test('where nothing is known but a language, it says which country is meant', () => {
  expect(countryOfLanguage('en')).toEqual({ code: 'US', callingCode: '1', currency: 'USD' });
  expect(countryOfLanguage('zh')).toEqual({ code: 'CN', callingCode: '86', currency: 'CNY' });
});

test('a calling code names a country, unless several share it', () => {
  expect(['86', '49', '852', '1', '44', '999'].map(codeOfCallingCode)).toEqual([
    'CN',
    'DE',
    'HK',
    null,
    null,
    null,
  ]);
});

test('every country has a calling code that a setting could have, and money that prices can be in', () => {
  const money = new Set(Intl.supportedValuesOf('currency'));
  const codes = Object.keys(countries) as (keyof typeof countries)[];
  expect(codes.length).toBeGreaterThan(240);
  for (const code of codes) {
    const { callingCode, currency } = countryOf(code);
    expect(callingCode, code).toMatch(/^[1-9]\d{0,3}$/);
    expect(money, code).toContain(currency);
  }
});
