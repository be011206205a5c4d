import { describe, expect, test } from 'vitest';
import { consoleFrame } from '../../server/market/market.ts';
import { requestShows, type ShowRequest } from '../../server/market/show-request/decide.ts';
import { MAX_ASKERS, MAX_ASKERS_OF_ITEM } from '../../shared/market/show-request/bounds.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, replyOf } from '../builders/outcomes.ts';

const market = () =>
  aLiveStream(aProduct('potato'), aProduct('walnut'), aProduct('quinoa'), { settings: { maxPins: 1 } });

/** What several viewers ask for in the same half second. */
const ask = (m: Market, ...asked: [who: string, name: string][]) =>
  sends(
    m,
    asked.map(([who, name]) => ({ buyerId: m.buyer(who).buyerId, itemNumber: m.numberOf(name) })),
  );
const sends = (m: Market, asked: readonly ShowRequest[]) =>
  m.bench.send((state) => requestShows(state, asked));
const askers = (m: Market, name: string) =>
  consoleFrame(m.bench.state, 'h').items.find(({ itemNumber }) => itemNumber === m.numberOf(name))?.askers;

describe('[L9] requests to be shown a product', () => {
  test('[L9] what many ask for in one batch is one fact, and each viewer counts once', () => {
    const m = market();
    const facts = factsOf(ask(m, ['ana', 'potato'], ['ben', 'potato'], ['ana', 'walnut'], ['ana', 'potato']));
    expect(facts).toMatchObject([{ type: 'shows_requested' }]);
    expect([askers(m, 'potato'), askers(m, 'walnut'), askers(m, 'quinoa')]).toEqual([2, 1, undefined]);
    expect(m.buyer('ana').mine().asksToSee).toEqual([1, 2]);
    expect(m.buyer('cho').mine().asksToSee).toBeUndefined();
    expect(factsOf(ask(m, ['ana', 'potato'], ['ben', 'potato']))).toEqual([]);
    expect(m.item('potato').showRequests).toBe(2);
  });

  test('[L9] a pin answers all who asked, and then they may ask again; a pinned product is not asked for', () => {
    const m = market();
    ask(m, ['ana', 'potato'], ['ben', 'potato']);
    replyOf(m.host.pins('potato'));
    expect(askers(m, 'potato')).toBeUndefined();
    expect(m.buyer('ana').mine().asksToSee).toBeUndefined();
    expect(replyOf(ask(m, ['ana', 'potato'])).answers).toEqual([null]);
    expect(askers(m, 'potato')).toBeUndefined();
    replyOf(m.host.pins('walnut'));
    ask(m, ['ana', 'potato']);
    expect(askers(m, 'potato')).toBe(1);
    // All that was ever asked for, for the analyst.
    expect(m.item('potato').showRequests).toBe(3);
  });

  test('[L9] [L5] a pin that is undone has answered nobody', () => {
    const m = market();
    ask(m, ['ana', 'potato'], ['ben', 'potato']);
    m.host.pins('potato');
    const { seq } = m.bench.state.pins[0]!;
    ask(m, ['cho', 'walnut']);
    replyOf(m.host.undoes(seq));
    expect(askers(m, 'potato')).toBe(2);
    expect(factsOf(ask(m, ['ana', 'potato']))).toEqual([]);
    ask(m, ['cho', 'potato']);
    expect(askers(m, 'potato')).toBe(3);
  });

  test('[L9] each request of a batch has an answer of its own', () => {
    const m = market();
    m.host.removes('quinoa');
    const { buyerId } = m.buyer('ana');
    const asked = [1, 3, 9].map((itemNumber) => ({ buyerId, itemNumber }));
    expect(replyOf(sends(m, asked)).answers).toEqual([
      null,
      { code: 'NOT_IN_LINEUP', itemNumber: 3 },
      { code: 'NOT_IN_LINEUP', itemNumber: 9 },
    ]);
    m.host.endsStream();
    expect(replyOf(ask(m, ['ben', 'potato'])).answers).toEqual([{ code: 'STREAM_NOT_LIVE' }]);
    expect(askers(m, 'potato')).toBe(1);
  });

  test('[L9] [B2] two devices of one person count once', () => {
    const m = market();
    ask(m, ['guest', 'potato'], ['ana', 'potato'], ['guest', 'walnut']);
    replyOf(m.buyer('guest').becomes(m.buyer('ana')));
    expect([askers(m, 'potato'), askers(m, 'walnut')]).toEqual([1, 1]);
    expect(m.buyer('ana').mine().asksToSee).toEqual([1, 2]);
    expect(factsOf(ask(m, ['guest', 'walnut'], ['ana', 'walnut']))).toEqual([]);
  });

  test('[L9] no more are counted than a product and a stream keep', () => {
    const m = aLiveStream(...Array.from({ length: 6 }, (_, n) => aProduct(`good ${n}`)));
    m.bench.checksDecisions = false;
    const crowd = Array.from({ length: MAX_ASKERS_OF_ITEM + 100 }, (_, n) => idOf(n + 1_000_000));
    for (let itemNumber = 1; itemNumber <= 6; itemNumber += 1) {
      replyOf(
        sends(
          m,
          crowd.map((buyerId) => ({ buyerId, itemNumber })),
        ),
      );
    }
    const counts = [...m.bench.state.askers.values()].map(({ marks }) => marks.size);
    expect(counts).toEqual(Array(5).fill(MAX_ASKERS_OF_ITEM));
    expect(counts.reduce((sum, count) => sum + count)).toBe(MAX_ASKERS);
    // Those who were answered make room.
    replyOf(m.host.pins('good 0'));
    replyOf(m.host.unpins('good 0'));
    expect(factsOf(sends(m, [{ buyerId: idOf(7), itemNumber: 6 }]))).toHaveLength(1);
    expect(m.bench.state.askers.size).toBe(5);
  });
});
