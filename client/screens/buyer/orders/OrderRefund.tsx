import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { orderWords } from './words.ts';

/** What comes back of an order, and how far it is: one sentence with its day, whatever the reasons are. */
export function OrderRefund({
  backMinor,
  refund = { state: 'started' },
  money,
}: {
  backMinor: number;
  refund: MyOrder['refund'];
  money(minor: number): string;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const { state, atMs } = refund;
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  return <p>{say.refundStates[state](money(backMinor), atMs === undefined ? '' : day.format(atMs))}</p>;
}
