import { expect, test } from 'vitest';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import type { Ground } from './verify-suite.ts';

const PRICE = 2_990;

/** [H2] Where nothing is reserved, whoever fills carts fills neither the log nor the table of keys. */
export function firstPaidSuite(ground: Ground): void {
  test('[H2] 1,000 changes of carts write no fact and no key, and an order of them stands', async () => {
    const stores = await ground.open();
    const market = await AuditMarket.open(stores, { holdPolicy: 'first_paid' });
    await market.adds(40, PRICE);
    accepted(await market.floor('stream:go-live', {}));
    await market.passes(1_000);
    const [buyer, other] = [await market.buyer(), await market.buyer()];
    const stands = async () => ({
      head: await stores.store.head(market.streamId),
      keys: (await stores.store.keysOf(market.streamId)).length,
    });
    const before = await stands();
    for (let turn = 0; turn < 500; turn += 1) {
      const who = turn < 250 ? buyer : await market.buyer();
      // A buyer may change one product sixty times an hour.
      if (turn < 250 && turn % 50 === 0) await market.passes(3_600_000);
      const line = { itemNumber: 1, units: 1 };
      expect(accepted(await market.live(who, 'cart:add', { ...line, seenPriceMinor: PRICE }))).toMatchObject({
        heldUntilMs: null,
      });
      expect(await market.live(who, 'cart:remove', line)).toMatchObject({ code: 'CART_CHANGED', units: 0 });
    }
    expect(await stands()).toEqual(before);
    await market.orders(other, [[1, 3, PRICE]]);
    await market.passes(0);
    expect((await stands()).head!.seq).toBe(before.head!.seq + 1);
    expect((await stands()).keys).toBe(before.keys + 1);

    // Of adds nobody knows the number: that is no 0. What was ordered is counted.
    await market.passes(60_000);
    const report = (await stores.readers.sales(market.streamId, market.clock.nowMs()))!;
    expect(report.summary).toMatchObject({ placedOrders: 1, adders: null, addRate: null });
    expect(report.items).toMatchObject([{ itemNumber: 1, adders: null }]);
    expect(new Set(report.channels.map(({ adders }) => adders))).toEqual(new Set([null]));
    expect(new Set(report.minutes.map(({ adds }) => adds))).toEqual(new Set([null]));
    await market.close();
    await stores.close();
  });
}
