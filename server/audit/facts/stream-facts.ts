import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { apply } from '../../market/market.ts';
import type { StreamState } from '../../market/state.ts';
import { Broken } from '../broken.ts';
import { arrivalOf, checkArrival } from './arrival.ts';
import { checkLimits } from './limits.ts';
import { checkPrices } from './price.ts';
import { TimeCheck } from './time.ts';
import type { No } from './violation.ts';
import { VoucherCheck } from './vouchers.ts';
import { checkWaitlist } from './waitlist.ts';

/**
 * Judges the facts of one stream as they are applied: times, prices, vouchers, limits, and the sums and ranges of K1.
 * Counts the prices that could not be proven, because their facts are older than the word about arrivals.
 */
export class StreamFacts {
  private readonly time = new TimeCheck();
  private readonly vouchers = new VoucherCheck();
  private readonly state: StreamState;
  /** Facts whose price is possible and can't be proven; where the first of them stands, or null. */
  notProvable: { facts: number; firstSeq: number | null } = { facts: 0, firstSeq: null };

  constructor(state: StreamState) {
    this.state = state;
  }

  /**
   * Applies the next fact.
   * @param version that it was written as
   * @throws Broken
   */
  take(fact: StreamFact, stamp: Stamp, version: number): void {
    const { state } = this;
    const arrival = arrivalOf(state, fact, stamp, version);
    const no: No = (invariant, found, expected) =>
      new Broken({ invariant, logId: state.streamId, seq: stamp.seq, at: fact.type, found, expected });
    this.time.before(state, fact, stamp, no);
    checkArrival(state, fact, stamp, no);
    if (!checkPrices(state, fact, stamp, arrival, no)) {
      this.notProvable.facts += 1;
      this.notProvable.firstSeq ??= stamp.seq;
    }
    this.vouchers.before(state, fact, arrival, no);
    checkWaitlist(state, fact, stamp, no);
    try {
      apply(state, fact, stamp);
    } catch (error) {
      throw no(
        'INV1',
        error instanceof Error ? error.message : String(error),
        'a fact that keeps every sum and range (K1)',
      );
    }
    this.time.after(state, fact);
    checkLimits(state, fact, no);
    this.vouchers.after(state, fact, no);
  }
}
