import { expect, test, vi } from 'vitest';
import { productsOnAir } from '../../server/gateway/http/search/products-on-air.ts';
import type { StreamRow } from '../../server/ports/rows.ts';

const PRODUCTS = 300;

/** One stream that is on, with that many products. */
function onAir() {
  const stream = {
    ...{ streamId: 's', slug: 'market', status: 'LIVE', rehearsalOf: null, endedAtMs: null },
    ...{ scheduledAtMs: 0, liveStartMs: 0, title: 'Market', currency: 'CNY' },
  } as unknown as StreamRow;
  const shown = Array.from({ length: PRODUCTS }, (_, n) => ({
    ...{ itemNumber: n + 1, productId: `p-${n}`, name: `Pear ${n}`, nameEn: '', picture: null },
  }));
  const good = { producer: 'Ma', origin: 'Jianchuan', category: 'Fruit' };
  return productsOnAir({
    clock: { nowMs: () => 0 },
    readers: { streams: async () => [stream], shown: async () => shown },
    application: { productsOfShop: async (ids: readonly string[]) => new Map(ids.map((id) => [id, good])) },
  } as unknown as Parameters<typeof productsOnAir>[0])();
}

test('a question folds itself alone: names are folded once, however many ask', async () => {
  const products = await onAir();
  expect(products.find('pear', undefined)).toHaveLength(PRODUCTS);
  const folds = vi.spyOn(String.prototype, 'normalize');
  expect(products.find('pear', undefined)).toHaveLength(PRODUCTS);
  expect(folds.mock.calls.length).toBeLessThanOrEqual(2);
  folds.mockRestore();
});

test('the categories of a stream are counted once, however many open its page; other slugs have none', async () => {
  const products = await onAir();
  const told = products.ofStream('market');
  expect(told?.categories).toEqual([{ category: 'Fruit', products: PRODUCTS }]);
  expect(products.ofStream('market')).toBe(told);
  expect(products.ofStream('none')).toBeNull();
});
