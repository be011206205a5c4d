import { describe, expect, test } from 'vitest';
import { aimsOf } from '../../server/market/stream/aims.ts';
import { setTerms, termsOf } from '../../server/market/stream/terms.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { factsOf, refusalOf } from '../builders/outcomes.ts';

describe('[S10] the terms of a stream are its host’s', () => {
  test('[L4] they are set under the version that was seen, with what they were; the same again is no fact', () => {
    const m = aLiveStream(aProduct('potato'));
    const was = termsOf(m.bench.state);
    const set = m.host.setsTerms({ holdMs: 15 * MINUTE });
    expect(factsOf(set)).toMatchObject([{ type: 'terms_set', was, now: { ...was, holdMs: 15 * MINUTE } }]);
    expect(m.bench.state.terms?.changed).toEqual({
      holdMs: { staffId: expect.any(String), atMs: m.bench.state.atMs, was: was.holdMs },
    });
    expect(refusalOf(m.host.setsTerms({ maxPins: 2 }, 0))).toMatchObject({ code: 'STALE_VERSION' });
    expect(factsOf(m.host.setsTerms({ holdMs: 15 * MINUTE }))).toEqual([]);
    m.host.setsTerms({ maxPins: 2 });
    expect(Object.keys(m.bench.state.terms!.changed)).toEqual(['holdMs', 'maxPins']);
    m.closes();
    expect(refusalOf(m.host.setsTerms({ maxPins: 3 }))).toEqual({ code: 'STREAM_CLOSED' });
  });

  test('what a stream aims at is said, changed and taken back; the report tells it, and it decides nothing', () => {
    const m = aLiveStream(aProduct('potato'));
    const { state } = m.bench;
    expect(aimsOf(state)).toEqual({});
    m.host.setsTerms({ targetMinor: 300_000, plannedMs: 120 * MINUTE });
    expect(state.terms?.changed).toHaveProperty('targetMinor');
    expect(aimsOf(state)).toEqual({ targetMinor: 300_000, plannedMs: 120 * MINUTE });
    m.host.setsTerms({ targetMinor: undefined });
    expect(aimsOf(state)).toEqual({ plannedMs: 120 * MINUTE });
    expect(termsOf(state)).not.toHaveProperty('targetMinor');
    m.until('23:59');
    expect(state.status).toBe('LIVE');
  });

  test('a rare time that is left out stays, and one that is said counts from then on', () => {
    const m = aLiveStream(aProduct('potato'));
    m.host.setsTerms({ undoMs: 9_000, newBuyerHoldMs: 2 * MINUTE });
    const { version } = m.bench.state.terms!;
    const { undoMs: _, newBuyerHoldMs: __, ...usual } = termsOf(m.bench.state);
    const decision = setTerms(m.bench.state, { version, terms: { ...usual, maxPins: 3 } }, {
      by: m.host.by,
    } as never);
    expect(decision).toMatchObject({
      facts: [{ now: { undoMs: 9_000, newBuyerHoldMs: 2 * MINUTE, maxPins: 3 } }],
    });
    expect(m.buyer('ana', { isNew: true }).mine().allowance?.holdMs).toBe(2 * MINUTE);
  });

  test('[H1] what is reserved keeps its time, and what is added then has the new one', () => {
    const m = aLiveStream(aProduct('potato', { stock: 9 })).until('20:00');
    const ana = m.buyer('ana');
    const bo = m.buyer('bo');
    ana.adds('potato', 1);
    m.host.setsTerms({ holdMs: 20 * MINUTE });
    expect(bo.mine().allowance?.holdMs).toBe(20 * MINUTE);
    bo.adds('potato', 1);
    m.until('20:11');
    expect(m.shelf('potato')).toMatchObject({ available: 8, held: 1 });
    m.until('20:21');
    expect(m.shelf('potato')).toMatchObject({ available: 9, held: 0 });
  });

  test('an order waits for its payment as long as the stream said when it was placed', () => {
    const m = aLiveStream(aProduct('potato', { stock: 9 })).until('20:00');
    m.buyer('ana').takes('potato', 1);
    m.host.setsTerms({ payMs: 30 * MINUTE });
    m.buyer('bo').takes('potato', 1);
    expect(m.bench.orders().map(({ payByMs }) => payByMs)).toEqual([at('20:15'), at('20:30')]);
  });

  test('[L2] fewer pins than stand stay until the next one', () => {
    const m = aLiveStream(aProduct('potato'), aProduct('walnut'), aProduct('quinoa'), {
      settings: { maxPins: 2 },
    });
    m.host.pins('potato');
    m.host.pins('walnut');
    m.host.setsTerms({ maxPins: 1 });
    expect(m.bench.state.pins).toHaveLength(2);
    m.host.pins('quinoa');
    expect(m.bench.state.pins).toHaveLength(1);
  });

  test('[F1] the price guard refuses what was warned of', () => {
    const m = aLiveStream(aProduct('potato'));
    m.host.setsTerms({ strictRecentLow: true });
    expect(refusalOf(m.host.flashes('potato', { recentLow: 1_500 }))).toMatchObject({
      reason: 'above_recent_low',
    });
  });
});
