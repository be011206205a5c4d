import type { TakingOffer } from '../../../shared/market/order/contract.ts';
import type { Buyer } from '../account/state.ts';
import type { Flash } from '../flash-sale/state.ts';
import { counted, flashLimit, orderedByPhone } from '../kernel/buyer-limits.ts';
import { flashOnAt } from '../kernel/flash-window.ts';
import { isSelling } from '../kernel/selling.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { type BillFor, billOf } from './bill.ts';
import type { Portion } from './tally.ts';

/** Units that are held above the price of a flash, and are to have that (F7). */
interface Taking {
  item: Item;
  flash: Flash;
  units: number;
}

/**
 * What of an order's lines is held at list price and could be had at that of a flash that is on: of each item the most
 * units that its quota and its limit per buyer allow, where the whole order gets cheaper by it (F7).
 * @param to whose order it is, with the vouchers that were named
 */
export function takingsOf(state: StreamState, portions: readonly Portion[], to: BillFor): TakingOffer[] {
  const offers: TakingOffer[] = [];
  for (const item of new Set(portions.map((portion) => portion.item))) {
    const flash = flashToTake(state, item, to.receivedAtMs);
    if (!flash) continue;
    const dearer = portions.filter((portion) => isHeldAbove(portion, flash));
    const held = dearer.reduce((sum, { units }) => sum + units, 0);
    const units = Math.min(held, flash.free, roomUnder(state, to, flash));
    const totals = units > 0 ? totalsOf(state, portions, { item, flash, units }, to) : null;
    if (!totals) continue;
    const { flashId, priceMinor } = flash;
    const wasMinor = Math.max(...dearer.map(({ unitPriceMinor }) => unitPriceMinor));
    offers.push({ itemNumber: item.itemNumber, flashId, units, wasMinor, nowMinor: priceMinor, ...totals });
  }
  return offers;
}

/** The flash of an item whose price who arrives now could have; null: none is on, or nothing of it is left. */
function flashToTake(state: StreamState, item: Item, receivedAtMs: number): Flash | null {
  if (!isSelling(state) || item.isRemoved || item.isStopped) return null;
  const flash = flashOnAt(state, item, receivedAtMs);
  return flash && flash.free > 0 ? flash : null;
}

/** How many more units of a flash somebody may have (B1, H7). */
export function roomUnder(
  state: StreamState,
  { buyer, buyerId, phoneTag }: { buyer: Buyer | undefined; buyerId: string; phoneTag: string | null },
  { flashId, perBuyerCap }: Flash,
): number {
  const limit = flashLimit(flashId);
  const taken = counted(state, buyer, limit) + orderedByPhone(state, phoneTag, buyerId, limit);
  return Math.max(0, perBuyerCap - taken);
}

/** What the order costs before and after, with the same vouchers; null unless it gets cheaper. */
export function totalsOf(
  state: StreamState,
  portions: readonly Portion[],
  taking: Taking,
  to: BillFor,
): { totalBeforeMinor: number; totalAfterMinor: number } | null {
  const before = billOf(state, portions, to);
  const after = billOf(state, afterTaking(portions, taking), to);
  if (before.kind === 'refused' || after.kind === 'refused') return null;
  const totalBeforeMinor = before.bill.totalMinor;
  const totalAfterMinor = after.bill.totalMinor;
  return totalAfterMinor < totalBeforeMinor ? { totalBeforeMinor, totalAfterMinor } : null;
}

function afterTaking(portions: readonly Portion[], { item, flash, units }: Taking): Portion[] {
  const taken: Portion = { item, flash, unitPriceMinor: flash.priceMinor, units, holds: [] };
  let left = units;
  return portions.flatMap((portion) => {
    if (portion.item !== item || left === 0 || !isHeldAbove(portion, flash)) return [portion];
    const used = Math.min(left, portion.units);
    const isFirst = left === units;
    left -= used;
    const rest = portion.units > used ? [{ ...portion, units: portion.units - used }] : [];
    return isFirst ? [taken, ...rest] : rest;
  });
}

function isHeldAbove({ item, flash, holds, unitPriceMinor }: Portion, of: Flash): boolean {
  const isAtList = flash === null && holds.length > 0;
  return item.itemNumber === of.itemNumber && isAtList && unitPriceMinor > of.priceMinor;
}
