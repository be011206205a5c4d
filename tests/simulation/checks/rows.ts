import type { Rows } from '../../../server/ports/rows.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';
import { claimsOf } from './take-voucher.ts';

/** [INV19]: the rows that a batch wrote say what the log says. */
export function judgeRows(
  ledger: Ledger,
  rows: Pick<Rows, 'items' | 'stock' | 'flashes' | 'vouchers' | 'orders' | 'lines' | 'streams'>,
  complaints: Complaints,
): void {
  const differs = (what: string, row: unknown, counted: unknown) =>
    complaints.add('INV19', `${what}: row ${JSON.stringify(row)}, counted ${JSON.stringify(counted)}`);
  for (const row of rows.items) {
    const asked = ledger.shows.total.get(row.itemNumber) ?? 0;
    if (row.showRequests !== asked) differs(`requests for item ${row.itemNumber}`, row.showRequests, asked);
  }
  for (const row of rows.stock) {
    const shelf = ledger.shelves.get(row.itemNumber);
    const isSame =
      shelf !== undefined &&
      row.allotted + row.adjusted === shelf.total &&
      row.available === shelf.available &&
      row.held === shelf.held &&
      row.unpaid === shelf.unpaid &&
      row.sold === shelf.sold;
    if (!isSame) differs(`item ${row.itemNumber}`, row, shelf);
  }
  for (const row of rows.flashes) {
    const offer = ledger.offers.get(row.flashId);
    const isSame =
      offer !== undefined &&
      row.cap === offer.cap &&
      row.free === offer.free &&
      row.lapsed === offer.lapsed &&
      row.held === offer.held &&
      row.unpaid === offer.unpaid &&
      row.sold === offer.sold &&
      row.endsAtMs === offer.endsAtMs;
    if (!isSame) differs(`flash ${row.flashId}`, row, offer);
  }
  for (const row of rows.vouchers) {
    const coupon = ledger.coupons.get(row.voucherId);
    const claims = claimsOf(ledger, row.voucherId);
    const isSame = row.cap === coupon?.cap && row.claimed === claims && row.endsAtMs === coupon.endsAtMs;
    if (!isSame) differs(`voucher ${row.voucherId}`, row, { ...coupon, claims });
  }
  for (const row of rows.orders) {
    const order = ledger.bought.get(row.orderId);
    const isSame =
      order !== undefined &&
      row.status === order.status &&
      // The row of an order that was forgotten before a merge keeps the id of then: it is looked up under all ids (B2).
      ledger.who(row.buyerId) === ledger.who(order.buyerId) &&
      row.totalMinor === order.totalMinor &&
      row.refundedMinor === order.refundedMinor &&
      row.paidAtMs === order.paidAtMs &&
      row.seq === order.seq;
    if (!isSame) differs(`order ${row.orderId}`, row, order);
  }
  for (const row of rows.lines) {
    const order = ledger.bought.get(row.orderId);
    const line = order?.lines[row.lineIndex];
    const gone = order?.status === 'CANCELLED' ? line?.units : line?.unfilled;
    const isSame =
      line !== undefined &&
      row.units === line.units &&
      row.itemNumber === line.itemNumber &&
      row.unitPriceMinor === line.unitPriceMinor &&
      row.flashId === line.flashId &&
      row.cancelledUnits === gone;
    if (!isSame) differs(`line ${row.orderId}/${row.lineIndex}`, row, line);
  }
  for (const row of rows.streams) {
    if (row.status !== ledger.status) differs(`stream ${row.streamId}`, row.status, ledger.status);
  }
}
