import { type Measure, measure, orderMeasures, spreadMeasures } from '../measure.ts';
import type { OrderTally } from '../orders/order-tally.ts';
import { slowCounts } from '../slow-counts.ts';
import { Spread } from '../spread.ts';
import type { Viewer } from '../wire/viewer.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** What a slow reader takes at once, and how often: 16 kbit/s. */
export const SLOW_READ_BYTES = 512;
const SLOW_EVERY_MS = 250;
/** In the last third the stalled go on asking for everything: past any kernel's buffers, into the server's memory. */
const STALLED_ASK_MS = 100;

/**
 * The same orders three times: while all read; while some read slowly and some not at all; and while those ask for more
 * and more that they never read. The others should not notice, and the server should not grow.
 */
export async function slowReaders(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, record } = stage;
  const { slow, stalled } = slowCounts(crowd.viewers.length);
  const others = crowd.viewers.slice(0, crowd.viewers.length - slow - stalled);
  const behind = crowd.viewers.slice(others.length);
  const thirdMs = options.forMs / 3;
  record.leaveOut(behind.map(({ index }) => index));

  const before = await stretch(stage, thirdMs);
  stage.say(`${slow} viewers read slowly from now on, ${stalled} not at all`);
  for (const viewer of behind) {
    viewer.comesBack = false;
    viewer.slowDown();
  }
  const reading = readSlowly(behind.slice(0, slow));
  const during = await stretch(stage, thirdMs);
  stage.say('those who do not read ask for more and more');
  const asking = setInterval(() => {
    for (const viewer of behind.slice(slow)) viewer.askAndForget();
  }, STALLED_ASK_MS);
  const pressed = await stretch(stage, thirdMs);
  clearInterval(asking);
  clearInterval(reading);
  const closed = behind.slice(slow).filter(({ losses }) => losses > 0).length;
  for (const viewer of behind) viewer.leave();
  return {
    measures: [
      ...stretchMeasures('all read', before, thirdMs),
      ...stretchMeasures('some read slowly, some not', during, thirdMs),
      measure(
        'ack p99, with / without',
        during.tally.ack.percentile(99) / before.tally.ack.percentile(99),
        '×',
      ),
      measure(
        'act to screen p99, with / without',
        during.delivery.percentile(99) / before.delivery.percentile(99),
        '×',
      ),
      ...stretchMeasures('those ask for more', pressed, thirdMs),
      measure(
        'server memory grown by those who do not read',
        Math.max(during.mostRssMiB, pressed.mostRssMiB) - before.mostRssMiB,
        'MiB',
      ),
      measure('who never read and was closed', closed, `of ${stalled}`),
    ],
    present: others,
    soldOut: null,
  };
}

interface Stretch {
  tally: OrderTally;
  delivery: Spread;
  mostRssMiB: number;
}

async function stretch(stage: Stage, forMs: number): Promise<Stretch> {
  const { record, options } = stage;
  let mostRssMiB = 0;
  const watch = setInterval(() => {
    mostRssMiB = Math.max(mostRssMiB, stage.rssMiB() ?? 0);
  }, 200);
  record.delivery.clear();
  const tally = await ordersFor(stage, options.orders, forMs);
  record.settle();
  clearInterval(watch);
  const delivery = new Spread();
  delivery.addAll(record.delivery);
  return { tally, delivery, mostRssMiB };
}

function stretchMeasures(name: string, { tally, delivery, mostRssMiB }: Stretch, forMs: number): Measure[] {
  const measures = [
    ...orderMeasures(name, tally, forMs),
    ...spreadMeasures(`${name}: act to the others’ screens`, delivery),
  ];
  if (mostRssMiB > 0) measures.push(measure(`${name}: server memory, most`, mostRssMiB, 'MiB'));
  return measures;
}

/** A quarter of them at a time, so that they do not all read in one moment. */
function readSlowly(viewers: readonly Viewer[]): NodeJS.Timeout {
  let turn = 0;
  return setInterval(() => {
    turn += 1;
    for (let i = turn % 4; i < viewers.length; i += 4) viewers[i]!.readOnce();
  }, SLOW_EVERY_MS / 4);
}
