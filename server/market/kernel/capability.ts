import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { Chapter } from '../../insights/floor/chapter.ts';
import type { Deadline, DeadlineKind } from '../deadlines.ts';
import type { Fact, FactType, StreamFact } from '../facts.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import type { Invalidated } from './invalidated.ts';
import type { Moments } from './moments.ts';
import type { Stamp } from './stamp.ts';
import type { Views } from './views.ts';

/** Takes one fact into the state; total, never refuses. A sum that does not hold is a fault, and throws. */
export type Fold<T extends FactType> = (state: StreamState, fact: Fact<T>, stamp: Stamp) => void;

export type Folds<Own> = { [K in keyof Own & FactType]: Fold<K> };

/** Adds what a fact changed; called after its fold. */
export type Invalidate<T extends FactType> = (into: Invalidated, state: StreamState, fact: Fact<T>) => void;

/** Null: nothing of it is told or written. */
export type Invalidates<Own> = { [K in keyof Own & FactType]: Invalidate<K> | null };

/** What the facts of a deadline may know besides the state. */
export interface DueBy {
  ids: { next(): string };
  /** Buyers who had an expiry in this batch already: several count once (H2, H3). */
  struck: Set<string>;
}

/** The facts of a deadline that is due, or none if it has become pointless. */
export type DecideDue = (
  state: StreamState,
  due: Pick<Deadline, 'dueAtMs' | 'id'>,
  by: DueBy,
) => StreamFact[];

export type DecidesDue<Kind extends DeadlineKind> = { [K in Kind]: DecideDue };

/** The deadlines that facts set; those that they make pointless are found out when they are due. */
export type DeadlinesSet<Own> = {
  [K in keyof Own & FactType]?: (state: StreamState, fact: Fact<K>) => Deadline[];
};

/**
 * The deadlines that a state has, for a log that is loaded from a snapshot: whoever sets any says them, or they would never
 * come after a restart. `ofOrder`: that of one order; orders are walked once, because a packed one has to be read.
 */
type Standing =
  | { all(state: StreamState): Deadline[]; ofOrder?: DeadlineOfOrder }
  | { all?: undefined; ofOrder: DeadlineOfOrder };
type DeadlineOfOrder = (state: StreamState, order: Readonly<Order>) => Deadline | null;

/** When a fact that happens by itself says it was due, and when the state says so (T6). */
export interface DueTime {
  said: number;
  set: number | null;
}

/**
 * Asked before the fold. `behind`: it stands right behind the fact of a deadline, before all else of that time; null: it
 * was not due, but done by somebody.
 */
export type DueOf<T extends FactType> = (state: StreamState, fact: Fact<T>) => DueTime | 'behind' | null;

/** A fact that says when it was due has an entry. Null: what it says is a deadline that it sets. */
export type Dues<Own> = {
  [K in keyof Own & FactType as 'dueAtMs' extends keyof Own[K] ? K : never]: DueOf<K> | null;
} & { [K in keyof Own & FactType]?: DueOf<K> | null };

/** Adds what a fact means to the timeline; called after its fold. */
export type RecordFact<T extends FactType> = (
  into: Timeline,
  state: StreamState,
  fact: Fact<T>,
  stamp: Stamp,
) => void;

export type Records<Own> = { [K in keyof Own & FactType]?: RecordFact<K> };

/** A fact makes the rows of an order, or leaves every order as it is. */
export type OrderRowsDo = 'made' | 'untouched';

/** How its fields of the report on a stream are read from the log, each opened with the state that the log is read into. */
export type Reports = {
  [Field in keyof FloorReport]?: (state: StreamState) => Chapter<FloorReport[Field]>;
};

/** What one capability of the market gives to all that happens in a stream. `market.ts` puts them together. */
export type Capability<Own, Kind extends DeadlineKind = never> = Slots<Own, Kind> &
  (object extends Dues<Own> ? { due?: Dues<Own> } : { due: Dues<Own> });

interface Slots<Own, Kind extends DeadlineKind> {
  /** What each of its facts makes of the state. */
  fold: Folds<Own>;
  /** What each of them changes for those who look on, and in the tables. */
  invalidates: Invalidates<Own>;
  /** What can be asked of it; each is checked against the protocol where they are put together. */
  commands?: object;
  deadlines?: { of?: DeadlinesSet<Own>; decide?: DecidesDue<Kind> } & Standing;
  /** What its facts add to the timeline of a stream. */
  records?: Records<Own>;
  /**
   * Facts that make an order, or touch none: rows of orders that were handed to the store ahead of their batch stay good. Any
   * other makes those of the order that it names anew, or all.
   */
  orderRows?: { [K in keyof Own & FactType]?: OrderRowsDo };
  /** What moments of others mean to it. Those whose moments they are, are told what it means to all. */
  on?: Moments;
  /** What follows by itself from where a stream stands. */
  reactions?: readonly Reaction[];
  /** What it shows: to viewers, to one buyer alone, to the console. */
  views?: Views;
  /** What it tells of a stream afterwards. */
  report?: Reports;
}

/** Asked after each command and each sweep, until none has anything more to say. */
export interface Reaction {
  /** Whether it is worth asking: the quick no of most streams, most of the time. */
  isPossible(state: StreamState, atMs: number): boolean;
  /** @param changed what has changed since nothing followed; null: look at everything */
  next(
    state: StreamState,
    by: { atMs: number; ids: { next(): string } },
    changed: Invalidated | null,
  ): StreamFact | null;
}
