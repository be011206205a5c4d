import type { ConsoleFlash } from '../../../shared/contract/console.ts';
import type { FlashEntry } from '../../../shared/market/flash-sale/entry.ts';
import { shownItem, shownItems } from '../kernel/shown-item.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import type { Flash } from './state.ts';

export const flashSaleViews = {
  live: { flash: { keys: shownItems, shown: flashEntry } },
} satisfies Views;

/** The flash that is announced or running; one that is over is not shown. */
function flashEntry(state: StreamState, itemNumber: number): FlashEntry | null {
  const flash = flashOf(state, shownItem(state, itemNumber));
  if (flash?.phase !== 'announced' && flash?.phase !== 'running') return null;
  const { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs } = flash;
  return { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs };
}

/** The newest flash of an item, exact, as staff see it. */
export function consoleFlash(state: StreamState, item: { flashId: string | null }): ConsoleFlash | null {
  const flash = flashOf(state, item);
  if (!flash) return null;
  const { flashId, version, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, prelaunchSeconds } = flash;
  const { afterEnd, fundedBy, free, lapsed, held, unpaid, sold } = flash;
  return {
    flashId,
    version,
    phase: flash.phase === 'undone' ? 'over' : flash.phase,
    priceMinor,
    startsAtMs,
    endsAtMs,
    cap,
    perBuyerCap,
    prelaunchSeconds,
    afterEnd,
    fundedBy,
    free,
    lapsed,
    held,
    unpaid,
    sold,
  };
}

function flashOf(state: StreamState, item: { flashId: string | null } | null): Flash | undefined {
  return item?.flashId ? state.flashes.get(item.flashId) : undefined;
}
