import type { LedgerEntryRow, Rows, SettlementStateRow } from '../../ports/rows.ts';
import { payablesOf, type SettlementBook } from './book.ts';

/** What the tables show of a page of booked facts; the book has nothing to tell any more afterwards. */
export function settlementRows(
  book: SettlementBook,
  ledgerEntries: LedgerEntryRow[],
): Pick<Rows, 'ledgerEntries' | 'payables' | 'settlementStates'> {
  const { streamId, touched } = book;
  const orders = [...touched.orders].flatMap((orderId) => book.orders.get(orderId) ?? []);
  const states = (kind: SettlementStateRow['kind'], ids: Set<string>, kept: Map<string, object>) =>
    [...ids].flatMap((id): SettlementStateRow[] => {
      const what = kept.get(id);
      return what ? [{ streamId, kind, id, body: JSON.stringify(what) }] : [];
    });
  const settlementStates = [
    ...states('order', touched.orders, book.orders),
    ...states('shipment', touched.shipments, book.shipments),
    ...states('claim', touched.claims, book.claims),
  ];
  for (const ids of Object.values(touched)) ids.clear();
  return {
    ledgerEntries,
    payables: orders.flatMap((order) => payablesOf(book, order)),
    settlementStates,
  };
}
