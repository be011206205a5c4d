import { describe, expect, test } from 'vitest';
import { consoleFrame } from '../../server/market/market.ts';
import { pauseSelling, resumeSelling } from '../../server/market/stream/pause.ts';
import { streamEntry } from '../../server/market/stream/views.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const found = 'INV3: item 1 says 4 sold, its orders say 3';
const pause = (m: Market) => m.bench.send((state) => pauseSelling(state, { reason: 'audit', found }));
const resume = (m: Market) =>
  m.bench.send((state, when) => resumeSelling(state, {}, { ...when, by: m.host.by }));

describe('[S6] selling is paused', () => {
  test('adds and orders are refused, also of what is held', () => {
    const m = aLiveStream(aProduct('mug'));
    const ana = m.buyer('ana');
    replyOf(ana.adds('mug', 2));
    replyOf(pause(m));
    expect(refusalOf(ana.adds('mug'))).toEqual({ code: 'SELLING_PAUSED' });
    expect(refusalOf(ana.orders({ lines: { mug: 2 } }))).toEqual({ code: 'SELLING_PAUSED' });
    expect(m.shelf('mug')).toEqual({ available: 8, held: 2, unpaid: 0, sold: 0 });
  });

  test('paying, cancelling and every deadline go on', () => {
    const m = aLiveStream(aProduct('mug'));
    const [ana, ben] = [m.buyer('ana'), m.buyer('ben')];
    replyOf(ana.adds('mug', 2));
    const placed = replyOf(ana.orders({ lines: { mug: 2 } })).order;
    replyOf(ben.adds('mug', 3));
    replyOf(pause(m));
    replyOf(ana.pays(placed.orderId));
    expect(m.shelf('mug')).toEqual({ available: 5, held: 3, unpaid: 0, sold: 2 });
    replyOf(ana.cancels(placed.orderId));
    m.passes(11 * 60_000);
    expect(m.shelf('mug')).toEqual({ available: 10, held: 0, unpaid: 0, sold: 0 });
  });

  test('a second reason changes nothing; the host ends it, and may do so twice', () => {
    const m = aLiveStream(aProduct('mug'));
    expect(factsOf(pause(m))).toEqual([{ type: 'selling_paused', reason: 'audit', found }]);
    const second = m.bench.send((state) => pauseSelling(state, { reason: 'tail_lost', found: 'later' }));
    expect(factsOf(second)).toEqual([]);
    expect(m.bench.state.pause).toMatchObject({ reason: 'audit', found });
    expect(factsOf(resume(m)).map(({ type }) => type)).toEqual(['selling_resumed']);
    expect(factsOf(resume(m))).toEqual([]);
    replyOf(m.buyer('ana').adds('mug'));
  });

  test('viewers see that it is, the floor sees why', () => {
    const m = aLiveStream(aProduct('mug'));
    expect('isPaused' in streamEntry(m.bench.state)).toBe(false);
    expect(consoleFrame(m.bench.state, 'history1').pause).toBeNull();
    replyOf(pause(m));
    expect(streamEntry(m.bench.state).isPaused).toBe(true);
    const frame = consoleFrame(m.bench.state, 'history1');
    expect(frame.pause).toEqual({ reason: 'audit', found, sinceMs: m.bench.nowMs });
    replyOf(resume(m));
    expect('isPaused' in streamEntry(m.bench.state)).toBe(false);
  });

  test('what is over is not paused', () => {
    const m = aLiveStream(aProduct('mug'));
    m.host.endsStream();
    m.passes(61 * 60_000);
    expect(m.bench.state.status).toBe('CLOSED');
    expect(factsOf(pause(m))).toEqual([]);
  });
});
