import type { FaultKind } from './faults/tally.ts';
import { OPERATIONS, type Outcome } from './simulation.ts';

/** Red worlds show so many of their violations: the rest mostly follows from the first. */
const SHOWN = 3;

/** One world that was not as promised. */
export interface Red {
  seed: number;
  violations: string[];
}

/** What many worlds were, together. */
export class Totals {
  seeds = 0;
  facts = 0;
  orders = 0;
  events = 0;
  virtualMs = 0;
  /** Worlds by how many nodes they had. */
  readonly nodes = new Map<number, number>();
  readonly faults = new Map<FaultKind, number>();
  readonly factTypes = new Map<string, number>();
  readonly reds: Red[] = [];

  add(outcome: Outcome): void {
    const { seed, violations } = outcome;
    this.seeds += 1;
    this.facts += outcome.facts;
    this.orders += outcome.orders;
    this.events += outcome.events;
    this.virtualMs += outcome.virtualMs;
    addTo(this.nodes, [[outcome.nodes, 1]]);
    addTo(this.faults, outcome.faults);
    addTo(this.factTypes, outcome.factTypes);
    if (violations.length > 0) this.reds.push({ seed, violations });
  }

  /** Faults of all kinds. */
  get faultCount(): number {
    let all = 0;
    for (const count of this.faults.values()) all += count;
    return all;
  }
}

function addTo<Name>(sums: Map<Name, number>, counts: Iterable<readonly [Name, number]>): void {
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
}

const number = new Intl.NumberFormat('en').format;

/**
 * The totals as lines for people.
 * @param took wall and CPU time, ms; the latter of all processes together
 */
export function linesOf(totals: Totals, took: { wallMs: number; cpuMs: number }): string[] {
  const { seeds, facts, orders, events, virtualMs, nodes, faults, reds } = totals;
  const kinds = [...faults].sort((a, b) => b[1] - a[1]);
  const worlds = [...nodes].sort(([a], [b]) => a - b);
  const bySecond = (ms: number) => (ms > 0 ? (seeds / (ms / 1000)).toFixed(1) : '–');
  return [
    `${number(seeds)} seeds, ${number(reds.length)} with a violation`,
    `nodes: ${worlds.map(([count, share]) => `${count} in ${number(share)}`).join(', ')}`,
    `${number(facts)} facts, ${number(orders)} orders, ${number(events)} events, ${(virtualMs / 3_600_000).toFixed(1)} virtual hours`,
    `${number(totals.faultCount)} faults:`,
    ...kinds.map(([kind, count]) => `  ${number(count).padStart(12)}  ${kind}`),
    `${bySecond(took.wallMs)} seeds/s, ${bySecond(took.cpuMs)} per core and second, ${Math.round(virtualMs / Math.max(1, took.wallMs))} × real time`,
  ];
}

/** Each red world with how to see it again, and its first violations. */
export function redLines({ reds }: Pick<Totals, 'reds'>, { operations }: { operations: number }): string[] {
  const more = operations === OPERATIONS ? '' : ` --operations ${operations}`;
  return reds.flatMap(({ seed, violations }) => [
    `RED ${seed}: npm run simulate -- --from ${seed} --seeds 1${more} --story`,
    ...violations.slice(0, SHOWN).map((words) => `  ${words}`),
  ]);
}

/** The totals as a value for programs. */
export function jsonOf(totals: Totals, took: { wallMs: number; cpuMs: number }): object {
  const { seeds, facts, orders, events, virtualMs, nodes, faults, reds } = totals;
  return {
    seeds,
    facts,
    orders,
    events,
    virtualMs: Math.round(virtualMs),
    nodes: Object.fromEntries(nodes),
    faults: Object.fromEntries(faults),
    reds,
    wallMs: Math.round(took.wallMs),
    cpuMs: Math.round(took.cpuMs),
  };
}
