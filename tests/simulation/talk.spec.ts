import { expect, test } from 'vitest';
import { playPair } from './pairs.ts';
import { simulate } from './simulation.ts';

const WORLDS = 16;
const PAIRS = 12;

test('[N1] [N3] a chat in whatever weather: each acknowledged line is there once, and every node shows the same', {
  timeout: 120_000,
}, async () => {
  const told = new Map<string, number>();
  const reds: string[] = [];
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = await simulate(seed, { evening: null, hasOffice: false, hasTalk: true });
    reds.push(...world.violations.map((violation) => `${seed}: ${violation}`));
    for (const [what, count] of world.told) told.set(what, (told.get(what) ?? 0) + count);
  }
  expect(reds).toEqual([]);
  // The judges had something to judge.
  expect(told.get('a line was taken') ?? 0).toBeGreaterThan(10 * WORLDS);
});

test('[N1] talk moves no order: the same worlds without it have the same logs, byte for byte', {
  timeout: 120_000,
}, async () => {
  let facts = 0;
  let said = 0;
  for (let seed = 1; seed <= PAIRS; seed += 1) {
    const pair = await playPair(seed);
    expect(pair.violations).toEqual([]);
    expect(pair.parts).toBeNull();
    facts += pair.facts;
    said += pair.said;
  }
  expect(facts).toBeGreaterThan(60 * PAIRS);
  expect(said).toBeGreaterThan(10 * PAIRS);
});
