import { measure, orderMeasures, spreadMeasures } from '../measure.ts';
import { Spread } from '../spread.ts';
import type { Viewer } from '../wire/viewer.ts';
import { ordersFor, type ScenarioOutcome, type Stage } from './scenario.ts';

/** Of a crowd: one in six reads slowly, one in thirty not at all. */
const SLOW_SHARE = 6;
const STALLED_SHARE = 30;
/** What a slow reader takes at once, and how often: 16 kbit/s. */
export const SLOW_READ_BYTES = 512;
const SLOW_EVERY_MS = 250;
/** The stalled go on asking for everything, so that much waits for them: past any kernel's buffers, into the server's. */
const STALLED_ASK_MS = 200;

/** How many of a crowd read slowly or not at all: the last ones. */
export function slowCounts(viewers: number): { slow: number; stalled: number } {
  return { slow: Math.floor(viewers / SLOW_SHARE), stalled: Math.floor(viewers / STALLED_SHARE) };
}

/**
 * The same orders twice: while all read, and while some read slowly and some not at all. The others should not notice,
 * and the server should not grow.
 */
export async function slowReaders(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, record } = stage;
  const { slow, stalled } = slowCounts(crowd.viewers.length);
  const others = crowd.viewers.slice(0, crowd.viewers.length - slow - stalled);
  const behind = crowd.viewers.slice(others.length);
  const halfMs = options.forMs / 2;

  record.delivery.clear();
  const before = await ordersFor(stage, options.orders, halfMs);
  record.settle();
  const deliveryBefore = new Spread();
  deliveryBefore.addAll(record.delivery);
  const rssBefore = stage.rssMiB();

  stage.say(`${slow} viewers read slowly from now on, ${stalled} not at all`);
  record.leaveOut(behind.map(({ index }) => index));
  record.delivery.clear();
  const poor = slowDown(behind, slow);
  let mostRss = 0;
  const watch = setInterval(() => {
    mostRss = Math.max(mostRss, stage.rssMiB() ?? 0);
  }, 200);
  const during = await ordersFor(stage, options.orders, halfMs);
  record.settle();
  clearInterval(watch);
  clearInterval(poor);
  const closed = behind.filter(({ losses }) => losses > 0).length;
  for (const viewer of behind) viewer.leave();
  return {
    measures: [
      ...orderMeasures('all read', before, halfMs),
      ...spreadMeasures('all read: act to screen', deliveryBefore),
      ...orderMeasures('with slow readers', during, halfMs),
      ...spreadMeasures('with slow readers: act to the others’ screens', record.delivery),
      measure('ack p99, with / without', during.ack.percentile(99) / before.ack.percentile(99), '×'),
      measure(
        'act to screen p99, with / without',
        record.delivery.percentile(99) / deliveryBefore.percentile(99),
        '×',
      ),
      ...(rssBefore === null
        ? []
        : [
            measure('server memory while all read', rssBefore, 'MiB'),
            measure('server memory with slow readers, most', mostRss, 'MiB'),
          ]),
      measure('slow connections that the server closed', closed, `of ${behind.length}`),
    ],
    present: others,
    soldOut: null,
  };
}

function slowDown(behind: readonly Viewer[], slow: number): NodeJS.Timeout {
  for (const viewer of behind) {
    viewer.comesBack = false;
    viewer.slowDown();
  }
  const reading = behind.slice(0, slow);
  const stalled = behind.slice(slow);
  let turn = 0;
  return setInterval(() => {
    turn += 1;
    // A quarter at a time, so that they do not all read in one moment.
    for (let i = turn % 4; i < reading.length; i += 4) reading[i]!.readOnce();
    if (turn % Math.round((STALLED_ASK_MS * 4) / SLOW_EVERY_MS) === 0) {
      for (const viewer of stalled) viewer.askAndForget();
    }
  }, SLOW_EVERY_MS / 4);
}
