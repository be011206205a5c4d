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
import type { Order } from './order/order.ts';
import { parcel } from './parcel/capability.ts';
import { shipping } from './shipping/capability.ts';
import { readState, writeState } from './snapshot.ts';
import { emptyStream, type StreamState } from './state.ts';
import { stock } from './stock/capability.ts';
import { stream } from './stream/capability.ts';
import type { Timeline } from './timeline.ts';
import { voucher } from './voucher/capability.ts';
import { waitlist } from './waitlist/capability.ts';

/**
 * Every capability, once. All that follows is taken from here: a fact that has no fold or does not say what it changes, and
 * a kind of deadline that nobody decides, do not compile.
 */
const capabilities = {
  lineup,
  shipping,
  flashSale,
  stock,
  voucher,
  cart,
  newcomers,
  waitlist,
  stream,
  broadcast,
  order,
  parcel,
  account,
};
type Each = (typeof capabilities)[keyof typeof capabilities];
type All<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;

/** A capability without the types of its own facts: they were checked where it was declared. */
interface AnyCapability {
  fold: object;
  deadlines?: {
    of?: object;
    decide?: object;
    all?: (state: StreamState) => Deadline[];
    ofOrder?: (state: StreamState, order: Readonly<Order>) => Deadline | null;
  };
  records?: object;
  orderRows?: object;
}
const all: readonly AnyCapability[] = Object.values(capabilities);

const folds: Folds<FactMap> = assembled('fold');
/** What each fact changes. */
const invalidates: Invalidates<FactMap> = assembled('invalidates');

function assembled<Slot extends 'fold' | 'invalidates'>(slot: Slot): All<Each[Slot]> {
  return Object.assign({}, ...Object.values(capabilities).map((each) => each[slot]));
}

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

/** Adds what one fact changes; called after the fact was applied. */
export function invalidate<T extends FactType>(into: Invalidated, state: StreamState, fact: Fact<T>): void {
  invalidates[fact.type]?.(into, state, fact);
}

const deadlinesSet: DeadlinesSet<FactMap> = Object.assign({}, ...all.map(({ deadlines }) => deadlines?.of));
type Decided = Extract<Each, { deadlines: { decide: object } }>['deadlines']['decide'];
const decided: All<Decided> = Object.assign({}, ...all.map(({ deadlines }) => deadlines?.decide));
const decidesDue: DecidesDue<DeadlineKind> = decided;

/** The deadlines that a fact sets; those it makes pointless are found out when they are due. */
export function deadlinesOf<T extends FactType>(state: StreamState, fact: Fact<T>): Deadline[] {
  return deadlinesSet[fact.type]?.(state, fact) ?? [];
}

const ofOrders = all.flatMap(({ deadlines }) => deadlines?.ofOrder ?? []);

/** Every deadline that a state has, for a log that is loaded from a snapshot. */
export function allDeadlines(state: StreamState): Deadline[] {
  const deadlines = all.flatMap(({ deadlines: own }) => own?.all?.(state) ?? []);
  for (const one of state.orders.values()) {
    for (const ofOrder of ofOrders) {
      const deadline = ofOrder(state, one);
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

const records: Records<FactMap> = Object.assign({}, ...all.map((each) => each.records));
const orderRows: { [K in FactType]?: OrderRowsDo } = Object.assign({}, ...all.map((each) => each.orderRows));

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
