import type { LiHTMLAttributes, ReactNode } from 'react';
import type { OrderStatus, TickerOrder } from '../../../../../shared/market/order/contract.ts';
import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Pill } from '../../../../ui/Pill.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { clockSecond } from '../../../../ui/time-words.ts';
import { orderAddress } from '../../orders/orders-address.ts';
import { useCurrency } from '../host-context.ts';

const tones: Record<OrderStatus, 'plain' | 'done' | 'attention'> = {
  PLACED: 'attention',
  PAID: 'done',
  EXPIRED: 'plain',
  EXPIRED_REFUNDED: 'plain',
  CANCELLED: 'plain',
  COMPLETED: 'done',
};

/** Its total is paid by nobody. */
const undone: ReadonlySet<OrderStatus> = new Set(['EXPIRED', 'EXPIRED_REFUNDED', 'CANCELLED']);

/** A row of the feed: an order, struck through where nobody pays for it. */
export function OrderRow({
  status,
  ...row
}: { status: OrderStatus; children: ReactNode } & LiHTMLAttributes<HTMLLIElement>) {
  return <li {...row} className={undone.has(status) ? 'ticker-row undone' : 'ticker-row'} />;
}

/** What an order's row says; all of it opens the order. */
export function OrderCells({
  atMs,
  reference,
  status,
  totalMinor,
  nth,
  goods,
}: Pick<TickerOrder, 'atMs' | 'reference' | 'status' | 'totalMinor'> & {
  nth?: number | undefined;
  goods: string;
}) {
  const say = useMessages(consoleFeedWords);
  const words = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  return (
    <>
      <span className="ticker-about soft figures">
        <a
          className="ticker-order"
          href={orderAddress(reference)}
          // The floor stays where it is: somebody is on air.
          target="_blank"
          rel="noreferrer"
          aria-label={words.openOrder(reference)}
        >
          {reference}
        </a>
        <span>{clockSecond(atMs, language)}</span>
        {nth !== undefined && (
          <span className={nth === 1 ? 'ticker-first' : ''} title={say.nthHint}>
            {say.nth(nth)}
          </span>
        )}
      </span>
      <b className="ticker-total figures">{money(totalMinor)}</b>
      <span className="ticker-names figures" title={goods}>
        {goods}
      </span>
      <Pill tone={tones[status]}>{words.orderStatus[status]}</Pill>
    </>
  );
}

/** Asks for older ones. */
export function OlderButton({ onClick, isBusy = false }: { onClick(): void; isBusy?: boolean }) {
  const say = useMessages(consoleFeedWords);
  return (
    <p className="feed-older">
      <Button look="line" busy={isBusy} onClick={onClick}>
        {say.older}
      </Button>
    </p>
  );
}
