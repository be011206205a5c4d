import { describe, expect, test } from 'vitest';
import { boundsView } from '../../server/market/newcomers/set.ts';
import { defaultSettings, noBounds, settingsOf } from '../../server/market/stream/settings.ts';
import { MAX_OPEN_ORDERS } from '../../shared/market/newcomers/bounds.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

/** A guest whom nobody has seen before. */
const guest = (m: Market, name: string | number) => m.buyer(`guest ${name}`, { isNew: true });

describe('[H3] what is not paid', () => {
  test('an order of a newcomer has up to 20 units, though 4 alone are held', () => {
    const m = aLiveStream(aProduct('potato', { stock: 100 }), aProduct('walnut', { stock: 100 }));
    const ana = guest(m, 'ana');
    replyOf(ana.adds('potato', 4));
    expect(replyOf(ana.adds('potato', 11)).heldUntilMs).toBeNull();
    expect(replyOf(ana.adds('walnut', 6)).heldUntilMs).toBeNull();
    expect(refusalOf(ana.orders({ lines: { potato: 15, walnut: 6 } }))).toEqual({
      code: 'NEWCOMER_LIMIT',
      max: 20,
    });
    expect(m.shelf('potato')).toMatchObject({ held: 4, unpaid: 0 });
    replyOf(ana.orders({ lines: { potato: 15, walnut: 5 } }));
  });

  test('who has bought before orders as much as before', () => {
    const m = aLiveStream(aProduct('potato', { stock: 100 }), { holdPolicy: 'first_paid' });
    replyOf(m.buyer('ana').orders({ lines: { potato: 60 } }));
  });

  test('a third order that is to be paid online is refused with the open ones, the first to run out in front', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
    const ana = m.buyer('ana');
    const first = ana.takes('potato', 2);
    m.until('20:01');
    m.host.startsFlash('potato', { price: 1_990, cap: 5, perBuyer: 2, seconds: 600 });
    m.until('20:02');
    const second = ana.takes('potato', 1);
    replyOf(ana.adds('potato'));
    expect(ana.mine().payFirst).toBe(true);
    const open = { payment: 'sandbox', payUrl: null };
    expect(refusalOf(ana.orders())).toEqual({
      code: 'UNPAID_ORDERS',
      max: 2,
      orders: [
        {
          orderId: second,
          number: '1002',
          reference: '1002',
          totalMinor: 1_990,
          payByMs: at('20:12'),
          ...open,
        },
        {
          orderId: first,
          number: '1001',
          reference: '1001',
          totalMinor: 5_980,
          payByMs: at('20:15'),
          ...open,
        },
      ],
    });
    expect(ana.holds('potato')).toMatchObject([{ units: 1 }]);
    replyOf(ana.pays(second));
    expect(ana.mine().payFirst).toBeUndefined();
    replyOf(ana.orders());
  });

  test('cash is no open order, and passes beside two', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 }));
    const ana = m.buyer('ana');
    ana.takes('potato');
    ana.takes('potato');
    replyOf(ana.adds('potato'));
    replyOf(ana.orders({ payment: 'cash_on_delivery' }));
  });

  test('an open order that is cancelled or runs out makes room, and two buyers who become one count both', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 }));
    const [ana, ben] = [m.buyer('ana'), m.buyer('ben')];
    const first = ana.takes('potato');
    ana.takes('potato');
    ben.takes('potato');
    replyOf(ben.becomes(ana));
    replyOf(ana.cancels(first));
    replyOf(ana.adds('potato'));
    expect(refusalOf(ana.orders())).toMatchObject({ code: 'UNPAID_ORDERS' });
    m.passes(15 * 60_000);
    ana.takes('potato');
    expect(m.bench.state.buyers.get(ana.buyerId)!.unpaid).toHaveLength(1);
  });

  test('of many open ones a refusal names the first ten', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 }), { settings: { maxUnpaidOrders: 0 } });
    const ana = m.buyer('ana');
    for (let n = 0; n < 12; n += 1) ana.takes('potato');
    replyOf(m.host.setsBounds({ maxUnpaidOrders: 3 }));
    replyOf(ana.adds('potato'));
    const refusal = refusalOf(ana.orders());
    expect(refusal).toMatchObject({ code: 'UNPAID_ORDERS', max: 3 });
    expect('orders' in refusal && refusal.orders).toHaveLength(MAX_OPEN_ORDERS);
  });
});

