import type { LogType } from '../event-log/log-type.ts';
import { FORMAT } from '../lib/format.ts';
import type { Effects } from '../ports/rows.ts';
import { account } from './account/capability.ts';
import { broadcast } from './broadcast/capability.ts';
import { cart } from './cart/capability.ts';
import { type FactTables, StreamChangeSet } from './change-set.ts';
import { type Deadline, type DeadlineKind, isBefore } from './deadlines.ts';
import type { Fact, FactMap, FactType, StreamFact } from './facts.ts';
import { flashSale } from './flash-sale/capability.ts';
import { idsNow } from './kernel/buyers.ts';
import type {
  DeadlinesSet,
  DecidesDue,
  DueBy,
  Folds,
  Invalidates,
  OrderRowsDo,
  Reaction,
  Records,
} from './kernel/capability.ts';
import { type Invalidated, nothingInvalidated } from './kernel/invalidated.ts';
import { refusalTally } from './kernel/refusal-tally.ts';
import type { Stamp } from './kernel/stamp.ts';
import { lineup } from './lineup/capability.ts';
import { newcomers } from './newcomers/capability.ts';
import { order } from './order/capability.ts';
import { forgetSome } from './order/memory.ts';
import { parcel } from './parcel/capability.ts';
import { shipping } from './shipping/capability.ts';
import { readState, writeState } from './snapshot.ts';
import { emptyStream, type StreamState } from './state.ts';
import { stock } from './stock/capability.ts';
import { stream } from './stream/capability.ts';
import type { Timeline } from './timeline.ts';
import { voucher } from './voucher/capability.ts';
import { waitlist } from './waitlist/capability.ts';

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
  ...newcomers.fold,
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

/** What each fact changes: one that does not say so does not compile. */
const invalidates: Invalidates<FactMap> = {
  ...stream.invalidates,
  ...broadcast.invalidates,
  ...lineup.invalidates,
  ...shipping.invalidates,
  ...flashSale.invalidates,
  ...stock.invalidates,
  ...voucher.invalidates,
  ...cart.invalidates,
  ...newcomers.invalidates,
  ...waitlist.invalidates,
  ...order.invalidates,
  ...parcel.invalidates,
  ...account.invalidates,
};

/** Adds what one fact changes; called after the fact was applied. */
export function invalidate<T extends FactType>(into: Invalidated, state: StreamState, fact: Fact<T>): void {
  invalidates[fact.type]?.(into, state, fact);
}

const deadlinesSet: DeadlinesSet<FactMap> = {
  ...flashSale.deadlines.of,
  ...cart.deadlines.of,
  ...order.deadlines.of,
  ...waitlist.deadlines.of,
  ...stream.deadlines.of,
  ...broadcast.deadlines.of,
  ...parcel.deadlines.of,
};

/** Each kind of deadline has one owner: one that has none does not compile. */
const decidesDue: DecidesDue<DeadlineKind> = {
  ...flashSale.deadlines.decide,
  ...cart.deadlines.decide,
  ...order.deadlines.decide,
  ...waitlist.deadlines.decide,
  ...stream.deadlines.decide,
  ...broadcast.deadlines.decide,
  ...parcel.deadlines.decide,
};

/** The deadlines that a fact sets; those it makes pointless are found out when they are due. */
export function deadlinesOf<T extends FactType>(state: StreamState, fact: Fact<T>): Deadline[] {
  return deadlinesSet[fact.type]?.(state, fact) ?? [];
}

/** Every deadline that a state has, for a log that is loaded from a snapshot. */
export function allDeadlines(state: StreamState): Deadline[] {
  const deadlines = [flashSale, cart, waitlist, stream, broadcast].flatMap((owner) =>
    owner.deadlines.all(state),
  );
  for (const one of state.orders.values()) {
    for (const owner of [order, parcel]) {
      const deadline = owner.deadlines.ofOrder(state, one);
      if (deadline) deadlines.push(deadline);
    }
  }
  return deadlines;
}

/**
 * The facts of a deadline that is due, or none if it has become pointless: the hold was used, the order paid, the
 * flash ended or moved.
 */
export function decideDeadline(state: StreamState, deadline: Deadline, by: DueBy): StreamFact[] {
  return decidesDue[deadline.kind](state, deadline, by);
}

/** Whoever is asked first goes first. */
const reactions: readonly Reaction[] = [...waitlist.reactions];

/**
 * The next fact that follows by itself, or null.
 * @param since the facts since nothing followed; null: look at everything
 */
function following(
  state: StreamState,
  by: { atMs: number; ids: { next(): string } },
  since: readonly StreamFact[] | null,
): StreamFact | null {
  if (since?.length === 0) return null;
  let changed: Invalidated | null = null;
  for (const reaction of reactions) {
    if (!reaction.isPossible(state, by.atMs)) continue;
    changed ??= since && changedBy(state, since);
    const fact = reaction.next(state, by, changed);
    if (fact) return fact;
  }
  return null;
}

function changedBy(state: StreamState, facts: readonly StreamFact[]): Invalidated {
  const changed = nothingInvalidated();
  for (const fact of facts) invalidate(changed, state, fact);
  return changed;
}

const records: Records<FactMap> = {
  ...stream.records,
  ...lineup.records,
  ...flashSale.records,
  ...stock.records,
  ...cart.records,
  ...order.records,
};

const orderRows: { [K in FactType]?: OrderRowsDo } = {
  ...cart.orderRows,
  ...waitlist.orderRows,
  ...order.orderRows,
};

const tables: FactTables = {
  invalidate,
  record: recordFact,
  orderRows: (type) => orderRows[type],
};

function recordFact<T extends FactType>(
  into: Timeline,
  state: StreamState,
  fact: Fact<T>,
  stamp: Stamp,
): void {
  records[fact.type]?.(into, state, fact, stamp);
}

/** Begins to gather what a cut changes. */
export function changeSetOf(state: StreamState): StreamChangeSet {
  return new StreamChangeSet(state, tables);
}

/** A stream's log is read and written by the rules of the market. */
export const streamRules: LogType<StreamState, StreamFact, Effects> = {
  kind: 'stream',
  snapshotVersion: FORMAT.snapshots.stream,
  writeState,
  readState,
  empty: (streamId) => emptyStream(streamId),
  apply,
  idsNow,
  whomToAsk: ({ hostName }) => hostName || null,
  deadlinesOf,
  allDeadlines,
  isBefore,
  sizeOf: ({ orders, holds }) => orders.size + holds.size,
  decideDeadline: (state, deadline: Deadline, { ids, once }) =>
    decideDeadline(state, deadline, { ids, struck: once }),
  following,
  gather: changeSetOf,
  tally: refusalTally,
};
