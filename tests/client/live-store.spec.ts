import { expect, test } from 'vitest';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import { emptyMine, fakeLive, HISTORY } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aGood, aShelf, aStream } from './market.ts';

async function opened() {
  const live = fakeLive();
  const store = createLiveStore('potato-day', fakeWorld(live));
  store.open();
  await expect.poll(live.isOpen).toBe(true);
  live.welcome({});
  live.snapshot([aStream(), ['o', [1, 2]], aGood(1), aGood(2), aShelf(1), aShelf(2)], 10);
  return { live, store, state: store.store.getState };
}

const frame = (from: number, to: number, available: number) => ({
  history: HISTORY,
  from,
  to,
  changes: [aShelf(1, { available })],
});

test('[K3] a frame that begins at the cursor is applied, values not differences', async () => {
  const { live, state } = await opened();
  live.say.onFrame(frame(10, 12, 7));
  expect(state().view.stock[1]?.available).toBe(7);
  expect(live.say.cursor()).toMatchObject({ history: HISTORY, seq: 12 });
});

test('[K3] a frame heard twice or late does nothing', async () => {
  const { live, state } = await opened();
  live.say.onFrame(frame(10, 12, 7));
  live.say.onFrame(frame(9, 11, 9));
  expect(state().view.stock[1]?.available).toBe(7);
  expect(live.resyncs).toEqual([]);
});

test('[K3] a gap asks for what is missing and shows nothing guessed', async () => {
  const { live, state } = await opened();
  live.say.onFrame(frame(11, 13, 3));
  expect(state().view.stock[1]?.available).toBe(21);
  expect(live.resyncs).toEqual([false]);
});

test('a frame or a heartbeat of another history asks for a snapshot', async () => {
  const { live } = await opened();
  live.say.onFrame({ ...frame(10, 12, 3), history: 'zzzz9999' });
  live.say.onHeartbeat({ history: 'zzzz9999', to: 12, nowMs: 1, viewers: 1 });
  expect(live.resyncs).toEqual([false, false]);
});

test('a digest that agrees is silent, one that disagrees resyncs and says so', async () => {
  const { live, state } = await opened();
  live.say.onDigest({ history: HISTORY, seq: 10, digest: digestOf(state().view) });
  expect(live.resyncs).toEqual([]);
  live.say.onDigest({ history: HISTORY, seq: 9, digest: 'of-another-seq' });
  expect(live.resyncs).toEqual([]);
  live.say.onDigest({ history: HISTORY, seq: 10, digest: 'wrong' });
  expect(live.resyncs).toEqual([true]);
});

test('[H2] of the buyer’s own part the highest seq wins, whatever the order of arrival', async () => {
  const { live, state } = await opened();
  live.say.onPrivate({ ...emptyMine, seq: 12 });
  live.say.onPrivate({ ...emptyMine, seq: 11, cart: { lines: [], firstPaid: true } });
  expect(state().mine).toMatchObject({ seq: 12, cart: { firstPaid: false } });
});

test('stale and reconnecting keep the view, with the time it is true as of', async () => {
  const { live, state } = await opened();
  live.say.onHeartbeat({ history: HISTORY, to: 10, nowMs: 1_700_000_012_000, viewers: 9 });
  live.say.onLink('stale');
  expect(state()).toMatchObject({ link: 'stale', asOfMs: 1_700_000_012_000, viewers: 9 });
  expect(state().view.stream?.slug).toBe('potato-day');
});

test('an entry that does not change keeps its identity', async () => {
  const { live, state } = await opened();
  const { cards, stock } = state().view;
  live.say.onFrame(frame(10, 12, 7));
  expect(state().view.cards).toBe(cards);
  expect(state().view.stock[2]).toBe(stock[2]);
  expect(state().view.stock[1]).not.toBe(stock[1]);
});

test('closing before the guest is known connects nothing', async () => {
  const live = fakeLive();
  const store = createLiveStore('potato-day', fakeWorld(live));
  store.open();
  store.close();
  await Promise.resolve();
  await Promise.resolve();
  expect(live.isOpen()).toBe(false);
});
