import { expect, test } from 'vitest';
import { exploreAll, pairsOf } from './explore-all.ts';
import { office } from './scenes.ts';

test('[A1] [B2] [C2] in the office, every pair about staff, guests and systems outside is as one after the other', async () => {
  const scene = await office();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 8 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(5_000);
});

test('[C12] and so it is on two nodes', async () => {
  const scene = await office();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 2, nodes: 2 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(1_000);
});
