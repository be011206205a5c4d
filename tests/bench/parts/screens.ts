import { openDoor } from '../../../server/tools/demo/market/door.ts';
import { runCommand } from '../../../server/tools/lab/market/own-server.ts';
import type { Acts, ActsSeen } from '../acts.ts';
import { type Child, startChild } from '../child.ts';
import { environmentOf } from '../folder.ts';
import { inHouse } from '../house.ts';
import { median, percentile } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import type { PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const VIEWERS = 10_000;
/** Who order meanwhile, and who take one of what is counted. */
const BUYERS = 900;
const TIMES = 40;
const ORDERS_PER_SECOND = 20;
/** An act and its rest take half a second at the least; the orders go on for as long. */
const ORDERS_MS = TIMES * 2 * 500;
const ITEMS = 30;
/** Of these the number is shown from the first one that goes: eight orders each, and they are not gone. */
const COUNTED = 5;
const COUNTED_UNITS = 20;
const PLENTY = 100_000;
const BARE_TAPS = 20;

/** From a tap until the last of all who watch has it on the screen. */
export async function screens(seed: number): Promise<PartReport> {
  let link = '';
  const furnish = async (folder: string) => {
    const added = ['user', 'add', 'host@bench.example', '--name', 'Mei', '--role', 'operator'];
    link = /#(\S+)\s*$/.exec(await runCommand(environmentOf(folder), added))?.[1] ?? '';
  };
  return inHouse(async ({ server, crowd, port, fill, invite }) => {
    const session = await openDoor(`http://127.0.0.1:${port}`).signIn(link);
    const units = Array.from({ length: ITEMS }, (_, index) => (index < COUNTED ? COUNTED_UNITS : PLENTY));
    const { slug, offers } = await server.ask<Stall>('stall', units);
    const [counted, others] = [offers.slice(0, COUNTED), offers.slice(COUNTED)];
    const takers = TIMES;
    await invite(VIEWERS - takers - BUYERS, slug);
    await fill(takers + BUYERS, slug);
    const loop: OpenLoop & { buyers: number } = {
      ...{ rate: ORDERS_PER_SECOND, forMs: ORDERS_MS, seed, offers: others, buyers: BUYERS },
    };
    const acts: Acts = {
      ...{ port, slug, session, times: TIMES, seed: seed + 1, pinned: others, counted },
      firstBuyer: VIEWERS - takers - BUYERS,
    };
    const [run, { pins, counters }] = await Promise.all([
      crowd.ask<OrderRun>('order', loop),
      crowd.ask<ActsSeen>('actBeforeAll', acts),
    ]);
    await crowd.ask('leave');
    const floor = await bareTaps(crowd);
    const all = VIEWERS.toLocaleString('en');
    return {
      part: 'screens',
      about: `from a tap until the last of ${all} connected screens has it; ${TIMES} pins and ${TIMES} orders of one whose number is shown, ${ORDERS_PER_SECOND} three-line orders/s besides`,
      seed,
      measures: [
        {
          name: 'pin to everyone’s screen p95',
          value: percentile(pins, 95),
          unit: 'ms',
          budget: { most: 300 },
          note: `p50 ${median(pins).toFixed(0)} ms, longest ${Math.max(...pins).toFixed(0)} ms; ${run.accepted} of ${run.sent} orders accepted meanwhile`,
        },
        {
          name: 'counter to everyone’s screen, longest',
          value: Math.max(...counters),
          unit: 'ms',
          budget: { most: 1_000 },
          note: `p50 ${median(counters).toFixed(0)} ms, p95 ${percentile(counters, 95).toFixed(0)} ms; from the buyer’s tap on, with the time that counters are gathered (K3)`,
        },
        {
          name: 'bare ws loop, one message to all, p95',
          value: percentile(floor, 95),
          unit: 'ms',
          note: `p50 ${median(floor).toFixed(0)} ms; nothing is decided, kept or gathered`,
        },
      ],
    };
  }, furnish);
}

/** The same crowd at a server that tells everybody what one of them says. */
async function bareTaps(crowd: Child): Promise<number[]> {
  const bare = startChild('bare-child');
  try {
    const { port } = await bare.ask<{ port: number }>('open');
    await crowd.ask('connectBare', { port, count: VIEWERS });
    const text = `42/live,${JSON.stringify(['d', 'h1story8', 70, 71, [['p', [[7, 1_700_000_000_000]]]]])}`;
    return await crowd.ask<number[]>('tapBare', { text, times: BARE_TAPS });
  } finally {
    await bare.end();
  }
}
