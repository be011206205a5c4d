import { expect, test } from 'vitest';
import { exploreAll, pairsOf, triplesOf } from './explore-all.ts';
import { onAir, passing } from './scenes.ts';

/** What else touches who waits: one of them becomes another, and the end of it all. */
const others = ['cho becomes ana', 'the stream ends', 'selling goes on'];

/** The scene with a line, and the calls that are about it. */
async function aLine() {
  const scene = await onAir(true);
  const ofSalt = scene.calls.filter(({ name }) => name.includes('salt'));
  return { scene, ofSalt, calls: [...ofSalt, ...others.map((name) => scene.call(name))] };
}

test('[H5] every pair of commands about a line is as one after the other', async () => {
  const { scene, calls } = await aLine();
  const tally = await exploreAll(scene, pairsOf(calls), { most: 40 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.groups).toBe(66);
});

test('[H5] [T6] and so they are while holds and offers run out', async () => {
  const { scene, ofSalt } = await aLine();
  const groups = ofSalt.flatMap((call) => passing.map((time) => [call, time]));
  const tally = await exploreAll(scene, groups, { most: 20, isTimed: true });
  expect(tally.anomalies).toEqual([]);
  expect(tally.groups).toBe(24);
});

test('[H5] [C12] three at once are as one after the other, on one node and on two', async () => {
  const { scene } = await aLine();
  const names = ['ben removes his salt', 'cho says no to salt', 'ana waits for salt', 'a salt is found'];
  const triples = triplesOf(names.map((name) => scene.call(name)));
  for (const nodes of [1, 2]) {
    const tally = await exploreAll(scene, triples, { most: 20, nodes });
    expect(tally.anomalies).toEqual([]);
    expect(tally.groups).toBe(4);
  }
});
