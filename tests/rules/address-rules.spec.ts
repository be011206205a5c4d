import { expect, test } from 'vitest';
import { isPhoneFrom, misfitsOf } from '../../shared/market/account/address-rules.ts';
import { composeAddress } from '../../shared/market/account/compose-address.ts';
import type { AddressParts } from '../../shared/market/account/contract.ts';

test.each([
  [
    'CN',
    { province: '云南省', city: '大理白族自治州', district: '剑川县', street: '古城街 12 号' },
    '云南省大理白族自治州剑川县古城街 12 号',
  ],
  [
    'CN',
    { province: '上海市', city: '上海市', district: '徐汇区', street: '漕宝路66号' },
    '上海市徐汇区漕宝路66号',
  ],
  [
    'CN',
    { province: '湖北省', city: '省直辖县', district: '仙桃市', street: '仙桃大道10号' },
    '湖北省仙桃市仙桃大道10号',
  ],
  ['DE', { street: 'Am Markt 1', city: 'Berlin', postcode: '10115' }, 'Am Markt 1, 10115 Berlin'],
  ['US', { street: '1 Main St', city: 'Portland, OR', postcode: '97201' }, '1 Main St, Portland, OR 97201'],
  ['HK', { street: 'Flat 1, 8 Argyle St', city: 'Kowloon' }, 'Flat 1, 8 Argyle St, Kowloon'],
  ['HK', { street: '亚皆老街8号', city: '九龙旺角' }, '九龙旺角亚皆老街8号'],
  [
    'JP',
    { street: '神南1-1-1', city: '東京都渋谷区', postcode: '150-0041' },
    '150-0041 東京都渋谷区神南1-1-1',
  ],
  ['JP', { street: '1-1-1 Jinnan', city: 'Shibuya', postcode: '150-0041' }, '1-1-1 Jinnan, Shibuya 150-0041'],
  [null, { street: ' 1 Road ', city: 'Town' }, '1 Road, Town'],
] as [string | null, AddressParts, string][])('in %s parts become one line: %j', (country, parts, line) => {
  expect(composeAddress(parts, country)).toBe(line);
});

test.each([
  ['CN', '13800138000', true],
  ['CN', '+86 138 0013 8000', true],
  ['CN', '0086-138-0013-8000', true],
  ['CN', '8613800138000', true],
  ['CN', '013800138000', true],
  ['CN', '0872-4521234', true],
  ['CN', '+86 10 6552 9988', true],
  ['CN', '400-820-8820', true],
  ['CN', '+65 8123 4567', true],
  ['CN', '1380013800', false],
  ['CN', '138001380001', false],
  ['CN', '81234567', false],
  ['CN', '+86 1380013', false],
  ['SG', '8123 4567', true],
  ['SG', '812 345', false],
  ['US', '(212) 555-0100', true],
  ['US', '1 212 555 0100', true],
  ['US', '555-0100', false],
  ['DE', '030 123456', true],
  [null, '1234567', true],
  [null, 'call me', false],
])('in %s %s can be a phone: %s', (country, phone, can) => {
  expect(isPhoneFrom(phone, country)).toBe(can);
});

const whole = { name: '杨丽娟', phone: '13800138000', address: '' };
const cn = { country: 'CN', home: 'CN' };

test.each([
  ['M', 'short'],
  ['', 'missing'],
  ['…!', 'short'],
  ['Li', undefined],
  ['丽', undefined],
])('a name is called by two letters, or by one Han character: %j', (name, misfit) => {
  expect(misfitsOf({ ...whole, name, address: '剑川县金华镇' }, cn).name).toBe(misfit);
});

test.each([
  ['CN', { province: '云南省', city: '大理白族自治州', district: '剑川县', street: '金华镇' }, {}],
  ['CN', { street: '金华镇' }, { province: 'missing', city: 'missing', district: 'missing' }],
  ['CN', { province: '云南省', city: '昆明市', district: '五华区', street: '1号' }, { street: 'short' }],
  [
    'CN',
    { province: '云南省', city: '昆明市', district: '五华区', street: '路'.repeat(195) },
    { street: 'long' },
  ],
  ['DE', { street: 'Am Markt 1', city: 'Berlin', postcode: '10115' }, {}],
  ['DE', { street: 'Am Markt 1', city: 'Berlin' }, { postcode: 'missing' }],
  ['DE', { street: 'Am Markt 1', city: 'B', postcode: '1011' }, { city: 'short', postcode: 'form' }],
  ['GB', { street: '1 High St', city: 'Leeds', postcode: 'ls1 4ap' }, {}],
  ['HK', { street: '8 Argyle St', city: 'Kowloon' }, {}],
  // Countries that are sent to seldom have a code or not: what is there has to look like one.
  ['PE', { street: 'Av. Larco 1', city: 'Lima' }, {}],
  ['PE', { street: 'Av. Larco 1', city: 'Lima', postcode: '!' }, { postcode: 'form' }],
] as [string, AddressParts, object][])('in %s of %j is at fault: %j', (country, parts, misfits) => {
  expect(misfitsOf({ ...whole, parts }, { country, home: 'CN' })).toEqual(misfits);
});

test('one line is long enough to find a house by, whatever it is made of', () => {
  for (const [address, misfit] of [
    ['x', 'short'],
    ['剑川县', 'short'],
    [' ', 'missing'],
    ['剑川县金华镇', undefined],
    ['House 1', undefined],
  ]) {
    expect(misfitsOf({ ...whole, address: address! }, cn).street, address).toBe(misfit);
  }
});