describe('[H6] the payment window of newcomers', () => {
  test('10 minutes, 5 with a flash line; others have 15 and 10', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 }), aProduct('walnut', { stock: 50 })).until(
      '20:00',
    );
    m.host.startsFlash('walnut', { price: 1_990, cap: 9, perBuyer: 2, seconds: 600 });
    const payBy = (who: ReturnType<Market['buyer']>, name: string) => who.order(who.takes(name)).payByMs;
    expect(payBy(guest(m, 'a'), 'potato')).toBe(at('20:10'));
    expect(payBy(guest(m, 'b'), 'walnut')).toBe(at('20:05'));
    expect(payBy(m.buyer('known'), 'potato')).toBe(at('20:15'));
    expect(payBy(m.buyer('known too'), 'walnut')).toBe(at('20:10'));
  });

  test('the provider has opened its page: 3 minutes more, once', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
    const ana = guest(m, 'ana');
    const orderId = ana.takes('potato');
    m.until('20:09:59.999');
    expect(factsOf(ana.pays(orderId, { outcome: 'opened' }))).toMatchObject([
      { type: 'payment_opened', payByMs: at('20:13') },
    ]);
    expect(factsOf(ana.pays(orderId, { outcome: 'opened' }))).toEqual([]);
    m.until('20:12:59.999');
    expect(ana.order(orderId).status).toBe('PLACED');
    m.until('20:13');
    expect(ana.order(orderId).status).toBe('EXPIRED');
  });

  test('a pending payment adds its 2 minutes as before', () => {
    const m = aLiveStream(aProduct('potato', { stock: 2 })).until('20:00');
    const ana = guest(m, 'ana');
    const orderId = ana.takes('potato');
    expect(ana.order(orderId).payByMs).toBe(at('20:10'));
    replyOf(ana.pays(orderId, { outcome: 'opened' }));
    expect(ana.order(orderId).payByMs).toBe(at('20:13'));
    replyOf(ana.pays(orderId, { outcome: 'pending' }));
    expect(ana.order(orderId).payByMs).toBe(at('20:15'));
    replyOf(ana.pays(orderId));
  });

  test('an opened page that is told after the pending payment adds the same, once: notices have no order', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
    const ana = guest(m, 'ana');
    const orderId = ana.takes('potato');
    replyOf(ana.pays(orderId, { outcome: 'pending' }));
    expect(ana.order(orderId).payByMs).toBe(at('20:12'));
    replyOf(ana.pays(orderId, { outcome: 'opened' }));
    expect(ana.order(orderId).payByMs).toBe(at('20:15'));
    for (const outcome of ['opened', 'pending'] as const) {
      expect(factsOf(ana.pays(orderId, { outcome, paymentId: 'another' }))).toEqual([]);
    }
    m.until('20:14:59.999');
    expect(ana.order(orderId).status).toBe('PLACED');
    m.until('20:15');
    expect(ana.order(orderId).status).toBe('EXPIRED');
  });

  test('for who has bought before, after the deadline, or without the bound, it changes nothing', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
    const known = m.buyer('known');
    expect(factsOf(known.pays(known.takes('potato'), { outcome: 'opened' }))).toEqual([]);
    const ana = guest(m, 'ana');
    const orderId = ana.takes('potato');
    m.until('20:10');
    expect(factsOf(ana.pays(orderId, { outcome: 'opened' }))).toEqual([]);
    replyOf(m.host.setsBounds({ newcomerOpenedMs: 0 }));
    const ben = guest(m, 'ben');
    expect(factsOf(ben.pays(ben.takes('potato'), { outcome: 'opened' }))).toEqual([]);
  });
});

