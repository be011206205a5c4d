import { lazy, Suspense } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { orderableLines, totalOf } from '../../stores/basket-lines.ts';
import { Button } from '../../ui/Button.tsx';
import { loadChunk } from '../../ui/load-chunk.ts';
import { useMoney } from '../../ui/Price.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { useCurrency, useLive, useMyBasket } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** What can be ordered now: units and total, as one plain value that changes only when they do. */
export function useOrderable(): { units: number; totalMinor: number } {
  const basket = useMyBasket();
  const view = useLive((state) => state.view);
  const reading = useServerTime((nowMs) => {
    const { units, totalMinor } = totalOf(orderableLines(basket, view, nowMs));
    return `${units} ${totalMinor}`;
  });
  const [units = 0, totalMinor = 0] = reading.split(' ').map(Number);
  return { units, totalMinor };
}

const QuotedFooter = lazy(async () => ({
  default: (await loadChunk(() => import('./QuotedFooter.tsx'))).QuotedFooter,
}));

/** The total with shipping, before the tap that orders. */
export function BasketFooter({ onOrder }: { onOrder(): void }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const { units, totalMinor } = useOrderable();
  const isQuoted = useLive(({ view }) => view.stream?.isQuoted);
  if (units === 0) return null;
  if (isQuoted) {
    return (
      <Suspense fallback={null}>
        <QuotedFooter units={units} onOrder={onOrder} />
      </Suspense>
    );
  }
  return (
    <div className="basket-footer">
      <dl className="sums figures">
        <div>
          <dt>{say.shipping}</dt>
          <dd>{say.included}</dd>
        </div>
        <div className="sum">
          <dt>{say.total}</dt>
          <dd>{money(totalMinor)}</dd>
        </div>
      </dl>
      <Button look="primary" wide onClick={onOrder}>
        {say.order(units, money(totalMinor))}
      </Button>
    </div>
  );
}
