import { describe, expect, test } from 'vitest';
import { boundsView } from '../../server/market/newcomers/set.ts';
import { whyBeyondShare } from '../../server/market/newcomers/share.ts';
import { defaultSettings, noBounds, settingsOf } from '../../server/market/stream/settings.ts';
import { MAX_OPEN_ORDERS } from '../../shared/market/newcomers/contract.ts';
import { auditBooks } from '../builders/audit.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { factsOf, faultsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { UnwalkedMap } from '../builders/unwalked-map.ts';

/** A guest whom nobody has seen before. */
const guest = (m: Market, name: string | number) => m.buyer(`guest ${name}`, { isNew: true });

/** Held and unpaid units of an item: what is locked without having been paid. */
const locked = (m: Market, name: string) => m.shelf(name).held + m.shelf(name).unpaid;

/** What an attacker does: takes as much as possible into the cart and orders it online; told of less, orders that. */
function grabs(who: ReturnType<Market['buyer']>, name: string, units: number): void {
  who.adds(name, units);
  const order = who.orders({ lines: { [name]: units } }).outcome;
  const max = order.kind === 'refused' && order.refusal.code === 'NEWCOMER_SHARE' ? order.refusal.max : 0;
  if (max > 0) who.orders({ lines: { [name]: max } });
}

