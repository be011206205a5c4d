import { syncMs } from '../folder.ts';
import { inHouse } from '../house.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const WATCHERS = 500;
const BUYERS = 1_500;
const WARM_UP_RATE = 1_500;
const WARM_UP_MS = 4_000;
const RUN_MS = 5_000;
const STEADY_RATES = [1_000, 3_000];
const RAMP_RATES = [4_000, 5_000, 6_000, 8_000, 10_000, 12_000];
const RAMP_MS = 2_000;
/** A rate is kept up with when so much of it is accepted and nobody is refused. */
const KEPT_UP = 0.97;
const ITEMS = 30;
const UNITS = 1_000_000;
const FLICKER_MS = 500;

/** Three-line orders through real sockets, with a crowd that watches a counter change. */
export async function orders(seed: number): Promise<PartReport> {
  return inHouse(async ({ server, crowd, folder, fill }) => {
    await fill(WATCHERS + BUYERS);
    /** Each run has a stream of its own, so that no buyer carries the orders of the run before. */
    const run = async (rate: number, forMs: number): Promise<OrderRun> => {
      const stall = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
      await crowd.ask('hello', { slug: stall.slug });
      const { streamId, offers } = stall;
      const itemNumber = offers.at(-1)!.itemNumber;
      const sold = offers.slice(0, -1);
      const flicker = server.ask('flicker', { streamId, itemNumber, everyMs: FLICKER_MS, forMs });
      const loop: OpenLoop & { buyers: number } = { rate, forMs, seed, offers: sold, buyers: BUYERS };
      const outcome = await crowd.ask<OrderRun>('order', loop);
      await flicker;
      return outcome;
    };

    // A server that has just begun still compiles itself; a market that matters has been open for a while.
    await run(WARM_UP_RATE, WARM_UP_MS);
    const measures: Measure[] = [];
    for (const rate of STEADY_RATES) {
      const outcome = await run(rate, RUN_MS);
      const { p50, p99, max } = outcome;
      measures.push({ name: `ack p50 at ${rate} orders/s`, value: p50, unit: 'ms', note: noteOn(outcome) });
      const budget = rate === 3_000 ? { budget: { most: 20 } } : {};
      measures.push({ name: `ack p99 at ${rate} orders/s`, value: p99, unit: 'ms', ...budget });
      measures.push({ name: `ack longest at ${rate} orders/s`, value: max, unit: 'ms' });
    }
    const most = await ramp(run);
    measures.push({
      name: 'durable orders, end to end, kept up with',
      value: most.acceptedPerSecond,
      unit: 'orders/s',
      budget: { least: 8_000 },
      note: most.note,
    });
    measures.push({ name: 'fdatasync of 4 KiB, p50', value: syncMs(folder), unit: 'ms' });
    return {
      part: 'orders',
      about: `ack of durable three-line orders through sockets, open loop; ${WATCHERS} watch, ${BUYERS} watch and order`,
      seed,
      measures,
    };
  });
}

/** Asks for more until the server no longer keeps up. */
async function ramp(
  run: (rate: number, forMs: number) => Promise<OrderRun>,
): Promise<{ acceptedPerSecond: number; note: string }> {
  let best = { acceptedPerSecond: 0, note: 'none of the rates was kept up with' };
  for (const rate of RAMP_RATES) {
    const outcome = await run(rate, RAMP_MS);
    const { acceptedPerSecond, accepted, sent, p99 } = outcome;
    const hasKeptUp = accepted === sent && acceptedPerSecond >= KEPT_UP * (sent / (RAMP_MS / 1_000));
    if (acceptedPerSecond > best.acceptedPerSecond) {
      const how = hasKeptUp ? 'kept up with' : 'the most it took, not kept up with';
      best = {
        acceptedPerSecond,
        note: `${rate}/s asked, ${how}; p99 ${p99.toFixed(0)} ms; ${noteOn(outcome)}`,
      };
    }
    if (!hasKeptUp) break;
  }
  return best;
}

function noteOn({ sent, accepted, refused, unanswered, lateP99 }: OrderRun): string {
  const no = Object.entries(refused).map(([code, count]) => `${count} ${code}`);
  if (unanswered > 0) no.push(`${unanswered} unanswered`);
  const rest = no.length > 0 ? `, ${no.join(', ')}` : '';
  return `${accepted} of ${sent} accepted${rest}; generator late by p99 ${lateP99.toFixed(1)} ms`;
}
