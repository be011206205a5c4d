import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import type { Buyer } from '../account/state.ts';
import { priceInForce } from '../cart/price.ts';
import { holdsAbove, takenAt } from '../cart/taken.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, notYet, refused } from '../kernel/decision.ts';
import { drawFor, flashFor, isOn } from '../kernel/flash-window.ts';
import { itemOnSale } from '../kernel/item-on-sale.ts';
import { type Restriction, whyRestricted } from '../kernel/restricted.ts';
import { whyBeyondFlash } from '../newcomers/why-not.ts';
import type { StreamState } from '../state.ts';
import { fillLine } from './lines.ts';
import { roomUnder, totalsOf } from './taking.ts';
import { emptyTally, type Portion } from './tally.ts';

export interface TakeRequest {
  itemNumber: number;
  units: number;
  flashId: string;
  /** The items that are to be ordered; absent: all of the cart. */
  orderedItems?: readonly number[] | undefined;
  /** What these cost, and what they are to cost, as it was shown. */
  totalBeforeMinor: number;
  totalAfterMinor: number;
  addressId: string | null;
  vouchers?: readonly string[] | undefined;
  code?: string | undefined;
  channel?: Channel | undefined;
}

export interface TakeAt extends DecideAt {
  buyerId: string;
  isNewInShop: boolean;
  /** As for an order: HMAC of the phone, and the country, of the address. */
  phoneTag: string | null;
  country: string | null;
  /** Which network the tap came from (H8). */
  networkTag: string;
  /** What the shop decided about this buyer (B11); absent: nothing. */
  restriction?: Restriction | null;
}

export interface TakeReply {
  seq: number;
  unitPriceMinor: number;
  heldUntilMs: number;
}

/**
 * Decides that units which are held at list price have the price of a flash that is on instead (F7): exactly those units
 * or none, and only where what is to be ordered gets cheaper with the same vouchers. They are released and held anew in one
 * decision, so that stock, what somebody may hold, and what others wait for are as before; quota and limit of the flash are
 * judged. Its draw is theirs too.
 */
export function takeIntoFlash(state: StreamState, request: TakeRequest, by: TakeAt): Decision<TakeReply> {
  const { itemNumber, units } = request;
  const found = itemOnSale(state, itemNumber);
  if (found.kind === 'refused') return found;
  const { item } = found;
  if (item.isStopped) return refused({ code: 'STOPPED', itemNumber });
  const asked = ({ code }: Refusal) => [{ itemNumber, code, units }];
  const no = (refusal: Refusal) => refused(refusal, asked(refusal));

  const limited = whyRestricted(by);
  if (limited) return refused(limited);
  const flash = flashFor(state, item, request.flashId);
  if (!flash) return no({ code: 'FLASH_ENDED', itemNumber, endedAtMs: by.atMs });
  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  const draw = drawFor(state, flash, buyerId, by);
  if (draw) return draw;
  const { startsAtMs, endsAtMs, free } = flash;
  if (by.receivedAtMs < startsAtMs && flash.phase !== 'over') {
    const inMs = startsAtMs - by.receivedAtMs;
    const nowMinor = item.listPriceMinor;
    const early: Refusal = { code: 'FLASH_NOT_STARTED', itemNumber, nowMinor, startsAtMs, inMs };
    return notYet(early, asked(early));
  }
  if (!isOn(flash, by.receivedAtMs)) return no({ code: 'FLASH_ENDED', itemNumber, endedAtMs: endsAtMs });

  const holds = holdsAbove(state, buyer, flash);
  const held = holds.reduce((sum, hold) => sum + hold.units, 0);
  if (units > held) return refused({ code: 'CART_CHANGED', itemNumber, units: held });
  const allowance = roomUnder(state, { ...by, buyer, buyerId }, flash);
  if (units > allowance) return no({ code: 'BUYER_LIMIT', itemNumber, allowance });
  if (free === 0) return no({ code: 'FLASH_QUOTA_GONE', itemNumber, nowMinor: item.listPriceMinor });
  if (units > free) return no({ code: 'INSUFFICIENT', itemNumber, max: free });

  const { addressId, vouchers: named = null, code } = request;
  const { phoneTag, receivedAtMs } = by;
  const to = { buyer, buyerId, addressId, phoneTag, receivedAtMs, named, code };
  const isOverseas = by.country !== null;
  const portions = portionsOf(state, buyer, { ...by, buyerId }, request.orderedItems);
  const totals = totalsOf(state, portions, { item, flash, units }, { ...to, isOverseas });
  if (!totals) return refused({ code: 'NOT_CHEAPER', itemNumber });
  const { totalAfterMinor: nowMinor } = totals;
  if (nowMinor > request.totalAfterMinor) {
    return refused({ code: 'PRICE_CHANGED', wasMinor: request.totalAfterMinor, nowMinor });
  }

  const isNew = by.isNewInShop && !buyer?.hasPaid;
  // What is held stays with its network: of the item nothing more is kept by that, of the flash it is (H8).
  const from = { tag: holds[0]?.networkTag ?? by.networkTag, atMs: by.atMs };
  const full = isNew ? whyBeyondFlash(state, item, flash, units, from) : null;
  if (full) return no(full);
  const taking = { buyerId, isNew, holds, units, channel: request.channel, networkTag: from.tag };
  const { facts, heldUntilMs } = takenAt(state, flash, taking, by);
  return accept(facts, (_after, seq) => ({ seq, unitPriceMinor: flash.priceMinor, heldUntilMs }));
}

/**
 * What could be ordered of a cart now: what is held at its prices, the rest at the prices in force.
 * @param only items that are to be ordered; absent: all
 */
function portionsOf(
  state: StreamState,
  buyer: Buyer | undefined,
  by: TakeAt,
  only?: readonly number[],
): Portion[] {
  const tally = emptyTally();
  return (buyer?.lines ?? []).flatMap(({ itemNumber, direct, holds }) => {
    if (only && !only.includes(itemNumber)) return [];
    const unitsAt = new Map<number, number>();
    const count = (minor: number, units: number) => unitsAt.set(minor, (unitsAt.get(minor) ?? 0) + units);
    for (const holdId of holds) {
      const hold = state.holds.get(holdId);
      if (hold) count(hold.unitPriceMinor, hold.units);
    }
    const item = state.items.get(itemNumber);
    if (item && direct > 0) {
      const seen = { seenPriceMinor: item.listPriceMinor, joinedAtMs: null };
      count(priceInForce(state, item, seen, by, buyer).priceMinor, direct);
    }
    return [...unitsAt].flatMap(([unitPriceMinor, units]) => {
      const filled = fillLine(state, { itemNumber, units, unitPriceMinor }, buyer, by, tally);
      return filled.ok ? filled.portions : [];
    });
  });
}
