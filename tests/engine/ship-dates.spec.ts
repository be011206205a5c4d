import { expect, test } from 'vitest';
import { shipDatesNow } from '../../server/application/ship-days.ts';
import { emptyShop, type ShopState } from '../../server/shop/state.ts';
import { DAY } from '../../shared/values/time.ts';
import { TestClock } from '../builders/engine-clock.ts';

/** A shop that promises two days for Jianchuan, whose log can stop answering. */
function aShop() {
  const clock = new TestClock(Date.UTC(2026, 10, 30, 4));
  const shop: ShopState = emptyShop();
  shop.shipDays.set('Jianchuan', { days: { packDays: 2, travelDays: 3 }, version: 1 });
  let state: 'well' | 'broken' | 'busy' = 'well';
  const read = async <T>(reader: (shop: ShopState) => T): Promise<T> => {
    if (state === 'broken') throw new Error('its engine broke down');
    if (state === 'busy') await new Promise(() => {});
    return reader(shop);
  };
  const readNow = (reader: (shop: ShopState) => object) => (state === 'well' ? reader(shop) : null);
  const deps = { engines: { shop: { read, readNow } }, clock } as unknown as Parameters<
    typeof shipDatesNow
  >[0];
  return {
    clock,
    asks: () => shipDatesNow(deps),
    is(now: typeof state) {
      state = now;
    },
  };
}

test('[P4] an order that is placed while the shop’s log is broken has the days that were known last', async () => {
  const shop = aShop();
  const before = await shop.asks();
  expect([...before.keys()]).toEqual(['Jianchuan']);
  shop.is('broken');
  expect(await shop.asks()).toEqual(before);
  // Those of yesterday are a day too early: nothing is promised.
  shop.clock.passes(DAY);
  expect(await shop.asks()).toEqual(new Map());
});

test('[P4] and one whose days nobody ever knew is promised none: it is taken all the same', async () => {
  const shop = aShop();
  shop.is('broken');
  expect(await shop.asks()).toEqual(new Map());
});

test('[P4] it does not wait long for a shop that is writing', async () => {
  const shop = aShop();
  const before = await shop.asks();
  shop.is('busy');
  const asked = shop.asks();
  shop.clock.passes(100);
  expect(await asked).toEqual(before);
});
