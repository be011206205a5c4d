import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { apply } from '../../market/market.ts';
import type { StreamState } from '../../market/state.ts';
import type { ShopState } from '../../shop/state.ts';
import { Broken, type Finding } from '../broken.ts';
import { AddressCheck } from './address.ts';
import { arrivalOf, checkArrival } from './arrival.ts';
import { checkTurned } from './at-door.ts';
import type { LimitedTimes } from './limited.ts';
import { checkLimits } from './limits.ts';
import { checkPrices } from './price.ts';
import { checkShares } from './shares.ts';
import { TakingCheck } from './taking.ts';
import { TimeCheck } from './time.ts';
import type { No } from './violation.ts';
import { VoucherCheck } from './vouchers.ts';
import { checkWaitlist } from './waitlist.ts';

/**
 * Judges the facts of one stream as they are applied: times, prices, shares, vouchers, limits, addresses, and the sums and
 * ranges of K1.
 */
export class StreamFacts {
  private readonly time = new TimeCheck();
  private readonly takings = new TakingCheck();
  private readonly vouchers = new VoucherCheck();
  private readonly addresses = new AddressCheck();
  private readonly state: StreamState;
  private readonly shop: ShopState | null;
  private readonly limited: LimitedTimes | null;

  /** @param known what was found in the shop's log; absent: it was not looked at */
  constructor(state: StreamState, known: { shop: ShopState | null; limited: LimitedTimes } | null = null) {
    this.state = state;
    this.shop = known?.shop ?? null;
    this.limited = known?.limited ?? null;
  }

  /** The first deadline that was written too late in a way that older versions did, if one was (T7). */
  get late(): Finding | null {
    return this.time.late;
  }

  /** Applies the next fact. @throws Broken */
  take(fact: StreamFact, stamp: Stamp): void {
    const { state, shop } = this;
    const arrivedAtMs = arrivalOf(fact, stamp);
    const no: No = (invariant, found, expected) =>
      new Broken({ invariant, logId: state.streamId, seq: stamp.seq, at: fact.type, found, expected });
    this.time.before(state, fact, stamp, no);
    checkArrival(state, fact, stamp, no);
    checkPrices(state, fact, stamp, arrivedAtMs, no);
    checkShares(state, fact, shop, no);
    if (state.rehearsalOf === null) this.limited?.check(fact, stamp, no);
    this.vouchers.before(state, fact, arrivedAtMs, no);
    this.addresses.before(state, fact);
    checkTurned(state, fact, no);
    checkWaitlist(state, fact, stamp, no);
    this.takings.next(fact, no);
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
    this.addresses.after(state, fact, no);
  }
}
