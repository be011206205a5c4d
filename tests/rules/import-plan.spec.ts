import { expect, test } from 'vitest';
import { readGoods } from '../../server/application/catalogue/import-csv/read-goods.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { planImport, shownChanges, takePlanned } from '../../server/shop/import-plan.ts';
import { aCatalogue, walnuts } from '../builders/catalogue.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const by = { staffId: 'li', device: 'phone' };
const HEADER = 'name,producer,price,units,sku,origin,category';

function aShop() {
  const { shop, product } = aCatalogue({ ...walnuts, sku: 'W-1', nameEn: 'Walnuts' });
  let ids = 0;
  const at = {
    ...{ receivedAtMs: NOON, atMs: NOON, by, gaps: [] },
    ids: { next: () => `new-${++ids}`, history: () => 'h' },
  };
  const plan = (...rows: string[]) => {
    const reading = readGoods(new TextEncoder().encode([HEADER, ...rows].join('\n')), 'CNY');
    if (!reading.ok) throw new Error(reading.faults.map(({ reason }) => reason).join());
    return { goods: reading.goods, ...planImport(shop, reading.goods) };
  };
  const take = ({ goods, text: shown }: ReturnType<typeof plan>) => {
    const decision = takePlanned(shop, { goods, isShown: (text) => text === shown }, at);
    if (decision.kind === 'accepted')
      for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: NOON });
    return decision;
  };
  return { shop, product, plan, take };
}

test('a SKU that is there is changed, what is equal is not, and an empty cell says nothing', () => {
  const { shop, product, plan, take } = aShop();
  const planned = plan('核桃,羊岑,45.00,35,W-1,,干果', '茶,羊岑,12.00,5,T-1,,', '米,沙溪,8.00,9,,,');
  expect(planned).toMatchObject({ unchanged: 0, faults: [] });
  expect(planned.created.map(({ row }) => row)).toEqual([3, 4]);
  expect(planned.changed.map(shownChanges)).toEqual([
    [
      { field: 'category', was: '坚果', now: '干果' },
      { field: 'priceMinor', was: 4_200, now: 4_500 },
      { field: 'units', was: 40, now: 35 },
    ],
  ]);
  expect(take(planned)).toMatchObject({ kind: 'accepted' });
  expect(product()).toMatchObject({
    priceMinor: 4_500,
    warehouseUnits: 35,
    origin: '羊岑',
    nameEn: 'Walnuts',
  });
  expect(shop.products.size).toBe(3);
  const { changed, unchanged } = plan('核桃,羊岑,45.00,35,W-1,,干果');
  expect([changed, unchanged]).toEqual([[], 1]);
});

test('it is taken as it was shown or not at all: a catalogue that changed meanwhile is refused', () => {
  const { shop, product, plan, take } = aShop();
  const planned = plan('核桃,羊岑,45.00,35,W-1,,', '茶,羊岑,12.00,5,T-1,,');
  product().warehouseUnits -= 1;
  const { seq } = shop;
  expect(take(planned)).toMatchObject({ refusal: { code: 'STALE_VERSION' } });
  expect([shop.seq, shop.products.size]).toEqual([seq, 1]);
  expect(take(plan('核桃,羊岑,45.00,35,W-1,,'))).toMatchObject({ kind: 'accepted' });
});

test('a product keeps its producer and its currency: another one is a fault of its row, and nothing is taken', () => {
  const { shop, plan, take } = aShop();
  const planned = plan('茶,羊岑,12.00,5,T-1,,', '核桃,沙溪,45.00,35,W-1,,');
  expect(planned.faults).toEqual([{ row: 3, code: 'PRODUCER_DIFFERS', given: '羊岑' }]);
  expect(take(planned)).toMatchObject({ refusal: { code: 'STALE_VERSION' } });
  expect(shop.products.size).toBe(1);
});

test('faults come in the order of their rows, each with a code and what stood there', () => {
  const rows = ['a,b,c,1,X,,', 'a,b,1.00,1', 'a,b,1.00,1,X,,', 'a,,1.00,x,Y,,', 'a,b,1.00,2,X,,'];
  const reading = readGoods(new TextEncoder().encode([HEADER, ...rows].join('\n')), 'CNY');
  const faults = reading.ok ? [] : reading.faults.map(({ reason: _, ...fault }) => fault);
  expect(faults).toEqual([
    { row: 2, code: 'AMOUNT', field: 'price', given: 'c' },
    { row: 3, code: 'FIELDS', other: 4, max: 7 },
    { row: 5, code: 'MISSING', field: 'producer', given: '', max: 60 },
    { row: 5, code: 'WHOLE', field: 'units', given: 'x', max: 10_000_000 },
    { row: 6, code: 'SKU_TWICE', given: 'X', other: 4 },
  ]);
});
