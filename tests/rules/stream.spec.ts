import { describe, expect, test } from 'vitest';
import { emptyStream, moments, streamRules } from '../../server/market/market.ts';
import { cancelStreamWith, goLive } from '../../server/market/stream/decide.ts';
import { createRehearsal } from '../../server/market/stream/rehearsal.ts';
import { shopRules } from '../../server/shop/shop.ts';
import type { StreamStatus } from '../../shared/market/stream/entry.ts';
import { Bench, idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, at, Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

describe('[S1] rehearsal', () => {
  const scheduled = () => new Market([aProduct('potato', { stock: 10 }), aProduct('walnut', { stock: 5 })]);
  const rehearse = (m: Market) => {
    const rehearsal = new Bench(idOf(800_000));
    const made = rehearsal.send((state, when) =>
      createRehearsal(state, { of: m.bench.state, slug: 'rehearsal' }, { ...when, by: m.host.by }),
    );
    replyOf(made);
    return rehearsal;
  };

  test('has its own log with the lineup, prices and counts, on sale at once', () => {
    const m = scheduled();
    m.host.removes('walnut');
    const { state } = rehearse(m);
    expect(state).toMatchObject({ status: 'REHEARSAL', rehearsalOf: m.bench.state.streamId, order: [1] });
    expect(state.items.get(1)).toMatchObject({ available: 10, listPriceMinor: 2_990 });
    expect(m.bench.state.status).toBe('SCHEDULED');
  });

  test('itself never goes LIVE', () => {
    const m = scheduled();
    const rehearsal = rehearse(m);
    const attempt = rehearsal.send((state, when) =>
      goLive(state, { rehearsed: null }, { ...when, by: m.host.by }),
    );
    expect(refusalOf(attempt).code).toBe('REHEARSAL');
  });

  test('going LIVE copies the order and the prices, nothing else', () => {
    const m = scheduled();
    const rehearsed = { currency: 'CNY', order: [2, 1], prices: [{ itemNumber: 1, listPriceMinor: 2_500 }] };
    const went = m.bench.send((state, when) => goLive(state, { rehearsed }, { ...when, by: m.host.by }));
    expect(factsOf(went).map(({ type }) => type)).toEqual([
      'price_changed',
      'lineup_reordered',
      'stream_went_live',
    ]);
    expect(m.bench.state.order).toEqual([2, 1]);
    expect(m.shelf('potato')).toEqual({ available: 10, held: 0, unpaid: 0, sold: 0 });
  });
});

test('[S1] before it is live a stream sells nothing', () => {
  const m = new Market([aProduct('potato')]);
  expect(refusalOf(m.buyer('ana').adds('potato')).code).toBe('STREAM_NOT_LIVE');
  expect(refusalOf(m.buyer('ana').orders({ lines: { potato: 1 } })).code).toBe('STREAM_NOT_LIVE');
});

test('[S2] INTERRUPTED: commerce goes on, and a flash ends at its own time', () => {
  const m = aLiveStream(aProduct('potato')).until('20:00');
  const flashId = m.host.startsFlash('potato', { seconds: 60 });
  replyOf(m.host.losesMedia());
  m.buyer('ana').takes('potato');
  m.goesLive();
  expect(m.bench.state.status).toBe('INTERRUPTED');
  m.until('20:02');
  expect(m.flash(flashId)).toMatchObject({ phase: 'over', endsAtMs: at('20:01') });
  replyOf(m.host.findsMedia());
  expect(m.bench.state.status).toBe('LIVE');
});

describe('[S3] ENDED', () => {
  test('running flashes end with it, and announced ones never begin', () => {
    const m = aLiveStream(aProduct('potato'), aProduct('walnut')).until('20:00');
    const running = m.host.startsFlash('potato');
    const announced = m.host.startsFlash('walnut', { prelaunch: 60 });
    m.until('20:00:30').host.endsStream();
    expect(m.flash(running)).toMatchObject({ phase: 'over', endsAtMs: at('20:00:30') });
    expect(m.flash(announced).phase).toBe('over');
    m.until('20:10');
    expect(m.bench.facts()).not.toContainEqual(
      expect.objectContaining({ type: 'flash_sale_started', flashId: announced }),
    );
  });

  test('no add, even with a quote, and no direct order', () => {
    const m = aLiveStream(aProduct('potato'), { holdPolicy: 'first_paid' }).until('20:00');
    const flashId = m.host.startsFlash('potato');
    m.host.endsStream();
    const quoted = m.passes(500).buyer('ana').adds('potato', 1, { seen: 1_990, flashId, quote: true });
    expect(refusalOf(quoted).code).toBe('STREAM_NOT_LIVE');
    expect(refusalOf(m.buyer('ana').orders({ lines: { potato: 1 } })).code).toBe('STREAM_NOT_LIVE');
  });

  test('held lines may be ordered until their own deadline', () => {
    const m = aLiveStream(aProduct('potato', { stock: 20 })).until('20:00');
    m.buyer('ana').adds('potato');
    m.buyer('ben').adds('potato');
    m.until('20:01').host.endsStream();
    replyOf(m.until('20:09:59.999').buyer('ana').orders());
    const late = m
      .until('20:10')
      .buyer('ben')
      .orders({ lines: { potato: 1 } });
    expect(refusalOf(late).code).toBe('STREAM_NOT_LIVE');
  });
});

describe('[S4][S5] CLOSED, an hour after the end', () => {
  test('what is left goes back to the warehouse by recorded transfers, at its own time', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10 }), aProduct('walnut', { stock: 0 })).until('20:00');
    m.buyer('ana').buys('potato', 3);
    m.host.endsStream();
    m.until('21:30');
    expect(m.bench.state).toMatchObject({ status: 'CLOSED', closedAtMs: at('21:00') });
    const out = m.bench.facts().filter(({ type }) => type === 'stock_transferred_out');
    expect(out).toMatchObject([{ itemNumber: 1, units: 7 }]);
    expect(m.item('potato')).toMatchObject({ allotted: 10, adjusted: -7, available: 0, sold: 3 });
  });

  test('units that were found during the stream go back as well, though they were never allotted (K1)', () => {
    const m = aLiveStream(aProduct('potato', { stock: 0 })).until('20:00');
    replyOf(m.host.adjusts('potato', 4));
    m.host.endsStream();
    m.until('21:30');
    expect(m.item('potato')).toMatchObject({ allotted: 0, adjusted: 0, available: 0 });
  });

  test('what a cancellation frees afterwards is transferred in the same cut', () => {
    const m = aLiveStream(aProduct('potato')).until('20:00');
    m.buyer('ana').adds('potato', 2);
    m.host.endsStream();
    const orderId = m.until('20:09').buyer('ana').places();
    m.buyer('ana').pays(orderId);
    const facts = factsOf(m.until('21:08').buyer('ana').cancels(orderId));
    expect(facts.map(({ type }) => type)).toEqual(['order_cancelled', 'stock_transferred_out']);
    expect(m.shelf('potato').available).toBe(0);
  });

  test('[B2] so is what two buyers who become one held too much of', () => {
    const potato = aProduct('potato', { limit: 3 });
    const m = aLiveStream(potato, { settings: { closeAfterMs: 60_000 } }).until('20:00');
    const [guest, ana] = [m.buyer('guest'), m.buyer('ana')];
    guest.adds('potato', 2);
    ana.adds('potato', 2);
    m.host.endsStream();
    const facts = factsOf(m.until('20:02').buyer('guest').becomes(ana));
    expect(facts).toMatchObject([{ type: 'buyers_merged' }, { type: 'stock_transferred_out', units: 1 }]);
    expect(m.shelf('potato').available).toBe(0);
  });

  test('holds and orders that outlive a short hour give their units back, too', () => {
    const m = aLiveStream(aProduct('potato'), { settings: { closeAfterMs: 60_000 } }).until('20:00');
    m.buyer('ana').adds('potato', 2);
    m.buyer('ben').takes('potato', 3);
    m.host.endsStream();
    m.until('20:01');
    expect(m.shelf('potato')).toEqual({ available: 0, held: 2, unpaid: 3, sold: 0 });
    m.until('20:20');
    expect(m.item('potato')).toMatchObject({ adjusted: -10, available: 0, held: 0, unpaid: 0 });
  });

  test('nothing is ordered or changed any more', () => {
    const m = aLiveStream(aProduct('potato'));
    m.host.endsStream();
    m.passes(3_600_000);
    expect(refusalOf(m.buyer('ana').adds('potato')).code).toBe('STREAM_CLOSED');
    expect(refusalOf(m.buyer('ana').orders({ lines: { potato: 1 } })).code).toBe('STREAM_CLOSED');
    expect(refusalOf(m.host.pins('potato')).code).toBe('STREAM_CLOSED');
    expect(refusalOf(m.host.adjusts('potato', 1)).code).toBe('STREAM_CLOSED');
  });
});

