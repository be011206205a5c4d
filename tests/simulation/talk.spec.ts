import { expect, test } from 'vitest';
import { simulate } from './simulation.ts';

const WORLDS = 16;

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
