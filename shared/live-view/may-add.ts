import type { Allowance } from '../market/cart/allowance.ts';
import type { CartLine } from '../market/cart/contract.ts';
import type { LiveView } from './entries.ts';
import { shownPrice } from './price.ts';

/** The bound that says no to one unit more: per person (B1), of all that may be reserved (H3), of an order of a newcomer. */
export type AddBound = 'limit' | 'reserved' | 'order';

/** How many units a buyer may still add, as far as the view knows. */
export interface MayAdd {
  /** Within the shelf and every bound; of more than twenty the wire says twenty-one (K2). */
  units: number;
  /** The bound of the buyer's own that the shelf is larger than; null: the shelf is the only one. */
  bound: AddBound | null;
  /** How long one unit more is reserved, in ms (H1, H6); null: it is not. */
  reservedMs: number | null;
}

/**
 * How many units of an item this buyer may add at `nowMs`, and for how long they are reserved. A larger add is refused, or
 * what it leads to would be.
 * @returns null if the item is not in the lineup
 */
export function mayAdd(
  view: Pick<LiveView, 'cards' | 'flash' | 'stock'>,
  own: { lines: readonly CartLine[]; allowance: Allowance },
  itemNumber: number,
  nowMs: number,
): MayAdd | null {
  const price = shownPrice(view, itemNumber, nowMs);
  const card = view.cards[itemNumber];
  const stock = view.stock[itemNumber];
  if (!price || !card || !stock) return null;
  const { isNew, holdMs, flashHoldMs, reservable, orderUnits, ordered } = own.allowance;
  const { flashId } = price;
  const counted = (flash: string | null) => countedUnder(ordered, own.lines, itemNumber, flash);
  const bounds: [AddBound, number][] = [];
  if (card.buyerLimit !== null) bounds.push(['limit', card.buyerLimit - counted(null)]);
  const flash = view.flash[itemNumber];
  if (flashId !== null && flash) bounds.push(['limit', flash.perBuyerCap - counted(flashId)]);
  // A newcomer's units beyond what may be reserved go into the cart without a hold; anybody else's are refused.
  if (holdMs !== null && !isNew) bounds.push(['reserved', reservable]);
  if (orderUnits !== null) bounds.push(['order', orderUnits - unitsIn(own.lines)]);
  const shelf = flashId === null ? stock.available : (stock.flashLeft ?? 0);
  const [bound, least] = bounds.reduce<[AddBound | null, number]>(
    (tightest, each) => (each[1] < tightest[1] ? each : tightest),
    [null, shelf],
  );
  const reservedMs = reservable > 0 ? (flashId === null ? holdMs : flashHoldMs) : null;
  return { units: Math.max(0, least), bound, reservedMs };
}

/** What counts against a limit per person: ordered, and held now (B1). */
function countedUnder(
  ordered: Allowance['ordered'],
  lines: readonly CartLine[],
  itemNumber: number,
  flashId: string | null,
): number {
  const before =
    ordered.find((each) => each.itemNumber === itemNumber && each.flashId === flashId)?.units ?? 0;
  const holds = lines.find((line) => line.itemNumber === itemNumber)?.holds ?? [];
  const counts = holds.filter((hold) => flashId === null || hold.flashId === flashId);
  return counts.reduce((sum, { units }) => sum + units, before);
}

function unitsIn(lines: readonly CartLine[]): number {
  return lines.reduce(
    (sum, { holds, directUnits }) => holds.reduce((held, { units }) => held + units, sum + directUnits),
    0,
  );
}
