import type { ChatState } from './state.ts';

/** Up to so many lines of viewers a second, everybody gets each of them. */
const ALL_A_SECOND = 2;
/** Above, one is sent to everybody in this time, in ms. */
const ONE_IN_MS = 1_000;
const SPAN_MS = 5_000;

/** Lines of viewers within a second, over the last five to ten. */
function rate({ pace: { sinceMs, lines, before } }: Readonly<Pick<ChatState, 'pace'>>, atMs: number): number {
  const passed = atMs - sinceMs;
  if (passed >= 2 * SPAN_MS) return 0;
  if (passed >= SPAN_MS) return lines / (passed / 1_000);
  return (before + lines) / ((SPAN_MS + passed) / 1_000);
}

/** Whether a viewer's line of now is left out of the frames for all (N3): the rule and the log say it alike on every server. */
export function isTooMuch(state: Readonly<Pick<ChatState, 'pace' | 'shownAtMs'>>, atMs: number): boolean {
  return rate(state, atMs) >= ALL_A_SECOND && atMs - state.shownAtMs < ONE_IN_MS;
}

/** Counts a line of a viewer. */
export function countLine({ pace }: Pick<ChatState, 'pace'>, atMs: number): void {
  const passed = atMs - pace.sinceMs;
  if (passed >= SPAN_MS) {
    pace.before = passed < 2 * SPAN_MS ? pace.lines : 0;
    pace.lines = 0;
    pace.sinceMs = atMs;
  }
  pace.lines += 1;
}
