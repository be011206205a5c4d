import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BuyerCommand } from '../../server/market/command-spec.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { accepted, type HouseBuyer, MarketHouse } from '../builders/engine-house.ts';

let house: MarketHouse;
let stream: StreamSummary;
let owner: HouseBuyer;
let stranger: HouseBuyer;
/** What the stores were asked since it was emptied. */
const calls: string[] = [];

beforeEach(async () => {
  house = await MarketHouse.open();
  record('store', house.store);
  record('readers', house.stores.readers);
  record('directory', house.stores.directory);
  ({ stream } = await house.liveStream(100));
  [owner, stranger] = [await house.buyer(), await house.buyer()];
});
afterEach(() => house.close());

function record(name: string, port: object): void {
  const methods = port as Record<string, unknown>;
  for (const method in methods) {
    const run = methods[method];
    if (typeof run !== 'function') continue;
    methods[method] = (...args: unknown[]) => {
      calls.push(`${name}.${method}`);
      return run.apply(port, args);
    };
  }
}

/** What whoever asks can see of an answer, and what it made the stores do. */
async function seen(ask: () => Promise<unknown>) {
  calls.length = 0;
  const answer = JSON.stringify(await ask());
  return { answer, bytes: Buffer.byteLength(answer), calls: [...calls] };
}

/** Orders of somebody else: unpaid, paid, cancelled, and one that the stream has forgotten. */
async function ordersOfOthers(): Promise<Record<string, string>> {
  const open = await house.takes(owner, stream);
  const paid = await house.takes(owner, stream);
  await house.pays(paid.orderId, 2_990);
  const cancelled = await house.takes(owner, stream);
  accepted(await house.live(owner, stream, 'order:cancel', { orderId: cancelled.orderId }));
  const forgotten = house.ids.next();
  const { closedOrder } = house.stores.readers;
  house.stores.readers.closedOrder = async (streamId, orderId) => {
    const body = await closedOrder(streamId, orderId);
    return orderId === forgotten ? JSON.stringify({ orderId, buyerId: owner.buyerId, lines: [] }) : body;
  };
  await house.app.outbox.idle();
  return { open: open.orderId, paid: paid.orderId, cancelled: cancelled.orderId, forgotten };
}

const claim = { itemNumber: 1, unitPriceMinor: 2_990, units: 1, shareBps: 10_000, reason: 'damaged' };
const asks: [BuyerCommand, (orderId: string) => object][] = [
  ['order:cancel', (orderId) => ({ orderId })],
  ['claim:open', (orderId) => ({ orderId, ...claim })],
];

test.each(asks)(
  '[A1] %s: an order of somebody else answers, and costs, what one does that there is not',
  async (command, request) => {
    const others = await ordersOfOthers();
    const ask = (orderId: string) =>
      seen(() => house.live(stranger, stream, command, request(orderId) as never));
    const none = await ask(house.ids.next());
    expect(JSON.parse(none.answer)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(none.calls.filter((call) => call === 'readers.closedOrder')).toHaveLength(1);
    for (const [which, orderId] of Object.entries(others)) expect(await ask(orderId), which).toEqual(none);
  },
);

test('[A1] order:status: a key of somebody else answers, and costs, what one does that nobody has used', async () => {
  const key = house.ids.next();
  accepted(await house.adds(owner, stream));
  const { addressId } = owner;
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];
  const request = { key, lines, expectTotalMinor: 2_990, addressId, payment: 'sandbox' as const };
  accepted(await house.live(owner, stream, 'order:place', request));
  for (const letGo of [false, true]) {
    const ask = (asked: string) =>
      seen(() => house.app.application.orderStatus(stranger, stream.streamId, asked, letGo));
    const none = await ask(house.ids.next());
    expect(JSON.parse(none.answer)).toEqual({ ok: true, outcome: 'never_seen' });
    expect(await ask(key)).toEqual(none);
  }
  expect(await house.app.application.orderStatus(owner, stream.streamId, key)).toMatchObject({
    outcome: 'accepted',
  });
});

test('[A1] one order by its id: somebody else’s is read and withheld like one that there is not', async () => {
  const others = await ordersOfOthers();
  const ask = (orderId: string) => seen(() => house.app.application.myOrder(stranger, orderId));
  const none = await ask(house.ids.next());
  expect(none).toEqual({ answer: 'null', bytes: 4, calls: ['readers.orderById'] });
  for (const [which, orderId] of Object.entries(others)) expect(await ask(orderId), which).toEqual(none);
  expect(await house.app.application.myOrder(owner, others.paid!)).not.toBeNull();
});

test('[A1] [B2] a buyer’s own order is found at once, under each id that became theirs', async () => {
  const { orderId } = await house.takes(owner, stream);
  const cancelled = await seen(() => house.live(owner, stream, 'order:cancel', { orderId }));
  expect(JSON.parse(cancelled.answer)).toMatchObject({ ok: true });
  expect(cancelled.calls).not.toContain('readers.closedOrder');
  const other = await house.takes(owner, stream);
  await house.app.application.mergeBuyers(owner.buyerId, stranger.buyerId);
  stranger.allIds.push(owner.buyerId);
  const ack = await house.live(stranger, stream, 'order:cancel', { orderId: other.orderId });
  expect(accepted(ack).order.status).toBe('CANCELLED');
});
