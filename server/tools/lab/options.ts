import * as z from 'zod/mini';
import { slug } from '../../../shared/values/ids.ts';
import { slowCounts } from './slow-counts.ts';

export const scenarioNames = [
  'steady',
  'drop',
  'storm',
  'slow-readers',
  'overload',
  'weak-network',
  'node-kills',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

const whole = (least: number, most: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/)),
    z.pipe(z.transform(Number), z.int().check(z.gte(least), z.lte(most))),
  );
/** `90s`, `10m`, or plain seconds. */
const duration = z.pipe(
  z.string().check(z.regex(/^\d{1,6}(?:s|m)?$/)),
  z.pipe(
    z.transform((text: string) => Number.parseInt(text, 10) * (text.endsWith('m') ? 60_000 : 1_000)),
    z.int().check(z.gte(1_000), z.lte(24 * 3_600_000)),
  ),
);

const shape = z.object({
  url: z.optional(z.url()),
  slug: z.optional(slug),
  link: z.optional(z.string().check(z.minLength(20), z.maxLength(100))),
  database: z.optional(z.string().check(z.maxLength(2_000), z.regex(/^(?:sqlite:|postgres(?:ql)?:\/\/)/))),
  nodes: z.optional(whole(2, 9)),
  viewers: whole(1, 100_000),
  buyers: z.optional(whole(1, 100_000)),
  orders: whole(0, 100_000),
  for: duration,
  warmUp: z.optional(z.union([z.literal('0'), duration])),
  scenario: z.enum(scenarioNames),
  lines: z.optional(whole(1, 50)),
  items: z.optional(whole(1, 400)),
  units: z.optional(whole(1, 10_000_000)),
  frames: whole(0, 10),
  capacity: z.optional(whole(1, 100_000)),
  seed: whole(0, 2_147_483_647),
  keep: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
  patient: z.optional(z.boolean()),
  limits: z.optional(z.boolean()),
  json: z.optional(z.boolean()),
});

/** What a run does, complete. Times in ms, rates per second. */
export interface LoadOptions {
  /** A running server, or null: one of its own is started. */
  url: string | null;
  /** Where the stream to sell on comes from: somebody else's, or one that is made, by a sign-in link where it needs one. */
  slug: string | null;
  link: string | null;
  database: string | null;
  /** So many servers of its own, over PostgreSQL and Redis behind a balancer; null: one. */
  nodes: number | null;
  viewers: number;
  buyers: number;
  orders: number;
  forMs: number;
  warmUpMs: number;
  scenario: ScenarioName;
  lines: number;
  items: number;
  units: number;
  frames: number;
  capacity: number | null;
  seed: number;
  keep: string | null;
  /** Buyers try again as a page does: after BUSY, a lost answer, a lost connection. */
  isPatient: boolean;
  /** Servers of its own keep their limits on what a stranger may cost, as a market has them. */
  keepsLimits: boolean;
  isJson: boolean;
}

const WARM_UP_MS = 4_000;
const NODES = 3;
/** One connection may send 30 commands a second: a buyer of the crowd sends at most a third of that. */
const MOST_PER_BUYER = 10;

/** Reads the options of the command line. Throws with a sentence that names the option. */
export function readOptions(given: unknown): LoadOptions {
  const parsed = shape.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'an option').replace(
      /[A-Z]/g,
      (c) => `-${c.toLowerCase()}`,
    );
    throw new Error(`--${name} cannot be used; see: fairday load --help`);
  }
  const { url = null, slug: named = null, link = null, database = null, ...rest } = parsed.data;
  if (url === null && named !== null)
    throw new Error('--slug names a stream of a running server: say which by --url.');
  if (url !== null && named === null && link === null) {
    throw new Error(
      '--url needs --slug, or --link with a one-time sign-in token of a host to make a stream.',
    );
  }
  if (url !== null && database === null) {
    throw new Error('--url needs --database: the verdict is read from the SQL, not from the server.');
  }
  const isKilling = rest.scenario === 'node-kills';
  const nodes = rest.nodes ?? (isKilling ? NODES : null);
  if (nodes !== null && (url !== null || database !== null)) {
    throw new Error('--nodes starts servers and a database of its own: leave --url and --database out.');
  }
  const isDrop = rest.scenario === 'drop';
  // One buyer with an order a second would fill a weak line with the answers alone.
  const isEverybody = isDrop || rest.scenario === 'weak-network';
  const buyers = Math.min(
    readersOf(rest.scenario, rest.viewers),
    rest.buyers ?? Math.max(1, isEverybody ? rest.viewers : rest.orders),
  );
  const needed = isDrop || rest.scenario === 'overload' ? 1 : Math.ceil(rest.orders / MOST_PER_BUYER);
  if (buyers < needed) {
    throw new Error(
      `${rest.orders} orders a second need at least ${needed} buyers: raise --viewers or --buyers.`,
    );
  }
  return {
    url,
    slug: named,
    link,
    database,
    nodes,
    viewers: rest.viewers,
    buyers,
    orders: rest.orders,
    forMs: rest.for,
    warmUpMs: rest.warmUp === undefined ? WARM_UP_MS : Number(rest.warmUp),
    scenario: rest.scenario,
    lines: rest.lines ?? (isDrop ? 1 : 3),
    items: rest.items ?? itemsOf(rest.scenario),
    units: rest.units ?? (isDrop ? 10_000 : 1_000_000),
    frames: rest.frames,
    capacity: rest.capacity ?? null,
    seed: rest.seed,
    keep: rest.keep ?? null,
    isPatient: rest.patient === true || isEverybody || isKilling || rest.scenario === 'storm',
    keepsLimits: rest.limits === true,
    isJson: rest.json === true,
  };
}

/** Those of a crowd who read what they are answered: nobody else can order. */
function readersOf(scenario: ScenarioName, viewers: number): number {
  if (scenario !== 'slow-readers') return viewers;
  const { slow, stalled } = slowCounts(viewers);
  return viewers - slow - stalled;
}

/** Who reads slowly is only behind when there is much to read: a long lineup makes long snapshots. */
function itemsOf(scenario: ScenarioName): number {
  if (scenario === 'drop') return 1;
  return scenario === 'slow-readers' ? 300 : 30;
}
