import type { PinEntry } from '../../../../../shared/market/lineup/pins-entry.ts';

/** What was put on the table last; null: nothing lies there. */
export function newestPin(pins: readonly PinEntry[]): number | null {
  return (
    pins.reduce<PinEntry | null>(
      (best, pin) => (best === null || pin.sinceMs > best.sinceMs ? pin : best),
      null,
    )?.itemNumber ?? null
  );
}
