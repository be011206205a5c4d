/**
 * A kind of room: a view that its audience is told entry by entry. It says what the view is made of; the room brings frames,
 * snapshots, heartbeats and digests.
 */
export interface RoomKind<View, Change extends readonly unknown[]> {
  /** Stands before the names of the room's events on the wire. */
  readonly prefix: string;
  /** A room's name among those of the transport. */
  nameOf(id: string): string;
  readonly empty: View;
  apply(view: View, changes: readonly Change[]): View;
  /** The whole view as changes on an empty one: what a snapshot carries. */
  changesOf(view: View): readonly Change[];
  /** The entry that a change writes: changes with the same key replace each other. */
  keyOf(change: Change): string;
  /** True for a change that takes an entry away. */
  isRemoval(change: Change): boolean;
  /** What takes away what a change has told. */
  removalOf(change: Change): Change;
  /** A short fingerprint: equal views have equal digests on both sides. */
  digestOf(view: View): string;
}

/** A view right after a batch of its log: everything committed, nothing else. */
export interface Position<View> {
  history: string;
  seq: number;
  view: View;
}

/** What one batch changed of a view, in (from, to]. */
export interface Published<Change> {
  history: string;
  from: number;
  to: number;
  changes: readonly Change[];
  /** What changed can't be named: the position is read again. */
  whole: boolean;
  /** It is told at once. */
  urgent: boolean;
}

/** The changes of a view between two places of its log. */
export interface Frame<Change> {
  history: string;
  from: number;
  to: number;
  changes: Change[];
}

/** What a room tells: a snapshot, a frame, a heartbeat with its log's time in epoch ms and its viewers, a digest. */
export type Told<Change> =
  | [event: 's', history: string, to: number, changes: Change[]]
  | [event: 'd', history: string, from: number, to: number, changes: Change[]]
  | [event: 'h', history: string, to: number, nowMs: number, viewers: number]
  | [event: 'g', history: string, seq: number, digest: string];

/** Where a screen says that it stands. */
export interface Place {
  history: string;
  seq: number;
}
