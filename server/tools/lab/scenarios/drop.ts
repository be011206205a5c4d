import { type Measure, measure, orderMeasures, spreadMeasures } from '../measure.ts';
import { Spread } from '../spread.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** Frames of the last unit have this long to reach the last screen before it counts as never. */
const LAST_SCREEN_MS = 5_000;

/**
 * More people than units, in a few seconds: exactly what there was is sold, and every screen soon shows that nothing is
 * left. An attempt is one tap; the tries that a page makes for it, when it hears BUSY, are part of it.
 */
export async function drop(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, record, desk, firstItem } = stage;
  record.watchFor(firstItem);
  const tally = await ordersFor(stage, options.orders, options.forMs);
  const endMs = performance.now() + LAST_SCREEN_MS;
  while (record.noneAtMs.includes(0) && performance.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  record.settle();
  const shown = new Spread();
  let never = 0;
  for (const atMs of record.noneAtMs) {
    if (atMs === 0) never += 1;
    // A screen may hear of the last sale before its buyer does.
    else shown.add(Math.max(0, atMs - tally.lastAcceptedMs));
  }
  const gone = tally.refusedCount('SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT');
  return {
    measures: [
      ...orderMeasures('drop', tally, options.forMs),
      measure(
        'drop: units whose buyers have heard so',
        tally.accepted * options.lines,
        'units',
        `of ${options.units}`,
      ),
      measure('drop: attempts that found nothing left', gone, 'answers'),
      measure('drop: attempts without an answer', desk.inFlight, 'orders'),
      ...sinceLastSale(shown, never === crowd.viewers.length),
      measure('screens that never showed it', never, `of ${crowd.viewers.length}`),
    ],
    present: crowd.viewers,
    soldOut: { itemNumber: firstItem, units: options.units },
  };
}

/** @param isUnsold the crowd gave up before everything was sold: no screen had anything to show */
function sinceLastSale(shown: Spread, isUnsold: boolean): Measure[] {
  const name = 'last sale to “none left” on each screen';
  return isUnsold ? [measure(`${name} longest`, Number.NaN, 'ms')] : spreadMeasures(name, shown);
}
