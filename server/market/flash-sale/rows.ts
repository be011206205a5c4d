import type { FlashRow } from '../../ports/rows.ts';
import type { Flash } from './state.ts';

/** A flash sale and its counts, likewise. */
export function flashRow(streamId: string, flash: Flash): FlashRow {
  const { flashId, itemNumber, priceMinor, startsAtMs, endsAtMs, cap, free, lapsed, held, unpaid, sold } =
    flash;
  return {
    streamId,
    flashId,
    itemNumber,
    priceMinor,
    startsAtMs,
    endsAtMs,
    cap,
    free,
    lapsed,
    held,
    unpaid,
    sold,
  };
}
