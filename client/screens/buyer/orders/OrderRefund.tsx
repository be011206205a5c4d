import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayOnly } from '../../../ui/time-words.ts';
import { CallShop } from './CallShop.tsx';
import { orderWords } from './words.ts';

/** What comes back of an order, how far it is and by which day it is there (O14): one sentence, whatever the reasons are. */
export function OrderRefund({
  backMinor,
  refund = { state: 'started' },
  isTest,
  money,
}: {
  backMinor: number;
  refund: MyOrder['refund'];
  /** It was paid with test payments. */
  isTest: boolean;
  money(minor: number): string;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const { state, atMs, byMs } = refund;
  const isDue = useServerTime((nowMs) => byMs !== undefined && nowMs >= byMs);
  const day = atMs === undefined ? '' : dayOnly(atMs, language);
  const by = byMs === undefined ? '' : dayOnly(byMs, language);
  return (
    <>
      <p>
        {say.refundStates[state](money(backMinor), day, isDue ? '' : by)} {isDue && say.refundWasDue(by)}{' '}
        {isTest && <span className="soft">{say.refundIsTest}</span>}
      </p>
      {isDue && state === 'by_hand' && <CallShop />}
    </>
  );
}
