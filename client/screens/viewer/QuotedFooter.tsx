import { useStore } from 'zustand';
import { useMessages } from '../../i18n/language.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { ParcelHints } from './ParcelHints.tsx';
import { QuotedSums } from './QuotedSums.tsx';
import { quoteWords } from './quote-words.ts';
import { useOrderableJson, useQuote } from './use-quote.ts';
import { VoucherRow } from './VoucherRow.tsx';
import { useCurrency } from './viewer-stores.ts';

/** The basket's total where sending costs something: asked for, with the way to pay less for it. */
export function QuotedFooter({ units, onOrder }: { units: number; onOrder(): void }) {
  const say = useMessages(quoteWords);
  const money = useMoney(useCurrency());
  const { me } = useWorld();
  const addressId = useStore(me.store, (state) => state.me?.addresses[0]?.addressId ?? null);
  const quoted = useQuote(useOrderableJson(), addressId);
  const quote = quoted.kind === 'quoted' ? quoted.quote : null;
  return (
    <div className="basket-footer">
      {quote && <ParcelHints shipping={quote.shipping} canAdd />}
      {quoted.last && <VoucherRow quote={quoted.last} />}
      <QuotedSums quoted={quoted} />
      <Button look="primary" wide disabled={!quote} onClick={onOrder}>
        {quote ? say.order(units, money(quote.totalMinor)) : say.orderWithout(units)}
      </Button>
    </div>
  );
}
