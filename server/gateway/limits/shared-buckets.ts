import { SECOND } from '../../../shared/values/time.ts';
import type { Application, BuyerActor } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AttemptLimiter, Counted } from '../../ports/attempt-limiter.ts';
import type { Limits } from '../../ports/limits.ts';
import { DryBuckets } from './dry-buckets.ts';
import type { KnownBuyers } from './known-buyers.ts';
import { mostOf } from './table.ts';

/** What buyers do that draws on a bucket of their network address. */
export type SharedAct = 'contact' | 'deviceCode' | 'merge';
type Passing = SharedAct | 'wrongCode';
/**
 * The buckets of each act: a buyer's, that of an address, and the passes of a buyer while that is empty. Codes can be
 * guessed: of these all passes of an address together are bounded, too.
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

/** A store that has not said in time whether somebody has bought, as in a flood, is asked again so much later. */
export const ASK_AGAIN_MS = SECOND;

export interface Drawing {
  actor: BuyerActor;
  /** Of the network, by its key. */
  address: string;
}
export interface DrawingInStream extends Drawing {
  streamId: string;
}

/**
 * What buyers of an address draw on together, so that strangers do not empty it for those who are known. Half of each
 * bucket is kept for what a buyer does for the first time in its span. Who has bought, or had watched for two minutes when
 * the bucket ran dry, has a few passes of their own, which nobody else can use up. Passes never lift a bound on guessed
 * codes: strangers have half of that bound, passes the other.
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
    /** Counts one of a buyer. @returns how long to wait in ms, or 0; and whether it is the first in its span */
    own: (act: SharedAct, buyerId: string) => tries.take(BUCKETS[act].own, buyerId),

    /** Counts one of an address, or a pass. @returns 0, or how long to wait in ms */
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

    /** A bucket of an address gave one: it is not dry. */
    flows(act: Passing, address: string): void {
      dry.flows(`${act} ${address}`);
    },

    /** A bucket of an address is dry. @returns 0 if this one passes all the same, or how long to wait in ms */
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

    /** A pass that was a right guess costs nothing. */
    async passBack({ actor, address }: Drawing): Promise<void> {
      await tries.uncount('wrongCodePassOfBuyer', actor.buyerId);
      await tries.uncount('wrongCodePassOfAddress', address);
    },
  };
}

export type SharedBuckets = ReturnType<typeof openSharedBuckets>;
