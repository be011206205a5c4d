import { useStore } from 'zustand';
import type { QuoteView } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { useVoucherWords } from '../../../ui/voucher-words.ts';
import { offerWords } from './offer-words.ts';
import { inTheWay, vouchersOf } from './offers.ts';
import { useCurrency, useLive, useViewer } from './viewer-stores.ts';

/**
 * Of the vouchers of a quote: what each is called, and why one that counts is not used, in words; null: nothing is in its way.
 * One that has a code is called by it, since that is what its buyer knows.
 */
export function useVoucherNames(quote: QuoteView | null): {
  nameOf(voucherId: string): string;
  whyNot(voucherId: string): string | null;
} {
  const say = useMessages(offerWords);
  const wordsOf = useVoucherWords(useCurrency());
  const { live } = useViewer();
  const { code, named } = useStore(voucherChoice(live));
  const view = useLive((state) => state.view);
  const vouchers = quote ? vouchersOf(view, quote) : view.vouchers;
  const coded = quote?.code?.voucher?.voucherId;
  const nameOf = (voucherId: string) => {
    const voucher = vouchers[voucherId];
    if (voucherId === coded && code !== null) return code.toUpperCase();
    return voucher ? wordsOf(voucher) : '';
  };
  return {
    nameOf,
    whyNot(voucherId) {
      const other =
        quote && inTheWay({ vouchers, cards: view.cards }, quote.vouchers, voucherId, named !== null);
      return other ? say.notWith(nameOf(voucherId), nameOf(other)) : null;
    },
  };
}
