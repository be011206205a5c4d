/**
 * What a buyer's paid orders send from one origin to one address (P1). Kept with the buyer, because the stream forgets
 * orders; orders that were placed while sending cost nothing are in no group.
 */
export interface ParcelGroup {
  origin: string;
  addressId: string | null;
  /** It goes abroad; absent: it does not. */
  isOverseas?: true;
  /** Units that travel, or have: what was cancelled, unfilled, lost or paid back before it was packed is not there. */
  units: { itemNumber: number; units: number }[];
  goodsMinor: number;
  /** What each of its orders was charged and did not get back: by the buyer, and by whoever gave a discount of it. */
  charged: { orderId: string; paidMinor: number; givenMinor: number }[];
}
