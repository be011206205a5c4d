import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { QuoteView } from '../../../../shared/market/order/contract.ts';
import { type OrderLine, orderableLines } from '../../../stores/cart-lines.ts';
import { createQuoteStore, type Quoted } from '../../../stores/quote-store.ts';
import { takeableFlashes } from '../../../stores/takeable.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { useServerTime } from '../../../ui/server-time.ts';
import { offersNow } from './offers.ts';
import { usePaidNow } from './use-paid-now.ts';
import { useLive, useViewer } from './viewer-stores.ts';

/**
 * What an order of these lines would cost, asked for anew whenever they change, the line comes back, an offer begins or
 * ends, or an order of this buyer changes: who has paid for a parcel pays less for the next.
 * @param lines JSON, so that equal lines are equal
 * @param country of an address that is not kept yet, ISO 3166; '' at home
 * @returns with it the last quote there was: what can be chosen stays on the screen while it is asked again
 */
export function useQuote(
  lines: string,
  addressId: string | null,
  country = '',
): Quoted & { last: QuoteView | null; askAgain(): void } {
  const { live } = useViewer();
  const [quotes] = useState(() => createQuoteStore(live));
  const orders = useLive(({ mine }) => mine?.orders.map(({ status }) => status).join(' ') ?? '');
  const view = useLive((state) => state.view);
  const offers = useServerTime((nowMs) => offersNow(view, nowMs));
  const asOf = `${orders}|${offers}|${useTakeable()}`;
  const choice = voucherChoice(live);
  const named = useStore(choice, (state) => state.named);
  const code = useStore(choice, (state) => state.code);
  const state = useStore(quotes.store);
  useEffect(() => {
    quotes.open();
    return () => quotes.close();
  }, [quotes]);
  useEffect(() => {
    const asked = JSON.parse(lines) as OrderLine[];
    const abroad = country === '' ? {} : { country };
    const chosen = named && { vouchers: [...named] };
    const typed = code !== null && { code };
    if (asked.length > 0) quotes.ask({ lines: asked, addressId, ...abroad, ...chosen, ...typed }, asOf);
  }, [quotes, lines, addressId, country, asOf, named, code]);
  useEffect(() => {
    // A voucher that was chosen is gone, or its goods are: the best of the others are used, and it is said why.
    const reason = state.kind === 'refused' ? state.reason : null;
    if (named && (reason?.code === 'VOUCHER_GONE' || reason?.code === 'VOUCHER_NOT_MET')) {
      choice.setState({ named: null, dropped: reason });
    }
  }, [choice, named, state]);
  useEffect(() => {
    // A code that is none is given up at once: asked for again with each change, it would use up the tries there are.
    const told = state.kind === 'quoted' && state.code === code ? state.quote.code : undefined;
    if (code === null || told?.outcome !== 'not_used') return;
    const { reason } = told;
    if (reason === 'unknown' || reason === 'too_many_tries') {
      choice.setState({ code: null, refused: { code, reason } });
    }
  }, [choice, code, state]);
  const [last, setLast] = useState<QuoteView | null>(null);
  if (state.kind === 'quoted' && state.quote !== last) setLast(state.quote);
  return { ...state, last, askAgain: quotes.askAgain };
}

/** The flashes whose price something in the cart could have (F7), as text; '' if there is none. */
export function useTakeable(): string {
  const cart = usePaidNow();
  const view = useLive((state) => state.view);
  return useServerTime((nowMs) => takeableFlashes(cart, view, nowMs).join(' '));
}

/** What is to be ordered now, as JSON: one plain value that changes only when it does. */
export function useOrderableJson(isLeftOut: (line: OrderLine) => boolean = none): string {
  const cart = usePaidNow();
  const view = useLive((state) => state.view);
  return useServerTime((nowMs) =>
    JSON.stringify(orderableLines(cart, view, nowMs).filter((line) => !isLeftOut(line))),
  );
}

const none = () => false;
