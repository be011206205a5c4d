import { dawn } from './dawn.ts';
import { day } from './day.ts';
import { dusk } from './dusk.ts';
import { Market } from './market.ts';
import { Chance } from './world/chance.ts';
import { drawScene } from './world/scene.ts';

export interface Outcome {
  seed: number;
  violations: string[];
  /** Equal for equal stories. */
  hash: string;
  nodes: number;
  operations: number;
  facts: number;
  orders: number;
  events: number;
  virtualMs: number;
  faults: Map<string, number>;
  story: string[];
}

/**
 * Runs one world from its seed: a calm dawn, a day in whatever weather, then everything heals, and all that was promised
 * has to be so.
 */
export async function simulate(
  seed: number,
  wished: { nodes?: number; operations?: number; keepsStory?: boolean } = {},
): Promise<Outcome> {
  const { operations = 200, keepsStory = false } = wished;
  const chance = new Chance(seed);
  const scene = drawScene(chance, { ...wished, operations });
  const market = new Market(chance, scene, keepsStory);
  const { world, complaints, judge, tally } = market;
  const beganMs = world.nowMs;
  try {
    await dawn(market);
    await day(market);
    await dusk(market);
  } catch (error) {
    complaints.add('fault', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return {
    seed,
    violations: complaints.list,
    hash: world.story.hash,
    nodes: scene.nodes,
    operations,
    facts: judge.facts.length,
    orders: judge.ledger.bought.size,
    events: world.events,
    virtualMs: world.nowMs - beganMs,
    faults: tally.counts,
    story: world.story.lines,
  };
}
