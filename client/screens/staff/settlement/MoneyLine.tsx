import type { ReactNode } from 'react';
import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { dueDay } from '../../../ui/money-days.ts';
import { orderAddress } from '../orders/orders-address.ts';

type Line = Pick<
  SettlementOverview['overdue'][number],
  'reference' | 'name' | 'nameEn' | 'producer' | 'producerEn' | 'currency' | 'dueUntilMs'
>;

/** An order line that a producer is owed for, of a list of such: what, whose, due when and how much. It opens the order. */
export function MoneyLine({
  line,
  minor,
  timeZone,
  children,
}: {
  line: Line;
  /** In minor units of its currency. */
  minor: number;
  timeZone: string;
  /** What else stands before the amount. */
  children?: ReactNode;
}) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const shown = (
    <>
      <span className="money-main">
        <bdi>{namedIn(language, line).name || line.reference || say.adjustment}</bdi>
      </span>
      <bdi className="money-more">{producerIn(language, line)}</bdi>
      <span className="money-more figures">{line.reference}</span>
      <span className="money-more">{say.due(dueDay(line.dueUntilMs, language, timeZone))}</span>
      {children}
      <b className="money-sum figures">{formatMoney(minor, line.currency, language)}</b>
    </>
  );
  // An adjustment is of no order.
  if (line.reference === '') return <div className="money-row">{shown}</div>;
  return (
    <a className="money-row" href={orderAddress(line.reference)}>
      {shown}
    </a>
  );
}
