import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_ORDER_LINES } from '../../../shared/market/order/bounds.ts';
import type { Buyer } from '../account/state.ts';
import { shortOf, whyStopped } from '../cart/add.ts';
import { cartLine } from '../cart/lines.ts';
import type { PriceInForce } from '../cart/price.ts';
import type { Flash } from '../flash-sale/state.ts';
import { capsOf, isCapped, limitsOf, orderedByPhone, takenUnder } from '../kernel/buyer-limits.ts';
import { isSelling } from '../kernel/selling.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import type { AskedLine, Portion, Tally } from './tally.ts';

/** What an order of these lines is refused for before any of them is looked at (S3, S6). */
export function whyNoOrder(state: StreamState, lines: readonly AskedLine[]): Refusal | null {
  if (lines.length === 0) return { code: 'CART_EMPTY' };
  if (lines.length > MAX_ORDER_LINES) return { code: 'TOO_MANY_LINES', max: MAX_ORDER_LINES };
  if (!isSelling(state) && state.status !== 'ENDED') {
    return { code: state.status === 'SCHEDULED' ? 'STREAM_NOT_LIVE' : 'STREAM_CLOSED' };
  }
  return state.pause ? { code: 'SELLING_PAUSED' } : null;
}

/** S3, L6: direct units need a stream and an item that sell; held ones do not. */
export function whyNotSold(
  state: StreamState,
  item: Item,
  asked: AskedLine,
  price: PriceInForce,
): Refusal | null {
  if (!isSelling(state)) return { code: 'STREAM_NOT_LIVE' };
  if (item.isRemoved) return { code: 'NOT_IN_LINEUP', itemNumber: item.itemNumber };
  // An order names prices, not flashes: the price of the flash that stopped the item stands for it.
  const ended = state.flashes.get(item.stoppedByFlash ?? '');
  const named = ended?.priceMinor === asked.unitPriceMinor ? ended.flashId : undefined;
  return whyStopped(state, item, named, price);
}

/** A higher price than the one seen needs the buyer's word; without a right to buy directly the hold is the matter. */
export function whyNotPriced(asked: AskedLine, nowMinor: number, mayBuyDirectly: boolean): Refusal | null {
  if (!mayBuyDirectly || nowMinor <= asked.unitPriceMinor) return null;
  return { code: 'PRICE_CHANGED', itemNumber: asked.itemNumber, wasMinor: asked.unitPriceMinor, nowMinor };
}

/**
 * Why units that are not held for the order can't be ordered where nothing may be bought directly: nothing of the item
 * is in the cart, its time ran out, or the cart has other units, or at other prices, than the order names (O1).
 * @param short the units that no hold covers; `heldUnits` are those that one does
 */
export function whyNotHeld(
  state: StreamState,
  buyer: Buyer | undefined,
  { itemNumber, short, heldUnits }: { itemNumber: number; short: number; heldUnits: number },
  nowMinor: number,
): Refusal {
  const line = cartLine(buyer, itemNumber);
  if (!line) return { code: 'NOT_RESERVED', itemNumber, units: short, nowMinor };
  const units = line.holds.reduce((sum, id) => sum + (state.holds.get(id)?.units ?? 0), line.direct);
  if (line.expired > 0 && (line.expired >= short || units === 0)) {
    return { code: 'HOLD_EXPIRED', itemNumber, heldUnits, nowMinor };
  }
  return { code: 'CART_CHANGED', itemNumber, units };
}

/**
 * B1 and H7: what this buyer and others under the same phone ordered so far, plus this order. Units taken directly
 * come on top of what the buyer goes on holding. What is held may be ordered, also where the limit has been lowered
 * below it since, unless others under the same phone have ordered too.
 */
export function whyOverLimit(
  state: StreamState,
  portions: readonly Portion[],
  by: { phoneTag: string | null; buyerId: string },
  buyer: Buyer | undefined,
  tally: Tally,
): Refusal | null {
  if (!portions.some(({ item, flash }) => isCapped(item, flash))) return null;
  const totals = new Map<string, { cap: number; units: number; held: number; itemNumber: number }>();
  for (const { item, flash, units, holds } of portions) {
    for (const { limit, cap } of capsOf(item, flash)) {
      const known = totals.get(limit) ?? { cap, units: 0, held: 0, itemNumber: item.itemNumber };
      known.units += units;
      if (holds.length > 0) known.held += units;
      totals.set(limit, known);
    }
  }
  for (const [limit, { cap, units, held, itemNumber }] of totals) {
    const room = cap - takenUnder(buyer, limit) - tally.limits.of(limit);
    const others = orderedByPhone(state, by.phoneTag, by.buyerId, limit);
    const kept = units > held ? heldBeside(state, buyer, limit, portions, tally) : 0;
    const allowance = Math.max(others === 0 ? held : 0, room - Math.max(others, kept));
    if (units > allowance) return { code: 'BUYER_LIMIT', itemNumber, allowance };
  }
  return null;
}

/**
 * Why direct units cannot be taken from the shelf; `max` is what the line could have, its held units too.
 * @param of what the flash whose price it is still sells
 */
export function whyShort(
  state: StreamState,
  { item, units }: Portion,
  of: Flash | null,
  heldUnits: number,
  tally: Tally,
): Refusal | null {
  const taken = tally.direct.of(item.itemNumber);
  const flashTaken = of ? tally.flash.of(of.flashId) : 0;
  const shelf =
    taken === 0 ? item : { ...item, available: item.available - taken, unpaid: item.unpaid + taken };
  const quota = of && flashTaken > 0 ? { ...of, free: of.free - flashTaken } : of;
  const short = shortOf(state, shelf, quota, units);
  return short?.code === 'INSUFFICIENT' ? { ...short, max: short.max + heldUnits } : short;
}

/** Units under a limit that the buyer still holds when the order has taken its own. */
function heldBeside(
  state: StreamState,
  buyer: Buyer | undefined,
  limit: string,
  portions: readonly Portion[],
  tally: Tally,
): number {
  let units = 0;
  for (const line of buyer?.lines ?? []) {
    for (const holdId of line.holds) {
      const hold = state.holds.get(holdId);
      if (hold && limitsOf(hold.itemNumber, hold.flashId).includes(limit)) {
        units += hold.units - tally.holds.of(holdId);
      }
    }
  }
  for (const { item, flash, holds } of portions) {
    if (!limitsOf(item.itemNumber, flash?.flashId ?? null).includes(limit)) continue;
    for (const part of holds) units -= part.units;
  }
  return units;
}
