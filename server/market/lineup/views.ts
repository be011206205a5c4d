import type { ConsoleItem } from '../../../shared/contract/console.ts';
import type { CardEntry } from '../../../shared/market/lineup/entry.ts';
import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import { consoleFlash } from '../flash-sale/views.ts';
import { askersOf } from '../kernel/askers.ts';
import { shownItem, shownItems } from '../kernel/shown-item.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import { undoable } from '../undo.ts';
import type { Item } from './state.ts';

export const lineupViews = {
  live: {
    cards: { keys: shownItems, shown: cardEntry },
    order: ({ order }) => [...order],
    pins: ({ pins }) => pins,
  },
  console: {
    lineupVersion: ({ lineupVersion }) => lineupVersion,
    pins: ({ pins }) => pins.map(({ itemNumber, sinceMs }) => ({ itemNumber, sinceMs })),
    order: ({ order }) => [...order],
    undoable,
    items: {
      keys: ({ items }) => items.keys(),
      shown: (state, itemNumber) => {
        const item = state.items.get(itemNumber);
        return item && consoleItem(state, item);
      },
      alsoAfter: ['cards', 'stock', 'waitlists', 'askers'],
    },
  },
} satisfies Views;

function cardEntry(state: StreamState, itemNumber: number): CardEntry | null {
  const item = shownItem(state, itemNumber);
  if (!item) return null;
  const { name, producer, origin, grams, picture, listPriceMinor, buyerLimit } = item;
  const names = { name, producer, ...secondNames(item), origin, ...secondOrigin(item) };
  return { ...names, grams, picture, listPriceMinor, buyerLimit };
}

function consoleItem(state: StreamState, item: Item): ConsoleItem {
  const {
    itemNumber,
    productId,
    producerId,
    name,
    producer,
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    version,
  } = item;
  const { isStopped, isRemoved, allotted, adjusted, available, held, unpaid, sold } = item;
  return {
    itemNumber,
    productId,
    producerId,
    name,
    producer,
    ...secondNames(item),
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    version,
    isStopped,
    isRemoved,
    allotted,
    adjusted,
    available,
    held,
    unpaid,
    sold,
    orders: { ...(state.itemOrders.get(itemNumber) ?? { placed: 0, paid: 0 }) },
    waiting: waitingFor(state, itemNumber),
    ...askersTold(state, itemNumber),
    flash: consoleFlash(state, item),
    promotion: item.promotion ?? null,
  };
}

/** How many ask to be shown an item (L9); nothing where nobody does. */
function askersTold(state: StreamState, itemNumber: number): { askers?: number } {
  const askers = askersOf(state, itemNumber)?.size ?? 0;
  return askers > 0 ? { askers } : {};
}

/** How many wait for an item, and for how many units of it (H5). */
function waitingFor(state: StreamState, itemNumber: number): { buyers: number; units: number } {
  const line = state.waitlists.get(itemNumber) ?? [];
  return { buyers: line.length, units: line.reduce((sum, { units }) => sum + units, 0) };
}
