import { limitDefaults } from '../../../server/ports/limits.ts';
import { type Child, startChild } from '../child.ts';
import { type House, inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import type { Measure, PartReport } from '../report.ts';
import type { BenchBuyer, Stall } from '../stall.ts';
import type { Strangers, StrangersSeen } from '../strangers-child.ts';

const SOCKETS = 300;
const BUYERS = 300;
const RATE = 300;
const RUN_MS = 3_000;
const ROUNDS = 5;
const ITEMS = 10;
const UNITS = 100_000;
const WARM_UP_RATE = 1_000;
const WARM_UP_MS = 3_000;
/** Between two runs each socket has its hellos again. */
const REST_MS = 2_500;
const KINDS: readonly Strangers[] = ['forged claims', 'hello floods', 'documents'];
const NAMES: Readonly<Record<Strangers, string>> = {
  'forged claims': `${SOCKETS} sockets that claim to be ahead ten times a second`,
  'hello floods': `${SOCKETS} sockets that say hello ten times a second`,
  documents: '50 strangers on /api/docs',
};
/** The limits that a server has where nobody sets any. */
const usualLimits = Object.fromEntries(Object.keys(limitDefaults).map((name) => [name, '']));

interface Seen {
  order: OrderRun;
  strangers: StrangersSeen | null;
}

/**
 * What strangers cost those who order. Each kind runs beside a quiet run of the same round, turn about, so that what the
 * machine does besides falls on both; told is the median of the rounds.
 */
export async function strangers(seed: number): Promise<PartReport> {
  const rounds = await inHouse(
    async (house) => {
      const others = startChild('strangers-child');
      try {
        // The strangers are behind their address: nothing tells them apart but what they ask for.
        await house.fill(BUYERS, undefined, true);
        const guests = await house.server.ask<BenchBuyer[]>('guests', SOCKETS);
        const run = await runner(house, others, guests, seed);
        await run(null, { rate: WARM_UP_RATE, forMs: WARM_UP_MS });
        const all: Map<Strangers | null, Seen>[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const order: (Strangers | null)[] = [null, ...KINDS];
          if (round % 2 === 1) order.reverse();
          const seen = new Map<Strangers | null, Seen>();
          for (const kind of order) seen.set(kind, await run(kind, { rate: RATE, forMs: RUN_MS }));
          all.push(seen);
        }
        return all;
      } finally {
        await others.end();
      }
    },
    undefined,
    usualLimits,
  );
  const quiet = rounds.map((seen) => seen.get(null)!.order);
  return {
    part: 'strangers',
    about: `${RATE} orders a second of ${BUYERS} buyers, beside strangers, by the usual limits: times of quiet, turn about, the median of ${ROUNDS}`,
    seed,
    measures: [
      { name: 'ack p50, quiet', value: median(quiet.map(({ p50 }) => p50)), unit: 'ms' },
      { name: 'ack p99, quiet', value: median(quiet.map(({ p99 }) => p99)), unit: 'ms' },
      ...KINDS.flatMap((kind) => measuresOf(kind, rounds)),
    ],
  };
}

/** One run has a stream of its own, which buyers and strangers join. */
async function runner(
  { server, crowd, port }: House,
  others: Child,
  guests: BenchBuyer[],
  seed: number,
): Promise<(kind: Strangers | null, loop: Pick<OpenLoop, 'rate' | 'forMs'>) => Promise<Seen>> {
  let isConnected = false;
  return async (kind, loop) => {
    const { slug, streamId, offers } = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
    const history = await server.ask<string>('history', streamId);
    await crowd.ask('hello', { slug });
    if (!isConnected) await others.ask('connect', { port, guests });
    isConnected = true;
    await others.ask('join', { slug });
    if (kind !== null) await others.ask('begin', { kind, port, slug, history });
    const order = await crowd.ask<OrderRun>('order', { ...loop, seed, offers, buyers: BUYERS });
    const strangers = kind === null ? null : await others.ask<StrangersSeen>('end');
    await pause(REST_MS);
    return { order, strangers };
  };
}

function measuresOf(kind: Strangers, rounds: readonly Map<Strangers | null, Seen>[]): Measure[] {
  const times = (of: 'p50' | 'p99') =>
    median(rounds.map((seen) => seen.get(kind)!.order[of] / seen.get(null)!.order[of]));
  const seen = rounds.map((round) => round.get(kind)!);
  const refused = sumsOf(seen.map(({ order }) => order.refused));
  const answers = sumsOf(seen.map(({ strangers }) => strangers?.answers ?? {}));
  const asked = seen.reduce((sum, { strangers }) => sum + (strangers?.asked ?? 0), 0);
  const note = `${asked} asked: ${answers}; orders refused: ${refused}`;
  const budget = kind === 'documents' ? { budget: { most: 1.5 } } : {};
  return [
    { name: `ack p50, ${NAMES[kind]}`, value: times('p50'), unit: '× quiet', note },
    { name: `ack p99, ${NAMES[kind]}`, value: times('p99'), unit: '× quiet', ...budget },
  ];
}

/** Counts of all rounds, in words. */
function sumsOf(counts: readonly Record<string, number>[]): string {
  const sums: Record<string, number> = {};
  for (const each of counts) {
    for (const [name, count] of Object.entries(each)) sums[name] = (sums[name] ?? 0) + count;
  }
  const words = Object.entries(sums).map(([name, count]) => `${count} ${name}`);
  return words.join(', ') || 'none';
}
