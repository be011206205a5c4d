import type { Rules } from '../event-log/log-type.ts';
import { account } from './account/capability.ts';
import { idsNow } from './account/state.ts';
import { broadcast } from './broadcast/capability.ts';
import { cart } from './cart/capability.ts';
import { StreamChangeSet } from './change-set.ts';
import { allDeadlines, deadlinesOf, decideDeadline } from './deadlines.ts';
import type { Fact, FactMap, FactType, StreamFact } from './facts.ts';
import { flashSale } from './flash-sale/capability.ts';
import type { Folds } from './kernel/capability.ts';
import type { Stamp } from './kernel/stamp.ts';
import { lineup } from './lineup/capability.ts';
import { order } from './order/capability.ts';
import { forgetSome } from './order/memory.ts';
import { parcel } from './parcel/capability.ts';
import { shipping } from './shipping/capability.ts';
import { SNAPSHOT_VERSION } from './snapshot.ts';
import { emptyStream, type StreamState } from './state.ts';
import { stock } from './stock/capability.ts';
import { stream } from './stream/capability.ts';
import { voucher } from './voucher/capability.ts';
import { waitlist } from './waitlist/capability.ts';
import { nextOffer } from './waitlist/offer.ts';

/** Each fact has one fold, its owner's: one that has none does not compile. */
const folds: Folds<FactMap> = {
  ...stream.fold,
  ...broadcast.fold,
  ...lineup.fold,
  ...shipping.fold,
  ...flashSale.fold,
  ...stock.fold,
  ...voucher.fold,
  ...cart.fold,
  ...waitlist.fold,
  ...order.fold,
  ...parcel.fold,
  ...account.fold,
};

/**
 * Takes one fact into the state; total, and alone in writing it. Facts carry results, so replaying a log gives the
 * same state for ever.
 */
export function apply<T extends FactType>(state: StreamState, fact: Fact<T>, stamp: Stamp): void {
  folds[fact.type](state, fact, stamp);
  forgetSome(state, fact, stamp);
  state.orders.packSurplus();
  state.seq = stamp.seq;
  state.atMs = stamp.atMs;
}

/** A stream's log is read and written by the rules of the market. */
export const streamRules: Rules<StreamState, StreamFact> = {
  kind: 'stream',
  snapshotVersion: SNAPSHOT_VERSION,
  empty: (streamId) => emptyStream(streamId),
  apply,
  idsNow,
  whomToAsk: ({ hostName }) => hostName || null,
  deadlinesOf,
  allDeadlines,
  sizeOf: ({ orders, holds }) => orders.size + holds.size,
  decideDeadline,
  following: nextOffer,
  gather: (state) => new StreamChangeSet(state),
};
