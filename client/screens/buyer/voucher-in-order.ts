import type { OrderView } from '../../../shared/market/order/contract.ts';

/** What vouchers took off an order, its shipping too. A claim goes back with an order that ended unshipped (V3). */
export function takenOff({
  status,
  lines,
  shippingDiscounts = [],
}: Pick<OrderView, 'status' | 'lines' | 'shippingDiscounts'>): number {
  if (status === 'CANCELLED' || status === 'EXPIRED' || status === 'EXPIRED_REFUNDED') return 0;
  const given = [...lines.flatMap(({ discounts = [] }) => discounts), ...shippingDiscounts];
  return given.reduce((sum, { kind, minor }) => sum + (kind === 'voucher' ? minor : 0), 0);
}
