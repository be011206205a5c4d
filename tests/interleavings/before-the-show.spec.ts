import { expect, test } from 'vitest';
import { exploreAll, pairsOf } from './explore-all.ts';
import { beforeTheShow } from './scenes.ts';

test('[S5] [I1] before the show, every pair of commands, over several logs, is as one after the other', async () => {
  const scene = await beforeTheShow();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 12 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(2_000);
});

test('[C12] the same on two nodes that both decide', async () => {
  const scene = await beforeTheShow();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 4, nodes: 2 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(1_000);
});