describe('[H3] an order that runs out unpaid is a strike', () => {
  const strikes = (m: Market, name: string) => m.bench.state.buyers.get(m.buyer(name).buyerId)!.strikes;

  test('three of them make a buyer first_paid; several in one cut count once', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
    const ana = m.buyer('ana');
    ana.takes('potato');
    ana.takes('potato');
    replyOf(ana.adds('potato'));
    m.until('20:20');
    expect(strikes(m, 'ana')).toBe(1);
    ana.takes('potato');
    m.until('20:40');
    ana.takes('potato');
    m.until('21:00');
    expect(strikes(m, 'ana')).toBe(3);
    expect(ana.cart().firstPaid).toBe(true);
  });

  test('not if the provider had the payment and did not finish it, or said that it failed itself', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
    const [ana, ben, cleo] = [m.buyer('ana'), m.buyer('ben'), m.buyer('cleo')];
    replyOf(ana.pays(ana.takes('potato'), { outcome: 'pending' }));
    const failed = ben.pays(ben.takes('potato'), { outcome: 'failed' });
    expect(factsOf(failed)).toMatchObject([{ type: 'payment_declined', byProvider: true }]);
    replyOf(cleo.pays(cleo.takes('potato'), { outcome: 'declined' }));
    m.until('20:20');
    expect([strikes(m, 'ana'), strikes(m, 'ben'), strikes(m, 'cleo')]).toEqual([0, 0, 1]);
  });

  test('nor where the stream does not count it', () => {
    const m = aLiveStream(aProduct('potato', { stock: 50 }), { settings: { isUnpaidStrike: false } });
    m.buyer('ana').takes('potato');
    m.passes(15 * 60_000);
    expect(strikes(m, 'ana')).toBe(0);
    expect(m.bench.facts().at(-1)).toEqual({
      type: 'order_expired',
      orderId: expect.any(String),
      dueAtMs: expect.any(Number),
    });
  });
});

describe('the bounds are settings of the stream', () => {
  test('[L4] the host sets them under the version that was seen; the same again is no fact', () => {
    const m = aLiveStream(aProduct('potato'));
    const set = m.host.setsBounds({ newcomerOrderUnits: 5, maxUnpaidOrders: 1 });
    expect(factsOf(set)).toMatchObject([{ type: 'bounds_set', bounds: { newcomerOrderUnits: 5 } }]);
    expect(m.bench.state.settings).toEqual({
      ...defaultSettings,
      newcomerOrderUnits: 5,
      maxUnpaidOrders: 1,
    });
    expect(refusalOf(m.host.setsBounds({ maxUnpaidOrders: 3 }, 0))).toMatchObject({ code: 'STALE_VERSION' });
    expect(factsOf(m.host.setsBounds({ maxUnpaidOrders: 1 }))).toEqual([]);
    m.closes();
    expect(refusalOf(m.host.setsBounds({ maxUnpaidOrders: 3 }))).toEqual({ code: 'STREAM_CLOSED' });
  });

  test('absent in the first fact they are off, and other settings have their defaults', () => {
    const { newcomerShareBps: _, ...older } = defaultSettings;
    expect(settingsOf({ holdMs: 1 })).toEqual({ ...defaultSettings, ...noBounds, holdMs: 1 });
    expect(settingsOf(older).newcomerShareBps).toBe(0);
    expect(settingsOf(defaultSettings)).toEqual(defaultSettings);
  });

  test('a stream without them bounds nothing', () => {
    const m = aLiveStream(aProduct('potato', { stock: 120 }), { settings: noBounds }).until('20:00');
    const ana = guest(m, 'ana');
    for (let n = 0; n < 30; n += 1) ana.takes('potato', 4);
    expect(m.shelf('potato')).toEqual({ available: 0, held: 0, unpaid: 120, sold: 0 });
    expect(ana.mine().payFirst).toBeUndefined();
    const [first] = m.bench.orders();
    expect(first!.payByMs).toBe(at('20:15'));
    m.until('20:15');
    expect(m.shelf('potato').available).toBe(120);
    expect(m.bench.state.buyers.get(ana.buyerId)!.strikes).toBe(0);
  });
});

test('[H1][H6] a host reads how long buyers have what they add, and nothing where nothing is reserved', () => {
  const holds = (m: Market) => boundsView(m.bench.state).holds;
  expect(holds(aLiveStream(aProduct('potato')))).toEqual({
    holdMs: 600_000,
    flashHoldMs: 300_000,
    newcomerHoldMs: 180_000,
    newcomerUnits: 4,
  });
  expect(holds(aLiveStream(aProduct('potato'), { holdPolicy: 'first_paid' }))).toBeNull();
});
