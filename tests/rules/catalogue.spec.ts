import { describe, expect, test } from 'vitest';
import { productFacets } from '../../server/application/catalogue/facets.ts';
import type { Decision } from '../../server/market/kernel/decision.ts';
import { changeProducts, changesOfMany } from '../../server/shop/change-many.ts';
import { usualCurrency } from '../../server/shop/currency.ts';
import { allot, changeProduct, createProducts } from '../../server/shop/decide.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop, type ShopFact, type ShopState } from '../../server/shop/state.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const by = { staffId: 'li', device: 'phone' };

/** A warehouse with 40 walnuts of one farm, and what is decided applied at once. */
function aWarehouse() {
  const shop = emptyShop();
  let ids = 0;
  const at = {
    receivedAtMs: NOON,
    atMs: NOON,
    ids: { next: () => `id-${++ids}`, history: () => 'h' },
    gaps: [],
    by,
  };
  function does<Reply>(decision: Decision<Reply, ShopFact, ShopState>): readonly ShopFact[] {
    if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
    for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: NOON });
    return decision.facts;
  }
  const good = {
    ...{ sku: null, name: 'Walnuts', producer: 'Yangcen', origin: 'Yangcen', category: 'nuts', grams: 1_000 },
    ...{ priceMinor: 4_200, floorMinor: 3_500, currency: 'CNY', picture: '', warehouseUnits: 40 },
    ...{ isPerishable: false, harvestedOn: '2026-09-20', batch: 'W-1' },
  };
  does(createProducts(shop, { products: [good] }, at));
  const product = () => [...shop.products.values()][0]!;
  const productId = product().productId;
  const change = (changes: object, unitsDelta = 0, of: string | null = null) =>
    changeProduct(shop, { productId, of, changes, unitsDelta }, at);
  return { shop, at, does, product, productId, change };
}

test('[T1] a new good has its price in the currency of most of the producer’s, else of the shop’s', () => {
  const { shop, at, does, product } = aWarehouse();
  const { producerId } = product();
  expect(usualCurrency(emptyShop(), producerId)).toBeNull();
  const { productId: _, ...good } = product();
  const sold = (producer: string, sku: string, currency: string) =>
    does(createProducts(shop, { products: [{ ...good, producer, sku, currency }] }, at));
  sold('Lijiang', 'tea', 'THB');
  expect(usualCurrency(shop, producerId)).toBe('CNY');
  // Of equally many the newest.
  expect(usualCurrency(shop, 'somebody new')).toBe('THB');
  expect(usualCurrency(shop)).toBe('THB');
  sold('Yangcen', 'oil', 'USD');
  expect(usualCurrency(shop, producerId)).toBe('USD');
  sold('Yangcen', 'honey', 'CNY');
  expect(usualCurrency(shop, producerId)).toBe('CNY');
  expect(usualCurrency(shop)).toBe('CNY');
});

