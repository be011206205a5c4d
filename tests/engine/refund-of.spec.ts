import { expect, test } from 'vitest';
import { refundsOf } from '../../server/application/order/refund-of.ts';
import type { OrderWithLines } from '../../server/ports/readers.ts';
import { DAY } from '../../shared/values/time.ts';

const T0 = Date.UTC(2026, 10, 30, 12);

/** An order of which something comes back, as the tables have it. */
const row = (orderId: string, more: object = {}) =>
  ({
    order: { orderId, streamId: 's', payment: 'sandbox', refundedMinor: 500, cancelledAtMs: T0, ...more },
    lines: [],
  }) as unknown as OrderWithLines;

/** @param facts what the log holds after the place up to which refunds are done */
function asked(
  found: OrderWithLines[],
  facts: { atMs: number; type?: string }[] = [],
  told: {
    claims?: object[];
    parcels?: object[];
    given?: object[];
    named?: object[];
    providers?: ReadonlyMap<string, { refundDays?: number }>;
  } = {},
) {
  const { claims = [], parcels = [], given = [], named = [], providers = new Map() } = told;
  return refundsOf(
    {
      readers: { claims: async () => claims, parcels: async () => parcels, factsNaming: async () => named },
      store: {
        head: async () => ({ seq: 12 }),
        cursor: async () => 7,
        factsAfter: async (_: string, seq: number, limit: number, types: readonly string[] = []) =>
          facts
            .filter(({ type = 'order_cancelled' }) => types.length === 0 || types.includes(type))
            .slice(0, seq === 7 ? limit : 0),
      },
      settlement: { givenByHand: async () => given },
      providers,
    } as unknown as Parameters<typeof refundsOf>[0],
    found,
  );
}

test('[O4] money is back with the provider once the refunds have passed what was decided, and started before', async () => {
  expect((await asked([row('a')])).get('a')).toEqual({ state: 'done', atMs: T0 });
  expect((await asked([row('a')], [{ atMs: T0 + 1 }])).get('a')).toEqual({ state: 'done', atMs: T0 });
  // The cancellation itself, or what was decided with it, is still to be looked at.
  expect((await asked([row('a')], [{ atMs: T0 }])).get('a')).toEqual({ state: 'started', atMs: T0 });
  // When a line was not filled the tables do not say: it is done once nothing of the log is left to be looked at.
  const unfilled = row('a', { cancelledAtMs: null });
  expect((await asked([unfilled], [{ atMs: T0 }])).get('a')).toEqual({ state: 'started' });
  expect((await asked([unfilled])).get('a')).toEqual({ state: 'done' });
  expect((await asked([row('a', { refundedMinor: 0 })])).size).toBe(0);
});

test('[O4] what gives no money back keeps none waiting: whatever else happens on the stream, it is done', async () => {
  const unfilled = row('a', { cancelledAtMs: null });
  const later = { atMs: T0 + 1, type: 'cart_added' };
  expect((await asked([unfilled], [later])).get('a')).toEqual({ state: 'done' });
  const next = { atMs: T0 + 2, type: 'line_unfilled' };
  expect((await asked([unfilled], [later, next])).get('a')).toEqual({ state: 'started' });
});

test('[O4] each stream of a history is looked up once, four of them side by side', async () => {
  const orders = Array.from({ length: 20 }, (_, n) => row(`o${n}`, { streamId: `s${n % 10}` }));
  let [looks, running, most] = [0, 0, 0];
  const cursor = async () => {
    looks += 1;
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return 0;
  };
  const readers = { claims: async () => [], parcels: async () => [], factsNaming: async () => [] };
  const store = { cursor, factsAfter: async () => [], head: async () => ({ seq: 1 }) };
  const refunds = await refundsOf(
    { readers, store, settlement: null, providers: new Map() } as never,
    orders,
  );
  expect([refunds.size, looks, most]).toEqual([20, 10, 4]);
});

