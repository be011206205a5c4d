import { areaList } from '@vant/area-data';
import { expect, test } from 'vitest';
import { areasOf } from '../../client/screens/buyer/viewer/address/china-areas.ts';
import { areaFinder } from '../../client/screens/buyer/viewer/address/find-area.ts';
import { splitContact } from '../../client/screens/buyer/viewer/address/split-contact.ts';
import { composeAddress } from '../../shared/market/account/compose-address.ts';
import { pastedAddresses } from './pasted-addresses.ts';

const areas = areasOf(areaList);
const findArea = areaFinder(areas);
const split = (text: string) => splitContact(text, findArea);
/** Of fifty texts so many have to come out right in every part. */
const LEAST_RIGHT = 45;

test('of fifty pasted contacts at least 45 are split as a person reads them', () => {
  expect(pastedAddresses).toHaveLength(50);
  const wrong = pastedAddresses.filter(({ text, wanted }) => !isSame(split(text), wanted));
  const told = wrong.map(
    ({ text, wanted }) => `\n${text}\n  wanted ${line(wanted)}\n  got    ${line(split(text))}`,
  );
  process.stdout.write(`pasted contacts: ${50 - wrong.length} of 50 right${told.join('')}\n`);
  expect(50 - wrong.length, told.join('')).toBeGreaterThanOrEqual(LEAST_RIGHT);
});

test('every fiftieth district is found again in the line that an address with it becomes', () => {
  const all = [...areas].flatMap(([province, cities]) =>
    [...cities].flatMap(([city, districts]) => districts.map((district) => ({ province, city, district }))),
  );
  expect(all.length).toBeGreaterThan(3_000);
  for (const area of all.filter((_, index) => index % 50 === 0)) {
    const text = `${composeAddress({ ...area, street: '古城街12号' }, 'CN')} 杨丽娟 13800138000`;
    const wanted = { ...area, name: '杨丽娟', phone: '13800138000', street: '古城街12号' };
    expect(line(split(text)), text).toBe(line(wanted));
  }
});

test.each([
  ['', {}],
  ['see you tomorrow', {}],
  ['13800138000', { phone: '13800138000' }],
  ['北京路 12 号', {}],
  ['武侯大道8号', {}],
  ['云南省', { province: '云南省' }],
])('of %j no more is read than it says', (text, wanted) => {
  expect(split(text)).toEqual(wanted);
});

test('the spaces of a copied street are all kept or all gone', () => {
  expect(split('云南省昆明市五华区 翠湖南路 12 号 3 栋 402 杨丽娟 13800138000').street).toBe(
    '翠湖南路12号3栋402',
  );
  expect(split('杨丽娟 13800138000 云南省昆明市五华区 翠湖南路12号 Block 3').street).toBe(
    '翠湖南路12号 Block 3',
  );
});

test('a text of the longest length is split in an instant, whatever is in it', () => {
  const texts = ['省', '云南', '13', '收货人:', '大理州 ', '号', '·'].map((part) =>
    part.repeat(400).slice(0, 400),
  );
  const startMs = performance.now();
  for (const text of texts) split(text);
  expect(performance.now() - startMs).toBeLessThan(3_000);
});

const isSame = (got: object, wanted: object) => line(got) === line(wanted);
const line = (contact: object) =>
  ['name', 'phone', 'province', 'city', 'district', 'street']
    .map((part) => (contact as Record<string, string>)[part] ?? '–')
    .join(' | ');