test('[S3][S5] a cancellation ends first what a capability had begun before the stream', () => {
  const m = new Market([aProduct('potato', { stock: 10 })]);
  const cancel = cancelStreamWith({
    ...moments,
    beforeEnd: (_state, atMs) => [
      { type: 'flash_sale_ended', flashId: 'f1', endedAtMs: atMs, reason: 'stream', by: null },
    ],
  });
  const decision = cancel(m.bench.state, {}, {
    atMs: 5,
    by: m.host.by,
    ids: { next: () => 'in-1' },
  } as never);
  expect(decision).toMatchObject({ kind: 'accepted' });
  const { facts } = decision as Extract<typeof decision, { kind: 'accepted' }>;
  expect(facts.map(({ type }) => type)).toEqual([
    'flash_sale_ended',
    'stream_cancelled',
    'stock_transferred_out',
  ]);
  expect(facts[0]).toMatchObject({ endedAtMs: 5 });
});

test('[S5] the allotment comes by a recorded transfer; a cancelled stream gives it back', () => {
  const m = new Market([aProduct('potato', { stock: 10 })]);
  expect(m.bench.facts()).toContainEqual({
    type: 'stock_transferred_in',
    transferId: 'in-1',
    itemNumber: 1,
    units: 10,
  });
  replyOf(m.host.cancelsStream());
  expect(m.item('potato')).toMatchObject({ adjusted: -10, available: 0 });
  expect(m.bench.state.status).toBe('CANCELLED');
});

