import { expect, test } from 'vitest';
import { exploreAll, triplesOf } from './explore-all.ts';
import { onAir } from './scenes.ts';

/** The calls about orders, stock and price that all want the same few potatoes. */
const scarce = [
  'ana adds the last potato',
  'dai adds the last potato',
  'ana removes her potato',
  'ana orders her potato and walnut',
  'ben cancels his unpaid order',
  "ben's order is paid",
  'one potato is taken away',
  'potatoes cost more',
];

test('[T4] three at once about orders, stock and price are as one after the other', async () => {
  const scene = await onAir();
  const triples = triplesOf(scarce.map((name) => scene.call(name)));
  expect(triples.length).toBe(56);
  const tally = await exploreAll(scene, triples, { most: 25 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(2_000);
});

test('[C12] and so they are on two nodes', async () => {
  const scene = await onAir();
  const triples = triplesOf(scarce.map((name) => scene.call(name)));
  const tally = await exploreAll(scene, triples, { most: 10, nodes: 2 });
  expect(tally.anomalies).toEqual([]);
});
