import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { OrderRun } from '../open-loop.ts';
import { orderRuns, type RunOrders, warmUp } from '../order-runs.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const WATCHERS = 500;
const BUYERS = 4_000;
const ROUNDS = 3;
const RUN_MS = 6_000;
/** What a run leaves behind is gone by then. */
const REST_MS = 1_000;
/** Rates that are tried one after the other for the most that is taken. */
const RATES = [3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000, 12_000];
const RAMP_MS = 2_000;
/** So far below the best so far, more load gives no more. */
const PAST_THE_MOST = 0.9;
const TIMES = [1, 2, 3] as const;
/** Of the most that is taken at any load, per cent. */
const LEAST = 85;

/** Orders taken a second at once, twice and three times the load that is taken: what is turned away must not eat what is served. */
export async function goodput(seed: number): Promise<PartReport> {
  return {
    part: 'goodput',
    about: `three-line orders taken a second at 1, 2 and 3 times the load that is taken, turn about, ${ROUNDS} rounds of ${RUN_MS / 1_000} s, the median; nobody who is turned away comes again; ${WATCHERS} watch, ${BUYERS.toLocaleString('en')} watch and order`,
    seed,
    measures: await inHouse(async (house) => {
      // So many take longer to come in than one may stand in the door: they watch another stream until theirs opens.
      const { slug } = await house.server.ask<Stall>('stall', [1]);
      await house.fill(WATCHERS + BUYERS, slug);
      const run = orderRuns(house, { seed, buyers: BUYERS, isByIdle: true });
      await warmUp(run);
      const load = await loadTaken(run);
      const runs = new Map<number, OrderRun[]>(TIMES.map((times) => [times, []]));
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const times of TIMES) {
          await pause(REST_MS);
          runs.get(times)!.push(await run(load * times, RUN_MS));
        }
      }
      return measuresOf(load, runs);
    }),
  };
}

/** The load at which the most is taken, orders a second. */
async function loadTaken(run: RunOrders): Promise<number> {
  let most = 0;
  for (const rate of RATES) {
    const { acceptedPerSecond } = await run(rate, RAMP_MS);
    if (acceptedPerSecond < most * PAST_THE_MOST) break;
    most = Math.max(most, acceptedPerSecond);
  }
  return Math.round(most);
}

function measuresOf(load: number, runs: ReadonlyMap<number, readonly OrderRun[]>): Measure[] {
  const taken = (times: number) => runs.get(times)!.map(({ acceptedPerSecond }) => acceptedPerSecond);
  const most = Math.max(load, ...TIMES.map((times) => median(taken(times))));
  return [
    { name: 'load that is taken', value: load, unit: 'orders/s' },
    ...TIMES.flatMap((times): Measure[] => {
      const rounds = taken(times)
        .map((rate) => rate.toFixed(0))
        .join(', ');
      const share = (100 * median(taken(times))) / most;
      const told = runs.get(times)!.map(({ toldEarlyPercent }) => toldEarlyPercent);
      const [first] = runs.get(times)!;
      return [
        {
          name: `taken at ${times} ×`,
          value: median(taken(times)),
          unit: 'orders/s',
          note: `rounds: ${rounds}; ack p99 ${median(runs.get(times)!.map(({ p99 }) => p99)).toFixed(0)} ms; generator late by p99 ${first!.lateP99.toFixed(1)} ms`,
        },
        {
          name: `goodput at ${times} ×, of the most`,
          value: share,
          unit: '%',
          ...(times > 1 && { budget: { least: LEAST } }),
        },
        ...(times > 1
          ? [{ name: `turned away within 100 ms at ${times} ×`, value: median(told), unit: '%' }]
          : []),
      ];
    }),
  ];
}
