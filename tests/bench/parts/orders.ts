import { syncMs } from '../folder.ts';
import { inHouse } from '../house.ts';
import { acksOf, orderRuns, ramp, warmUp } from '../order-runs.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const WATCHERS = 500;
const BUYERS = 1_500;
const RUN_MS = 5_000;
const STEADY_RATE = 3_000;
const RAMP_RATES = [4_000, 5_000, 6_000, 8_000, 10_000, 12_000];
/** Those who watch when many do, the buyers among them. */
const MANY = 5_000;

/** Three-line orders through real sockets, with a crowd that watches a counter change. */
export async function orders(seed: number): Promise<PartReport> {
  return {
    part: 'orders',
    about: `ack of durable three-line orders through sockets, open loop; ${WATCHERS} watch, ${BUYERS} watch and order`,
    seed,
    measures: [...(await amongFew(seed)), ...(await amongMany(seed))],
  };
}

function amongFew(seed: number): Promise<Measure[]> {
  return inHouse(async (house) => {
    await house.fill(WATCHERS + BUYERS);
    const run = orderRuns(house, { seed, buyers: BUYERS });
    await warmUp(run);
    return [
      ...acksOf('1000 orders/s', await run(1_000, RUN_MS)),
      ...acksOf(`${STEADY_RATE} orders/s`, await run(STEADY_RATE, RUN_MS), 20),
      await ramp(run, RAMP_RATES, 8_000),
      { name: 'fdatasync of 4 KiB, p50', value: syncMs(house.folder), unit: 'ms' },
    ];
  });
}

/** The same rate on a server of its own, which no queue of a ramp has grown. */
function amongMany(seed: number): Promise<Measure[]> {
  return inHouse(async (house) => {
    // So many take longer to come in than one may stand in the door: they watch another stream until theirs opens.
    const { slug } = await house.server.ask<Stall>('stall', [1]);
    await house.fill(MANY, slug);
    const run = orderRuns(house, { seed, buyers: BUYERS });
    await warmUp(run);
    const at = `${STEADY_RATE} orders/s, ${MANY.toLocaleString('en')} watching`;
    return acksOf(at, await run(STEADY_RATE, RUN_MS), 50);
  });
}
