import type { Reserve } from '../../../shared/values/reserve.ts';
import type { By } from '../kernel/by.ts';
import type { ItemShipping } from '../shipping/table.ts';

/** What happens to the items of a stream, their order and pins. */
export interface LineupFacts {
  item_added: {
    itemNumber: number;
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
    listPriceMinor: number;
    floorMinor: number;
    buyerLimit: number | null;
    /** O6: no return without a reason; absent: it may be returned. */
    perishable?: boolean;
    /** P2: what it adds to the fee of its parcel; absent: nothing. */
    shipping?: ItemShipping;
    /** M6: what the producer gets of its lines; absent: what the stream's settings say. */
    shareBps?: number;
    /** M7: what of that is kept beyond its day; absent: nothing. */
    reserve?: Reserve;
    by: By;
  };
  item_removed: { itemNumber: number; by: By };
  /** `moved`: the one item that changed its place, counted from 1; absent where several did, and in older facts. */
  lineup_reordered: {
    order: number[];
    moved?: { itemNumber: number; from: number; to: number };
    undoes: number | null;
    by: By;
  };
  item_pinned: { itemNumber: number; released: number[]; by: By };
  item_unpinned: { itemNumber: number; by: By };
  pins_restored: {
    pins: { itemNumber: number; sinceMs: number; seq: number }[];
    undoes: number;
    by: By;
  };
  price_changed: { itemNumber: number; wasMinor: number; nowMinor: number; by: By };
  /** What one buyer may have of an item (B1); null: no limit. */
  buyer_limit_changed: {
    itemNumber: number;
    wasLimit: number | null;
    buyerLimit: number | null;
    undoes: number | null;
    by: By;
  };
}
