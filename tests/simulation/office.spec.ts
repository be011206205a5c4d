import { expect, test } from 'vitest';
import { simulate } from './simulation.ts';

/** Worlds with an office: a quarter of all others have one as well. */
const WORLDS = 16;

test('[M6] [L8] [B11] what the office decides about producers, products and buyers counts on every node', {
  timeout: 120_000,
}, async () => {
  const told = new Map<string, number>();
  const reds: string[] = [];
  let withShare = 0;
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = await simulate(seed, { evening: null, hasOffice: true });
    reds.push(...world.violations.map((violation) => `${seed}: ${violation}`));
    for (const [what, count] of world.told) told.set(what, (told.get(what) ?? 0) + count);
    withShare += world.sharesSeen;
  }
  expect(reds).toEqual([]);
  // The judges had something to judge.
  expect([...told.keys()]).toEqual(expect.arrayContaining(['PRODUCT_ARCHIVED', 'BUYER_RESTRICTED']));
  expect(withShare).toBeGreaterThan(WORLDS / 2);
});
