import type { MyParcel } from '../../../../shared/contract/packing.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';

/** With it an order's page opens with the form for another address. */
export const ADDRESS_HASH = '#address';

/**
 * Until it is packed an order at home may go elsewhere (O10).
 * @param parcels null: not known yet
 */
export function mayGoElsewhere(
  { order: { status }, sendTo }: Pick<MyOrder, 'order' | 'sendTo'>,
  parcels: readonly MyParcel[] | null,
): boolean {
  const isOpen = status === 'PLACED' || status === 'PAID';
  return isOpen && sendTo !== null && !sendTo.country && (parcels?.length ?? 0) === 0;
}