describe('[S5] a good in the catalogue', () => {
  test('is changed by facts that say only what is different', () => {
    const { does, product, change } = aWarehouse();
    const facts = does(change({ name: 'Walnuts', priceMinor: 3_990, harvestedOn: '2026-10-02' }, 12));
    expect(facts).toEqual([
      {
        type: 'product_changed',
        productId: product().productId,
        changes: { priceMinor: 3_990, harvestedOn: '2026-10-02' },
        by,
      },
      { type: 'warehouse_adjusted', productId: product().productId, delta: 12, by },
    ]);
    expect(product()).toMatchObject({ name: 'Walnuts', priceMinor: 3_990, warehouseUnits: 52, batch: 'W-1' });
    expect(does(change({ priceMinor: 3_990 }))).toEqual([]);
    does(change({ shipBaseMinor: 800, shipIncrementMinor: 300 }));
    expect(product()).toMatchObject({ shipBaseMinor: 800, shipIncrementMinor: 300 });
  });

  test('is answered as it was decided, whoever changes it next in the same cut', () => {
    const { shop, at, does, productId, change } = aWarehouse();
    const answered = [
      allot(shop, { transferId: 't', productId, streamId: 's', units: 5 }, at),
      change({}, 3),
    ].map((decision) => {
      does(decision as Decision<unknown, ShopFact, ShopState>);
      return decision.kind === 'accepted' ? decision.reply(shop, shop.seq).product : null;
    });
    does(change({ priceMinor: 5_000 }));
    expect(answered).toMatchObject([
      { priceMinor: 4_200, warehouseUnits: 35 },
      { priceMinor: 4_200, warehouseUnits: 38 },
    ]);
  });

  test('cannot have fewer units than none, whatever streams took meanwhile', () => {
    const { shop, at, does, productId, product, change } = aWarehouse();
    does(allot(shop, { transferId: 't', productId, streamId: 's', units: 38 }, at));
    expect(change({}, -3)).toMatchObject({ refusal: { code: 'STOCK_INVALID', available: 2 } });
    does(change({}, -2));
    expect(product().warehouseUnits).toBe(0);
  });

  test('[A1] somebody else’s is not there', () => {
    const { shop, at, product, change } = aWarehouse();
    expect(change({ priceMinor: 1 }, 0, 'another-farm')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(change({ priceMinor: 1 }, 0, product().producerId)).toMatchObject({ kind: 'accepted' });
    const unknown = { productId: 'nothing', of: null, changes: {}, unitsDelta: 1 };
    expect(changeProduct(shop, unknown, at)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  });
});

describe('[L8] an archived good', () => {
  test('is so by a fact of the shop, once, and comes back by another', () => {
    const { does, product, change } = aWarehouse();
    expect(does(change({ isArchived: false }))).toEqual([]);
    expect(does(change({ isArchived: true }))).toMatchObject([
      { type: 'product_changed', changes: { isArchived: true } },
    ]);
    expect(product().isArchived).toBe(true);
    expect(does(change({ isArchived: true }))).toEqual([]);
    // What it costs and how many there are can still be put right.
    does(change({ priceMinor: 3_000 }, 5));
    does(change({ isArchived: false }));
    expect(product()).toMatchObject({ priceMinor: 3_000, warehouseUnits: 45 });
    expect(product()).not.toHaveProperty('isArchived');
  });

  test('stands in no list unless it is asked for, and counts apart', () => {
    const { shop, does, change } = aWarehouse();
    expect(productFacets(shop)).toMatchObject({ products: 1, archived: 0, low: 0, out: 0 });
    does(change({}, -40));
    expect(productFacets(shop)).toMatchObject({ products: 1, low: 1, out: 1 });
    does(change({ isArchived: true }));
    expect(productFacets(shop)).toEqual({
      ...{ products: 0, archived: 1, low: 0, out: 0, categories: [], producers: [] },
    });
  });
});

test('a sku is one product’s: another cannot take it, and who gives it up leaves it free', () => {
  const { shop, at, does, product, change } = aWarehouse();
  const { productId: _, ...good } = product();
  does(createProducts(shop, { products: [{ ...good, sku: 'W-2' }] }, at));
  does(change({ sku: 'W-1' }));
  expect(change({ sku: 'W-2' })).toMatchObject({ refusal: { code: 'SKU_TAKEN', sku: 'W-2' } });
  expect(does(change({ sku: 'W-1' }))).toEqual([]);
  does(change({ sku: 'W-3' }));
  const again = createProducts(shop, { products: [{ ...good, sku: 'W-3' }] }, at);
  expect(again).toMatchObject({ refusal: { code: 'SKU_TAKEN', sku: 'W-3' } });
  does(createProducts(shop, { products: [{ ...good, sku: 'W-1' }] }, at));
  expect([...shop.skus.keys()].sort()).toEqual(['W-1', 'W-2', 'W-3']);
});

describe('many goods at once', () => {
  const request = (productIds: string[], changes: object) => ({ productIds, changes, currency: 'CNY' });

  test('are made the same; what had it already is no fact, and who refuses hinders no other', () => {
    const { shop, at, does, product } = aWarehouse();
    const { productId: first, ...good } = product();
    does(createProducts(shop, { products: [{ ...good, sku: 'd', currency: 'USD', floorMinor: 0 }] }, at));
    does(createProducts(shop, { products: [{ ...good, sku: 'f', floorMinor: 100 }] }, at));
    const [, inDollars, floored] = [...shop.products.keys()];
    const all = request([first, inDollars!, floored!, first, 'nobody'], { floorMinor: 100, category: 'dry' });
    const decision = changeProducts(shop, all, at);
    const facts = does(decision);
    expect(facts.map((fact) => ('changes' in fact ? [fact.productId, fact.changes] : fact))).toEqual([
      [first, { floorMinor: 100, category: 'dry' }],
      [floored, { category: 'dry' }],
    ]);
    const told = decision.kind === 'accepted' ? decision.reply(shop, shop.seq) : null;
    expect(told).toEqual({
      changed: [
        { productId: first, was: { floorMinor: 3_500, category: 'nuts' } },
        { productId: floored, was: { category: 'nuts' } },
      ],
      refused: [
        { productId: inDollars, code: 'CURRENCY_DIFFERS' },
        { productId: 'nobody', code: 'NOT_FOUND' },
      ],
    });
    expect(shop.products.get(inDollars!)?.category).toBe('nuts');
  });

  test('get a price, or one dearer or cheaper by a share, rounded to 0.10; who would fall below its floor refuses', () => {
    const { shop, at, does, product } = aWarehouse();
    const { productId: first, ...good } = product();
    does(createProducts(shop, { products: [{ ...good, sku: 'c', priceMinor: 1_999, floorMinor: 0 }] }, at));
    does(createProducts(shop, { products: [{ ...good, sku: 'd', currency: 'USD' }] }, at));
    const [, cheap, inDollars] = [...shop.products.keys()] as [string, string, string];
    const all = [first, cheap, inDollars];
    const set = changesOfMany(shop, request(all, { priceMinor: 3_000 })).outcome;
    expect(set).toEqual({
      changed: [{ productId: cheap, was: { priceMinor: 1_999 }, now: { priceMinor: 3_000 } }],
      refused: [
        { productId: first, code: 'BELOW_FLOOR', floorMinor: 3_500 },
        { productId: inDollars, code: 'CURRENCY_DIFFERS' },
      ],
    });
    // 42.00 − 10 % is 37.80; 19.99 − 10 % is 17.991, and 17.99 rounds to 18.00.
    const facts = does(changeProducts(shop, request(all, { priceBps: -1_000 }), at));
    expect(facts.map((fact) => 'changes' in fact && fact.changes)).toEqual([
      { priceMinor: 3_780 },
      { priceMinor: 1_800 },
    ]);
    const low = changesOfMany(shop, request([first], { priceBps: -1_000 })).outcome;
    expect(low.refused).toEqual([{ productId: first, code: 'BELOW_FLOOR', floorMinor: 3_500 }]);
    const none = changesOfMany(shop, request([cheap], { priceBps: -9_990 })).outcome;
    expect(none.refused).toEqual([{ productId: cheap, code: 'PRICE_INVALID' }]);
    // A floor that is set along with the price is the one that counts.
    const both = changesOfMany(shop, request([first], { priceMinor: 3_000, floorMinor: 2_500 })).outcome;
    expect(both.refused).toEqual([]);
  });

  test('[K1] get a count, or units more or fewer; who has fewer than that refuses', () => {
    const { shop, at, does, product } = aWarehouse();
    const { productId: first, ...good } = product();
    does(createProducts(shop, { products: [{ ...good, sku: 's', warehouseUnits: 5 }] }, at));
    const ids = [...shop.products.keys()] as [string, string];
    const facts = does(changeProducts(shop, request(ids, { unitsDelta: -10 }), at));
    expect(facts).toEqual([{ type: 'warehouse_adjusted', productId: first, delta: -10, by }]);
    const { outcome } = changesOfMany(shop, request(ids, { unitsDelta: -10 }));
    expect(outcome).toEqual({
      changed: [{ productId: first, was: { warehouseUnits: 30 }, now: { warehouseUnits: 20 } }],
      refused: [{ productId: ids[1], code: 'STOCK_INVALID', available: 5 }],
    });
    does(changeProducts(shop, request(ids, { warehouseUnits: 30 }), at));
    expect(ids.map((productId) => shop.products.get(productId)?.warehouseUnits)).toEqual([30, 30]);
  });

  test('[L8] go into the archive together, and what each had before brings them back', () => {
    const { shop, at, does, product } = aWarehouse();
    const { productId: first, ...good } = product();
    does(createProducts(shop, { products: [{ ...good, sku: 'x' }] }, at));
    const ids = [...shop.products.keys()];
    does(changeProducts(shop, request([first], { isArchived: true }), at));
    const { outcome } = changesOfMany(shop, request(ids, { isArchived: true }));
    expect(outcome.changed).toEqual([{ productId: ids[1], was: { isArchived: false } }]);
    const most = request(
      Array.from({ length: 201 }, (_, n) => `p${n}`),
      { isArchived: true },
    );
    expect(changeProducts(shop, most, at)).toMatchObject({ refusal: { code: 'TOO_MANY_LINES', max: 200 } });
  });
});
