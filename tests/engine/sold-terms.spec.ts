import { expect, test } from 'vitest';
import { soldTermsNow } from '../../server/application/sold-terms.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { TestClock } from '../builders/engine-clock.ts';

type Asked = Parameters<typeof soldTermsNow>;

/** A stream of three items, and a shop that knows two of them and can stop answering. */
function aShop() {
  const clock = new TestClock(Date.UTC(2026, 10, 30, 4));
  const shop = emptyShop();
  const products = {
    tea: { isPerishable: false, returns: { days: 7, paidBy: 'buyer' } },
    plum: { isPerishable: true },
  };
  for (const [productId, product] of Object.entries(products)) shop.products.set(productId, product as never);
  const items = new Map(['tea', 'plum', 'gone'].map((productId, at) => [at + 1, { productId }]));
  const read = { stream: 0 };
  let isBusy = false;
  const engines = {
    shop: {
      read: (reader: (state: typeof shop) => unknown) =>
        isBusy ? new Promise(() => {}) : Promise.resolve(reader(shop)),
      readNow: (reader: (state: typeof shop) => object) => (isBusy ? null : reader(shop)),
    },
  };
  const engine = {
    read: async (reader: (state: object) => unknown) => {
      read.stream += 1;
      return reader({ items });
    },
  };
  const asks = (...itemNumbers: number[]) =>
    soldTermsNow(
      { engines, clock } as never,
      engine as Asked[1],
      itemNumbers.map((itemNumber) => ({ itemNumber })),
    );
  return { clock, shop, read, asks, isBusy: () => (isBusy = true) };
}

test('[O6] an order keeps the terms that its products have as it is placed', async () => {
  const { asks, shop } = aShop();
  expect([...(await asks(1, 2, 3))]).toEqual([
    [1, { days: 7, paidBy: 'buyer' }],
    [2, 'perishable'],
  ]);
  shop.products.set('tea', { isPerishable: false } as never);
  expect([...(await asks(1))]).toEqual([[1, 'shop']]);
});

test('[O6] which product a number is, is read once: an order waits for no commit of its stream', async () => {
  const { asks, read } = aShop();
  await asks(1);
  await asks(2, 3);
  expect(read.stream).toBe(1);
});

test('[O6] an order does not wait for a shop that is busy: it keeps no terms, and is taken', async () => {
  const { asks, clock, isBusy } = aShop();
  isBusy();
  const asked = asks(1);
  clock.passes(100);
  expect(await asked).toEqual(new Map());
});
