import type { PinEntry } from '../../../shared/market/lineup/pins-entry.ts';

/** What was on the table from a moment on, epoch ms on the server's clock. */
export interface TableSpan {
  fromMs: number;
  pins: readonly PinEntry[];
}

/** So many changes of the table are remembered: more than a host makes while the slowest picture lags. */
export const MOST_SPANS = 60;
/** A picture that lags more than this holds the pin by itself, until it lags less than the other. */
export const HOLD_ABOVE_MS = 3_000;
export const RELEASE_BELOW_MS = 2_000;
/** A picture further behind, or a clock that says so, is not followed: nobody shops by what was two minutes ago. */
export const MOST_LAG_MS = 120_000;

/**
 * Adds what the server says is on the table now to what was there before, newest last. A new pin counts from its own
 * moment, anything else from `nowMs`, when it was heard.
 */
export function rememberTable(
  spans: readonly TableSpan[],
  pins: readonly PinEntry[],
  nowMs: number,
): readonly TableSpan[] {
  const last = spans.at(-1);
  if (last && isSame(last.pins, pins)) return spans;
  const newestMs = Math.max(0, ...pins.map(({ sinceMs }) => sinceMs));
  const fromMs = newestMs > (last?.fromMs ?? 0) ? newestMs : nowMs;
  return [...spans, { fromMs, pins }].slice(-MOST_SPANS);
}

/** What was on the table at a moment; null when that is longer ago than anything remembered. */
export function tableAt(spans: readonly TableSpan[], atMs: number): readonly PinEntry[] | null {
  for (let index = spans.length - 1; index >= 0; index -= 1) {
    const span = spans[index]!;
    if (span.fromMs <= atMs) return span.pins;
  }
  return null;
}

/** Whether the pin follows the picture: by choice, or by itself when the picture lags enough to tell. */
export function isHeldBack(was: boolean, lagMs: number | null, choice: boolean | null): boolean {
  if (lagMs === null || lagMs > MOST_LAG_MS) return false;
  return choice ?? lagMs > (was ? RELEASE_BELOW_MS : HOLD_ABOVE_MS);
}

export function isSame(a: readonly PinEntry[], b: readonly PinEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((pin, index) => pin.itemNumber === b[index]?.itemNumber && pin.sinceMs === b[index]?.sinceMs)
  );
}
