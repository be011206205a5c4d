import { inHouse } from '../house.ts';
import type { PartReport } from '../report.ts';
import type { Usage } from '../server-child.ts';
import type { Stall } from '../stall.ts';

const VIEWERS = 2_000;
const ITEMS = 30;
/** The design gives 10,000 who come back 12 s. */
const BUDGET_MS = (12_000 * VIEWERS) / 10_000;

/** Everybody comes back at once, as after a restart. */
export async function join(seed: number): Promise<PartReport> {
  return inHouse(async ({ server, crowd, fill }) => {
    const stall = await server.ask<Stall>('stall', Array(ITEMS).fill(1_000));
    const startMs = performance.now();
    await fill(VIEWERS);
    const connectMs = performance.now() - startMs;
    const first = await crowd.ask<{ allMs: number; p99Ms: number }>('hello', { slug: stall.slug });
    const again = await crowd.ask<{ allMs: number; p99Ms: number }>('hello', { slug: stall.slug });
    const { rssMiB } = await server.ask<Usage>('usage');
    return {
      part: 'join',
      about: `${VIEWERS} hellos in one moment, each answered with a snapshot of ${ITEMS} items and an ack`,
      seed,
      measures: [
        {
          name: 'until all have their snapshot',
          value: first.allMs,
          unit: 'ms',
          budget: { most: BUDGET_MS },
        },
        { name: 'the same again, on open sockets', value: again.allMs, unit: 'ms' },
        { name: 'making and connecting them, 100 at a time', value: connectMs, unit: 'ms' },
        { name: `server memory with ${VIEWERS} viewers`, value: rssMiB, unit: 'MiB' },
      ],
    };
  });
}
