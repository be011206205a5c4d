import type { Ack } from '../../../shared/contract/answer.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_REQUESTS_AT_ONCE } from '../../../shared/market/show-request/bounds.ts';
import type { LiveReply } from '../../../shared/protocol.ts';
import { refusalAck, refusalOfFault } from '../../application/ack.ts';
import type { Application } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ShowRequest } from '../../market/show-request/decide.ts';
import { KeyedBuckets } from '../limits/bucket.ts';
import type { DrawingInStream } from '../limits/shared-buckets.ts';
import { bucketSize, type Settings } from '../limits/table.ts';
import type { Log } from '../logging/log.ts';

/** Time in ms for which requests of a stream are gathered; a host's count moves at most twice a second. */
const GATHER_MS = 500;
/** Retry-after of a request beyond a full batch, in ms: the next one is open by then. */
const FULL_AGAIN_MS = 1_000;

type Answer = Ack<LiveReply<'show-request:send'>>;
/** A viewer's request, with all who wait for its answer: a second tap asks nothing more of the log. */
interface Waiting extends ShowRequest {
  answers: ((answer: Answer) => void)[];
}

/**
 * Requests to be shown an item (L9), gathered by stream: a thousand taps are one command and one fact, so that no order
 * waits for them. Each is answered when its batch is committed.
 */
export class ShowRequests {
  readonly #application: Pick<Application, 'requestShows'>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #ofBuyer: KeyedBuckets;
  readonly #ofAddress: KeyedBuckets;
  /** Stream → item and viewer → request. */
  readonly #gathering = new Map<string, Map<string, Waiting>>();

  constructor(deps: {
    application: Pick<Application, 'requestShows'>;
    clock: Clock;
    log: Log;
    settings: Settings;
  }) {
    const { application, clock, log, settings } = deps;
    this.#application = application;
    this.#clock = clock;
    this.#log = log;
    this.#ofBuyer = new KeyedBuckets(bucketSize('showRequestsOfBuyer', settings), clock);
    this.#ofAddress = new KeyedBuckets(bucketSize('showRequestsOfAddress', settings), clock);
  }

  /** Takes a request. Refusals: RATE_LIMITED, BUSY beyond a full batch, and those of the rule. */
  take({ actor, address, streamId }: DrawingInStream, itemNumber: number): Promise<Answer> {
    const { buyerId } = actor;
    const waitMs = this.#ofBuyer.take(buyerId) || this.#ofAddress.take(`${streamId} ${address}`);
    if (waitMs > 0) return Promise.resolve(refusalAck({ code: 'RATE_LIMITED', retryAfterMs: waitMs }));
    const batch = this.#batchOf(streamId);
    const name = `${itemNumber} ${buyerId}`;
    const known = batch.get(name);
    if (!known && batch.size >= MAX_REQUESTS_AT_ONCE) {
      return Promise.resolve(refusalAck({ code: 'BUSY', retryAfterMs: FULL_AGAIN_MS }));
    }
    return new Promise((resolve) => {
      if (known) known.answers.push(resolve);
      else batch.set(name, { buyerId, itemNumber, answers: [resolve] });
    });
  }

  /** The batch that is being gathered; the first request of one says when it goes. */
  #batchOf(streamId: string): Map<string, Waiting> {
    const open = this.#gathering.get(streamId);
    if (open) return open;
    const batch = new Map<string, Waiting>();
    this.#gathering.set(streamId, batch);
    this.#clock.at(this.#clock.nowMs() + GATHER_MS, () => {
      this.#gathering.delete(streamId);
      void this.#send(streamId, [...batch.values()]);
    });
    return batch;
  }

  async #send(streamId: string, batch: readonly Waiting[]): Promise<void> {
    const asked = batch.map(({ buyerId, itemNumber }) => ({ buyerId, itemNumber }));
    const told = await this.#application
      .requestShows(asked, streamId, this.#clock.steadyMs())
      .catch((fault: unknown) => refusalAck(this.#refusalOf(fault, streamId)));
    for (const [index, { answers }] of batch.entries()) {
      const refusal = told.ok ? told.answers[index] : null;
      const answer = !told.ok ? told : refusal ? refusalAck(refusal) : { ok: true as const, seq: told.seq };
      for (const give of answers) give(answer);
    }
  }

  #refusalOf(fault: unknown, streamId: string): Refusal {
    const passing = refusalOfFault(fault);
    if (passing) return passing;
    this.#log.error({ err: fault, context: 'show requests', streamId }, 'no request of a batch was decided');
    return { code: 'INTERNAL' };
  }
}
