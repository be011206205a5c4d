import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyStream, publicView } from '../../server/market/market.ts';
import { readState, writeState } from '../../server/market/snapshot.ts';
import { nextOffer } from '../../server/market/waitlist/offer.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { auditAcceptance, auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import type { Market } from '../builders/market.ts';
import { openingOf, play } from '../builders/play.ts';
import { type Day, days } from '../builders/random-day.ts';
import { Rooms } from '../builders/rooms.ts';
import { Screen } from '../builders/screen.ts';

/** Days per property; FAIRDAY_RUNS asks for more in a longer hunt. */
const RUNS = Number(process.env.FAIRDAY_RUNS ?? 300);
const PATIENCE_MS = 20_000 + RUNS * 100;

/** Looks ahead need ids that nothing keeps. */
const noIds = { next: () => '' };

/** Plays a day and checks the books after every single fact; refusals are checked by the bench (K4). */
function playDay(day: Day): Market {
  const market = openingOf(day);
  const { bench } = market;
  const screen = new Screen(bench.state);
  const rooms = new Rooms(bench.state);
  let lastAtMs = bench.state.atMs;
  bench.onFact = (fact, { seq, atMs }) => {
    expect(auditBooks(bench.state, bench.orders())).toEqual([]);
    expect(auditAcceptance(bench.state, fact)).toEqual([]);
    screen.hears(bench.state, fact);
    expect(rooms.hears(bench.state, fact), `[K3] not told of ${fact.type}`).toEqual([]);
    expect(canonicalJson(screen.cursor.view), `[K3] the screen after ${fact.type} at ${seq}`).toBe(
      canonicalJson(publicView(bench.state)),
    );
    expect(atMs, '[T3] time never runs backwards').toBeGreaterThanOrEqual(lastAtMs);
    lastAtMs = atMs;
  };
  for (const act of day.acts) {
    const attempt = play(market, act);
    expect(nextOffer(bench.state, { atMs: bench.state.atMs, ids: noIds }), '[H5] an offer is due').toBeNull();
    if (attempt?.outcome.kind !== 'refused') continue;
    const { refusal } = attempt.outcome;
    if (refusal.code === 'SOLD_OUT') {
      const item = bench.state.items.get(refusal.itemNumber!)!;
      expect([item.available, item.held, item.unpaid], '[K2] SOLD_OUT').toEqual([0, 0, 0]);
    }
    if (refusal.code === 'ALL_HELD' && act.act === 'add') {
      const { available, held, unpaid } = bench.state.items.get(refusal.itemNumber!)!;
      expect([available, held + unpaid > 0], '[K2] ALL_HELD').toEqual([0, true]);
    }
    if (refusal.code === 'INSUFFICIENT') expect(refusal.max, '[K2]').toBeGreaterThanOrEqual(1);
  }
  return market;
}

test(
  '[K1][K4][B1][H3][H5][H6] any day keeps every sum, cap and share, and each screen in step with the log',
  () => {
    fc.assert(
      fc.property(days, (day) => {
        playDay(day);
      }),
      { numRuns: RUNS },
    );
  },
  PATIENCE_MS,
);

test(
  '[T6] the log alone gives the same bytes, from its start and from any snapshot',
  () => {
    fc.assert(
      fc.property(days, fc.nat(), (day, cut) => {
        const market = openingOf(day);
        for (const act of day.acts) play(market, act);
        const { log, state } = market.bench;
        const live = writeState(state);
        expect(writeState(replay(log, emptyStream(state.streamId)))).toBe(live);
        const at = cut % (log.length + 1);
        const snapshot = writeState(replay(log.slice(0, at), emptyStream(state.streamId)));
        expect(writeState(replay(log.slice(at), readState(snapshot)))).toBe(live);
      }),
      { numRuns: RUNS / 2 },
    );
  },
  PATIENCE_MS,
);

test(
  '[H1][T6] when the longest deadline has passed nothing is held or unpaid, and what is there is sold (INV21, INV23)',
  () => {
    fc.assert(
      fc.property(days, (day) => {
        const market = openingOf(day);
        for (const act of day.acts) play(market, act);
        // The longest window to pay, and then silence all along a line, offer by offer (H5).
        for (let offers = 0; offers < 30; offers += 1) market.passes(3 * 60_000);
        const { state } = market.bench;
        expect(state.holds.size).toBe(0);
        for (const item of state.items.values()) {
          expect([item.held, item.unpaid]).toEqual([0, 0]);
          if (state.status === 'CLOSED') expect(item.available, '[S4] given back').toBe(0);
          if (state.status !== 'LIVE' || item.isRemoved || item.isStopped || item.available === 0) continue;
          const stranger = market.buyer('stranger');
          const attempt = stranger.adds(market.nameOf(item.itemNumber), 1, { seen: item.listPriceMinor });
          expect(attempt.outcome.kind, `[INV23] item ${item.itemNumber}`).toBe('accepted');
        }
      }),
      { numRuns: RUNS / 2 },
    );
  },
  PATIENCE_MS,
);
