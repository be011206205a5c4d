import type { PackingParcel } from '../../../shared/contract/packing.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { OrderWithLines } from '../../ports/readers.ts';

/** What an order came to, as its buyer saw it when it was placed. */
export interface OrderSums {
  /** What the order is called in the shop (O7). */
  reference: string;
  /** All its goods at the prices they were sold for, a flash price included. */
  goodsMinor: number;
  /** What bundles and vouchers took off the goods, whoever pays for it (V2). */
  offMinor: number;
  /** What the buyer paid for the sending (P2). */
  shippingMinor: number;
  totalMinor: number;
  /** What went back to the buyer since. */
  refundedMinor: number;
  /** The second currency that it was shown in, at the rate that was frozen on it. */
  shown: { currency: string; rateMicros: number } | null;
  payment: PaymentMethod;
}

/** A parcel with what its slip says besides: the sums of each order that is in it, in whole. */
export interface PrintedParcel extends PackingParcel {
  currency: string;
  orders: OrderSums[];
}

export function orderSums({ order, lines }: OrderWithLines): Omit<OrderSums, 'reference'> {
  const { shippingMinor, totalMinor, refundedMinor, shownCurrency, shownRateMicros, payment } = order;
  const goodsMinor = lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
  const isShown = shownCurrency !== null && shownRateMicros !== null;
  return {
    goodsMinor,
    offMinor: goodsMinor + shippingMinor - totalMinor,
    shippingMinor,
    totalMinor,
    refundedMinor,
    shown: isShown ? { currency: shownCurrency, rateMicros: shownRateMicros } : null,
    payment,
  };
}
