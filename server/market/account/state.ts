import type { CartLine } from '../cart/state.ts';
import type { ParcelGroup } from '../shipping/parcel-group.ts';

/** Who has acted in the stream, and who has become whom. */
export interface AccountState {
  buyers: Map<string, Buyer>;
  /** Guests that became others (B2): from → into. */
  aliases: Map<string, string>;
  /** The same the other way round, whoever has become this one, by way of others too: into → all from. */
  former: Map<string, string[]>;
}

export interface Buyer {
  buyerId: string;
  /** The cart, one line per item: so few that they are found by walking. Most buyers have none of this. */
  lines: CartLine[];
  heldUnits: number;
  /** Units held as a new buyer (H6). */
  newUnits: number;
  /** Cash orders of a new buyer with the units that are not delivered yet, the oldest first (H8); absent: none. */
  newCash?: { orderId: string; units: number }[];
  strikes: number;
  hasPaid: boolean;
  /** Units ordered and not given back, per limit (B1; see limits.ts). */
  taken: { limit: string; units: number }[];
  /** Its orders in this stream that are neither cancelled nor expired; absent: none. */
  orders?: number;
  /** Those of its orders that are in memory, the oldest first. */
  orderIds: string[];
  /** What its paid orders send, and paid for it (P1); absent: nothing that costs anything. */
  groups?: ParcelGroup[];
  /** Its orders that wait for a payment online, the oldest first; absent: none. */
  unpaid?: string[];
  /** Items in whose lines the buyer stands (H5); absent: none. */
  waitsFor?: number[];
  /** Flashes whose price a receipt gave (F5): it does so once; absent: none. */
  receipts?: string[];
}
