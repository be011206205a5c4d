/**
 * A kind of room: a view that is sent entry by entry. The kind defines the view; the room adds frames, snapshots,
 * heartbeats and digests.
 */
export interface RoomKind<View, Change extends readonly unknown[]> {
  /** The prefix of the room's event names on the wire. */
  readonly prefix: string;
  /** The room's name in the transport. */
  nameOf(id: string): string;
  readonly empty: View;
  apply(view: View, changes: readonly Change[]): View;
  /** The whole view as changes on an empty one: what a snapshot carries. */
  changesOf(view: View): readonly Change[];
  /** The entry that a change writes: changes with the same key replace each other. */
  keyOf(change: Change): string;
  /** True for a change that removes an entry. */
  isRemoval(change: Change): boolean;
  /** The change that removes the entry of a change. */
  removalOf(change: Change): Change;
  /** A short fingerprint: equal views have equal digests on both sides. */
  digestOf(view: View): string;
}

/** A view after a committed batch of its log, and nothing later. */
export interface Position<View> {
  history: string;
  seq: number;
  view: View;
}

/** The changes of a view by one batch, in (from, to]. */
export interface Published<Change> {
  history: string;
  from: number;
  to: number;
  changes: readonly Change[];
  /** Whether the changes could not be named: the position is read again. */
  whole: boolean;
  /** Whether it is sent ahead of the counters' interval. */
  urgent: boolean;
}

/** The changes of a view between two positions of its log. */
export interface Frame<Change> {
  history: string;
  from: number;
  to: number;
  changes: Change[];
}

/** A room's message: snapshot, frame, heartbeat with the log's time in epoch ms and its viewers, or digest. */
export type Told<Change> =
  | [event: 's', history: string, to: number, changes: Change[]]
  | [event: 'd', history: string, from: number, to: number, changes: Change[]]
  | [event: 'h', history: string, to: number, nowMs: number, viewers: number]
  | [event: 'g', history: string, seq: number, digest: string];

/** The cursor of a screen. */
export interface Place {
  history: string;
  seq: number;
}
