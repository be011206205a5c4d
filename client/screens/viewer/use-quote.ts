import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type OrderLine, orderableLines } from '../../stores/basket-lines.ts';
import { createQuoteStore, type Quoted } from '../../stores/quote-store.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { useLive, useMyBasket, useViewer } from './viewer-stores.ts';

/**
 * What an order of these lines would cost, asked for anew whenever they change, the line comes back, or an order of this
 * buyer changes: who has paid for a parcel pays less for the next.
 * @param lines JSON, so that equal lines are equal
 */
export function useQuote(lines: string, addressId: string | null): Quoted & { askAgain(): void } {
  const { live } = useViewer();
  const [quotes] = useState(() => createQuoteStore(live));
  const asOf = useLive(({ mine }) => mine?.orders.map(({ status }) => status).join(' ') ?? '');
  useEffect(() => {
    quotes.open();
    return () => quotes.close();
  }, [quotes]);
  useEffect(() => {
    const asked = JSON.parse(lines) as OrderLine[];
    if (asked.length > 0) quotes.ask({ lines: asked, addressId }, asOf);
  }, [quotes, lines, addressId, asOf]);
  return { ...useStore(quotes.store), askAgain: quotes.askAgain };
}

/** What can be ordered now, as JSON: one plain value that changes only when it does. */
export function useOrderableJson(isLeftOut: (line: OrderLine) => boolean = none): string {
  const basket = useMyBasket();
  const view = useLive((state) => state.view);
  return useServerTime((nowMs) =>
    JSON.stringify(orderableLines(basket, view, nowMs).filter((line) => !isLeftOut(line))),
  );
}

const none = () => false;