describe('[T3][T6] time', () => {
  test('at = max(receivedAt, head’s at): stamps never run backwards, deadlines count from at', () => {
    const m = aLiveStream(aProduct('potato')).until('20:00:01');
    m.buyer('ana').adds('potato');
    const slow = m.buyer('ben').adds('potato', 1, { receivedAtMs: at('20:00:00.500') });
    expect(replyOf(slow).heldUntilMs).toBe(at('20:10:01'));
    expect(m.bench.log.map(({ atMs }) => atMs)).toEqual([...m.bench.log.map(({ atMs }) => atMs)].sort());
  });

  test('a due deadline stands in the log before any command received at or after it', () => {
    const m = aLiveStream(aProduct('potato', { stock: 1 })).until('20:00');
    m.buyer('ana').adds('potato');
    m.until('20:10');
    replyOf(m.buyer('ben').adds('potato'));
    expect(
      m.bench
        .facts()
        .slice(-2)
        .map(({ type }) => type),
    ).toEqual(['hold_expired', 'cart_added']);
  });

  test('what has expired in the log stays expired, also for a command received before', () => {
    const m = aLiveStream(aProduct('potato', { stock: 1 })).until('20:00');
    const orderId = m.buyer('ana').takes('potato');
    m.until('20:15');
    const order = m.bench.state.orders.get(orderId)!;
    expect(order.status).toBe('EXPIRED');
    const slow = m.buyer('ana').adds('potato', 1, { receivedAtMs: at('20:14:59') });
    replyOf(slow);
    expect(order.status).toBe('EXPIRED');
  });

  test('after a restart an announced flash starts and ends at its times', () => {
    const m = aLiveStream(aProduct('potato')).until('20:00');
    const flashId = m.host.startsFlash('potato', { prelaunch: 60, seconds: 60 });
    m.bench.restart();
    m.until('20:01');
    expect(m.flash(flashId).phase).toBe('running');
    m.until('20:02');
    expect(m.flash(flashId).phase).toBe('over');
  });

  test('after a restart the overdue ones are processed first, in time order', () => {
    const m = aLiveStream(aProduct('potato'), aProduct('walnut')).until('20:00');
    m.host.startsFlash('walnut', { seconds: 240 });
    m.buyer('ana').adds('potato');
    m.buyer('ben').takes('potato');
    const before = m.bench.log.length;
    m.bench.restart();
    m.until('23:00');
    expect(
      m.bench
        .facts()
        .slice(before)
        .map(({ type }) => type),
    ).toEqual(['flash_sale_ended', 'hold_expired', 'order_expired']);
    expect(m.bench.log.slice(before).map(({ atMs }) => atMs)).toEqual([
      at('20:04'),
      at('20:10'),
      at('20:15'),
    ]);
  });
});

test('a restart wakes the shop and every stream that is not over', () => {
  const states: [StreamStatus, boolean][] = [
    ['SCHEDULED', true],
    ['REHEARSAL', true],
    ['LIVE', true],
    ['INTERRUPTED', true],
    ['ENDED', true],
    ['CLOSED', false],
    ['CANCELLED', false],
  ];
  for (const [status, isOpen] of states) {
    expect([status, streamRules.isOpen({ ...emptyStream(idOf(1)), status })]).toEqual([status, isOpen]);
  }
  expect(streamRules.isOpen(emptyStream(idOf(1)))).toBe(true);
  expect(shopRules.isOpen(shopRules.empty('shop'))).toBe(true);
});
