import { useStore } from 'zustand';
import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { useWorld } from '../../../stores/world.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { VoucherLists } from '../VoucherLists.tsx';
import { offerWords } from './offer-words.ts';
import { vouchersOf } from './offers.ts';
import { SideSheet } from './SideSheet.tsx';
import { useOrderableJson, useQuote } from './use-quote.ts';
import { useVoucherNames } from './use-voucher-names.ts';
import { useCurrency, useLive } from './viewer-stores.ts';

/** All vouchers of this stream in one place, each with what is missing for it or in its way. */
export function MyVouchers({ onClose }: { onClose(): void }) {
  const say = useMessages(offerWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const { me } = useWorld();
  const addressId = useStore(me.store, (state) => state.me?.addresses[0]?.addressId ?? null);
  const { last: quote } = useQuote(useOrderableJson(), addressId);
  const view = useLive((state) => state.view);
  const orders = useLive(({ mine }) => mine?.orders ?? noOrders);
  const { nameOf, whyNot } = useVoucherNames(quote);
  const stateOf = (voucherId: string): string => {
    const offer = quote?.vouchers.find((each) => each.voucherId === voucherId);
    if (!offer) return '';
    if (offer.missingMinor > 0) return say.missing(money(offer.missingMinor));
    return offer.isUsed ? say.inUse(money(offer.minor)) : (whyNot(voucherId) ?? '');
  };
  const vouchers = Object.entries(quote ? vouchersOf(view, quote) : view.vouchers).map(
    ([voucherId, voucher]) => {
      const state = stateOf(voucherId);
      return {
        ...voucher,
        key: voucherId,
        name: nameOf(voucherId),
        gone: voucher.left === 0 ? ('taken' as const) : null,
        further: state && <span className="figures">{state}</span>,
      };
    },
  );
  return (
    <SideSheet title={say.mine} onClose={onClose}>
      <VoucherLists
        vouchers={vouchers}
        orders={orders.map((order) => ({ order, currency }))}
        noneOpen={say.noneOpen}
      />
    </SideSheet>
  );
}

const noOrders: OrderView[] = [];
