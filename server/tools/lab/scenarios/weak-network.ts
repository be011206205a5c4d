import type { Crowd } from '../crowd.ts';
import { measure, orderMeasures, spreadMeasures } from '../measure.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** Everybody is behind a poor line and as patient as a page: orders still work, and every one gets an answer. */
export async function weakNetwork(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, desk, record } = stage;
  record.delivery.clear();
  const before = bytesRead(crowd);
  const startMs = performance.now();
  const tally = await ordersFor(stage, options.orders, options.forMs);
  record.settle();
  const minutes = (performance.now() - startMs) / 60_000;
  const kibPerMinute = (bytesRead(crowd) - before) / 1_024 / crowd.viewers.length / minutes;
  const losses = crowd.viewers.reduce((sum, viewer) => sum + viewer.losses, 0);
  return {
    measures: [
      ...orderMeasures('weak network', tally, options.forMs),
      measure('orders without an answer', desk.inFlight, 'orders'),
      ...spreadMeasures('host’s act to each screen', record.delivery),
      measure('connections lost on the way', losses, 'connections'),
      measure('read by each viewer in a minute', kibPerMinute, 'KiB', 'with all framing'),
    ],
    present: crowd.viewers,
    soldOut: null,
  };
}

function bytesRead(crowd: Crowd): number {
  return crowd.viewers.reduce((sum, viewer) => sum + viewer.bytesRead, 0);
}
