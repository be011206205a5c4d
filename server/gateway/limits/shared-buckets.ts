import { SECOND } from '../../../shared/values/time.ts';
import type { Application, BuyerActor } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AttemptLimiter, Counted } from '../../ports/attempt-limiter.ts';
import type { Limits } from '../../ports/limits.ts';
import { DryBuckets } from './dry-buckets.ts';
import type { KnownBuyers } from './known-buyers.ts';
import { mostOf } from './table.ts';

/** The acts of buyers that take from a bucket of their network address. */
export type SharedAct = 'contact' | 'deviceCode' | 'merge';
type Passing = SharedAct | 'wrongCode';
/**
 * The buckets of each act: a buyer's, an address's, and a buyer's passes while that is empty. Codes can be guessed, so
 * their passes are also bounded by address.
 */
const BUCKETS = {
  contact: {
    own: 'contactOfBuyer',
    shared: 'contactOfAddress',
    pass: 'contactPassOfBuyer',
    passes: null,
  },
  deviceCode: {
    own: 'deviceCodeOfBuyer',
    shared: 'deviceCodeOfAddress',
    pass: 'deviceCodePassOfBuyer',
    passes: null,
  },
  merge: {
    own: 'mergeOfBuyer',
    shared: 'mergeOfAddress',
    pass: 'mergePassOfBuyer',
    passes: 'mergePassOfAddress',
  },
  wrongCode: {
    own: 'wrongCodeOfBuyer',
    shared: 'wrongCodeOfAddress',
    pass: 'wrongCodePassOfBuyer',
    passes: 'wrongCodePassOfAddress',
  },
} as const satisfies Record<Passing, Record<'own' | 'shared' | 'pass', Counted> & { passes: Counted | null }>;

/** Retry-after in ms while the store has not answered in time whether a buyer has bought, as in a flood. */
export const ASK_AGAIN_MS = SECOND;

export interface Drawing {
  actor: BuyerActor;
  /** The key of the network address. */
  address: string;
}
export interface DrawingInStream extends Drawing {
  streamId: string;
}

/**
 * The buckets that buyers of one address share, with admission for known buyers when strangers empty them. Half is kept
 * for a buyer's first act in the span. Known buyers have a few passes of their own. Guesses at codes stay bounded:
 * strangers have half of that bound, passes the other.
 */
export function openSharedBuckets(deps: {
  tries: AttemptLimiter;
  known: Pick<KnownBuyers, 'isKnown'>;
  application: Pick<Application, 'hasBought'>;
  clock: Pick<Clock, 'nowMs'>;
  config: { limits: Limits };
}) {
  const { tries, known, application, clock } = deps;
  const dry = new DryBuckets(clock);

  return {
    /** Counts an act of a buyer. @returns the wait in ms, or 0; and whether it is the first in its span */
    own: (act: SharedAct, buyerId: string) => tries.take(BUCKETS[act].own, buyerId),

    /** Counts an act of an address, or a pass. @returns 0, or the wait in ms */
    async shared(act: SharedAct, drawing: Drawing, isFirst: boolean): Promise<number> {
      const bucket = BUCKETS[act].shared;
      const { address } = drawing;
      const kept = isFirst ? 0 : Math.floor(mostOf(bucket, deps.config.limits) / 2);
      const keptMs = kept > 0 ? await tries.waitMs(bucket, address, kept) : 0;
      const waitMs = keptMs > 0 ? keptMs : await tries.count(bucket, address);
      if (waitMs > 0) return this.pass(act, drawing, waitMs);
      this.flows(act, address);
      return 0;
    },

    /** Notes that a bucket of an address has tokens. */
    flows(act: Passing, address: string): void {
      dry.flows(`${act} ${address}`);
    },

    /** Takes a pass while an address's bucket is empty. @returns 0 if admitted, or the wait in ms */
    async pass(act: Passing, { actor, address }: Drawing, waitMs: number): Promise<number> {
      const { buyerId } = actor;
      const isKnown = known.isKnown(address, buyerId, dry.since(`${act} ${address}`));
      const mayPass = isKnown || (await application.hasBought(actor));
      if (mayPass === null) return ASK_AGAIN_MS;
      if (!mayPass) return waitMs;
      const ownMs = await tries.count(BUCKETS[act].pass, buyerId);
      if (ownMs > 0) return ownMs;
      const { passes } = BUCKETS[act];
      return passes ? tries.count(passes, address) : 0;
    },

    /** Gives a pass back: a right code is no guess. */
    async passBack({ actor, address }: Drawing): Promise<void> {
      await tries.uncount('wrongCodePassOfBuyer', actor.buyerId);
      await tries.uncount('wrongCodePassOfAddress', address);
    },
  };
}

export type SharedBuckets = ReturnType<typeof openSharedBuckets>;
