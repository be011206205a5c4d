import { measure, orderMeasures, spreadMeasures } from '../measure.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** Everybody is behind a poor line and as patient as a page: orders still work, and every one gets an answer. */
export async function weakNetwork(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, desk, record } = stage;
  desk.isPatient = true;
  record.delivery.clear();
  const tally = await ordersFor(stage, options.orders, options.forMs);
  record.settle();
  desk.isPatient = false;
  const bytes = crowd.viewers.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  const losses = crowd.viewers.reduce((sum, viewer) => sum + viewer.losses, 0);
  return {
    measures: [
      ...orderMeasures('weak network', tally, options.forMs),
      measure('orders without an answer', desk.inFlight, 'orders'),
      ...spreadMeasures('host’s act to each screen', record.delivery),
      measure('connections lost on the way', losses, 'connections'),
      measure('read by each viewer', bytes / crowd.viewers.length / 1_024, 'KiB', 'from its first byte on'),
    ],
    present: crowd.viewers,
    soldOut: null,
  };
}
