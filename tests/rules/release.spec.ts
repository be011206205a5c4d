import { describe, expect, test } from 'vitest';
import { consoleFrame } from '../../server/market/market.ts';
import { cashView } from '../../server/market/order/release.ts';
import { MAX_RELEASED_AT_ONCE } from '../../shared/market/newcomers/bounds.ts';
import { auditBooks } from '../builders/audit.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const CASH = { payment: 'cash_on_delivery' } as const;
const guest = (m: Market, name: string | number, network: string) =>
  m.buyer(`guest ${network} ${name}`, { isNew: true, network });

/** A newcomer of a network orders units for cash. @returns the order's id */
function ordersCash(m: Market, name: string | number, network: string, good = 'mug', units = 1): string {
  const who = guest(m, name, network);
  replyOf(who.adds(good, units));
  return who.places({ ...CASH, lines: { [good]: units } });
}

/** Ten addresses attack two goods, and a village orders in between. */
function anAttack() {
  const m = aLiveStream(aProduct('mug', { stock: 200 }), aProduct('cap', { stock: 200 })).until('20:00');
  m.bench.checksDecisions = false;
  for (let n = 0; n < 40; n += 1) ordersCash(m, n, `attacker ${n % 10}`, 'mug', 4);
  const village = ordersCash(m, 'ana', 'village', 'mug');
  const caps = ordersCash(m, 'ben', 'village', 'cap');
  return { m, village, caps };
}

describe('[H8] the shop releases newcomers’ cash orders', () => {
  test('of one product: their units are back, each buyer reads it, and the books are right', () => {
    const { m, village, caps } = anAttack();
    const view = cashView(m.bench.state);
    expect(view).toMatchObject({ orders: 42, upTo: m.bench.state.seq });
    expect(view.items).toEqual([
      { itemNumber: 1, orders: 41, brief: 41, units: 161 },
      { itemNumber: 2, orders: 1, brief: 1, units: 1 },
    ]);
    expect(replyOf(m.host.releases({ kind: 'item', itemNumber: 1 }))).toMatchObject({
      released: 41,
      left: 0,
    });
    expect(m.shelf('mug')).toEqual({ available: 200, held: 0, unpaid: 0, sold: 0 });
    expect(m.bench.order(caps)?.status).toBe('PAID');
    const told = guest(m, 'ana', 'village')
      .mine()
      .orders.find(({ orderId }) => orderId === village);
    expect(told).toMatchObject({ status: 'CANCELLED', isReleased: true });
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('of one network, or since a time; orders later than the preview stay', () => {
    const { m, village } = anAttack();
    const { upTo } = cashView(m.bench.state);
    const later = ordersCash(m, 'late', 'attacker 3', 'mug', 2);
    replyOf(m.host.releases({ kind: 'network', tag: 'attacker 3' }, upTo));
    expect(m.bench.orders().filter(({ status }) => status === 'CANCELLED')).toHaveLength(4);
    expect(m.bench.order(later)?.status).toBe('PAID');
    m.passes(10 * 60_000);
    const recent = ordersCash(m, 'recent', 'town', 'cap');
    const sinceMs = m.bench.nowMs - 60_000;
    expect(replyOf(m.host.releases({ kind: 'since', sinceMs }))).toMatchObject({ released: 1 });
    expect(m.bench.order(recent)?.status).toBe('CANCELLED');
    expect(m.bench.order(village)?.status).toBe('PAID');
  });

  test('on wish only of guests who had watched for less than a minute, as the preview counts them', () => {
    const m = aLiveStream(aProduct('mug', { stock: 200 })).until('20:00');
    const since = (ms: number) => ({ ...CASH, lines: { mug: 1 }, joinedAtMs: m.bench.nowMs - ms });
    const orders = (name: string, story: object) => {
      const who = guest(m, name, 'village');
      replyOf(who.adds('mug'));
      return who.places({ ...CASH, lines: { mug: 1 }, ...story });
    };
    const made = [orders('no ticket', {}), orders('fresh', since(59_999))];
    const villager = orders('villager', since(60_000));
    const view = cashView(m.bench.state);
    expect(view).toMatchObject({
      items: [{ itemNumber: 1, orders: 3, brief: 2, units: 3 }],
      networks: [{ tag: 'village', orders: 3, brief: 2, units: 3 }],
      recent: [{ minutes: 5, orders: 3, brief: 2 }, {}, {}],
    });
    const of = { kind: 'network', tag: 'village' } as const;
    const release = () => m.host.releases(of, view.upTo, { onlyBrief: true });
    expect(replyOf(release())).toMatchObject({ released: 2, left: 0 });
    expect(made.map((orderId) => m.bench.order(orderId)?.status)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(m.bench.order(villager)?.status).toBe('PAID');
    expect(cashView(m.bench.state).networks).toEqual([{ tag: 'village', orders: 1, brief: 0, units: 1 }]);
  });

  test('[H5] who waits for a product leaves its line once, however many of their orders go back', () => {
    const m = aLiveStream(aProduct('mug', { stock: 3 })).until('20:00');
    const ana = guest(m, 'ana', 'village');
    for (let n = 0; n < 2; n += 1) {
      replyOf(ana.adds('mug'));
      ana.places({ ...CASH, lines: { mug: 1 } });
    }
    replyOf(guest(m, 'ben', 'town').adds('mug'));
    replyOf(ana.waits('mug'));
    const facts = factsOf(m.host.releases({ kind: 'item', itemNumber: 1 })).map(({ type }) => type);
    expect(facts).toEqual(['cash_barred', 'order_cancelled', 'waitlist_left', 'order_cancelled']);
    expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
  });

  test('an order over two prices of a product is one order of it', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 })).until('20:00');
    const ana = guest(m, 'ana', 'village');
    replyOf(ana.adds('mug'));
    const flashId = m.host.startsFlash('mug', { price: 1_990, cap: 5, perBuyer: 2, seconds: 120 });
    replyOf(ana.adds('mug'));
    ana.places({ ...CASH, declined: [flashId] });
    expect(cashView(m.bench.state).items).toEqual([{ itemNumber: 1, orders: 1, brief: 1, units: 2 }]);
  });

  test('who is not new, has paid online, or whose parcel is packed keeps the order', () => {
    const m = aLiveStream(aProduct('mug', { stock: 50 })).until('20:00');
    const known = m.buyer('known');
    replyOf(known.adds('mug', 2));
    known.places({ ...CASH, lines: { mug: 2 } });
    guest(m, 'online', 'village').takes('mug', 2);
    const view = cashView(m.bench.state);
    expect(view.orders).toBe(0);
    expect(replyOf(m.host.releases({ kind: 'item', itemNumber: 1 }))).toMatchObject({ released: 0, left: 0 });
    expect(m.shelf('mug')).toEqual({ available: 46, held: 0, unpaid: 2, sold: 2 });
  });

  test('in slices of 500; the same choice again goes on where it stood, and bars once', () => {
    const m = aLiveStream(aProduct('mug', { stock: 2_000 })).until('20:00');
    m.bench.checksDecisions = false;
    for (let n = 0; n < MAX_RELEASED_AT_ONCE + 20; n += 1) ordersCash(m, n, `net ${n % 50}`);
    const { upTo } = cashView(m.bench.state);
    const of = { kind: 'item', itemNumber: 1 } as const;
    expect(replyOf(m.host.releases(of, upTo))).toMatchObject({ released: 500, left: 20 });
    expect(replyOf(m.host.releases(of, upTo))).toMatchObject({ released: 20, left: 0 });
    expect(factsOf(m.host.releases(of, upTo))).toEqual([]);
    expect(m.bench.facts().filter(({ type }) => type === 'cash_barred')).toHaveLength(1);
    expect(m.shelf('mug').available).toBe(2_000);
  });

  test('newcomers’ cash of the choice is barred until the host lifts it; online they may order', () => {
    const { m } = anAttack();
    replyOf(m.host.releases({ kind: 'item', itemNumber: 1 }));
    const cleo = guest(m, 'cleo', 'village');
    replyOf(cleo.adds('mug', 1));
    const no = { code: 'CASH_BARRED', possible: ['sandbox'] };
    expect(refusalOf(cleo.orders(CASH))).toEqual(no);
    expect(cleo.quote()?.ways).toContainEqual({ payment: 'cash_on_delivery', refusal: no });
    ordersCash(m, 'dai', 'village', 'cap');
    const [bar] = consoleFrame(m.bench.state, 'history').cashBars!;
    expect(bar).toMatchObject({ of: { kind: 'item', itemNumber: 1 } });
    replyOf(m.host.allowsCash(bar!.seq));
    expect(factsOf(m.host.allowsCash(bar!.seq))).toEqual([]);
    replyOf(cleo.orders(CASH));
    expect(consoleFrame(m.bench.state, 'history').cashBars).toBeUndefined();
  });

  test('it starts the first minute of the items anew, also where the host had ended the bound', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 })).until('20:00');
    m.until('20:05');
    replyOf(m.host.opens('mug'));
    expect(factsOf(m.host.opens('mug'))).toEqual([]);
    m.buyer('known elsewhere').adds('mug');
    for (let n = 0; n < 4; n += 1) ordersCash(m, n, 'attacker', 'mug', 4);
    replyOf(m.host.releases({ kind: 'network', tag: 'attacker' }));
    expect(cashView(m.bench.state).open).toEqual([]);
    const online = guest(m, 'again', 'attacker');
    replyOf(online.adds('mug', 4));
    replyOf(online.adds('mug', 7));
    expect(refusalOf(online.orders({ lines: { mug: 11 } }))).toMatchObject({
      code: 'NETWORK_LIMIT',
      max: 10,
    });
  });
});

