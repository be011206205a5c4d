import { describe, expect, test } from 'vitest';
import type { Decision } from '../../server/market/kernel/decision.ts';
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
