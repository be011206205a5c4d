import { expect, test } from 'vitest';
import { addItem, type LineupGood } from '../../server/market/lineup/decide.ts';
import { publicView } from '../../server/market/public-view.ts';
import { changeProduct, createProducts } from '../../server/shop/decide.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop, type ShopFact } from '../../server/shop/state.ts';
import { changesOf, viewOf } from '../../shared/live-view/changes.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import { namedIn } from '../../shared/values/names.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const by = { staffId: 'li', device: 'phone' };
const world = { receivedAtMs: NOON, atMs: NOON, ids: { next: () => 'id-1', history: () => 'h' }, by };
const walnuts = {
  ...{ sku: null, name: '核桃', producer: '羊岑', origin: '羊岑', category: '坚果', grams: 1_000 },
  ...{ priceMinor: 4_200, floorMinor: 0, currency: 'CNY', picture: '', warehouseUnits: 40 },
};
const inEnglish = { nameEn: 'Walnuts', producerEn: 'Yangcen Farm' };

/** A catalogue with one product in it. */
function aShop(more: object = {}) {
  const shop = emptyShop();
  const take = (facts: readonly ShopFact[]) => {
    for (const fact of facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: NOON });
    return facts;
  };
  const made = createProducts(shop, { products: [{ ...walnuts, ...more }] }, world);
  if (made.kind !== 'accepted') throw new Error('refused');
  const facts = take(made.facts);
  const product = () => shop.products.get('id-1')!;
  const change = (changes: object) => {
    const decision = changeProduct(shop, { productId: 'id-1', of: null, changes, unitsDelta: 0 }, world);
    if (decision.kind !== 'accepted') throw new Error('refused');
    return take(decision.facts);
  };
  return { facts, product, change };
}

const good: LineupGood = {
  ...{ productId: 'id-1', producerId: 'id-2', producer: '羊岑', name: '核桃', origin: '羊岑', grams: 1_000 },
  ...{ picture: '', priceMinor: 4_200, floorMinor: 0 },
};

test('a product without a second name is written as products always were', () => {
  const { facts, product } = aShop();
  expect(JSON.stringify(facts)).not.toMatch(/nameEn|producerEn/);
  expect(Object.keys(product())).not.toContain('nameEn');
});

test('a second name is kept, changed and taken away; what is the same becomes no fact', () => {
  const { product, change } = aShop(inEnglish);
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

test('a lineup takes both names along, and without a second one its fact is what it always was', () => {
  const { bench } = aLiveStream(aProduct('mug'));
  const add = (more: object) => {
    const decided = addItem(
      bench.state,
      { good: { ...good, ...more }, units: 0, transferId: 't' },
      { receivedAtMs: NOON, atMs: NOON, ids: { next: () => 'id-9' }, by },
    );
    if (decided.kind !== 'accepted') throw new Error('refused');
    return decided;
  };
  expect(JSON.stringify(add({}).facts)).not.toMatch(/nameEn|producerEn/);
  bench.send(() => add(inEnglish));
  expect(publicView(bench.state).cards[2]).toMatchObject({ name: '核桃', ...inEnglish });
});

test.each([
  ['both', inEnglish],
  ['the product’s alone', { nameEn: 'Walnuts' }],
  ['the producer’s alone', { producerEn: 'Yangcen Farm' }],
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
