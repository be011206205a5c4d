import { describe, expect, test } from 'vitest';
import { simulate } from './simulation.ts';
import type { Evening } from './world/scene.ts';

/** Worlds of each kind: a tenth of all others are such evenings as well. */
const WORLDS = 20;

/** Evenings of newcomers, and what has to have been said in them, so that their judges had something to judge. */
const evenings: readonly [evening: Evening, promise: string, said: readonly string[]][] = [
  [
    'cash',
    'paid at the door, over several networks: every unit is sold',
    ['NETWORK_LIMIT', 'NEWCOMER_CASH', 'quote: NEWCOMER_CASH'],
  ],
  [
    'one_address',
    'all behind one address: every unit is sold, and nobody waits longer than the first time',
    ['NETWORK_LIMIT'],
  ],
  [
    'attack',
    'one address attacks: it keeps no more than half, and a village gets all that it wants of the rest',
    ['NETWORK_LIMIT'],
  ],
];

describe.each(evenings)('[H8] evenings of newcomers: %s', (evening, promise, said) => {
  test(promise, { timeout: 120_000 }, async () => {
    const told = new Map<string, number>();
    const reds: string[] = [];
    for (let seed = 1; seed <= WORLDS; seed += 1) {
      const world = await simulate(seed, { evening });
      reds.push(...world.violations.map((violation) => `${seed}: ${violation}`));
      for (const [what, count] of world.told) told.set(what, (told.get(what) ?? 0) + count);
    }
    expect(reds).toEqual([]);
    expect([...told.keys()]).toEqual(expect.arrayContaining([...said]));
  });
});
