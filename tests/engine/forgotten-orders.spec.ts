import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { accepted, MarketHouse } from '../builders/engine-house.ts';

let house: MarketHouse;
beforeEach(async () => {
  house = await MarketHouse.open();
});
afterEach(() => house.close());

const PATIENCE_MS = 60_000;
const PASSERS = 25;
/** Each makes one more than its part, so that what closed before them is out. */
const ROUNDS = Math.ceil(defaultSettings.closedOrdersKept / PASSERS) + 1;

/** So many buyers order and cancel that every order closed before them leaves memory. */
async function manyPass(stream: StreamSummary): Promise<void> {
  const passes = async () => {
    const buyer = await house.buyer();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { orderId } = await house.takes(buyer, stream);
      accepted(await house.live(buyer, stream, 'order:cancel', { orderId }));
    }
  };
  await Promise.all(Array.from({ length: PASSERS }, passes));
}

/** The money given back so far, when nothing is left to give back. */
async function refunds() {
  await house.app.outbox.idle();
  return house.refunds;
}

async function isInMemory(stream: StreamSummary, orderId: string): Promise<boolean> {
  const engine = await house.app.engines.stream(stream.streamId);
  return engine!.read((state) => state.orders.has(orderId));
}

test(
  '[bounded][O3] payments of forgotten orders: taken again if it can be, else given back, each once',
  async () => {
    const { stream } = await house.liveStream(100);
    const [late, quit] = [await house.buyer(), await house.buyer()];
    const expired = await house.takes(late, stream, 2);
    const cancelled = await house.takes(quit, stream);
    accepted(await house.live(quit, stream, 'order:cancel', { orderId: cancelled.orderId }));
    await house.until('19:30');
    await manyPass(stream);
    expect(await isInMemory(stream, expired.orderId)).toBe(false);
    expect(await isInMemory(stream, cancelled.orderId)).toBe(false);
    expect((await house.app.application.privateView(stream.streamId, late)).orders).toEqual([]);

    const payment = { paymentId: house.ids.next() };
    await house.pays(cancelled.orderId, 2_990, payment);
    expect(await refunds()).toMatchObject([{ orderId: cancelled.orderId, amountMinor: 2_990 }]);
    await house.starts();
    await manyPass(stream);
    expect(await isInMemory(stream, cancelled.orderId)).toBe(false);
    await house.pays(cancelled.orderId, 2_990, payment);
    expect((await refunds()).length).toBe(1);

    await house.pays(expired.orderId, 5_980);
    expect(await house.order(late, expired.orderId)).toMatchObject({ status: 'PAID', late: true });
    expect((await house.shelf(stream)).sold).toBe(2);
    expect((await refunds()).length).toBe(1);
  },
  PATIENCE_MS,
);

test(
  '[bounded][T2] a forgotten paid order: its key, its buyer and its producer still find it',
  async () => {
    const { stream } = await house.liveStream(100);
    const buyer = await house.buyer();
    accepted(await house.adds(buyer, stream, 2));
    const key = house.ids.next();
    const request = {
      key,
      lines: [{ itemNumber: 1, units: 2, unitPriceMinor: 2_990 }],
      expectTotalMinor: 5_980,
      addressId: buyer.addressId,
      payment: 'sandbox' as const,
    };
    const { orderId } = accepted(await house.live(buyer, stream, 'order:place', request)).order;
    const paymentId = house.ids.next();
    await house.pays(orderId, 5_980, { paymentId });
    await house.until('20:01');
    await manyPass(stream);
    expect(await isInMemory(stream, orderId)).toBe(false);

    const status = await house.app.application.orderStatus(buyer, stream.streamId, key);
    expect(status).toMatchObject({ outcome: 'accepted', order: { orderId, status: 'PAID', payUrl: null } });
    expect(await house.live(buyer, stream, 'order:cancel', { orderId })).toMatchObject({
      code: 'NOT_CANCELLABLE',
    });
    expect(await house.live(await house.buyer(), stream, 'order:cancel', { orderId })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await house.pays(orderId, 5_980, { paymentId });
    expect(await refunds()).toEqual([]);

    const line = { orderId, itemNumber: 1, unitPriceMinor: 2_990, units: 1 };
    accepted(await house.console(stream, 'order:cannot-fill', line));
    expect(await refunds()).toMatchObject([{ orderId, amountMinor: 2_990 }]);
    const seen = await house.order(buyer, orderId);
    expect(seen).toMatchObject({ status: 'PAID', refundedMinor: 2_990, lines: [{ unfilledUnits: 1 }] });
    await house.pays(orderId, 5_980);
    expect(await refunds()).toMatchObject([{}, { orderId, amountMinor: 5_980 }]);
  },
  PATIENCE_MS,
);
