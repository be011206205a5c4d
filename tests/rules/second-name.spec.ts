import { expect, test } from 'vitest';
import { addItem, type LineupGood } from '../../server/market/lineup/decide.ts';
import { publicView } from '../../server/market/market.ts';
import { createRehearsal } from '../../server/market/stream/rehearsal.ts';
import { secondOrigins } from '../../server/shop/origins.ts';
import { producersOf } from '../../server/shop/producers.ts';
import { searchText } from '../../server/shop/search-text.ts';
import { productRow } from '../../server/shop/shop.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import { changesOf } from '../../shared/live-view/told.ts';
import { allNamedIn, namedIn, originIn, producerIn } from '../../shared/values/names.ts';
import { Bench, idOf } from '../builders/bench.ts';
import { aCatalogue } from '../builders/catalogue.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const by = { staffId: 'li', device: 'phone' };
const inEnglish = { nameEn: 'Walnuts', producerEn: 'Yangcen Farm' };
const fromYangcen = { originEn: 'Yangcen, Yunnan' };

const good: LineupGood = {
  ...{ productId: 'id-1', producerId: 'id-2', producer: '羊岑', name: '核桃', origin: '羊岑', grams: 1_000 },
  ...{ picture: '', priceMinor: 4_200, currency: 'CNY', floorMinor: 0 },
};

test('a product without a second name is written as products always were', () => {
  const { facts, product } = aCatalogue();
  expect(JSON.stringify(facts)).not.toMatch(/nameEn|producerEn|originEn/);
  expect(Object.keys(product())).not.toContain('nameEn');
});

test('a second name is kept, changed and taken away; what is the same becomes no fact', () => {
  const { product, change } = aCatalogue(inEnglish);
  expect(product()).toMatchObject({ name: '核桃', ...inEnglish });
  expect(change({ nameEn: 'Walnuts' })).toEqual([]);
  expect(change({ nameEn: 'Thin walnuts', producerEn: 'Yangcen Farm' })).toMatchObject([
    { type: 'product_changed', changes: { nameEn: 'Thin walnuts' } },
  ]);
  change({ nameEn: '', producerEn: '' });
  expect(Object.keys(product())).not.toContain('nameEn');
  expect(Object.keys(product())).not.toContain('producerEn');
  // It has none: taking it away once more is nothing new.
  expect(change({ nameEn: '' })).toEqual([]);
});

test('the second name of an origin is kept, changed and taken away as well, and the table does not keep it', () => {
  const { product, change } = aCatalogue(fromYangcen);
  expect(product()).toMatchObject({ origin: '羊岑', ...fromYangcen });
  expect(productRow(product())).not.toHaveProperty('originEn');
  expect(change(fromYangcen)).toEqual([]);
  change({ originEn: '' });
  expect(Object.keys(product())).not.toContain('originEn');
});

test('a category has a second name as well; a product of none says nothing of it', () => {
  const { product, change } = aCatalogue({ categoryEn: 'Nuts' });
  expect(product()).toMatchObject({ category: '坚果', categoryEn: 'Nuts' });
  expect(productRow(product())).not.toHaveProperty('categoryEn');
  expect(searchText(product())).toContain('nuts');
  expect(change({ categoryEn: 'Nuts' })).toEqual([]);
  change({ categoryEn: '' });
  expect(Object.keys(product())).not.toContain('categoryEn');
});

test('a rehearsal is rehearsed with the names that the stream has', () => {
  const of = aLiveStream(aProduct('mug')).bench.state;
  Object.assign(of.items.get(1)!, { ...inEnglish, ...fromYangcen });
  of.page = { version: 3, titleEn: 'Harvest', hostNameEn: 'Amei', description: 'Only the stream says it.' };
  const rehearsal = new Bench(idOf(800_000));
  rehearsal.send((state, when) => createRehearsal(state, { of, slug: 'rehearsal' }, { ...when, by }));
  expect(publicView(rehearsal.state).cards[1]).toMatchObject({ ...inEnglish, ...fromYangcen });
  expect(rehearsal.state.page).toEqual({ version: 0, titleEn: 'Harvest', hostNameEn: 'Amei' });
});

test('a lineup takes both names along, and without a second one its fact is what it always was', () => {
  const { bench } = aLiveStream(aProduct('mug'));
  const add = (more: object) => {
    const decided = addItem(
      bench.state,
      { good: { ...good, ...more }, units: 0, transferId: 't' },
      { receivedAtMs: NOON, atMs: NOON, ids: { next: () => 'id-9' }, gaps: [], by },
    );
    if (decided.kind !== 'accepted') throw new Error('refused');
    return decided;
  };
  expect(JSON.stringify(add({}).facts)).not.toMatch(/nameEn|producerEn|originEn/);
  bench.send(() => add({ ...inEnglish, ...fromYangcen }));
  // The origin by which parcels go stays the one; the second name is for the eye.
  const card = { name: '核桃', origin: '羊岑', ...inEnglish, ...fromYangcen };
  expect(publicView(bench.state).cards[2]).toMatchObject(card);
});

