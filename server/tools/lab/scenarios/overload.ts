import { measure, orderMeasures } from '../measure.ts';
import { openLoop } from '../open-loop.ts';
import { OrderTally } from '../orders/order-tally.ts';
import { ordersFor, type ScenarioOutcome, type Stage, untilAnswered } from './scenario.ts';

/** Rates that are tried one after the other until one is not kept up with. */
const RAMP = [1_000, 2_000, 4_000, 6_000, 8_000, 10_000, 12_000, 16_000];
const RAMP_MS = 2_000;
const KEPT_UP = 0.97;
const TIMES_CAPACITY = 3;
/** Who is turned away should hear it within so long. */
const TURNED_AWAY_MS = 100;
const AFTER_S = 15;
/** As good as before: at most so much slower in a second, three seconds in a row. */
const AS_BEFORE = 1.3;
const AS_BEFORE_PLUS_MS = 10;
const IN_A_ROW = 3;

/**
 * First calm, then the most that is kept up with, then three times as much, then calm again: what was promised goes on
 * being done, the rest hears BUSY at once, and calm returns.
 */
export async function overload(stage: Stage): Promise<ScenarioOutcome> {
  const { options, crowd, desk } = stage;
  const calmMs = Math.max(3_000, options.forMs / 4);
  const before = await ordersFor(stage, options.orders, calmMs);
  const capacity = options.capacity ?? (await mostKeptUpWith(stage));
  stage.say(`capacity ${Math.round(capacity)} orders/s; now ${TIMES_CAPACITY} times as much is offered`);

  const flood = new OrderTally();
  desk.tally = flood;
  await openLoop({ rate: capacity * TIMES_CAPACITY, forMs: options.forMs, chance: stage.chance }, (dueMs) =>
    desk.place(dueMs),
  );
  const floodMs = performance.now() - flood.startedMs;
  stage.say('the flood is over');
  const calmAgain = await secondsUntilCalm(stage, before);
  await untilAnswered(desk);
  const busy = flood.refusedCount('BUSY', 'UNAVAILABLE');
  return {
    measures: [
      ...orderMeasures('calm before', before, calmMs),
      measure('capacity: the most that was kept up with', capacity, 'orders/s'),
      measure(
        'overload: offered',
        (flood.sent * 1_000) / floodMs,
        'orders/s',
        'what the generator could send',
      ),
      ...orderMeasures('overload', flood, floodMs),
      measure('overload: goodput of capacity', (flood.accepted * 100_000) / floodMs / capacity, '%'),
      measure(
        'overload: turned away within 100 ms',
        flood.turnedAway.shareWithin(TURNED_AWAY_MS) * 100,
        '%',
        `${busy} in all, p99 ${flood.turnedAway.percentile(99).toFixed(0)} ms`,
      ),
      measure('until acks were as before', calmAgain, 's'),
    ],
    present: crowd.viewers,
    soldOut: null,
  };
}

/** The most accepted orders a second while nothing was refused or late. */
async function mostKeptUpWith(stage: Stage): Promise<number> {
  let most = stage.options.orders;
  for (const rate of RAMP.filter((each) => each > most)) {
    const tally = await ordersFor(stage, rate, RAMP_MS);
    const seconds = (tally.lastAcceptedMs - tally.startedMs) / 1_000;
    most = Math.max(most, tally.accepted / Math.max(seconds, RAMP_MS / 1_000));
    if (tally.accepted < tally.sent || tally.accepted / seconds < (KEPT_UP * tally.sent * 1_000) / RAMP_MS)
      break;
  }
  return most;
}

/** Orders at the calm rate again. @returns after how many seconds the acks were as before; NaN if not within 15 */
async function secondsUntilCalm(stage: Stage, before: OrderTally): Promise<number> {
  const { options, desk, chance } = stage;
  const most = Math.max(before.ack.percentile(99) * AS_BEFORE, before.ack.percentile(99) + AS_BEFORE_PLUS_MS);
  let good = 0;
  for (let second = 1; second <= AFTER_S; second += 1) {
    const tally = new OrderTally();
    desk.tally = tally;
    await openLoop({ rate: options.orders, forMs: 1_000, chance }, (dueMs) => desk.place(dueMs));
    const isGood = tally.ack.count > 0 && tally.ack.percentile(99) <= most && tally.refused.size === 0;
    good = isGood ? good + 1 : 0;
    if (good === IN_A_ROW) return second - IN_A_ROW;
  }
  return Number.NaN;
}