describe('[H8] what alarms', () => {
  const alarms = (m: Market) => consoleFrame(m.bench.state, 'history').cashAlarms ?? [];

  test('twenty cash orders of newcomers of one network within a minute, once; a release ends it', () => {
    const m = aLiveStream(aProduct('mug', { stock: 500 })).until('20:00');
    m.bench.checksDecisions = false;
    for (let n = 0; n < 19; n += 1) ordersCash(m, n, 'attacker');
    for (let n = 0; n < 30; n += 1) {
      ordersCash(m, n, 'slow');
      m.passes(4_000);
    }
    expect(alarms(m)).toEqual([]);
    for (let n = 20; n < 50; n += 1) ordersCash(m, n, 'attacker');
    expect(alarms(m)).toMatchObject([{ of: { kind: 'network', tag: 'attacker' } }]);
    replyOf(m.host.releases({ kind: 'network', tag: 'attacker' }));
    expect(alarms(m)).toEqual([]);
  });

  test('half of a product by newcomers’ cash within five minutes', () => {
    const m = aLiveStream(aProduct('mug', { stock: 20 })).until('20:00');
    for (let n = 0; n < 4; n += 1) {
      ordersCash(m, n, `net ${n}`, 'mug', 2);
      m.passes(61_000);
    }
    expect(alarms(m)).toEqual([]);
    ordersCash(m, 'last', 'net', 'mug', 2);
    expect(alarms(m)).toMatchObject([{ of: { kind: 'item', itemNumber: 1 } }]);
    m.closes();
    expect(alarms(m)).toEqual([]);
  });
});
