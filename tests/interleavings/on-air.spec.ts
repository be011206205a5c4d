import { expect, test } from 'vitest';
import { exploreAll, pairsOf } from './explore-all.ts';
import { onAir, passing } from './scenes.ts';

test('[T4] on air, every pair of commands in every order of their await points is as one after the other', async () => {
  const scene = await onAir();
  expect(scene.calls.length).toBeGreaterThanOrEqual(25);
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 240 });
  expect(tally.anomalies).toEqual([]);
  // Nearly all pairs are walked through whole; what is cut short is made up for by draws.
  expect(tally.whole).toBeGreaterThan(0.9 * tally.groups);
  expect(tally.plays).toBeGreaterThan(10_000);
}, 600_000);

test('[T3] [T6] what falls due under way: the price of its own time, the stock of its place', async () => {
  const scene = await onAir();
  // A minute in the middle of a transfer has it voided and sent again under another name; that is no serial order.
  const calls = scene.calls.filter(({ name }) => !name.includes('honey'));
  const groups = calls.flatMap((call) => passing.map((time) => [call, time]));
  const tally = await exploreAll(scene, groups, { most: 40, isTimed: true });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(1_000);
});
