import { type RefusalCode, refusalCodes } from '../../../shared/contract/refusals.ts';
import { Histogram } from '../../lib/histogram.ts';
import { Tally } from '../../ports/tally.ts';
import { type FaultCounts, faultContexts } from '../faults/faults.ts';
import { ChatCounts } from './chat-counts.ts';
import { HttpCounts } from './http-counts.ts';
import { OrderCounts } from './order-counts.ts';

/** Buckets from a small room's fan-out to a large one's, in ms. */
const FAN_OUT_BOUNDS_MS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500] as const;

const PICTURE_BOUNDS_MS = [
  250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 30_000,
] as const;

/**
 * The counters of the gateway, as numbers and arrays allocated in advance; /metrics only reads them.
 * @param faults the faults written to the log, of the whole server
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
    chatFramesSent: 0,
    chat: new ChatCounts(),
    /** The time of a frame to all viewers of a stream, in ms. */
    fanOut: new Histogram(FAN_OUT_BOUNDS_MS),
    /** The time to pages' first picture in ms, by the way of delivery. */
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

/** Commands refused with UNAVAILABLE, and HTTP answers with 503 except those about health. */
export function toldUnavailable({ refusals, http }: Pick<Counters, 'refusals' | 'http'>): number {
  const asked = http
    .read()
    .flatMap(({ route, answers }) => (route === 'health' ? [] : answers.filter(([code]) => code === '503')));
  const commands = refusals.read().filter(([code]) => code === 'UNAVAILABLE');
  return [...commands, ...asked].reduce((sum, [, count]) => sum + count, 0);
}
