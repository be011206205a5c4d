import { expect, test } from 'vitest';
import { exploreAll, pairsOf } from './explore-all.ts';
import { afterTheShow } from './scenes.ts';

test('[O4] [O5] [O6] [I1] after the show, every pair of what desk and buyers do is as one after the other', async () => {
  const scene = await afterTheShow();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 8 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(500);
});
