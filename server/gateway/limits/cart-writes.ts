import type { Ack } from '../../../shared/contract/answer.ts';
import { SECOND } from '../../../shared/values/time.ts';
import { refusalAck } from '../../application/ack.ts';
import type { Application } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { KeyedBuckets } from './bucket.ts';
import { DryBuckets } from './dry-buckets.ts';
import type { KnownBuyers } from './known-buyers.ts';
import { ASK_AGAIN_MS, type DrawingInStream } from './shared-buckets.ts';
import { bucketSize, mostOf } from './table.ts';

/** Shortest retry-after of a refused change. A sooner retry would find the few refilled tokens gone. */
const MIN_WAIT_MS = SECOND;

type Taken = readonly [buckets: KeyedBuckets, key: string];

/**
 * Admission of cart and waiting-list changes, by network address and stream: a bucket wide enough for a village at a
 * flash. Half is kept for each buyer's first change. Known buyers have passes while it is empty.
 *
 * A token returns after a refusal or a replay, so parallel sends gain nothing. Each server counts alone, without a
 * round trip.
 */
export class CartWrites {
  readonly #known: Pick<KnownBuyers, 'isKnown'>;
  readonly #application: Pick<Application, 'hasBought'>;
  readonly #most: number;
  readonly #shared: KeyedBuckets;
  readonly #firsts: KeyedBuckets;
  readonly #passes: KeyedBuckets;
  readonly #dry: DryBuckets;

  constructor(deps: {
    known: Pick<KnownBuyers, 'isKnown'>;
    application: Pick<Application, 'hasBought'>;
    clock: Pick<Clock, 'nowMs'>;
    config: { limits: Limits };
  }) {
    const { known, application, clock, config } = deps;
    this.#known = known;
    this.#application = application;
    this.#most = mostOf('cartChangesOfAddress', config.limits);
    this.#shared = new KeyedBuckets(bucketSize('cartChangesOfAddress', config.limits), clock);
    this.#firsts = new KeyedBuckets(bucketSize('cartChangeFirst', config.limits), clock);
    this.#passes = new KeyedBuckets(bucketSize('cartChangePassOfBuyer', config.limits), clock);
    this.#dry = new DryBuckets(clock);
  }

  /** Runs a change, or refuses it with RATE_LIMITED and the wait until the address has a token. */
  async run<Reply extends object>(
    by: DrawingInStream,
    decide: () => Promise<Ack<Reply>>,
  ): Promise<Ack<Reply>> {
    const taken = await this.#take(by);
    if (typeof taken === 'number') {
      return refusalAck({ code: 'RATE_LIMITED', retryAfterMs: Math.max(MIN_WAIT_MS, taken) });
    }
    let isWritten = false;
    try {
      const ack = await decide();
      isWritten = ack.ok && !('replay' in ack && ack.replay);
      return ack;
    } finally {
      if (!isWritten) for (const [buckets, key] of taken) buckets.giveBack(key);
    }
  }

  /** @returns the taken tokens, or the wait in ms */
  async #take({ actor, address, streamId }: DrawingInStream): Promise<readonly Taken[] | number> {
    const bucket = `${streamId} ${address}`;
    const own = `${streamId} ${actor.buyerId}`;
    const waitMs = this.#shared.waitMs(bucket, this.#most / 2);
    if (waitMs === 0) {
      // The bucket counts as recovered at three quarters, not at each token that refills.
      if (this.#shared.waitMs(bucket, (this.#most * 3) / 4) === 0) this.#dry.flows(bucket);
      return this.#taken([this.#shared, bucket]);
    }
    const dryAtMs = this.#dry.since(bucket);
    if (this.#shared.waitMs(bucket) === 0 && this.#firsts.waitMs(own) === 0) {
      return this.#taken([this.#shared, bucket], [this.#firsts, own]);
    }
    const isKnown = this.#known.isKnown(address, actor.buyerId, dryAtMs);
    const mayPass = isKnown || (await this.#application.hasBought(actor));
    if (mayPass === null) return ASK_AGAIN_MS;
    if (!mayPass) return waitMs;
    const ownMs = this.#passes.waitMs(own);
    return ownMs > 0 ? ownMs : this.#taken([this.#passes, own]);
  }

  #taken(...from: readonly Taken[]): readonly Taken[] {
    for (const [buckets, key] of from) buckets.take(key);
    return from;
  }
}
