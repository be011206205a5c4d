import { limitDefaults } from '../../../server/ports/limits.ts';
import { keepOnCore } from '../cores.ts';
import { inHouse } from '../house.ts';
import { median, pause } from '../numbers.ts';
import type { OrderRun } from '../open-loop.ts';
import { orderRuns, type RunOrders, warmUp } from '../order-runs.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';
import type { Usage } from '../usage.ts';

const WATCHERS = 500;
const BUYERS = 4_000;
const ROUNDS = 7;
const RUN_MS = 6_000;
/** What a run leaves behind is gone by then. */
const REST_MS = 1_000;
/**
 * Rates that are tried one after the other for the most that is taken. Each for as long as a round: in two seconds a queue
 * that fills and a heap that grows take a fifth more than anybody takes for longer.
 */
const RATES = [2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000, 12_000];
/** Two rates in a row so far below the best so far, and more load gives no more: one may be the machine's. */
const PAST_THE_MOST = 0.9;
const TIMES = [1, 2, 3] as const;
/** Of the most that is taken at any of these loads, by the means of all rounds, per cent. */
const LEAST = 85;

interface Run extends OrderRun {
  /** CPU of the server meanwhile, all threads and its loop, in ms; the hello of everybody before is part of it. */
  cpuMs: number;
  loopMs: number;
}

type Round = readonly [once: Run, twice: Run, thrice: Run];

/**
 * Orders taken a second at once, twice and three times the load that is taken: what is turned away must not eat what is
 * served. The senders of a market are elsewhere, and here they take their share of the cores: so once as it comes, and once
 * with the server on one core and the senders on another.
 */
export async function goodput(seed: number): Promise<PartReport> {
  return {
    part: 'goodput',
    about: `three-line orders taken a second at 1, 2 and 3 times what is taken, turn about, ${ROUNDS} rounds of ${RUN_MS / 1_000} s; what is taken is the mean of the rounds, the rest their median; nobody keeps to the time that he is told to come again; ${WATCHERS} watch, ${BUYERS.toLocaleString('en')} watch and order; first with the senders on the same cores, then the server with all its threads on one core and the senders on another (left out without taskset)`,
    seed,
    measures: await inHouse(
      async (house) => {
        // So many take longer to come in than one may stand in the door: they watch another stream until theirs opens.
        const { slug } = await house.server.ask<Stall>('stall', [1]);
        await house.fill(WATCHERS + BUYERS, slug);
        const run = orderRuns(house, { seed, buyers: BUYERS, isByIdle: true });
        const usage = () => house.server.ask<Usage>('usage');
        await warmUp(run);
        const shared = measuresOf('', ...(await turnAbout(run, usage)));
        const isPinned = keepOnCore(house.server.pid, 0) && keepOnCore(house.crowd.pid, 1);
        return isPinned
          ? [...shared, ...measuresOf('on a core of its own: ', ...(await turnAbout(run, usage)))]
          : shared;
      },
      undefined,
      { MAX_BUSY_HOLD_MS: String(limitDefaults.MAX_BUSY_HOLD_MS) },
    ),
  };
}

/**
 * In each round the load is asked for once, and then two and three times of what was taken of it: a machine that is slower
 * by a third for a minute is so at all three.
 */
async function turnAbout(
  run: RunOrders,
  usage: () => Promise<Usage>,
): Promise<[load: number, rounds: readonly Round[]]> {
  async function ask(rate: number): Promise<Run> {
    await pause(REST_MS);
    const before = await usage();
    const outcome = await run(rate, RUN_MS);
    const after = await usage();
    return { ...outcome, cpuMs: after.cpuMs - before.cpuMs, loopMs: after.loopMs - before.loopMs };
  }
  const load = await loadTaken(run);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const once = await ask(load);
    const twice = await ask(once.acceptedPerSecond * 2);
    rounds.push([once, twice, await ask(once.acceptedPerSecond * 3)]);
  }
  return [load, rounds];
}

/** The most that a single run took, orders a second. */
async function loadTaken(run: RunOrders): Promise<number> {
  let most = 0;
  let below = 0;
  for (const rate of RATES) {
    const { acceptedPerSecond } = await run(rate, RUN_MS);
    below = acceptedPerSecond < most * PAST_THE_MOST ? below + 1 : 0;
    if (below === 2) break;
    most = Math.max(most, acceptedPerSecond);
  }
  return Math.round(most);
}

function measuresOf(where: string, load: number, rounds: readonly Round[]): Measure[] {
  const takenAt = (times: number) => mean(rounds.map((round) => round[times - 1]!.acceptedPerSecond));
  const most = Math.max(...TIMES.map(takenAt));
  return [
    { name: `${where}load that is taken`, value: load, unit: 'orders/s', note: 'the best of single runs' },
    ...TIMES.flatMap((times): Measure[] => {
      const runs = rounds.map((round) => round[times - 1]!);
      const middle = (of: (run: Run) => number) => median(runs.map(of));
      const taken = takenAt(times);
      const each = (ms: (run: Run) => number) =>
        ((middle(ms) * 1_000) / middle(({ sent }) => sent)).toFixed(0);
      const perRound = runs.map(({ acceptedPerSecond }) => acceptedPerSecond.toFixed(0)).join(', ');
      const early = middle(({ firstToldEarlyPercent }) => firstToldEarlyPercent).toFixed(1);
      const ofLoad = `${((100 * taken) / load).toFixed(1)} % of the best of single runs`;
      return [
        {
          name: `${where}taken at ${times} ×`,
          value: taken,
          unit: 'orders/s',
          note: `rounds: ${perRound}; ${ofLoad}; ack p99 ${middle(({ p99 }) => p99).toFixed(0)} ms; generator late by p99 ${middle(({ lateP99 }) => lateP99).toFixed(1)} ms; CPU of the server for each that was sent, taken or not: ${each(({ cpuMs }) => cpuMs)} µs, its loop ${each(({ loopMs }) => loopMs)} µs`,
        },
        ...(times > 1
          ? [
              {
                name: `${where}goodput at ${times} ×, of the most`,
                value: (100 * taken) / most,
                unit: '%',
                budget: { least: LEAST },
              },
              {
                name: `${where}turned away within 100 ms at ${times} ×`,
                value: middle(({ toldEarlyPercent }) => toldEarlyPercent),
                unit: '%',
                note: `of those who did not come before the time they had been told: ${early} %`,
              },
            ]
          : []),
      ];
    }),
  ];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
