import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import type { Buyer } from '../account/state.ts';
import type { FactOf } from '../facts.ts';
import type { Flash } from '../flash-sale/state.ts';
import { unlessAt } from '../kernel/arrival.ts';
import { overLimit } from '../kernel/buyer-limits.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import { notDirect } from '../kernel/channel.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, acceptUnrecorded, notYet, refused } from '../kernel/decision.ts';
import { drawFor, flashFor } from '../kernel/flash-window.ts';
import { itemOnSale } from '../kernel/item-on-sale.ts';
import { type Restriction, whyRestricted } from '../kernel/restricted.ts';
import type { Item } from '../lineup/state.ts';
import { networkRoom } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { earliestExpiry } from '../stock/expiries.ts';
import { cartLine } from './lines.ts';
import { lapsedPart, type PriceInForce, priceInForce, quotaOf } from './price.ts';

export interface AddRequest {
  itemNumber: number;
  units: number;
  seenPriceMinor: number;
  flashId?: string | undefined;
  channel?: Channel | undefined;
}

export interface BuyerAt extends DecideAt {
  buyerId: string;
  /** H6, looked up in the shop before the batch; what this stream has seen paid overrules it. */
  isNewInShop: boolean;
  /** Since when the viewer has been watching, by a verified join ticket (F5). */
  joinedAtMs: number | null;
  /** When an earlier try arrived, by a verified receipt (F5); null: there is none. */
  receiptAtMs: number | null;
  /** Which network the add came from (H8). */
  networkTag: string;
  /** What the shop decided about this buyer (B11); absent: nothing. */
  restriction?: Restriction | null;
}

export interface AddReply {
  seq: number;
  unitPriceMinor: number;
  heldUntilMs: number | null;
  lateOk: boolean;
}

/**
 * Decides one add to a cart (F4, F5, H1–H3, H6, H8, B1, B11). Reasons are judged in the order stream, item, limited, stopped, price,
 * buyer, hold, quota, stock, so that every store gives the same first reason. In a `first_paid` stream a yes says only that
 * it could be ordered now: the cart is the page's own, and nothing is written (H2).
 */
export function addToCart(state: StreamState, request: AddRequest, by: BuyerAt): Decision<AddReply> {
  const { itemNumber, units } = request;
  const found = itemOnSale(state, itemNumber);
  if (found.kind === 'refused') return found;
  const { item } = found;
  const limited = whyRestricted(by);
  if (limited) return refused(limited);
  const asked = (refusal: Refusal) => [{ itemNumber, code: refusal.code, units }];
  const no = (refusal: Refusal) => refused(refusal, asked(refusal));

  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  const price = priceInForce(state, item, { ...request, joinedAtMs: by.joinedAtMs }, by, buyer);
  const stopped = whyStopped(state, item, request.flashId, price);
  if (stopped) return no(stopped);

  const named = request.flashId ? flashFor(state, item, request.flashId) : null;
  // Who would have its price without naming it is drawn as well, or that would be the way past the draw.
  const flash = named ?? (price.kind === 'flash' ? price.flash : null);
  const draw = flash && drawFor(state, flash, buyerId, by);
  if (draw) return draw;
  if (named && by.receivedAtMs < named.startsAtMs && named.phase !== 'over') {
    const { startsAtMs } = named;
    const early: Refusal = {
      code: 'FLASH_NOT_STARTED',
      itemNumber,
      nowMinor: item.listPriceMinor,
      startsAtMs,
      inMs: startsAtMs - by.receivedAtMs,
    };
    return notYet(early, asked(early));
  }
  if (price.priceMinor > request.seenPriceMinor) {
    const wasMinor = request.seenPriceMinor;
    return no({ code: 'PRICE_CHANGED', itemNumber, wasMinor, nowMinor: price.priceMinor });
  }

  const priceFlash = price.kind === 'flash' ? price.flash : null;
  const limit = overLimit(state, buyer, item, priceFlash, units);
  if (limit !== null) return no({ code: 'BUYER_LIMIT', itemNumber, allowance: limit });

  const isNew = by.isNewInShop && !buyer?.hasPaid;
  const from = { tag: by.networkTag, atMs: by.atMs };
  const takesHold =
    !isFirstPaid(state, buyer) && (!isNew || units <= newcomerRoom(state, buyer, item, priceFlash, from));
  const allowance = takesHold
    ? state.settings.maxHeldUnits - (buyer?.heldUnits ?? 0)
    : MAX_UNITS - (cartLine(buyer, itemNumber)?.direct ?? 0);
  if (units > allowance) return no({ code: 'HOLD_LIMIT', itemNumber, allowance: Math.max(0, allowance) });

  const quota = price.kind === 'flash' ? quotaOf(price) : null;
  const short = shortOf(state, item, quota, units);
  if (short) return no(short);

  const isLateOk = price.kind === 'flash' && price.lateOk;
  if (state.holdPolicy === 'first_paid') {
    const { priceMinor } = price;
    return acceptUnrecorded((_after, seq) => ({
      seq,
      unitPriceMinor: priceMinor,
      heldUntilMs: null,
      lateOk: isLateOk,
    }));
  }

  const untilMs = takesHold ? heldUntil(state, price, isNew, by.atMs) : null;
  // In the order of the alphabet, as the log writes them: what is sorted need not be copied for it.
  const fact: FactOf<'cart'> = {
    type: 'cart_added',
    buyerId,
    ...notDirect(request.channel),
    flashId: priceFlash?.flashId ?? null,
    hold: untilMs === null ? null : { holdId: by.ids.next(), untilMs },
    isNew,
    itemNumber,
    lateOk: isLateOk,
    networkTag: by.networkTag,
    ...unlessAt(by),
    unitPriceMinor: price.priceMinor,
    units,
    ...byReceipt(price, takesHold ? units : 0),
  };
  return accept([fact], (_after, seq) => ({
    seq,
    unitPriceMinor: fact.unitPriceMinor,
    heldUntilMs: untilMs,
    lateOk: fact.lateOk,
  }));
}

