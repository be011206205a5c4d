import type { Promotion } from '../../../shared/market/voucher/contract.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { Complaints } from './complaints.ts';

/** Units of one item, counted by hand (K1). `total` is what was ever brought in, less what was taken out. */
export interface Shelf {
  itemNumber: number;
  producerId: string;
  /** What its producer gets of a line (M6). */
  shareBps: number;
  /** What of that is kept in reserve (M7). */
  reserve: Reserve | null;
  total: number;
  available: number;
  held: number;
  unpaid: number;
  sold: number;
  listMinor: number;
  floorMinor: number;
  limit: number | null;
  isRemoved: boolean;
  isStopped: boolean;
  /** The flash whose end stopped it, if one did. */
  stoppedBy: string | null;
  version: number;
  /** So many units for so much, if they are (V1). */
  promotion: Promotion | null;
}

/** One flash price, with its own nested counters (K1). */
export interface Offer {
  flashId: string;
  itemNumber: number;
  priceMinor: number;
  startsAtMs: number;
  /** The planned end, and the actual one once it is over. */
  endsAtMs: number;
  cap: number;
  perBuyer: number;
  afterEnd: 'list' | 'off';
  phase: 'announced' | 'running' | 'over' | 'undone';
  /** World time in which the log said that it is over. */
  overSinceMs: number;
  free: number;
  lapsed: number;
  held: number;
  unpaid: number;
  sold: number;
}

export type Pile = 'held' | 'unpaid' | 'sold';

/** Moves units between the piles of a shelf, and of the flash they belong to; nothing may fall below 0. */
export function move(
  shelf: Shelf,
  offer: Offer | null,
  units: number,
  from: Pile | 'available',
  into: Pile | 'available',
  fromLapsed = 0,
): void {
  shelf[from] -= units;
  shelf[into] += units;
  if (!offer) return;
  if (from === 'available') {
    offer.free -= units - fromLapsed;
    offer.lapsed -= fromLapsed;
  } else offer[from] -= units;
  if (into !== 'available') offer[into] += units;
  else if (offer.phase === 'running') offer.free += units;
  else offer.lapsed += units;
}

/** [INV1] [INV2] [INV3]: the sums, and that nothing is sold that is not there. */
export function judgeShelf(complaints: Complaints, shelf: Shelf): void {
  const { itemNumber, total, available, held, unpaid, sold } = shelf;
  complaints.expect(
    total === available + held + unpaid + sold,
    'INV1',
    () => `item ${itemNumber}: ${total} is not ${available} + ${held} + ${unpaid} + ${sold}`,
  );
  for (const pile of [available, held, unpaid, sold]) {
    complaints.expect(Number.isSafeInteger(pile) && pile >= 0, 'INV2', () => `item ${itemNumber}: ${pile}`);
  }
  complaints.expect(sold <= total, 'INV3', () => `item ${itemNumber}: sold ${sold} of ${total}`);
}

/** [K1] for a flash: its cap is never exceeded. */
export function judgeOffer(complaints: Complaints, offer: Offer): void {
  const { flashId, cap, free, lapsed, held, unpaid, sold } = offer;
  complaints.expect(
    cap === free + lapsed + held + unpaid + sold && Math.min(free, lapsed, held, unpaid, sold) >= 0,
    'K1',
    () => `flash ${flashId}: cap ${cap}, ${free} free, ${lapsed} lapsed, ${held}, ${unpaid}, ${sold}`,
  );
}