describe('[H6] the share of all newcomers', () => {
  test('one guest locks at most half of an item, however often they try', () => {
    const m = aLiveStream(aProduct('potato', { stock: 120 }), { settings: { maxUnpaidOrders: 0 } });
    for (let n = 0; n < 60; n += 1) grabs(guest(m, 'one'), 'potato', 20);
    expect(locked(m, 'potato')).toBe(60);
    expect(m.shelf('potato').available).toBe(60);
    replyOf(m.buyer('who has bought before').adds('potato', 20));
  });

  test('a thousand guests lock at most half of an item', () => {
    const m = aLiveStream(aProduct('potato', { stock: 120 }));
    m.bench.checksDecisions = false;
    for (let n = 0; n < 1_000; n += 1) grabs(guest(m, n), 'potato', 1 + (n % 20));
    expect(locked(m, 'potato')).toBe(60);
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('an order beyond it locks nothing, and says how many and when', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10 }), { holdPolicy: 'first_paid' }).until('20:00');
    guest(m, 'a').places({ lines: { potato: 2 } });
    m.until('20:01');
    guest(m, 'b').places({ lines: { potato: 2 } });
    const attempt = guest(m, 'c').orders({ lines: { potato: 2 } });
    const refusal = { code: 'NEWCOMER_SHARE', itemNumber: 1, max: 1, nextAtMs: at('20:10') };
    expect(refusalOf(attempt)).toEqual(refusal);
    expect(faultsOf(attempt)).toEqual([{ itemNumber: 1, unitPriceMinor: 2_990, refusal }]);
    expect(m.shelf('potato')).toEqual({ available: 6, held: 0, unpaid: 4, sold: 0 });
    replyOf(guest(m, 'c').orders({ lines: { potato: 1 } }));
    expect(refusalOf(guest(m, 'd').orders({ lines: { potato: 1 } }))).toMatchObject({ max: 0 });
    m.until('20:10');
    replyOf(guest(m, 'd').orders({ lines: { potato: 2 } }));
  });

  test('when the next of it comes free is read: nobody walks along holds or windows', () => {
    const m = aLiveStream(aProduct('potato', { stock: 20 })).until('20:00');
    for (let n = 0; n < 5; n += 1) guest(m, n).takes('potato', 1);
    for (let n = 5; n < 10; n += 1) replyOf(guest(m, n).adds('potato'));
    const { state } = m.bench;
    const holds = new UnwalkedMap(state.holds);
    const newcomersUnpaid = new UnwalkedMap(
      [...state.newcomersUnpaid].map(
        ([itemNumber, windows]) => [itemNumber, new UnwalkedMap(windows)] as const,
      ),
    );
    expect(whyBeyondShare({ ...state, holds, newcomersUnpaid }, state.items.get(1)!, 1)).toMatchObject({
      max: 0,
      nextAtMs: at('20:03'),
    });
  });

  test('a hold beyond it is refused with when the earliest hold or window ends', () => {
    const m = aLiveStream(aProduct('potato', { stock: 8 })).until('20:00');
    guest(m, 'a').takes('potato', 2);
    m.until('20:02');
    replyOf(guest(m, 'b').adds('potato', 2));
    expect(refusalOf(guest(m, 'c').adds('potato'))).toEqual({
      code: 'NEWCOMER_SHARE',
      itemNumber: 1,
      max: 0,
      nextAtMs: at('20:05'),
    });
    m.until('20:05');
    replyOf(guest(m, 'c').adds('potato', 2));
    expect(refusalOf(guest(m, 'd').adds('potato'))).toMatchObject({ nextAtMs: at('20:08') });
  });

  test('an order out of what is held passes, whatever the share says by then', () => {
    const m = aLiveStream(aProduct('potato', { stock: 8 }));
    replyOf(guest(m, 'a').adds('potato', 4));
    replyOf(m.host.adjusts('potato', -4));
    replyOf(guest(m, 'a').orders());
    expect(m.shelf('potato')).toEqual({ available: 0, held: 0, unpaid: 4, sold: 0 });
  });

  test('units that are paid leave it: on a first market day all stock sells to newcomers who pay', () => {
    const m = aLiveStream(
      aProduct('potato', { stock: 120 }),
      aProduct('walnut', { stock: 31 }),
      aProduct('honey', { stock: 1 }),
    );
    let turnedAway = 0;
    for (let n = 0; n < 400 && m.shelf('potato').available + m.shelf('walnut').available > 0; n += 1) {
      const who = guest(m, n);
      const added = ['potato', 'walnut', 'honey'].filter((name) => {
        const { outcome } = who.adds(name, 1 + (n % 3));
        if (outcome.kind === 'refused' && outcome.refusal.code === 'NEWCOMER_SHARE') turnedAway += 1;
        return outcome.kind === 'accepted';
      });
      const order = added.length > 0 ? who.orders() : null;
      if (order?.outcome.kind === 'accepted') {
        // Two of three never pay.
        if (n % 3 === 0) replyOf(who.pays(order.outcome.reply.order.orderId));
      }
      m.passes(2_000);
    }
    m.passes(20 * 60_000);
    for (let n = 1_000; n < 1_200 && m.shelf('potato').available > 0; n += 1) guest(m, n).buys('potato');
    for (let n = 1_000; n < 1_200 && m.shelf('walnut').available > 0; n += 1) guest(m, n).buys('walnut');
    if (m.shelf('honey').available > 0) guest(m, 'honey').buys('honey');
    expect(m.shelf('potato')).toEqual({ available: 0, held: 0, unpaid: 0, sold: 120 });
    expect(m.shelf('walnut')).toEqual({ available: 0, held: 0, unpaid: 0, sold: 31 });
    expect(m.shelf('honey')).toEqual({ available: 0, held: 0, unpaid: 0, sold: 1 });
    expect(turnedAway).toBeGreaterThan(0);
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('what is cancelled, runs out or is merged away leaves the counts right', () => {
    const m = aLiveStream(aProduct('potato', { stock: 20 }));
    const [a, b] = [guest(m, 'a'), guest(m, 'b')];
    const first = a.takes('potato', 3);
    b.takes('potato', 2);
    expect(m.item('potato').newUnpaidUnits).toBe(5);
    replyOf(a.becomes(b));
    replyOf(b.cancels(first));
    expect(m.item('potato').newUnpaidUnits).toBe(2);
    m.passes(10 * 60_000);
    expect(m.item('potato').newUnpaidUnits).toBe(0);
    expect(m.bench.state.newcomersUnpaid.size).toBe(0);
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('cash takes no more than half either, and leaves half of the rest to who pays online', () => {
    const m = aLiveStream(aProduct('potato', { stock: 12 }));
    const cash = { payment: 'cash_on_delivery' } as const;
    for (let n = 0; n < 6; n += 1) {
      replyOf(guest(m, n).adds('potato'));
      guest(m, n).places(cash);
    }
    replyOf(guest(m, 'late').adds('potato'));
    expect(refusalOf(guest(m, 'late').orders(cash))).toEqual({
      code: 'PAYMENT_FAILED',
      possible: ['sandbox'],
    });
    replyOf(guest(m, 'third').adds('potato', 2));
    expect(refusalOf(guest(m, 'fourth').adds('potato'))).toMatchObject({ code: 'NEWCOMER_SHARE' });
    expect(m.shelf('potato')).toEqual({ available: 3, held: 3, unpaid: 0, sold: 6 });
  });

  test('the host widens it: 0 is no bound on orders, and what is not held is not refused', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10 }));
    replyOf(guest(m, 'a').adds('potato', 4));
    replyOf(guest(m, 'b').adds('potato', 1));
    expect(refusalOf(guest(m, 'c').adds('potato'))).toMatchObject({ code: 'NEWCOMER_SHARE' });
    replyOf(m.host.setsBounds({ newcomerShareBps: 0 }));
    expect(replyOf(guest(m, 'c').adds('potato')).heldUntilMs).toBeNull();
    replyOf(guest(m, 'c').orders({ lines: { potato: 1 } }));
    replyOf(m.host.setsBounds({ newcomerShareBps: 8_000 }));
    replyOf(guest(m, 'd').adds('potato', 2));
    expect(refusalOf(guest(m, 'e').adds('potato'))).toMatchObject({ max: 0 });
  });

  test('[H5] a line offers newcomers no more than it', () => {
    const m = aLiveStream(aProduct('potato', { stock: 4 }));
    const known = m.buyer('known');
    replyOf(known.adds('potato', 3));
    guest(m, 'a').takes('potato');
    replyOf(guest(m, 'b').waits('potato', 3));
    replyOf(known.removes('potato', 3));
    expect(m.shelf('potato')).toEqual({ available: 2, held: 1, unpaid: 1, sold: 0 });
  });
});

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

  test('a pending payment adds its 2 minutes as before, and nextAtMs follows both', () => {
    const m = aLiveStream(aProduct('potato', { stock: 2 })).until('20:00');
    const ana = guest(m, 'ana');
    const orderId = ana.takes('potato');
    const next = () => {
      const refusal = refusalOf(guest(m, 'ben').adds('potato'));
      return 'nextAtMs' in refusal ? refusal.nextAtMs : null;
    };
    expect(next()).toBe(at('20:10'));
    replyOf(ana.pays(orderId, { outcome: 'opened' }));
    expect(next()).toBe(at('20:13'));
    replyOf(ana.pays(orderId, { outcome: 'pending' }));
    expect(next()).toBe(at('20:15'));
    expect(ana.order(orderId).payByMs).toBe(at('20:15'));
    replyOf(ana.pays(orderId));
    replyOf(guest(m, 'ben').adds('potato'));
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

  test('a stream without them decides as it did before there were any', () => {
    const m = aLiveStream(aProduct('potato', { stock: 120 }), { settings: noBounds }).until('20:00');
    const ana = guest(m, 'ana');
    for (let n = 0; n < 30; n += 1) ana.takes('potato', 4);
    expect(m.shelf('potato')).toEqual({ available: 0, held: 0, unpaid: 120, sold: 0 });
    expect(ana.mine().payFirst).toBeUndefined();
    const [first] = m.bench.orders();
    expect(first!.payByMs).toBe(at('20:15'));
    expect(m.bench.state.newcomersUnpaid.size).toBe(0);
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
