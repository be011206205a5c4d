import type { StreamState } from './state.ts';

/** What an accepted console command answers: its place, the new version, until when it can be undone (L4, L5). */
export interface ConsoleReply {
  seq: number;
  version: number;
  undoUntilMs: number | null;
}

/** A console fact is its own version: the seq of the last console fact on what it changed. */
export function consoleReply(
  undoUntilMs: number | null,
): (after: Readonly<StreamState>, seq: number) => ConsoleReply {
  return (_after, seq) => ({ seq, version: seq, undoUntilMs });
}
