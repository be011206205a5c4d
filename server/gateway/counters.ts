import { type RefusalCode, refusalCodes } from '../../shared/contract/refusals.ts';
import { Histogram } from '../lib/histogram.ts';
import { Tally } from '../ports/tally.ts';
import { type FaultCounts, faultContexts } from './faults.ts';
import { HttpCounts } from './metrics/http-counts.ts';
import { OrderCounts } from './metrics/order-counts.ts';

/** From a small room's first socket to a large one's last. */
const FAN_OUT_BOUNDS_MS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500] as const;

const PICTURE_BOUNDS_MS = [
  250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 30_000,
] as const;

/**
 * What the front door counts, as plain numbers and arrays made beforehand: /metrics reads them when it is asked.
 * @param faults those that the log has told, of all of the server
 */
export function newCounters(faults: FaultCounts = new Tally(faultContexts)) {
  return {
    liveConnections: 0,
    consoleConnections: 0,
    commands: 0,
    refusals: new Tally<RefusalCode>(refusalCodes),
    orders: new OrderCounts(),
    faults,
    rateLimited: 0,
    handshakesRefused: 0,
    silentClosed: 0,
    viewersDisplaced: 0,
    connectionsTurnedAway: 0,
    framesSent: 0,
    /** How long a frame takes to all viewers of a stream, in ms. */
    fanOut: new Histogram(FAN_OUT_BOUNDS_MS),
    /** How long pages waited for their first picture, in ms, by the way that it came. */
    firstPictures: { direct: new Histogram(PICTURE_BOUNDS_MS), steady: new Histogram(PICTURE_BOUNDS_MS) },
    slowConsumersClosed: 0,
    digestMismatches: 0,
    webhooks: 0,
    webhooksRefused: 0,
    http: new HttpCounts(),
    answersPacked: 0,
    answersCut: 0,
    auditFindings: 0,
  };
}

export type Counters = ReturnType<typeof newCounters>;

/** Commands that were told UNAVAILABLE, and questions over HTTP that heard 503, those about health apart. */
export function toldUnavailable({ refusals, http }: Pick<Counters, 'refusals' | 'http'>): number {
  const asked = http
    .read()
    .flatMap(({ route, answers }) => (route === 'health' ? [] : answers.filter(([code]) => code === '503')));
  const commands = refusals.read().filter(([code]) => code === 'UNAVAILABLE');
  return [...commands, ...asked].reduce((sum, [, count]) => sum + count, 0);
}
