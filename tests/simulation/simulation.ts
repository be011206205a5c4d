import type { MarketBatch } from '../../server/ports/rows.ts';
import { dawn } from './dawn.ts';
import { day } from './day.ts';
import { dusk } from './dusk.ts';
import { evening as openEvening } from './evening.ts';
import type { FaultKind } from './faults/tally.ts';
import { Market, STREAM } from './market.ts';
import { Office } from './office.ts';
import { Talk } from './talk.ts';
import { runAside } from './world/aside.ts';
import { Chance } from './world/chance.ts';
import { drive } from './world/drive.ts';
import { drawScene, type Evening } from './world/scene.ts';

/** What people do in one world, unless somebody wishes for more or less. */
export const OPERATIONS = 200;
/** Set the seeds of what is drawn about selling abroad, and about floors, apart from that of the world. */
const ABROAD_SEED = 0x5eed_0ff;
const FLOORS_SEED = 0x5eed_f10;
/** The same for clocks. */
const CLOCKS_SEED = 0x5eed_7;
/** The same for who has bought before, and for evenings of newcomers. */
const PEOPLE_SEED = 0x5eed_b0b;
const EVENING_SEED = 0x5eed_ca5;
/** And for what the office decides meanwhile. */
const OFFICE_SEED = 0x5eed_0ff1;
/** And for who talks. */
const TALK_SEED = 0x5eed_7a1c;
const EVENINGS: readonly Evening[] = ['cash', 'one_address', 'attack'];

export interface Outcome {
  seed: number;
  violations: string[];
  /** Equal for equal stories. */
  hash: string;
  nodes: number;
  operations: number;
  facts: number;
  /** Facts by their type. */
  factTypes: Map<string, number>;
  orders: number;
  /** Products that entered the lineup with a share of their producer's (M6). */
  sharesSeen: number;
  /** What newcomers were told of what they may keep (H8), and what limited buyers and hosts were (B11, L8), and how often. */
  told: Map<string, number>;
  events: number;
  virtualMs: number;
  faults: Map<FaultKind, number>;
  story: string[];
}

/**
 * Runs one world from its seed: a calm dawn, a day in whatever weather, then everything heals, and all that was promised
 * has to be so.
 */
export async function simulate(
  seed: number,
  wished: {
    nodes?: number;
    operations?: number;
    keepsStory?: boolean;
    sellsAbroad?: boolean;
    hasFloors?: boolean;
    hasWrongClocks?: boolean;
    evening?: Evening | null;
    hasOffice?: boolean;
    /** Viewers talk, and somebody looks after them. */
    hasTalk?: boolean;
    /** Its processes stay up, and nothing of what is said moves what the world draws: see `pairs.ts`. */
    talk?: 'aside' | 'none';
    /** Told of every batch of every log, in the order in which they are committed. */
    onBatch?: (batch: MarketBatch) => void;
  } = {},
): Promise<Outcome> {
  const { operations = OPERATIONS, keepsStory = false } = wished;
  const chance = new Chance(seed);
  // By chances of their own: a world that sells at home alone, or without floors, is what it would be without the others.
  const { sellsAbroad = new Chance(seed + ABROAD_SEED).happens(0.3) } = wished;
  const { hasFloors = new Chance(seed + FLOORS_SEED).happens(0.2) } = wished;
  const clocks = new Chance(seed + CLOCKS_SEED);
  const { hasWrongClocks = clocks.happens(0.5) } = wished;
  const evenings = new Chance(seed + EVENING_SEED);
  const { evening = evenings.happens(0.1) ? evenings.one(EVENINGS) : null } = wished;
  const offices = new Chance(seed + OFFICE_SEED);
  const { hasOffice = offices.happens(0.25) && evening === null } = wished;
  const talks = new Chance(seed + TALK_SEED);
  const { hasTalk = talks.happens(0.15) && evening === null && !wished.talk } = wished;
  const scene = drawScene(chance, { ...wished, operations, sellsAbroad, hasFloors, hasWrongClocks, evening });
  const market = new Market(chance, scene, keepsStory, { clocks, people: new Chance(seed + PEOPLE_SEED) });
  const { world, complaints, judge, tally } = market;
  if (wished.onBatch) market.onAnyBatch = wished.onBatch;
  const beganMs = world.nowMs;
  if (wished.talk) {
    world.aside = talks;
    Object.assign(scene.weather, { crash: 0, badDisk: 0 });
  }
  try {
    await dawn(market);
    const office = hasOffice ? new Office(market, offices) : null;
    office?.works(scene.lengthMs);
    const talk = hasTalk ? new Talk(market, talks) : null;
    talk?.works(scene.lengthMs);
    talk?.stays(scene.lengthMs);
    // Who talks wakes the stream on their server: here it is awake on all.
    if (wished.talk) await drive(world, 'Waking the stream', wakeEverywhere(market));
    if (wished.talk === 'aside') runAside(talks, () => new Talk(market, talks).works(scene.lengthMs));
    await (evening ? openEvening(market) : day(market));
    await dusk(market, office, talk);
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
    factTypes: countsOf(judge.facts),
    orders: judge.ledger.bought.size,
    sharesSeen: judge.facts.filter((fact) => fact.type === 'item_added' && fact.shareBps !== undefined)
      .length,
    told: market.told,
    events: world.events,
    virtualMs: world.nowMs - beganMs,
    faults: tally.counts,
    story: world.story.lines,
  };
}

async function wakeEverywhere({ nodes }: Market): Promise<void> {
  for (const { server } of nodes) await server?.engines.stream(STREAM);
}

function countsOf(facts: readonly { type: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of facts) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
