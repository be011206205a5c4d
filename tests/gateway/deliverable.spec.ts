import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
let token: string;
beforeAll(async () => {
  house = await openHouse();
  token = (await ask<{ token: string }>('POST', '/guest', {})).token;
});
afterAll(() => house.close());

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      ...{ Origin: house.url, 'Content-Type': 'application/json' },
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
}
const save = (contact: object) =>
  ask<Record<string, unknown>>('POST', '/me/addresses', { key: randomUUID(), ...contact });

const someone = { name: '杨丽娟', phone: '13800138000' };
const parts = {
  province: '云南省',
  city: '大理白族自治州',
  district: '剑川县',
  street: '金华镇古城街 12 号',
};
const address = '云南省大理白族自治州剑川县金华镇古城街 12 号';

test('the shop says where an address is that names no country', async () => {
  expect(await ask('GET', '/shop')).toMatchObject({ home: 'CN' });
});

test.each([
  ['a name of one letter', { name: 'M' }, 'name'],
  ['a mobile number that lacks a figure', { phone: '1380013800' }, 'phone'],
  ['a landline without its area code', { phone: '81234567' }, 'phone'],
  ['a number abroad without its country', { country: 'SG', phone: '8123 4567' }, 'phone'],
  ['a line of one letter', { parts: undefined, address: 'x' }, 'address'],
  ['a line that only names a county', { parts: undefined, address: '剑川县' }, 'address'],
  ['parts without a district', { parts: { ...parts, district: undefined } }, 'parts.district'],
  [
    'a street of one letter',
    { parts: { ...parts, street: 'x' }, address: '云南省大理白族自治州剑川县x' },
    'parts.street',
  ],
  [
    'no town abroad',
    { country: 'SG', parts: { street: '12 Orchard Road' }, address: '12 Orchard Road' },
    'parts.city',
  ],
  [
    'another country’s postcode',
    {
      ...{ country: 'SG', address: '12 Orchard Road, Singapore 1011' },
      parts: { street: '12 Orchard Road', city: 'Singapore', postcode: '1011' },
    },
    'parts.postcode',
  ],
])(
  '[X176] %s keeps a parcel from its place: refused at its field, and nothing is kept',
  async (_, change, field) => {
    const before = house.directory.kept.length;
    expect(await save({ ...someone, parts, address, ...change })).toMatchObject({
      code: 'BAD_REQUEST',
      field,
    });
    expect(house.directory.kept).toHaveLength(before);
  },
);

test('[X177] what stands on the parcel is what its parts become', async () => {
  const other = '云南省大理白族自治州剑川县沙溪镇 1 号';
  expect(await save({ ...someone, parts, address: other })).toMatchObject({
    code: 'BAD_REQUEST',
    field: 'address',
  });
});

test.each([
  ['parts, kept as one line', { parts, address }],
  ['one line with the place in it', { address: '云南省大理州剑川县金华镇' }],
  ['a name of one Han character, a landline', { name: '丽', phone: '0872-4521234', parts, address }],
  ['a phone of another country', { phone: '+6581234567', parts, address }],
  [
    'an address abroad',
    {
      ...{ country: 'SG', address: '12 Orchard Road, Singapore 238801' },
      parts: { street: '12 Orchard Road', city: 'Singapore', postcode: '238801' },
    },
  ],
])('[X176] %s is taken, and sealed as one string', async (_, change) => {
  const saved = await save({ ...someone, ...change });
  expect(saved).toMatchObject({ address: change.address });
  const { buyerId, sealed } = house.directory.kept.at(-1)!;
  const kept = house.secrets.open(buyerId, sealed);
  expect(Object.keys(kept ?? {})).not.toContain('parts');
  expect(kept).toMatchObject({ address: change.address });
});

test('[O10] a new address may have the phone of one that its buyer has, without the page knowing it', async () => {
  const first = token;
  token = (await ask<{ token: string }>('POST', '/guest', {})).token;
  const { addressId } = await save({ ...someone, phone: '13900139000', parts, address });
  const street = { name: '杨丽娟', address: '云南省大理州剑川县沙溪镇 1 号' };
  expect(await save({ ...street, phoneOf: addressId })).toMatchObject({ ...street, phoneEnd: '9000' });
  const { buyerId, sealed } = house.directory.kept.at(-1)!;
  expect(house.secrets.open(buyerId, sealed)?.phone).toBe('+8613900139000');
  const noPhone = { code: 'BAD_REQUEST', field: 'phone' };
  expect(await save(street)).toMatchObject(noPhone);
  expect(await save({ ...street, phone: someone.phone, phoneOf: addressId })).toMatchObject(noPhone);
  token = first;
  expect(await save({ ...street, phoneOf: addressId })).toMatchObject(noPhone);
});

test('[X176] an address that was kept under a key is answered again under it, whatever the rules are by now', async () => {
  const contact = { key: randomUUID(), name: 'M', phone: '13800138000', address: 'x' };
  const { buyerId } = await ask<{ buyerId: string }>('GET', '/me');
  await house.directory.addAddress({
    ...{ addressId: randomUUID(), buyerId, key: contact.key, atMs: 0 },
    sealed: house.secrets.seal(buyerId, { name: 'M', phone: '+8613800138000', address: 'x' }),
  });
  expect(await ask('POST', '/me/addresses', contact)).toMatchObject({ address: 'x' });
});
