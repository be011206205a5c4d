import type { ReactNode } from 'react';
import type { ShopAftermathView } from '../../../../../shared/contract/shop-insights.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { OfOrders } from '../../orders/OfOrders.tsx';
import { amount, percent } from '../number-words.ts';
import { ChangeWords } from './ChangeWords.tsx';
import { keptShare, ordersOfDays, type RangeTold, returningOf, reversedMinor } from './over-time-rows.ts';

/** Six numbers of some days, each beside what it was on others; what counts orders opens these. */
export function OverTimeFigures({
  now,
  before,
  hasChange,
}: {
  now: RangeTold;
  before: RangeTold | null;
  /** The other days say something of a change. */
  hasChange: boolean;
}) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const { totals, currency } = now.sales;
  const other = before?.sales.totals;
  const from = hasChange ? before : null;
  const than = from?.sales.totals;
  const { after } = now;
  const count = (n: number) => n.toLocaleString(language);
  const money = (minor: number) => amount(minor, currency, language);
  const days = ordersOfDays(now.sales);
  return (
    <dl className="over-time-figures">
      <One
        name={say.figures.gmv}
        change={<ChangeWords now={totals.gmvPaidMinor} before={than?.gmvPaidMinor} />}
        before={other && money(other.gmvPaidMinor)}
      >
        <OfOrders filter={days} count={totals.gmvPaidMinor}>
          {money(totals.gmvPaidMinor)}
        </OfOrders>
      </One>
      <One
        name={say.figures.orders}
        change={<ChangeWords now={totals.paidOrders} before={than?.paidOrders} />}
        before={other && count(other.paidOrders)}
      >
        <OfOrders filter={days} count={totals.paidOrders}>
          {count(totals.paidOrders)}
        </OfOrders>
      </One>
      <One
        name={say.figures.buyers}
        change={<ChangeWords now={totals.payingBuyers} before={than?.payingBuyers} />}
        before={other && count(other.payingBuyers)}
        about={
          <>
            <OfOrders filter={{ ...days, buyers: 'new' }} count={totals.newBuyers}>
              {say.fresh(count(totals.newBuyers))}
            </OfOrders>
            {' · '}
            <OfOrders filter={{ ...days, buyers: 'returning' }} count={returningOf(totals)}>
              {say.returning(count(returningOf(totals)))}
            </OfOrders>
          </>
        }
      >
        <OfOrders filter={days} count={totals.payingBuyers}>
          {count(totals.payingBuyers)}
        </OfOrders>
      </One>
      <One
        name={say.figures.reversed}
        change={
          after && (
            <ChangeWords
              now={reversedMinor(after.totals)}
              before={from?.after && reversedMinor(from.after.totals)}
              isGood="less"
            />
          )
        }
        before={before?.after && money(reversedMinor(before.after.totals))}
        about={after && say.dayOrders(count(after.totals.reversedOrders))}
      >
        {after ? (
          <OfOrders filter={{ ...days, outcome: 'reversed' }} count={after.totals.reversedOrders}>
            {money(reversedMinor(after.totals))}
          </OfOrders>
        ) : (
          '…'
        )}
      </One>
      <One
        name={say.figures.late}
        change={<Points now={after?.totals} before={from?.after?.totals} read={lateShare} isGood="less" />}
        before={before?.after && percent(lateShare(before.after.totals), language)}
        about={
          after &&
          after.totals.shipDueOrders > 0 && (
            <OfOrders filter={{ ...days, shipDay: 'missed' }} count={after.totals.lateOrders}>
              {say.of(count(after.totals.lateOrders), count(after.totals.shipDueOrders))}
            </OfOrders>
          )
        }
      >
        {after ? percent(lateShare(after.totals), language) : '…'}
      </One>
      <One
        name={say.figures.kept}
        change={<Points now={after?.totals} before={from?.after?.totals} read={keptShare} isGood="more" />}
        before={before?.after && percent(keptShare(before.after.totals), language)}
        about={
          after &&
          after.totals.payoutsDue > 0 &&
          say.of(count(after.totals.payoutsOnTime), count(after.totals.payoutsDue))
        }
      >
        {after ? percent(keptShare(after.totals), language) : '…'}
      </One>
    </dl>
  );
}

function lateShare({ shipDueOrders, lateOrders }: ShopAftermathView): number | null {
  return shipDueOrders === 0 ? null : lateOrders / shipDueOrders;
}

function One({
  name,
  change,
  before,
  about,
  children,
}: {
  name: string;
  change: ReactNode;
  /** What it was on the days that are compared with; absent: none are, or they are being counted. */
  before: string | null | undefined;
  about?: ReactNode;
  children: ReactNode;
}) {
  const say = useMessages(overTimeMessages);
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">
        <span className="over-time-value">{children}</span>
        {change}
        <span className="soft over-time-about">{before ? say.was(before) : '\u00a0'}</span>
        <span className="soft over-time-about">{about || ' '}</span>
      </dd>
    </div>
  );
}

/** By how many points a share is higher or lower. */
function Points({
  now,
  before,
  read,
  isGood,
}: {
  now: ShopAftermathView | undefined;
  before: ShopAftermathView | undefined;
  read(of: ShopAftermathView): number | null;
  isGood: 'more' | 'less';
}) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const [share, other] = [now && read(now), before && read(before)];
  if (share === null || share === undefined || other === null || other === undefined) return null;
  const points = Math.round((share - other) * 1_000) / 10;
  const sign = points > 0 ? '+' : points < 0 ? '−' : '';
  const words = say.points(
    `${sign}${Math.abs(points).toLocaleString(language, { minimumFractionDigits: 1 })}`,
  );
  const isBetter = isGood === 'more' ? points > 0 : points < 0;
  return (
    <span className={`change-words ${points === 0 ? 'soft' : isBetter ? 'better' : 'worse'}`}> {words}</span>
  );
}
