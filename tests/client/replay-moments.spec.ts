import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bagAt, broadcastAt, flashAt, mediaAt, pinAt } from '../../client/stores/replay/moments.ts';
import { aReplay } from './replays.ts';

/** Two stretches with a gap of a minute: what was recorded is shorter than what happened. */
const stretches = [
  { mediaMs: 0, atMs: 100_000, durationMs: 30_000 },
  { mediaMs: 30_000, atMs: 190_000, durationMs: 20_000 },
];

test('a place of the recording was broadcast at a moment, also behind a gap', () => {
  expect(broadcastAt(stretches, 0)).toBe(100_000);
  expect(broadcastAt(stretches, 29_999)).toBe(129_999);
  expect(broadcastAt(stretches, 30_000)).toBe(190_000);
  expect(broadcastAt(stretches, 99_000)).toBe(210_000);
  expect(broadcastAt([], 5)).toBeNull();
});

test('a moment has its place; one in a gap is at what follows, one behind the end has none', () => {
  expect(mediaAt(stretches, 90_000)).toBe(0);
  expect(mediaAt(stretches, 129_999)).toBe(29_999);
  expect(mediaAt(stretches, 150_000)).toBe(30_000);
  expect(mediaAt(stretches, 209_999)).toBe(49_999);
  expect(mediaAt(stretches, 210_000)).toBeNull();
  // The second stretch was dated better: what both claim is there.
  const corrected = [
    { mediaMs: 0, atMs: 100_000, durationMs: 6_000 },
    { mediaMs: 6_000, atMs: 104_500, durationMs: 10_000 },
  ];
  expect(mediaAt(corrected, 104_000)).toBe(4_000);
  expect(mediaAt(corrected, 105_000)).toBe(6_500);
});

test('there and back again is the same place', () => {
  fc.assert(
    fc.property(fc.nat(49_999), (mediaMs) => {
      expect(mediaAt(stretches, broadcastAt(stretches, mediaMs)!)).toBe(mediaMs);
    }),
  );
});

test('[L2] the pin of a moment is the newest in force, from its first to before its last millisecond', () => {
  const pins = [
    { itemNumber: 1, fromMs: 100, toMs: 200 },
    { itemNumber: 2, fromMs: 150, toMs: 300 },
    { itemNumber: 3, fromMs: 400, toMs: 500 },
  ];
  const numbers = [99, 100, 149, 150, 199, 299, 300, 400, 499, 500].map((at) => pinAt(pins, at)?.itemNumber);
  expect(numbers).toEqual([undefined, 1, 1, 2, 2, 2, undefined, 3, 3, undefined]);
});

test('[L1] the bag of a moment holds what was in the lineup then, by number', () => {
  const { items } = aReplay();
  const at = (atMs: number) => bagAt(items, atMs).map(({ itemNumber }) => itemNumber);
  const [first, second] = [items[0]!, items[1]!];
  expect(at(first.fromMs)).toEqual([1]);
  expect(at(second.fromMs)).toEqual([1, 2]);
  expect(at(first.toMs!)).not.toContain(1);
});

test('[F5] a flash price is that of a moment from its start to before its end', () => {
  const flashes = [{ itemNumber: 1, priceMinor: 900, fromMs: 100, toMs: 200 }];
  expect([99, 100, 199, 200].map((at) => flashAt({ flashes }, 1, at))).toEqual([null, 900, 900, null]);
  expect(flashAt({ flashes }, 2, 150)).toBeNull();
});
