import { expect, test } from 'vitest';
import { exploreAll, pairsOf } from './explore-all.ts';
import { onAir } from './scenes.ts';

test('[C12] [INV12] on air, every pair of commands on two nodes that both decide is as one after the other', async () => {
  const scene = await onAir();
  const tally = await exploreAll(scene, pairsOf(scene.calls), { most: 8, nodes: 2 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(5_000);
});
