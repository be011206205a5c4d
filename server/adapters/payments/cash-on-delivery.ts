import { HAND_BACK_DAYS } from '../../../shared/market/order/bounds.ts';
import type { PaymentProvider } from '../../ports/payments.ts';

/**
 * The courier takes the money, so there is nothing to do online; an order is agreed at once (`cod`).
 * No money has come in before delivery, so that a cancelled order has nothing to give back.
 */
export const cashOnDelivery: PaymentProvider = {
  method: 'cash_on_delivery',
  payUrl: () => null,
  // No provider has it: the shop gives it back by hand.
  refundDays: HAND_BACK_DAYS,
  refund: async () => {},
};
