import { MAX_ITEMS } from '../../../shared/market/lineup/bounds.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { StreamFact } from '../facts.ts';
import { invalidFlash } from '../flash-sale/announce.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofItem, ofLineup } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { AllMoments } from '../kernel/moments.ts';
import { onItem, whyClosed } from '../kernel/on-item.ts';
import type { ItemShipping } from '../shipping/table.ts';
import type { StreamState } from '../state.ts';
import { transferIn } from '../stock/transfer.ts';
import { movedItem } from './moved-item.ts';

/** What the catalogue says of a good when it enters a lineup. */
export interface LineupGood {
  productId: string;
  producerId: string;
  producer: string;
  name: string;
  /** For who reads English; absent: there is the one name. */
  nameEn?: string;
  producerEn?: string;
  origin: string;
  originEn?: string;
  grams: number;
  picture: string;
  priceMinor: number;
  /** Of both prices. */
  currency: string;
  floorMinor: number;
  /** O6; absent: not perishable. */
  isPerishable?: boolean;
  /** P2; absent: it adds nothing to the fee of its parcel. */
  shipping?: ItemShipping;
  /** M6: the producer's share as it is set for now; absent: the stream's own. */
  shareBps?: number;
  /** M7: what of that is kept beyond its day; absent: nothing. */
  reserve?: Reserve;
  /** L8; absent: it is not. */
  isArchived?: boolean;
}

/** The most items that one stream ever numbers. */

/**
 * Adds an item under the next spoken number (L1), with the units that the warehouse moved here (S5). A good of another
 * currency → CURRENCY_DIFFERS with the stream's (S9); an archived one → PRODUCT_ARCHIVED (L8). The share and the reserve that are in force stay with the item (M6, M7).
 */
export function addItem(
  state: StreamState,
  request: {
    good: LineupGood;
    units: number;
    transferId: string;
    priceMinor?: number | undefined;
    buyerLimit?: number | null | undefined;
  },
  by: ConsoleAt,
): Decision<{ seq: number; itemNumber: number; version: number }> {
  const closed = whyClosed(state);
  if (closed) return closed;
  const { priceMinor, currency, isPerishable = false, isArchived = false, ...good } = request.good;
  if (isArchived) return refused({ code: 'PRODUCT_ARCHIVED' });
  if (currency !== state.currency) return refused({ code: 'CURRENCY_DIFFERS', currency: state.currency });
  // The units went back to the warehouse meanwhile: they are not here to be sold.
  if (state.voided.has(request.transferId)) return refused({ code: 'STOCK_INVALID', available: 0 });
  const itemNumber = state.items.size + 1;
  if (itemNumber > MAX_ITEMS) return refused({ code: 'TOO_MANY_LINES', max: MAX_ITEMS });
  const facts: StreamFact[] = [
    {
      type: 'item_added',
      itemNumber,
      ...good,
      ...(isPerishable && { perishable: true }),
      listPriceMinor: request.priceMinor ?? priceMinor,
      buyerLimit: request.buyerLimit ?? null,
      by: by.by,
    },
  ];
  if (request.units > 0) {
    const { transferId, units } = request;
    facts.push(transferIn(transferId, itemNumber, units));
  }
  return accept(facts, (after, seq) => ({
    seq,
    itemNumber,
    version: after.items.get(itemNumber)?.version ?? seq,
  }));
}

/** Takes an item out; refused while its flash runs or is announced (L3). Holds and orders stay valid. */
export function removeItemWith({ itemRemoved }: AllMoments) {
  return (
    state: StreamState,
    request: { itemNumber: number; version: number },
    by: ConsoleAt,
  ): Decision<ConsoleReply> =>
    onItem(state, request, (item) => {
      const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
      if (flash && (flash.phase === 'announced' || flash.phase === 'running')) {
        return refused(invalidFlash('itemNumber', 'running'));
      }
      const facts: StreamFact[] = [];
      if (state.pins.some((pin) => pin.itemNumber === item.itemNumber)) {
        facts.push({ type: 'item_unpinned', itemNumber: item.itemNumber, by: by.by });
      }
      facts.push({ type: 'item_removed', itemNumber: item.itemNumber, by: by.by });
      facts.push(...itemRemoved(state, item.itemNumber));
      return accept(facts, consoleReply(null, ofItem(item.itemNumber)));
    });
}

