import { measure, orderMeasures } from '../measure.ts';
import { openLoop } from '../open-loop.ts';
import { OrderTally } from '../orders/order-tally.ts';
import { type ScenarioOutcome, type Stage, untilAnswered } from './scenario.ts';

const CONVERGED_WITHIN_MS = 120_000;
const LOOK_MS = 10;

/**
 * Every socket is cut in one moment while orders go on; all come back by themselves with the pauses of the real client,
 * and open orders are sent again under their keys.
 */
export async function storm(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, desk, chance } = stage;
  const { viewers } = crowd;
  const tally = new OrderTally();
  desk.tally = tally;
  const orders =
    options.orders > 0
      ? openLoop({ rate: options.orders, forMs: options.forMs, chance }, (dueMs) => desk.place(dueMs))
      : new Promise<void>((resolve) => setTimeout(resolve, options.forMs));
  await new Promise((resolve) => setTimeout(resolve, options.forMs / 3));

  const headAtCut = viewers.reduce((most, { seq }) => Math.max(most, seq), 0);
  const openAtCut = desk.inFlight;
  const cutMs = performance.now();
  for (const viewer of viewers) viewer.cut();
  stage.say(`${viewers.length} sockets are cut at seq ${headAtCut}, ${openAtCut} orders under way`);
  const convergedMs: number[] = [];
  const missing = new Set(viewers);
  while (missing.size > 0 && performance.now() - cutMs < CONVERGED_WITHIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const nowMs = performance.now();
    for (const viewer of missing) {
      if (viewer.losses === 0 || !viewer.isWelcome || viewer.seq < headAtCut) continue;
      missing.delete(viewer);
      convergedMs.push(nowMs - cutMs);
    }
  }
  await orders;
  await untilAnswered(desk);
  return {
    measures: [
      measure('sockets cut', viewers.filter(({ losses }) => losses > 0).length, 'sockets'),
      measure(
        'until 99 of 100 were back at the head',
        convergedMs[Math.ceil(convergedMs.length * 0.99) - 1] ?? Number.NaN,
        'ms',
      ),
      measure('until all were back at the head', convergedMs.at(-1) ?? Number.NaN, 'ms'),
      measure('never came back', missing.size, 'viewers'),
      measure('orders under way at the cut', openAtCut, 'orders'),
      ...orderMeasures('storm', tally, options.forMs),
    ],
    present: viewers,
    soldOut: null,
  };
}
