import { expect, test } from 'vitest';
import { RecentBuyersWatch } from '../../server/gateway/audience/recent-buyers.ts';
import type { RecentBuyers } from '../../shared/market/order/contract.ts';
import { handClock } from './a-room.ts';

const TEN_SECONDS = 10_000;

/** A watch whose tables say what a test wants, over streams that a test names. */
function aWatch() {
  const clock = handClock();
  const state = { streams: ['potatoes'], recent: [] as RecentBuyers[], isAway: false };
  const asked: unknown[][] = [];
  const told: [string, number][] = [];
  const faults: unknown[] = [];
  const watch = new RecentBuyersWatch({
    readers: {
      async buyersSince(...how) {
        asked.push(how);
        if (state.isAway) throw new Error('The store is away.');
        return state.recent;
      },
    },
    clock,
    streams: () => state.streams,
    nowMs: () => 1_000_000,
    tell: (streamId, recent) => told.push([streamId, recent.length]),
    onFault: (fault) => faults.push(fault),
  });
  const pass = async () => {
    clock.pass(TEN_SECONDS);
    // The answer of the tables, and the plan for the next count.
    for (let n = 0; n < 10; n += 1) await Promise.resolve();
  };
  return { clock, state, asked, told, faults, watch, pass };
}

test('[B9] buyers of the last five minutes are counted every ten seconds, for streams with viewers alone', async () => {
  const { state, asked, told, pass } = aWatch();
  state.recent = [{ itemNumber: 3, buyers: 9 }];
  await pass();
  await pass();
  expect(asked).toEqual([
    ['potatoes', 700_000, 3, 5],
    ['potatoes', 700_000, 3, 5],
  ]);
  expect(told).toEqual([
    ['potatoes', 1],
    ['potatoes', 1],
  ]);
  state.streams = [];
  await pass();
  expect(asked).toHaveLength(2);
});

test('[B9] that nobody bought anything is told once, and only to those who were told otherwise', async () => {
  const { state, told, pass } = aWatch();
  await pass();
  expect(told).toEqual([]);
  state.recent = [{ itemNumber: 3, buyers: 9 }];
  await pass();
  state.recent = [];
  await pass();
  await pass();
  expect(told).toEqual([
    ['potatoes', 1],
    ['potatoes', 0],
  ]);
});

test('[B9] a store that is away is a fault of that count alone; a closed watch counts no more', async () => {
  const { state, asked, told, faults, watch, pass } = aWatch();
  state.isAway = true;
  await pass();
  expect(faults).toHaveLength(1);
  state.isAway = false;
  state.recent = [{ itemNumber: 3, buyers: 9 }];
  await pass();
  expect(told).toEqual([['potatoes', 1]]);
  watch.close();
  await pass();
  expect(asked).toHaveLength(2);
});