/** Sets the order of the bag; it must name each item of the bag once. */
export function reorder(
  state: StreamState,
  request: { order: number[]; version: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const closed = whyClosed(state);
  if (closed) return closed;
  if (request.version !== state.lineupVersion) {
    return refused({ code: 'STALE_VERSION', version: state.lineupVersion });
  }
  const named = new Set(request.order);
  const isSame =
    named.size === request.order.length &&
    named.size === state.order.length &&
    state.order.every((itemNumber) => named.has(itemNumber));
  if (!isSame) return refused({ code: 'BAD_REQUEST', field: 'order' });
  const moved = movedItem(state.order, request.order);
  const fact: StreamFact = {
    ...{ type: 'lineup_reordered', order: request.order, ...(moved && { moved }) },
    ...{ undoes: null, by: by.by },
  };
  return accept([fact], consoleReply(by.atMs + state.settings.undoMs, ofLineup));
}

/** Pins an item; over the limit the oldest pin goes (L2). Price, flash and stock do not change. */
export function pinItem(
  state: StreamState,
  request: { itemNumber: number; version: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  return onItem(state, request, (item) => {
    const others = state.pins.filter((pin) => pin.itemNumber !== item.itemNumber);
    const surplus = others.length + 1 - state.settings.maxPins;
    const released = others.slice(0, Math.max(0, surplus)).map((pin) => pin.itemNumber);
    const fact: StreamFact = { type: 'item_pinned', itemNumber: item.itemNumber, released, by: by.by };
    return accept([fact], consoleReply(by.atMs + state.settings.undoMs, ofItem(item.itemNumber)));
  });
}

/** Releases a pin; carries no version and always wins (L4). */
export function unpinItem(
  state: StreamState,
  request: { itemNumber: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const { itemNumber } = request;
  const isPinned = state.pins.some((pin) => pin.itemNumber === itemNumber);
  const facts: StreamFact[] = isPinned ? [{ type: 'item_unpinned', itemNumber, by: by.by }] : [];
  return accept(facts, consoleReply(null, ofItem(itemNumber)));
}

/** Changes the list price; bound prices stay (F4). */
export function setPrice(
  state: StreamState,
  request: { itemNumber: number; version: number; priceMinor: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  return onItem(state, request, (item) => {
    const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
    const isFlashOn = flash && (flash.phase === 'announced' || flash.phase === 'running');
    if (isFlashOn && request.priceMinor <= flash.priceMinor) {
      return refused(invalidFlash('priceMinor', 'not_below_list', flash.priceMinor));
    }
    const fact: StreamFact = {
      type: 'price_changed',
      itemNumber: item.itemNumber,
      wasMinor: item.listPriceMinor,
      nowMinor: request.priceMinor,
      by: by.by,
    };
    return accept([fact], consoleReply(null, ofItem(item.itemNumber)));
  });
}

/**
 * Changes how many of an item one buyer may have in this stream; null: no limit (B1). It is judged from now on: what a
 * buyer has beyond it stays, and what is held may be ordered.
 */
export function setLimit(
  state: StreamState,
  request: { itemNumber: number; version: number; buyerLimit: number | null },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  return onItem(state, request, ({ itemNumber, buyerLimit: wasLimit }) => {
    const { buyerLimit } = request;
    const fact: StreamFact = {
      type: 'buyer_limit_changed',
      ...{ itemNumber, wasLimit, buyerLimit, undoes: null, by: by.by },
    };
    return accept([fact], consoleReply(by.atMs + state.settings.undoMs, ofItem(itemNumber)));
  });
}
