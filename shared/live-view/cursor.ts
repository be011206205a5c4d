import { applyChanges, emptyView, viewOf } from './changes.ts';
import type { Change, LiveView } from './entries.ts';

/** Where a screen stands: the view it shows and the place in the log that the view is true for. */
export interface Cursor {
  history: string | null;
  seq: number;
  view: LiveView;
}

export const startCursor: Cursor = { history: null, seq: 0, view: emptyView };

/** The changes of the view between two places of the log. */
export interface Frame {
  history: string;
  from: number;
  to: number;
  changes: readonly Change[];
}

/** A screen that cannot use a frame says hello again; it never guesses. */
export type FrameOutcome = { kind: 'applied'; cursor: Cursor } | { kind: 'ignored' } | { kind: 'resync' };

/**
 * Takes one frame: applies it if it begins at or before the cursor and ends behind it, ignores what is already known,
 * asks for a resync on a gap or another history.
 */
export function takeFrame(cursor: Cursor, frame: Frame): FrameOutcome {
  if (frame.history !== cursor.history || frame.from > cursor.seq) return { kind: 'resync' };
  if (frame.to <= cursor.seq) return { kind: 'ignored' };
  const view = frame.changes.length === 0 ? cursor.view : applyChanges(cursor.view, frame.changes);
  return { kind: 'applied', cursor: { history: cursor.history, seq: frame.to, view } };
}

/** Starts over from a snapshot, whatever was known before. */
export function takeSnapshot(snapshot: { history: string; to: number; changes: readonly Change[] }): Cursor {
  return { history: snapshot.history, seq: snapshot.to, view: viewOf(snapshot.changes) };
}
