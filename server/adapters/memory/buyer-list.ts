import {
  type BuyerQuestion,
  type BuyerTotals,
  compareBuyers,
  placeOfBuyer,
} from '../../ports/buyer-question.ts';
import type { Readers } from '../../ports/readers.ts';
import type { OrderRow } from '../../ports/rows.ts';
import { joinTotals } from '../buyer-totals.ts';
import { MAX_BUYERS_LISTED } from '../limits.ts';
import { rootOf, type Tables } from './tables.ts';

/** The money of an order came, and it stands (H6). */
export function isBought({
  status,
  payment,
  deliveredAtMs,
}: Pick<OrderRow, 'status' | 'payment' | 'deliveredAtMs'>): boolean {
  if (status === 'COMPLETED') return true;
  return status === 'PAID' && (payment !== 'cash_on_delivery' || deliveredAtMs !== null);
}

/** Buyers over all streams, out of the maps. */
export function buyerListOf(tables: Tables): Pick<Readers, 'buyersRanked' | 'buyerTotals'> {
  function totals(): BuyerTotals[] {
    const rows = [...tables.orders.values()].flatMap((order) => {
      const stream = tables.streams.get(order.streamId);
      if (!stream || stream.rehearsalOf !== null) return [];
      const claims = [...tables.claims.values()].filter(({ orderId }) => orderId === order.orderId);
      const bought = isBought(order);
      return [
        {
          ...{ buyerId: order.buyerId, currency: stream.currency, orders: 1, bought: bought ? 1 : 0 },
          ...{ unpaid: order.status === 'PLACED' ? 1 : 0, underway: order.status === 'PAID' ? 1 : 0 },
          claims: claims.length > 0 ? 1 : 0,
          openClaims: claims.some(({ status }) => status === 'OPEN') ? 1 : 0,
          spentMinor: bought ? order.totalMinor - order.refundedMinor : 0,
          ...{ firstAtMs: order.placedAtMs, lastAtMs: order.placedAtMs },
        },
      ];
    });
    return joinTotals(rows, (buyerId) => rootOf(tables, buyerId));
  }

  return {
    async buyersRanked({ sort, currency, before, limit }: BuyerQuestion) {
      const most = Math.min(limit, MAX_BUYERS_LISTED);
      const ranked = totals()
        .map((buyer) => ({ buyer, place: placeOfBuyer(buyer, { sort, currency }) }))
        .filter(({ place }) => before === null || compareBuyers(before, place) < 0)
        .sort((a, b) => compareBuyers(a.place, b.place));
      const shown = ranked.slice(0, most);
      return {
        buyers: shown.map(({ buyer }) => buyer),
        next: ranked.length > most ? (shown.at(-1)?.place ?? null) : null,
      };
    },
    buyerTotals: async (buyerId) => totals().find((each) => each.buyerId === buyerId) ?? null,
  };
}