test('[O6] of several decisions the last one gives the day: a claim, a parcel that came back', async () => {
  const claims = [{ orderId: 'a', decidedAtMs: T0 + DAY }];
  const parcels = [{ shipment: { endedAtMs: T0 + 2 * DAY }, lines: [{ orderId: 'b' }] }];
  const orders = [row('a'), row('b', { cancelledAtMs: null })];
  const refunds = await asked(orders, [], { claims, parcels });
  expect(refunds.get('a')).toEqual({ state: 'done', atMs: T0 + DAY });
  expect(refunds.get('b')).toEqual({ state: 'done', atMs: T0 + 2 * DAY });
});

test('[P3] [O8] shipping that became free, and what the shop refunded by itself, have their day out of the log', async () => {
  const fact = (type: string, body: object, atMs: number) => ({
    ...{ seq: 9, atMs, type, hash: '', body: JSON.stringify({ type, body }) },
  });
  const named = [
    fact('shipping_credited', { lines: [{ orderId: 'a', amountMinor: 500 }, { orderId: 'z' }] }, T0 + DAY),
    fact('order_refunded', { orderId: 'b' }, T0 + 2 * DAY),
  ];
  const orders = [row('a', { cancelledAtMs: null }), row('b'), row('c', { cancelledAtMs: null })];
  const refunds = await asked(orders, [{ atMs: T0 + 2 * DAY }], { named });
  expect(refunds.get('a')).toEqual({ state: 'done', atMs: T0 + DAY });
  expect(refunds.get('b')).toEqual({ state: 'started', atMs: T0 + 2 * DAY });
  expect(refunds.get('c')).toEqual({ state: 'started' });
  expect(refunds.has('z')).toBe(false);
});

test('[M5] who paid the courier is given it back by hand, and that is done once all of it was booked', async () => {
  const cash = row('c', { payment: 'cash_on_delivery', cancelledAtMs: null });
  const claims = [{ orderId: 'c', decidedAtMs: T0 }];
  const of = async (minor: number) =>
    (await asked([cash], [], { claims, given: [{ orderId: 'c', minor, lastAtMs: T0 + DAY }] })).get('c');
  expect((await asked([cash], [], { claims })).get('c')).toEqual({ state: 'by_hand', atMs: T0 });
  expect(await of(499)).toEqual({ state: 'by_hand', atMs: T0 });
  expect(await of(500)).toEqual({ state: 'given', atMs: T0 + DAY });
});

test('[O14] money is there by a day: as many after the decision as the provider says, of cash until it is given', async () => {
  const providers = new Map([
    ['sandbox', { refundDays: 3 }],
    ['cash_on_delivery', { refundDays: 7 }],
  ]);
  const online = await asked([row('a')], [{ atMs: T0 }], { providers });
  expect(online.get('a')).toEqual({ state: 'started', atMs: T0, byMs: T0 + 3 * DAY });
  const cash = row('c', { payment: 'cash_on_delivery', cancelledAtMs: null });
  const claims = [{ orderId: 'c', decidedAtMs: T0 }];
  const owed = await asked([cash], [], { claims, providers });
  expect(owed.get('c')).toEqual({ state: 'by_hand', atMs: T0, byMs: T0 + 7 * DAY });
  const given = [{ orderId: 'c', minor: 500, lastAtMs: T0 + DAY }];
  const back = await asked([cash], [], { claims, given, providers });
  expect(back.get('c')).toEqual({ state: 'given', atMs: T0 + DAY });
  // Whose day of decision nobody knows has none to count from, and a provider that promises nothing is not promised for.
  const unknown = await asked([row('a', { cancelledAtMs: null })], [], { providers });
  expect(unknown.get('a')).toEqual({ state: 'done' });
  expect(
    (await asked([row('a')], [], { providers: new Map([['sandbox', {}]]) })).get('a'),
  ).not.toHaveProperty('byMs');
});
