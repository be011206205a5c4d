import { inHouse } from '../house.ts';
import { pause, seeded } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import type { PartReport } from '../report.ts';
import type { HostAct } from '../server-child.ts';
import type { Stall } from '../stall.ts';

const VIEWERS = 2_000;
const BUYERS = 1_900;
const ITEMS = 30;
/** Six goods run out before everybody's eyes, so that their numbers are shown; the others are plenty. */
const SCARCE = 6;
const SCARCE_UNITS = 60;
const PLENTY = 5_000;
const ORDERS_PER_SECOND = 20;
const MEASURED_MS = 30_000;
const ACT_EVERY_MS = 5_000;

interface One {
  bytes: number;
  frames: Record<string, number>;
}

/** What a minute of a busy evening costs a viewer who only watches, at the viewer's own socket. */
export async function bytes(seed: number): Promise<PartReport> {
  return inHouse(async ({ server, crowd, fill }) => {
    const units = Array.from({ length: ITEMS }, (_, index) => (index < SCARCE ? SCARCE_UNITS : PLENTY));
    const stall = await server.ask<Stall>('stall', units);
    const { streamId, offers } = stall;
    await fill(VIEWERS);
    await crowd.ask('hello', { slug: stall.slug });
    await pause(1_500);
    const before = await crowd.ask<One>('one', 0);
    const loop: OpenLoop & { buyers: number } = {
      rate: ORDERS_PER_SECOND,
      forMs: MEASURED_MS,
      seed,
      offers,
      buyers: BUYERS,
    };
    const [run] = await Promise.all([crowd.ask<OrderRun>('order', loop), hostActs()]);
    const after = await crowd.ask<One>('one', 0);
    const minutes = MEASURED_MS / 60_000;
    const perMinute = (after.bytes - before.bytes) / 1_000 / minutes;
    const count = (event: string) => ((after.frames[event] ?? 0) - (before.frames[event] ?? 0)) / minutes;
    return {
      part: 'bytes',
      about: `bytes a watching viewer receives; ${ITEMS} items, ${VIEWERS} viewers, ${ORDERS_PER_SECOND} three-line orders/s, a pin or flash every ${ACT_EVERY_MS / 1_000} s`,
      seed,
      measures: [
        {
          name: 'per viewer and minute',
          value: perMinute,
          unit: 'kB',
          budget: { most: 26 },
          note: `${run.accepted} of ${run.sent} orders accepted meanwhile`,
        },
        { name: 'frames of the view a minute', value: count('d'), unit: '' },
        { name: 'heartbeats a minute', value: count('h'), unit: '' },
      ],
    };

    async function hostActs(): Promise<void> {
      const chance = seeded(seed + 1);
      for (let act = 0; act < MEASURED_MS / ACT_EVERY_MS; act += 1) {
        // Each act on an item of its own among the plenty, so that none is refused.
        const { itemNumber, unitPriceMinor } = offers[SCARCE + act]!;
        const priceMinor = unitPriceMinor - 100 - Math.floor(chance() * 300);
        await server.ask('host', act % 2 === 0 ? pin(itemNumber) : flash(itemNumber, priceMinor));
        await pause(ACT_EVERY_MS);
      }
    }

    function pin(itemNumber: number): HostAct {
      return { streamId, command: 'lineup:pin', request: { itemNumber } };
    }

    function flash(itemNumber: number, priceMinor: number): HostAct {
      const terms = { startsAtMs: null, durationSeconds: 20, prelaunchSeconds: 0, cap: 20, perBuyerCap: 2 };
      const request = { itemNumber, priceMinor, ...terms, afterEnd: 'list', fundedBy: 'producer' } as const;
      return { streamId, command: 'flash-sale:start', request };
    }
  });
}
