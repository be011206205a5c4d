import { measure, orderMeasures, spreadMeasures } from '../measure.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** Viewers watch and buyers order, evenly. An order that is turned away counts as that. */
export async function steady(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, record } = stage;
  const framesBefore = record.frames;
  const startMs = performance.now();
  record.delivery.clear();
  const tally = await ordersFor(stage, options.orders, options.forMs);
  const seconds = (performance.now() - startMs) / 1_000;
  record.settle();
  return {
    measures: [
      ...orderMeasures('steady', tally, options.forMs),
      ...spreadMeasures('host’s act to each screen', record.delivery),
      measure(
        'frames of the view, heard by all together',
        (record.frames - framesBefore) / seconds,
        'frames/s',
      ),
    ],
    present: crowd.viewers,
    soldOut: null,
  };
}
