import { describe, expect, test } from 'vitest';
import { auditBooks } from '../builders/audit.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { faultsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const CASH = { payment: 'cash_on_delivery' } as const;

/** A guest whom nobody has seen before, behind an address of a network. */
const guest = (m: Market, name: string | number, network = 'village') =>
  m.buyer(`guest ${network} ${name}`, { isNew: true, network });

/** Orders units for cash right from the shelf, or out of the cart, and says how many it got. */
function takesCash(who: ReturnType<Market['buyer']>, name: string, units: number): number {
  const added = who.adds(name, units).outcome;
  if (added.kind !== 'accepted') return 0;
  const placed = who.orders({ ...CASH, lines: { [name]: units } }).outcome;
  if (placed.kind === 'accepted') return units;
  const max = placed.kind === 'refused' && placed.refusal.code === 'NETWORK_LIMIT' ? placed.refusal.max : 0;
  const rest = Math.min(max, units);
  if (rest > 0) replyOf(who.orders({ ...CASH, lines: { [name]: rest } }));
  return rest;
}

describe('[H8] what the newcomers of one network may keep', () => {
  test('a cash-only evening of newcomers sells every unit, also of odd and of few', () => {
    for (const stock of [1, 4, 5, 25, 120]) {
      const m = aLiveStream(aProduct('mug', { stock }), { payments: ['cash_on_delivery'] });
      m.bench.checksDecisions = false;
      for (let n = 0; n < 400 && m.shelf('mug').available > 0; n += 1) {
        takesCash(guest(m, n, `village ${n % 7}`), 'mug', 1 + (n % 3));
        m.passes(500);
      }
      m.passes(61_000);
      for (let n = 0; n < 200 && m.shelf('mug').available > 0; n += 1)
        takesCash(guest(m, n, 'late'), 'mug', 1);
      expect(m.shelf('mug')).toEqual({ available: 0, held: 0, unpaid: 0, sold: stock });
      expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
    }
  });

  test('behind one address all of it sells as well, with a wait of a minute at most while nobody elsewhere asks', () => {
    const m = aLiveStream(aProduct('mug', { stock: 40 }), { payments: ['cash_on_delivery'] });
    const buys = (n: number) => takesCash(guest(m, n), 'mug', 4);
    for (let n = 0; n < 10; n += 1) buys(n);
    expect(m.shelf('mug').sold).toBe(20);
    m.passes(60_000);
    for (let n = 10; n < 20; n += 1) buys(n);
    expect(m.shelf('mug')).toEqual({ available: 0, held: 0, unpaid: 0, sold: 40 });
  });

  test('a thousand guests of one address never keep more than half while others buy', () => {
    const m = aLiveStream(aProduct('mug', { stock: 120 }));
    m.bench.checksDecisions = false;
    let others = 0;
    for (let n = 0; n < 1_000; n += 1) {
      takesCash(guest(m, n, 'attacker'), 'mug', 1 + (n % 4));
      if (n % 100 === 0) others += takesCash(guest(m, n, `village ${n % 3}`), 'mug', 1);
      m.passes(500);
      const kept = m.bench.state.networks.get('item:1')?.kept.get('attacker') ?? 0;
      expect(kept).toBeLessThanOrEqual(60);
    }
    expect(others).toBe(10);
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('a village whose demand is half of it gets all of that while one other address attacks', () => {
    const m = aLiveStream(aProduct('mug', { stock: 41 }), { payments: ['cash_on_delivery'] });
    m.bench.checksDecisions = false;
    let got = 0;
    for (let n = 0; n < 20; n += 1) {
      for (let a = 0; a < 20; a += 1) takesCash(guest(m, n * 20 + a, 'attacker'), 'mug', 4);
      got += takesCash(guest(m, n), 'mug', 1);
      m.passes(30_000);
    }
    expect(got).toBe(20);
    expect(m.shelf('mug').sold).toBe(40);
  });

  test('who is not new is never refused by it, nor counted', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 }));
    replyOf(guest(m, 1).adds('mug', 4));
    const known = m.buyer('known', { network: 'village' });
    replyOf(known.adds('mug', 12));
    known.places({ ...CASH, lines: { mug: 12 } });
    expect([...m.bench.state.networks.get('item:1')!.kept]).toEqual([['village', 4]]);
  });

  test('held, unpaid and cash count together; beyond it an add is not held and an order refused, with when to try again', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 }), { settings: { newBuyerUnits: 4 } }).until('20:00');
    replyOf(m.host.adjusts('mug', 1));
    replyOf(guest(m, 'holds').adds('mug', 3));
    guest(m, 'owes').takes('mug', 3);
    takesCash(guest(m, 'brings'), 'mug', 3);
    const late = guest(m, 'late');
    expect(replyOf(late.adds('mug', 2)).heldUntilMs).toBeNull();
    const attempt = late.orders({ ...CASH, lines: { mug: 2 } });
    const refusal = { code: 'NETWORK_LIMIT', itemNumber: 1, max: 1, retryAtMs: at('20:01') };
    expect(refusalOf(attempt)).toEqual(refusal);
    expect(faultsOf(attempt)).toEqual([{ itemNumber: 1, unitPriceMinor: 2_990, refusal }]);
    expect(refusalOf(late.orders({ lines: { mug: 2 } }))).toEqual(refusal);
    replyOf(guest(m, 'elsewhere', 'town').adds('mug', 4));
    replyOf(late.orders({ ...CASH, lines: { mug: 1 } }));
  });

  test('what is paid online, delivered, cancelled or runs out is kept no more', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 }));
    const kept = () => m.bench.state.networks.get('item:1')?.kept.get('village') ?? 0;
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => guest(m, name)) as [
      ReturnType<typeof guest>,
      ReturnType<typeof guest>,
      ReturnType<typeof guest>,
      ReturnType<typeof guest>,
    ];
    const first = a.takes('mug', 2);
    const second = b.takes('mug', 2);
    takesCash(c, 'mug', 2);
    replyOf(d.adds('mug', 2));
    expect(kept()).toBe(8);
    replyOf(a.pays(first));
    expect(kept()).toBe(6);
    replyOf(b.cancels(second));
    expect(kept()).toBe(4);
    m.passes(3 * 60_000);
    expect(kept()).toBe(2);
    const [, , cash] = m.bench.orders();
    replyOf(m.host.cannotFill(cash!.orderId, 'mug', 1));
    expect(kept()).toBe(1);
    replyOf(c.cancels(cash!.orderId));
    expect(kept()).toBe(0);
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('units of a hold stay with its network, those from the shelf are of the order’s', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 }));
    const ana = guest(m, 'ana', 'village');
    replyOf(ana.adds('mug', 4));
    replyOf(ana.adds('mug', 3));
    const moved = m.buyer('guest village ana');
    Object.assign(moved, { network: 'town' });
    moved.places({ ...CASH, lines: { mug: 7 } });
    expect([...m.bench.state.networks.get('item:1')!.kept]).toEqual([
      ['village', 4],
      ['town', 3],
    ]);
  });

  test('it ends a minute after the product was put on sale, and after each time that another network asks', () => {
    const m = aLiveStream(aProduct('mug', { stock: 8 })).until('20:00');
    expect(takesCash(guest(m, 1), 'mug', 4)).toBe(4);
    const [late, other] = [guest(m, 2), m.buyer('known elsewhere', { network: 'town' })];
    expect(replyOf(late.adds('mug')).heldUntilMs).not.toBeNull();
    replyOf(late.removes('mug'));
    replyOf(other.adds('mug'));
    expect(replyOf(late.adds('mug')).heldUntilMs).toBeNull();
    m.until('20:00:59.999');
    expect(refusalOf(late.orders({ lines: { mug: 1 } }))).toMatchObject({ retryAtMs: at('20:01') });
    m.until('20:01');
    replyOf(late.orders({ lines: { mug: 1 } }));
  });

  test('restocked or resumed it begins anew; what is cancelled or runs out does not begin it', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 })).until('20:00');
    m.until('20:01');
    for (let n = 0; n < 3; n += 1) expect(takesCash(guest(m, n), 'mug', 4)).toBe(4);
    const buys = () => takesCash(guest(m, `at ${m.bench.nowMs}`), 'mug', 1);
    m.until('20:02');
    replyOf(m.host.adjusts('mug', 2));
    expect(buys()).toBe(0);
    m.until('20:03');
    expect(buys()).toBe(1);
    replyOf(m.host.stops('mug'));
    replyOf(m.host.resumes('mug'));
    expect(buys()).toBe(0);
    m.until('20:04');
    replyOf(guest(m, 'holds').adds('mug', 1));
    const [first] = m.bench.orders();
    replyOf(guest(m, 0).cancels(first!.orderId));
    m.until('20:07');
    expect(buys()).toBe(1);
  });

  test('of a flash a network keeps half of the quota for the first quarter of its length, a minute at most', () => {
    const m = aLiveStream(aProduct('mug', { stock: 100 })).until('20:00');
    m.host.startsFlash('mug', { price: 1_990, cap: 20, perBuyer: 5, seconds: 120 });
    for (let n = 0; n < 2; n += 1) expect(takesCash(guest(m, n), 'mug', 4)).toBe(4);
    expect(takesCash(guest(m, 'third'), 'mug', 4)).toBe(2);
    expect(takesCash(guest(m, 'elsewhere', 'town'), 'mug', 4)).toBe(4);
    m.until('20:00:29.999');
    expect(takesCash(guest(m, 'fourth'), 'mug', 1)).toBe(0);
    m.until('20:00:30');
    expect(takesCash(guest(m, 'fourth'), 'mug', 1)).toBe(1);
  });

  test('[F7] what is held at list price goes into a flash within what the network may keep of the quota', () => {
    const m = aLiveStream(aProduct('mug', { stock: 100 })).until('20:00');
    const [ana, ben] = [guest(m, 'ana'), guest(m, 'ben')];
    replyOf(ana.adds('mug', 4));
    replyOf(ben.adds('mug', 4));
    const flashId = m.host.startsFlash('mug', { price: 1_990, cap: 8, perBuyer: 4, seconds: 120 });
    replyOf(ana.takesFlash('mug', flashId));
    expect(refusalOf(ben.takesFlash('mug', flashId))).toMatchObject({ code: 'NETWORK_LIMIT', max: 0 });
    expect([...m.bench.state.networks.get('item:1')!.kept]).toEqual([['village', 8]]);
    m.until('20:00:30');
    replyOf(ben.takesFlash('mug', flashId));
    expect([...m.bench.state.networks.get(`flash:${flashId}`)!.kept]).toEqual([['village', 8]]);
  });

  test('[H5] whoever waits behind such a network is passed over, and offered units the moment the bound ends', () => {
    const m = aLiveStream(aProduct('mug', { stock: 8 })).until('20:00');
    const known = m.buyer('known', { network: 'town' });
    replyOf(known.adds('mug', 4));
    expect(takesCash(guest(m, 1), 'mug', 4)).toBe(4);
    m.until('20:00:30');
    const [near, far] = [guest(m, 'near'), guest(m, 'far', 'town')];
    replyOf(near.waits('mug', 2));
    replyOf(far.waits('mug', 1));
    replyOf(known.removes('mug', 4));
    expect(far.holds('mug')).toMatchObject([{ units: 1, isOffer: true }]);
    expect(near.holds('mug')).toEqual([]);
    m.until('20:01:29.999');
    expect(near.holds('mug')).toEqual([]);
    m.until('20:01:30');
    expect(near.holds('mug')).toMatchObject([{ units: 2, isOffer: true }]);
    expect(m.bench.facts().slice(-2)).toMatchObject([
      { type: 'network_bound_ended', itemNumber: 1, dueAtMs: at('20:01:30') },
      { type: 'waitlist_offered' },
    ]);
  });

  test('[H5] whoever can have none because of their network may wait for it, though there are units', () => {
    const m = aLiveStream(aProduct('mug', { stock: 8 })).until('20:00');
    replyOf(m.host.adjusts('mug', 1));
    expect(takesCash(guest(m, 1), 'mug', 4)).toBe(4);
    const near = guest(m, 'near');
    replyOf(near.waits('mug', 2));
    expect(refusalOf(guest(m, 'far', 'town').waits('mug', 2))).toMatchObject({ reason: 'in_stock' });
    m.until('20:01');
    expect(near.holds('mug')).toMatchObject([{ units: 2, isOffer: true }]);
  });

  test('[T6] a server that was down says the end of a bound with its own time', () => {
    const m = aLiveStream(aProduct('mug', { stock: 8 })).until('20:00');
    const known = m.buyer('known', { network: 'town' });
    replyOf(known.adds('mug', 4));
    takesCash(guest(m, 1), 'mug', 4);
    replyOf(guest(m, 'near').waits('mug', 2));
    replyOf(known.removes('mug', 4));
    m.bench.restart();
    m.until('20:20');
    expect(m.bench.facts().filter(({ type }) => type === 'network_bound_ended')).toEqual([
      { type: 'network_bound_ended', itemNumber: 1, dueAtMs: at('20:01') },
    ]);
  });

  test('nothing is remembered once the stream is closed', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 }));
    takesCash(guest(m, 1), 'mug', 4);
    m.closes();
    expect(m.bench.state.networks.size).toBe(0);
    const [order] = m.bench.orders();
    replyOf(m.host.cannotFill(order!.orderId, 'mug', 1));
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('0 switches it off', () => {
    const m = aLiveStream(aProduct('mug', { stock: 8 }), { settings: { newcomerShareBps: 0 } });
    for (let n = 0; n < 2; n += 1) expect(takesCash(guest(m, n), 'mug', 4)).toBe(4);
  });
});

