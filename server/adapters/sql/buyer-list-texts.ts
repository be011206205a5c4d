import type { BuyerPlace, BuyerQuestion, BuyerSort, BuyerTotals } from '../../ports/buyer-question.ts';
import type { Readers } from '../../ports/readers.ts';
import { joinTotals, type TotalsOfId } from '../buyer-totals.ts';
import { MAX_BUYERS_LISTED } from '../limits.ts';
import type { Lists } from './after-sale-texts.ts';

/** The money of an order came, and it stands (H6). */
export const BOUGHT = `(o.status = 'COMPLETED' OR (o.status = 'PAID'
  AND (o.payment <> 'cash_on_delivery' OR o.delivered_at_ms IS NOT NULL)))`;

/**
 * Buyers by one value of their orders: each id's by itself first, which the index gives in its order, then of those that
 * are one buyer together. Parameters: currency, then, behind a place, its value and id; limit.
 */
export function rankText(sort: BuyerSort, isBehind: boolean): string {
  return `
  SELECT r.buyer_id AS "buyerId", CAST(r.${sort} AS BIGINT) AS "value" FROM (
    SELECT coalesce(a.root_id, i.buyer_id) AS buyer_id, sum(i.orders) AS orders, sum(i.spent) AS spent,
      max(i.last) AS last
    FROM (
      SELECT o.buyer_id, count(*) AS orders, max(o.placed_at_ms) AS last,
        sum(CASE WHEN ${BOUGHT} AND o.stream_id IN (SELECT stream_id FROM stream WHERE currency = ?)
          THEN o.total_minor - o.refunded_minor ELSE 0 END) AS spent
      FROM orders o
      WHERE o.stream_id NOT IN (SELECT stream_id FROM stream WHERE rehearsal_of IS NOT NULL)
      GROUP BY o.buyer_id) i
    LEFT JOIN buyer_alias a ON a.from_id = i.buyer_id
    GROUP BY coalesce(a.root_id, i.buyer_id)) r
  ${isBehind ? `WHERE (r.${sort}, r.buyer_id) < (?, ?)` : ''}
  ORDER BY r.${sort} DESC, r.buyer_id DESC LIMIT ?`;
}

/** Parameter: ids. What each of them ordered, by currency. */
const totalsText = ({ among }: Lists) => `
  SELECT o.buyer_id AS "buyerId", s.currency AS "currency", CAST(count(*) AS BIGINT) AS "orders",
    CAST(sum(CASE WHEN ${BOUGHT} THEN 1 ELSE 0 END) AS BIGINT) AS "bought",
    CAST(sum(CASE WHEN o.status = 'PLACED' THEN 1 ELSE 0 END) AS BIGINT) AS "unpaid",
    CAST(sum(CASE WHEN o.status = 'PAID' THEN 1 ELSE 0 END) AS BIGINT) AS "underway",
    CAST(sum(CASE WHEN EXISTS (SELECT 1 FROM claim c WHERE c.order_id = o.order_id)
      THEN 1 ELSE 0 END) AS BIGINT) AS "claims",
    CAST(sum(CASE WHEN EXISTS (SELECT 1 FROM claim c WHERE c.order_id = o.order_id AND c.status = 'OPEN')
      THEN 1 ELSE 0 END) AS BIGINT) AS "openClaims",
    CAST(sum(CASE WHEN ${BOUGHT} THEN o.total_minor - o.refunded_minor ELSE 0 END) AS BIGINT) AS "spentMinor",
    min(o.placed_at_ms) AS "firstAtMs", max(o.placed_at_ms) AS "lastAtMs"
  FROM orders o JOIN stream s ON s.stream_id = o.stream_id
  WHERE ${among('o.buyer_id')} AND s.rehearsal_of IS NULL
  GROUP BY o.buyer_id, s.currency`;

/** What the engines do by themselves; `rank` may take longer than a look-up may. */
export interface BuyerListReads {
  all<Row>(text: string, values: readonly unknown[]): Promise<Row[]> | Row[];
  rank<Row>(text: string, values: readonly unknown[]): Promise<Row[]> | Row[];
  lists: Lists;
}

/** Buyers over all streams: who stands where is asked of all orders, what they ordered of theirs alone. */
export function buyerListReads({
  all,
  rank,
  lists,
}: BuyerListReads): Pick<Readers, 'buyersRanked' | 'buyerTotals'> {
  async function totalsOf(buyerIds: readonly string[]): Promise<BuyerTotals[]> {
    if (buyerIds.length === 0) return [];
    const merged = await all<{ fromId: string; rootId: string }>(
      `SELECT a.from_id AS "fromId", a.root_id AS "rootId" FROM buyer_alias a WHERE ${lists.among('a.root_id')}`,
      [lists.list(buyerIds)],
    );
    const roots = new Map(merged.map(({ fromId, rootId }) => [fromId, rootId]));
    const ids = [...new Set([...buyerIds, ...roots.keys()])];
    const rows = await all<TotalsOfId>(totalsText(lists), [lists.list(ids)]);
    return joinTotals(rows, (buyerId) => roots.get(buyerId) ?? buyerId);
  }

  return {
    async buyersRanked({ sort, currency, before, limit }: BuyerQuestion) {
      const most = Math.min(limit, MAX_BUYERS_LISTED);
      const behind = before ? [before.value, before.buyerId] : [];
      const found = await rank<BuyerPlace>(rankText(sort, before !== null), [currency, ...behind, most + 1]);
      const shown = found.slice(0, most);
      const totals = new Map(
        (await totalsOf(shown.map(({ buyerId }) => buyerId))).map((each) => [each.buyerId, each]),
      );
      return {
        buyers: shown.flatMap(({ buyerId }) => totals.get(buyerId) ?? []),
        next: found.length > most ? (shown.at(-1) ?? null) : null,
      };
    },
    buyerTotals: async (buyerId) => (await totalsOf([buyerId]))[0] ?? null,
  };
}