/** True for a buyer whose adds never take holds in this stream (H1, H3). */
export function isFirstPaid(state: StreamState, buyer: Buyer | undefined): boolean {
  return state.holdPolicy === 'first_paid' || (buyer?.strikes ?? 0) >= state.settings.strikesToFirstPaid;
}

/**
 * How many more units of an item a newcomer may hold: within four of their own (H6), and within what the newcomers of
 * their network may keep (H8). What is wanted beyond is not held.
 */
export function newcomerRoom(
  state: StreamState,
  buyer: Buyer | undefined,
  item: Item,
  flash: Flash | null,
  from: { tag: string; atMs: number },
): number {
  const own = state.settings.newBuyerUnits - (buyer?.newUnits ?? 0);
  return Math.min(own, networkRoom(state, item, flash, from));
}

/** Why units cannot be taken from the shelf now, or null: quota before stock (F3, K2). `max` is never 0. */
export function shortOf(state: StreamState, item: Item, flash: Flash | null, units: number): Refusal | null {
  const { itemNumber, available } = item;
  if (flash && flash.free === 0) {
    return { code: 'FLASH_QUOTA_GONE', itemNumber, nowMinor: item.listPriceMinor };
  }
  if (available === 0) {
    if (item.held + item.unpaid === 0) return { code: 'SOLD_OUT', itemNumber };
    return { code: 'ALL_HELD', itemNumber, nextFreeAtMs: earliestExpiry(state, itemNumber) };
  }
  const max = flash ? Math.min(flash.free, available) : available;
  return units > max ? { code: 'INSUFFICIENT', itemNumber, max } : null;
}

/**
 * L6, and `afterEnd: 'off'`: an item stopped by its flash's end is still sold to those with a quote, and to others who
 * name that flash it says that the flash ended.
 */
export function whyStopped(
  state: StreamState,
  item: Item,
  namedFlashId: string | undefined,
  price: PriceInForce,
): Refusal | null {
  if (!item.isStopped) return null;
  const { itemNumber } = item;
  if (item.stoppedByFlash === null) return { code: 'STOPPED', itemNumber };
  if (price.kind === 'flash' && price.flash.flashId === item.stoppedByFlash) return null;
  if (namedFlashId !== item.stoppedByFlash) return { code: 'STOPPED', itemNumber };
  const endedAtMs = state.flashes.get(item.stoppedByFlash)?.endsAtMs ?? state.atMs;
  return { code: 'FLASH_ENDED', itemNumber, endedAtMs };
}

/** What a fact says of a price that a receipt gave (F5), and of the units that are held at it (F6). */
function byReceipt(price: PriceInForce, units: number): { receiptAtMs?: number; fromLapsed?: number } {
  if (price.kind === 'list' || price.receiptAtMs === undefined) return {};
  return { receiptAtMs: price.receiptAtMs, ...lapsedPart(price.flash, units) };
}

/** H1: 10 min, a flash line until min(at + 5 min, actual end + 5 min); a new buyer's 3 min (H6). */
export function heldUntil(state: StreamState, price: PriceInForce, isNew: boolean, atMs: number): number {
  const { holdMs, flashHoldMs, newBuyerHoldMs } = state.settings;
  const own = atMs + (isNew ? newBuyerHoldMs : price.kind === 'flash' ? flashHoldMs : holdMs);
  return price.kind === 'flash' ? Math.min(own, price.flash.endsAtMs + flashHoldMs) : own;
}
