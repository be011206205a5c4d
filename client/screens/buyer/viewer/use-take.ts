import type { TakingOffer } from '../../../../shared/market/order/contract.ts';
import type { OrderBy } from '../../../stores/placing.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { useViewer } from './viewer-stores.ts';

/** Takes a flash price as it was offered, with the vouchers that the offer was reckoned with (F7). */
export function useTake(): (
  offer: TakingOffer,
  by: Pick<OrderBy, 'addressId' | 'vouchers' | 'code'>,
) => Promise<boolean> {
  const { cart, live } = useViewer();
  return (offer, by) => {
    const { named, code } = voucherChoice(live).getState();
    const chosen = {
      ...(named && { vouchers: [...named] }),
      ...(code !== null && { code }),
    };
    return cart.take(offer, { ...chosen, ...by });
  };
}
