import {
  type Change,
  cardChange,
  changesOf,
  flashChange,
  pinsChange,
  stockChange,
  viewOf,
} from '../../shared/live-view/changes.ts';
import type { CardEntry, FlashEntry, LiveView, StreamEntry } from '../../shared/live-view/view.ts';
import type { Item, StreamState } from './state.ts';
import { stockEntry } from './stock/shown-state.ts';

/** All that a viewer may see of a stream. Nothing here names a buyer, and nothing counts above what K2 shows. */
export function publicView(state: Readonly<StreamState>): LiveView {
  return viewOf(publicChanges(state));
}

/** The public view as the changes that make it. */
export function publicChanges(state: Readonly<StreamState>): Change[] {
  const changes: Change[] = [['t', streamEntry(state)]];
  for (const itemNumber of state.order) changes.push(...itemChanges(state, itemNumber));
  changes.push(orderChange(state), pinsChange(state.pins));
  return changesOf(viewOf(changes));
}

export function streamEntry(state: StreamState): StreamEntry {
  const { title, slug, hostName, status, currency, holdPolicy, payments } = state;
  const { scheduledAtMs, liveStartMs, endedAtMs, closesAtMs } = state;
  return {
    title,
    slug,
    hostName,
    status,
    currency,
    holdPolicy,
    payments,
    scheduledAtMs,
    liveStartMs,
    endedAtMs,
    closesAtMs,
    ...(state.shipping.isCharged ? { isQuoted: true as const } : {}),
    ...(state.pause ? { isPaused: true as const } : {}),
  };
}

export function orderChange(state: StreamState): Change {
  return ['o', [...state.order]];
}

/** The card, shelf and flash of an item; tombstones if it is not in the bag. */
export function itemChanges(state: StreamState, itemNumber: number): Change[] {
  return [
    cardChangeOf(state, itemNumber),
    stockChangeOf(state, itemNumber),
    flashChangeOf(state, itemNumber),
  ];
}

export function cardChangeOf(state: StreamState, itemNumber: number): Change {
  const item = shownItem(state, itemNumber);
  return cardChange(itemNumber, item && cardEntry(item));
}

export function stockChangeOf(state: StreamState, itemNumber: number): Change {
  const item = shownItem(state, itemNumber);
  return stockChange(itemNumber, item && stockEntry(state, item));
}

export function flashChangeOf(state: StreamState, itemNumber: number): Change {
  const item = shownItem(state, itemNumber);
  return flashChange(itemNumber, item && flashEntry(state, item));
}

function shownItem(state: StreamState, itemNumber: number): Item | null {
  const item = state.items.get(itemNumber);
  return item && !item.isRemoved ? item : null;
}

function cardEntry({ name, producer, origin, grams, picture, listPriceMinor, buyerLimit }: Item): CardEntry {
  return { name, producer, origin, grams, picture, listPriceMinor, buyerLimit };
}

/** The flash that is announced or running; one that is over is not shown. */
function flashEntry(state: StreamState, item: Item): FlashEntry | null {
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  if (flash?.phase !== 'announced' && flash?.phase !== 'running') return null;
  const { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs } = flash;
  return { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs };
}
