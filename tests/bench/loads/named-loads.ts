import type { Measure as RunMeasure } from '../../../server/tools/lab/measure.ts';
import type { LoadReport } from '../../../server/tools/lab/run.ts';
import type { Measure } from '../report.ts';

/** What a run is given: its seed, and what earlier loads have found out. */
export interface Given {
  seed: number;
  /** Orders a second that LD3 kept up with; null: LD3 has not run. */
  capacity: number | null;
}

/** A size that the targets are written for (docs/load.md). */
export interface NamedLoad {
  about: string;
  /** `fairday load` without seed and duration. Counts are numbers, so that a trial can run a part of them. */
  options(given: Given): Record<string, string | number>;
  /** As `--for` takes it. */
  time: string;
  isOnPostgres?: boolean;
  /** What the server and the verdict may each keep on their heaps, in MiB, where node's own limit is too low. */
  heapMiB?: number;
  /** The numbers that have a target, out of what a run gave. */
  targets(report: Pick<LoadReport, 'measures' | 'machine' | 'options'>): Measure[];
}

/** LD3's own rate, where nothing better is known. */
const CAPACITY = 8_000;
/** An unpaid order stays in memory for its 15 minutes, and so does all of it for the verdict. */
const LONG_RUN_HEAP_MIB = 8_192;

const longRun = {
  options: () => ({ viewers: 2_000, orders: 3_000, frames: 4 }),
  time: '10m',
  heapMiB: LONG_RUN_HEAP_MIB,
};

export const namedLoads: Record<string, NamedLoad> = {
  LD1: {
    about: '10,000 viewers, two frames a second',
    options: () => ({ viewers: 10_000, orders: 0, frames: 2 }),
    time: '60s',
    targets: ({ measures }) => [
      atMost(measures, 'host’s act to each screen p99', 400),
      atMost(measures, 'server memory, most seen', 300),
    ],
  },
  LD2: {
    ...longRun,
    about: '3,000 durable three-line orders a second, 2,000 viewers at four frames a second; SQLite',
    targets: ({ measures, machine }) => [
      ackBesideDisk(measures, machine.syncMs),
      atMost(measures, 'steady: ack p99', 30),
      allAccepted(measures, 'steady'),
    ],
  },
  'LD2-postgres': {
    ...longRun,
    about: 'the same on PostgreSQL with synchronous_commit on',
    isOnPostgres: true,
    targets: ({ measures, machine }) => [
      ackBesideDisk(measures, machine.syncMs),
      atMost(measures, 'steady: ack p99', 50),
      allAccepted(measures, 'steady'),
    ],
  },
  LD3: {
    about: '8,000 durable three-line orders a second, 2,000 viewers at four frames a second',
    options: () => ({ viewers: 2_000, orders: 8_000, frames: 4 }),
    time: '60s',
    heapMiB: LONG_RUN_HEAP_MIB,
    targets: ({ measures }) => [atMost(measures, 'steady: ack p99', 100), allAccepted(measures, 'steady')],
  },
  LD4: {
    about: 'a drop: 10,000 units, 50,000 attempts in five seconds, 10,000 viewers',
    options: () => ({ scenario: 'drop', viewers: 10_000, orders: 10_000, units: 10_000 }),
    time: '5s',
    // That exactly the units there were are sold is a row of the verdict.
    targets: ({ measures }) => [
      atMost(measures, 'last sale to “none left” on each screen longest', 1_000),
      atMost(measures, 'screens that never showed it', 0),
    ],
  },
  LD5: {
    about: 'calm at 3,000 orders a second, then three times what LD3 kept up with, then calm again',
    options: ({ capacity }) => ({
      scenario: 'overload',
      viewers: 4_000,
      buyers: 4_000,
      orders: 3_000,
      capacity: Math.round(capacity ?? CAPACITY),
    }),
    time: '30s',
    heapMiB: LONG_RUN_HEAP_MIB,
    targets: ({ measures }) => [
      atLeast(measures, 'overload: goodput of capacity', 80),
      atLeast(measures, 'overload: turned away within 100 ms', 99),
      atMost(measures, 'until acks were as before', 10),
    ],
  },
  LD6: {
    about: '10,000 sockets cut in one moment, 200 orders a second',
    options: () => ({ scenario: 'storm', viewers: 10_000, orders: 200 }),
    time: '30s',
    targets: ({ measures }) => [
      atMost(measures, 'until all were back at the head', 15_000),
      atMost(measures, 'never came back', 0),
    ],
  },
  LD7: {
    about: '3,000 viewers, 500 of them slow and 100 stalled; 500 orders a second',
    options: () => ({ scenario: 'slow-readers', viewers: 3_000, orders: 500 }),
    time: '90s',
    targets: ({ measures }) => [
      atMost(measures, 'ack p99, with / without', 1.3),
      atMost(measures, 'act to screen p99, with / without', 1.3),
      // Each of 100 stalled readers is closed when 1 MiB waits for it.
      atMost(measures, 'server memory grown by those who do not read', 128),
    ],
  },
  LD8: {
    about: 'three nodes, 1,500 orders a second, a node ended each minute',
    options: () => ({ scenario: 'node-kills', viewers: 1_000, orders: 1_500 }),
    time: '4m',
    heapMiB: LONG_RUN_HEAP_MIB,
    targets: ({ measures }) => [
      atMost(measures, 'node kills: longest time without an accepted order', 5_000),
      atMost(measures, 'orders without an answer', 0),
    ],
  },
  weak: {
    about: '200 viewers behind 16 kbit/s with stalls, three orders a second',
    options: () => ({ scenario: 'weak-network', viewers: 200, orders: 3 }),
    time: '60s',
    targets: ({ measures }) => [
      atMost(measures, 'orders without an answer', 0),
      atMost(measures, 'read by each viewer in a minute', 26),
    ],
  },
};

function found(measures: readonly RunMeasure[], name: string): Measure {
  const measure = measures.find((each) => each.name === name);
  if (!measure) throw new Error(`The run has no number called “${name}”.`);
  return measure;
}

function atMost(measures: readonly RunMeasure[], name: string, most: number): Measure {
  return { ...found(measures, name), budget: { most } };
}

function atLeast(measures: readonly RunMeasure[], name: string, least: number): Measure {
  return { ...found(measures, name), budget: { least } };
}

/** What an order waits for at least is the disk: twice its p50 and 3 ms. */
function ackBesideDisk(measures: readonly RunMeasure[], syncMs: number): Measure {
  return {
    ...atMost(measures, 'steady: ack p50', 2 * syncMs + 3),
    note: `fdatasync p50 ${syncMs.toFixed(2)} ms`,
  };
}

function allAccepted(measures: readonly RunMeasure[], scenario: string): Measure {
  const share = found(measures, `${scenario}: accepted of those due`);
  return { ...share, budget: { least: 100 } };
}