test.each([
  ['both', inEnglish],
  ['the product’s alone', { nameEn: 'Walnuts' }],
  ['the producer’s alone', { producerEn: 'Yangcen Farm' }],
  ['the origin’s alone', fromYangcen],
  ['all three', { ...inEnglish, ...fromYangcen }],
  ['none', {}],
])('what a viewer is told is the same on both sides: %s', (_, more) => {
  const { state } = aLiveStream(aProduct('mug')).bench;
  Object.assign(state.items.get(1)!, more);
  const view = publicView(state);
  expect(view.cards[1]).toMatchObject({ name: 'mug', ...more });
  const heard = viewOf(JSON.parse(JSON.stringify(changesOf(view))));
  expect(heard.cards[1]).toEqual(view.cards[1]);
  expect(digestOf(heard)).toBe(digestOf(view));
});

test('everybody reads a thing under the name that they know it by', () => {
  const card = { name: '核桃', producer: '羊岑', ...inEnglish };
  expect(namedIn('en', card)).toMatchObject({ name: 'Walnuts', producer: 'Yangcen Farm' });
  expect(namedIn('zh-CN', card)).toBe(card);
  const one = { name: '核桃', producer: '羊岑' };
  expect(namedIn('en', one)).toBe(one);
  expect(namedIn('en', { ...one, nameEn: '', producerEn: 'Yangcen Farm' })).toMatchObject({
    name: '核桃',
    producer: 'Yangcen Farm',
  });
});

test('a producer goes by one name on a page, though only one of the products says it', () => {
  const walnuts = { name: '核桃', producer: '羊岑', producerEn: 'Yangcen Farm' };
  const honey = { name: '蜂蜜', producer: '羊岑', nameEn: 'Honey' };
  const others = { name: '藜麦', producer: '马登' };
  expect(allNamedIn('en', [honey, walnuts, others]).map(({ name, producer }) => [name, producer])).toEqual([
    ['Honey', 'Yangcen Farm'],
    ['核桃', 'Yangcen Farm'],
    ['藜麦', '马登'],
  ]);
  expect(allNamedIn('zh-CN', [honey, walnuts]).map(({ name, producer }) => [name, producer])).toEqual([
    ['蜂蜜', '羊岑'],
    ['核桃', '羊岑'],
  ]);
  expect(producerIn('en', walnuts)).toBe('Yangcen Farm');
  expect(producerIn('zh-CN', walnuts)).toBe('羊岑');
  expect(producerIn('en', others)).toBe('马登');
});

test('the office knows a producer by what the newest of its products says', () => {
  const { shop, product, add } = aCatalogue(inEnglish);
  const { producerId } = product();
  add({ name: '蜂蜜' });
  expect(producersOf(shop).get(producerId)).toEqual({ producer: '羊岑', producerEn: 'Yangcen Farm' });
  add({ name: '藜麦', producerEn: 'Yangcen Growers' });
  expect(producersOf(shop).get(producerId)).toEqual({ producer: '羊岑', producerEn: 'Yangcen Growers' });
  const { productId } = add({ name: '苹果', producer: '马登' });
  expect(producersOf(shop).get(shop.products.get(productId)!.producerId)).toEqual({ producer: '马登' });
});

test('an origin has the second name that the newest of its products gives it, and none if none does', () => {
  const { shop, add } = aCatalogue({ origin: '羊岑', originEn: 'Yangcen' });
  add({ name: '蜂蜜', origin: '羊岑' });
  add({ name: '藜麦', origin: '马登' });
  expect([...secondOrigins(shop)]).toEqual([['羊岑', 'Yangcen']]);
  add({ name: '苹果', origin: '羊岑', ...fromYangcen });
  expect([...secondOrigins(shop)]).toEqual([['羊岑', 'Yangcen, Yunnan']]);
});

test('everybody reads an origin under the name that they know it by', () => {
  expect(originIn('en', { origin: '羊岑', ...fromYangcen })).toBe('Yangcen, Yunnan');
  expect(originIn('zh-CN', { origin: '羊岑', ...fromYangcen })).toBe('羊岑');
  expect(originIn('en', { origin: '羊岑', originEn: '' })).toBe('羊岑');
});