describe('[H8] a newcomer’s cash under way', () => {
  test('is two orders and 20 units at the most, apart from the four that are held', () => {
    const m = aLiveStream(aProduct('mug', { stock: 100 }));
    const ana = guest(m, 'ana');
    replyOf(ana.adds('mug', 4));
    expect(replyOf(ana.adds('mug', 8)).heldUntilMs).toBeNull();
    ana.places({ ...CASH, lines: { mug: 12 } });
    expect(replyOf(ana.adds('mug', 4)).heldUntilMs).not.toBeNull();
    replyOf(ana.adds('mug', 5));
    const no = { code: 'NEWCOMER_CASH', maxOrders: 2, maxUnits: 20, possible: ['sandbox'] };
    expect(refusalOf(ana.orders({ ...CASH, lines: { mug: 9 } }))).toEqual(no);
    ana.places({ ...CASH, lines: { mug: 4 } });
    expect(refusalOf(ana.orders({ ...CASH, lines: { mug: 1 } }))).toEqual(no);
    replyOf(ana.orders({ lines: { mug: 1 } }));
  });

  test('[B2] two who become one have what both had', () => {
    const m = aLiveStream(aProduct('mug', { stock: 100 }));
    const [ana, ben] = [guest(m, 'ana'), guest(m, 'ben')];
    takesCash(ana, 'mug', 1);
    takesCash(ben, 'mug', 1);
    replyOf(ana.becomes(ben));
    replyOf(ben.adds('mug', 1));
    expect(refusalOf(ben.orders({ ...CASH, lines: { mug: 1 } }))).toMatchObject({ code: 'NEWCOMER_CASH' });
    const [first] = m.bench.orders();
    replyOf(ben.cancels(first!.orderId));
    replyOf(ben.orders({ ...CASH, lines: { mug: 1 } }));
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });
});

test('[H8] a quote judges each way to pay before anybody types an address', () => {
  const m = aLiveStream(aProduct('mug', { stock: 8 })).until('20:00');
  const ana = guest(m, 'ana');
  expect(takesCash(ana, 'mug', 1)).toBe(1);
  expect(takesCash(ana, 'mug', 1)).toBe(1);
  replyOf(ana.adds('mug', 1));
  const ways = () => ana.quote(undefined, null)?.ways;
  const cash = { code: 'NEWCOMER_CASH', maxOrders: 2, maxUnits: 20, possible: ['sandbox'] };
  expect(ways()).toEqual([
    { payment: 'sandbox', refusal: null },
    { payment: 'cash_on_delivery', refusal: cash },
  ]);
  expect(m.buyer('known').quote([{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }], null)).toBeNull();
});
