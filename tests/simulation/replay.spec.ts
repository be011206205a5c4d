import { expect, test } from 'vitest';
import { type Done, runCrew } from './crew.ts';
import { type Outcome, simulate } from './simulation.ts';

/** Worlds of one and of several nodes. */
const SEEDS = { from: 41, seeds: 12 };

async function here(wished: Parameters<typeof simulate>[1] = {}): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let n = 0; n < SEEDS.seeds; n += 1) outcomes.push(await simulate(SEEDS.from + n, wished));
  return outcomes;
}

async function elsewhere(jobs: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const take = (done: Done) => outcomes.push(...done.outcomes);
  await runCrew({ ...SEEDS, operations: 200, jobs, story: false }, take);
  return outcomes.sort((a, b) => a.seed - b.seed);
}

test('equal seeds are equal worlds, one after another or in a process of their own', {
  timeout: 180_000,
}, async () => {
  const first = await here();
  expect(await here()).toEqual(first);
  expect(await elsewhere(2)).toEqual(first);
  expect(new Set(first.map(({ hash }) => hash)).size).toBe(SEEDS.seeds);
});

test('a world is the same while its story is written down', { timeout: 180_000 }, async () => {
  const untold = await here();
  const told = await here({ keepsStory: true });
  expect(told.map(({ hash }) => hash)).toEqual(untold.map(({ hash }) => hash));
  for (const { story } of told) expect(story.length).toBeGreaterThan(100);
  for (const { story } of untold) expect(story).toEqual([]);
});

test('more operations make a longer world', { timeout: 180_000 }, async () => {
  // Of several: what is in one world by chance may end it early.
  const facts = { short: 0, long: 0 };
  for (const seed of [7, 8, 9, 10]) {
    const [short, long] = [
      await simulate(seed, { operations: 50 }),
      await simulate(seed, { operations: 400 }),
    ];
    expect(short.violations).toEqual([]);
    expect(long.violations).toEqual([]);
    facts.short += short.facts;
    facts.long += long.facts;
  }
  expect(facts.long).toBeGreaterThan(2 * facts.short);
});
