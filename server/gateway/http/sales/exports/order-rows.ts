import type { ExportedOrder } from '../../../../application/order/exported-order.ts';

/** An order as every export of orders has it: of one stream, or of whatever the office asks for. */
export function orderExportRow({
  order: o,
  stream: { slug, currency },
  reference,
  parcels,
  claims,
  isLate,
}: ExportedOrder) {
  return {
    order_id: o.orderId,
    seq: o.seq,
    number: o.number,
    reference,
    stream: slug,
    buyer_id: o.buyerId,
    status: o.status,
    is_late: o.late,
    is_late_to_ship: isLate,
    payment: o.payment,
    placed_at: o.placedAtMs,
    received_at: o.receivedAtMs,
    pay_by: o.payByMs,
    paid_at: o.paidAtMs,
    cancelled_at: o.cancelledAtMs,
    delivered_at: o.deliveredAtMs,
    channel: o.channel,
    goods_minor: o.goodsMinor,
    shipping_minor: o.shippingMinor,
    total_minor: o.totalMinor,
    refunded_minor: o.refundedMinor,
    shipping_refunded_minor: o.shippingRefundedMinor,
    shown_currency: o.shownCurrency,
    shown_rate_micros: o.shownRateMicros,
    shipping_host_off_minor: o.shippingHostOffMinor,
    shipping_shop_off_minor: o.shippingShopOffMinor,
    vouchers: o.vouchers,
    parcels: parcels.length > 0 ? parcels.join(' ') : null,
    claims: claims.length > 0 ? claims.join(' ') : null,
    currency,
  };
}
