import type { House } from './house.ts';
import type { OpenLoop, OrderRun } from './open-loop.ts';
import type { Measure } from './report.ts';
import type { Stall } from './stall.ts';

const ITEMS = 30;
/** More than a run can sell; the warehouse has it for a hundred runs. */
const UNITS = 100_000;
const FLICKER_MS = 500;
const RAMP_MS = 2_000;
/** A rate is kept up with when so much of it is accepted and nobody is refused. */
const KEPT_UP = 0.97;
const WARM_UP_RATE = 1_500;
const WARM_UP_MS = 4_000;

export type RunOrders = (rate: number, forMs: number) => Promise<OrderRun>;

/**
 * Three-line orders through real sockets, of the last `buyers` of the crowd, while all of it watches a counter change. Each
 * run has a stream of its own, so that no buyer carries the orders of the run before.
 */
export function orderRuns(
  { server, crowd }: House,
  { seed, buyers, isByIdle = false }: { seed: number; buyers: number; isByIdle?: boolean },
): RunOrders {
  return async (rate, forMs) => {
    const stall = await server.ask<Stall>('stall', Array(ITEMS).fill(UNITS));
    await crowd.ask('hello', { slug: stall.slug });
    const { streamId, offers } = stall;
    const itemNumber = offers.at(-1)!.itemNumber;
    const flicker = server.ask('flicker', { streamId, itemNumber, everyMs: FLICKER_MS, forMs });
    const sold = offers.slice(0, -1);
    const loop: OpenLoop & { buyers: number } = { rate, forMs, seed, offers: sold, buyers, isByIdle };
    const outcome = await crowd.ask<OrderRun>('order', loop);
    await flicker;
    return outcome;
  };
}

/** A server that has just begun still compiles itself; a market that matters has been open for a while. */
export async function warmUp(run: RunOrders): Promise<void> {
  await run(WARM_UP_RATE, WARM_UP_MS);
}

/** Acks at a steady rate. @param mostMs what 99 of 100 may take, where there is a budget */
export function acksOf(at: string, outcome: OrderRun, mostMs?: number): Measure[] {
  const { p50, p99, max } = outcome;
  const budget = mostMs === undefined ? {} : { budget: { most: mostMs } };
  return [
    { name: `ack p50 at ${at}`, value: p50, unit: 'ms', note: noteOn(outcome) },
    { name: `ack p99 at ${at}`, value: p99, unit: 'ms', ...budget },
    { name: `ack longest at ${at}`, value: max, unit: 'ms' },
  ];
}

/** Asks for more until the server no longer keeps up. */
export async function ramp(run: RunOrders, rates: readonly number[], least: number): Promise<Measure> {
  let best = { acceptedPerSecond: 0, note: 'none of the rates was kept up with' };
  for (const rate of rates) {
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
  return {
    name: 'durable orders, end to end, kept up with',
    value: best.acceptedPerSecond,
    unit: 'orders/s',
    budget: { least },
    note: best.note,
  };
}

function noteOn({ sent, accepted, refused, unanswered, lateP99 }: OrderRun): string {
  const no = Object.entries(refused).map(([code, count]) => `${count} ${code}`);
  if (unanswered > 0) no.push(`${unanswered} unanswered`);
  const rest = no.length > 0 ? `, ${no.join(', ')}` : '';
  return `${accepted} of ${sent} accepted${rest}; generator late by p99 ${lateP99.toFixed(1)} ms`;
}
