/** What a list of buyers stands by, the most first. */
export type BuyerSort = 'spent' | 'orders' | 'last';

/** A place among buyers: the value that they stand by, then the id. */
export interface BuyerPlace {
  value: number;
  buyerId: string;
}

export interface BuyerQuestion {
  sort: BuyerSort;
  /** `spent` counts money of this currency alone. */
  currency: string;
  /** Behind this place; null: from the first on. */
  before: BuyerPlace | null;
  /** At most so many (≤ 200). */
  limit: number;
}

/** What one buyer ordered, after all merges (B2), without rehearsals. Numbers are of orders. */
export interface BuyerTotals {
  /** The id that the buyer is now. */
  buyerId: string;
  orders: number;
  /** Whose money came and that stand: paid online, or delivered on cash terms (H6). */
  bought: number;
  unpaid: number;
  /** Confirmed, and not completed. */
  underway: number;
  /** With any claim, and with an open one. */
  claims: number;
  openClaims: number;
  /** What `bought` orders came to, less what was given back, by currency. */
  spent: { currency: string; minor: number }[];
  firstAtMs: number;
  lastAtMs: number;
}

/** Where a buyer stands in a list. */
export function placeOfBuyer(
  buyer: BuyerTotals,
  { sort, currency }: Pick<BuyerQuestion, 'sort' | 'currency'>,
): BuyerPlace {
  const { buyerId, orders, lastAtMs, spent } = buyer;
  if (sort === 'orders') return { buyerId, value: orders };
  if (sort === 'last') return { buyerId, value: lastAtMs };
  return { buyerId, value: spent.find((each) => each.currency === currency)?.minor ?? 0 };
}

/** Below 0: the one stands before the other. */
export function compareBuyers(one: BuyerPlace, other: BuyerPlace): number {
  return other.value - one.value || (other.buyerId < one.buyerId ? -1 : 1);
}

/** Buyers in their order, and where the list goes on; null: these were all. */
export interface RankedBuyers {
  buyers: BuyerTotals[];
  next: BuyerPlace | null;
}
