import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { GivenView, OrderView } from '../../../shared/market/order/contract.ts';
import { soldTermsIn, termsOfText } from '../../../shared/values/return-terms.ts';
import { shipDatesIn } from '../../../shared/values/ship-days.ts';
import { defaultSettings } from '../../market/stream/settings.ts';
import type { OrderWithLines } from '../../ports/readers.ts';
import type { OrderLineRow, OrderRow } from '../../ports/rows.ts';
import type { StreamTimes } from '../stream-times.ts';

/**
 * An order as its buyer sees it, out of the tables: the same sums as its stream tells (`orderView`). What others pay is
 * kept there by who pays; the pay link and the reference are added as there.
 * @param times of its stream; left out where nobody reads until when it may be cancelled
 */
export function viewOfRow(
  { order, lines }: OrderWithLines,
  times: Pick<StreamTimes, 'remorseMs'> = defaultSettings,
): OrderView {
  const { orderId, number, streamId, status, late, placedAtMs, payByMs, paidAtMs, payment } = order;
  const { goodsMinor, shippingMinor, totalMinor, refundedMinor, shippingRefundedMinor } = order;
  const isFree = status === 'PAID' && paidAtMs !== null;
  const shippingDiscounts = shippingGiven(order);
  return {
    orderId,
    number,
    reference: number,
    streamId,
    status,
    late,
    placedAtMs,
    ...(order.receivedAtMs !== null && { receivedAtMs: order.receivedAtMs }),
    payByMs,
    paidAtMs,
    freeCancelUntilMs: isFree ? paidAtMs + times.remorseMs : null,
    payment,
    payUrl: null,
    lines: lines.map((line) => {
      const discounts = lineGiven(order, line);
      return {
        itemNumber: line.itemNumber,
        name: line.name,
        ...(line.nameEn && { nameEn: line.nameEn }),
        units: line.units,
        unitPriceMinor: line.unitPriceMinor,
        unfilledUnits: status === 'CANCELLED' ? 0 : line.cancelledUnits,
        ...(discounts.length > 0 && { discounts }),
        ...(line.tapAtMs !== null && { tapAtMs: line.tapAtMs }),
        ...(line.lateOk && { lateOk: true as const }),
        ...shipDatesIn(line),
        ...soldTermsIn({ returns: termsOfText(line.returnTerms) }),
      };
    }),
    ...(shippingDiscounts.length > 0 && { shippingDiscounts }),
    goodsMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
    ...(order.calledOff !== null && { calledOff: order.calledOff }),
    shippingRefundedMinor,
    ...(order.shownCurrency !== null &&
      order.shownRateMicros !== null && {
        shown: { currency: order.shownCurrency, rateMicros: order.shownRateMicros },
      }),
  };
}

/** Units that are sent, or were: all but what nobody could fill, or was paid back before it was packed. */
export function unitsToSend({ lines }: OrderWithLines): number {
  return lines.reduce((sum, line) => sum + line.units - line.cancelledUnits - line.withdrawnUnits, 0);
}

/** Without a voucher in the order it was a bundle; with one it may have been either, or both. */
function lineGiven(
  { vouchers }: Pick<OrderRow, 'vouchers'>,
  { producerOffMinor, hostOffMinor, shopOffMinor }: OrderLineRow,
): GivenView[] {
  return givenOf({ producer: producerOffMinor, host: hostOffMinor, shop: shopOffMinor }).map((each) =>
    vouchers === null ? { kind: 'promotion', ...each } : each,
  );
}

/** Only a voucher takes anything off a fee (V1). */
function shippingGiven({ shippingHostOffMinor, shippingShopOffMinor }: OrderRow): GivenView[] {
  return givenOf({ producer: 0, host: shippingHostOffMinor, shop: shippingShopOffMinor }).map((each) => ({
    kind: 'voucher',
    ...each,
  }));
}

/** What others pay, by who pays it; who pays nothing is left out. */
export function givenOf(minorOf: Readonly<Record<Funder, number>>): Pick<GivenView, 'funder' | 'minor'>[] {
  const each = (['producer', 'host', 'shop'] as const).map((funder) => ({ funder, minor: minorOf[funder] }));
  return each.filter(({ minor }) => minor > 0);
}
