import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { earliestExpiry } from '../stock/expiries.ts';

/** A basis point is a ten-thousandth. */
const WHOLE = 10_000;
/** What newcomers may keep where the stream does not bound what they order (H6, as it was before it did). */
const HALF = 5_000;

/**
 * H6: how many more units of an item newcomers may keep, held and waiting for a payment online; below 0 where bounds or
 * stock fell. Units that newcomers ordered for cash are taken out of the item first: they may be on the way for days, and
 * the rest has to sell meanwhile.
 */
export function shareRoom(state: Readonly<StreamState>, item: Item): number {
  const { newcomerShareBps } = state.settings;
  const { newBuyerUnits, newCashUnits, newUnpaidUnits } = item;
  if (newcomerShareBps === 0) return shareOf(unitsOf(item), HALF) - newBuyerUnits;
  const kept = newBuyerUnits - newCashUnits + newUnpaidUnits;
  return shareOf(unitsOf(item) - newCashUnits, newcomerShareBps) - kept;
}

/**
 * H6: whether newcomers may order so many units of an item for cash, beside all that they keep of it.
 * @param inside of these units, those that are held by a newcomer, and so kept already
 */
export function mayBeCash(
  state: Readonly<StreamState>,
  item: Item,
  { units, inside }: { units: number; inside: number },
): boolean {
  const { newcomerShareBps } = state.settings;
  const added = units - inside;
  if (newcomerShareBps === 0) return added <= Math.max(0, shareRoom(state, item));
  const share = shareOf(unitsOf(item), newcomerShareBps);
  const { newBuyerUnits, newCashUnits, newUnpaidUnits } = item;
  // What is held has room beside the cash orders: ordered for cash, it would leave none for who pays.
  if (newCashUnits + units > share) return false;
  return added <= Math.max(0, share - newBuyerUnits - newUnpaidUnits);
}

/**
 * Why newcomers may not keep so many more units of an item now, or null (H6): `max` is what they may, `nextAtMs` when
 * the earliest of what they keep may come free.
 */
export function whyBeyondShare(
  state: Readonly<StreamState>,
  item: Item,
  units: number,
): RefusalOf<'NEWCOMER_SHARE'> | null {
  if (state.settings.newcomerShareBps === 0 || units <= 0) return null;
  const room = shareRoom(state, item);
  if (units <= room) return null;
  const { itemNumber } = item;
  return {
    code: 'NEWCOMER_SHARE',
    itemNumber,
    max: Math.max(0, room),
    nextAtMs: nextOfNewcomers(state, itemNumber),
  };
}

/** When the earliest of what newcomers keep of an item may come free, or null if they keep nothing. */
function nextOfNewcomers(state: Readonly<StreamState>, itemNumber: number): number | null {
  const held = earliestExpiry(state, itemNumber, 'newHolds');
  const unpaid = earliestExpiry(state, itemNumber, 'newUnpaid');
  return held === null || unpaid === null ? (held ?? unpaid) : Math.min(held, unpaid);
}

function shareOf(units: number, bps: number): number {
  return Math.max(1, Math.ceil((units * bps) / WHOLE));
}

function unitsOf({ allotted, adjusted }: Item): number {
  return allotted + adjusted;
}
