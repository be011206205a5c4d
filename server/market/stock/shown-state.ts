import { MORE_THAN_TOLD } from '../../../shared/market/stock/bounds.ts';
import type { StockEntry, StockState } from '../../../shared/market/stock/entry.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { earliestExpiry } from './expiries.ts';

/** What the shelf of an item says: the first state of K2 that applies. */
export function shownState(state: StreamState, item: Item): StockState {
  if (state.status === 'SCHEDULED') return 'COMING';
  if (item.isStopped) return 'STOPPED';
  if (item.available === 0) {
    if (item.held > 0) return 'ALL_HELD';
    return item.unpaid > 0 ? 'AWAITING_PAYMENT' : 'SOLD_OUT';
  }
  return item.available <= lowMark(item) ? 'LOW' : 'IN_STOCK';
}

/** The shelf of an item as viewers see it (K2, K3). */
export function stockEntry(state: StreamState, item: Item): StockEntry {
  const shown = shownState(state, item);
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  const isOn = flash && (flash.phase === 'announced' || flash.phase === 'running');
  return {
    state: shown,
    available: Math.min(item.available, MORE_THAN_TOLD),
    nextFreeAtMs: shown === 'ALL_HELD' ? earliestExpiry(state, item.itemNumber) : null,
    flashLeft: isOn ? Math.min(flash.free, item.available, MORE_THAN_TOLD) : null,
  };
}

function lowMark(item: Item): number {
  return Math.max(5, Math.floor((item.allotted + item.adjusted) / 10));
}
