import type { ProducerPage } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { isSameReserve } from '../../../../shared/values/reserve.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerMessages } from '../../../i18n/producer.ts';
import { producerShareWords } from '../../../i18n/producer-share.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { dayOf, dueDay } from '../../../ui/money-days.ts';
import { KeptBack } from '../settlement/KeptBack.tsx';

/** What comes, by which day, and why; and what came. */
export function Money({ page }: { page: ProducerPage }) {
  const say = useMessages(producerMessages);
  const sayShare = useMessages(producerShareWords);
  const language = useLanguage();
  const { nextShare: next, timeZone } = page;
  const percent = (bps: number) => sayShare.percent(bps / 100);
  const reserveLater = (reserve: ProducerPage['reserve']) =>
    reserve ? sayShare.yourReserve(percent(reserve.bps), reserve.days) : sayShare.noReserveLater;
  return (
    <section className="block">
      <h2>{say.money}</h2>
      {page.money.length === 0 && <p className="soft">{say.noMoney}</p>}
      <p className="soft small">{say.terms[page.countFrom](page.dueDays)}</p>
      <p className="soft small">
        {sayShare.yours(percent(page.shareBps))}
        {page.reserve && ` ${sayShare.yourReserve(percent(page.reserve.bps), page.reserve.days)}`}
        {next && ` ${sayShare.yoursLater(percent(next.shareBps), dayOf(next.fromMs, language, timeZone))}`}
        {next && !isSameReserve(next.reserve, page.reserve) && ` ${reserveLater(next.reserve)}`}
      </p>
      {page.money.map((money) => (
        <InCurrency key={money.currency} money={money} page={page} />
      ))}
    </section>
  );
}

function InCurrency({ money, page }: { money: ProducerPage['money'][number]; page: ProducerPage }) {
  const say = useMessages(producerMessages);
  const language = useLanguage();
  const { currency, openMinor, keptBack, promise, days, payouts } = money;
  const { timeZone, dueDays, countFrom } = page;
  const amount = (minor: number) => formatMoney(minor, currency, language);
  return (
    <>
      <p className="coming">
        <span className="soft">{say.coming}</span>
        <b className="figures">{amount(openMinor)}</b>
      </p>
      <KeptBack of={keptBack} currency={currency} />
      <ul className="rows">
        {days.map(({ dueUntilMs, amountMinor, lines, why, names, namesEn = names }) => {
          const day = dueDay(dueUntilMs, language, timeZone);
          const reason =
            why === 'delivered' && countFrom === 'handover'
              ? say.whyHandover(dueDays)
              : say.why[why](dueDays);
          return (
            <li key={`${dueUntilMs} ${why}`} className={why}>
              <span className="grow">
                {(why === 'delivered' || why === 'in_reserve') && <b>{say.by(day)}</b>}
                {why === 'overdue' && (
                  <b className="attention">
                    <Icon name="attention" size={16} />
                    {say.late(day)}
                  </b>
                )}
                <span className={why === 'delivered' || why === 'in_reserve' ? 'soft' : undefined}>
                  {reason}
                </span>
                <span className="soft small">
                  <bdi>
                    {(language === 'en' ? namesEn : names).filter((name) => name !== '').join(say.between)}
                  </bdi>{' '}
                  · {say.lines(lines)}
                </span>
              </span>
              <b className="figures">{amount(amountMinor)}</b>
            </li>
          );
        })}
        {payouts.map(({ atMs, amountMinor }) => (
          <li key={atMs} className="came">
            <span className="grow">
              <span className="done">
                <Icon name="check" size={16} />
                {say.paidOn(dayOf(atMs, language, timeZone))}
              </span>
            </span>
            <span className="figures">{amount(amountMinor)}</span>
          </li>
        ))}
      </ul>
      {promise.due > 0 && <p className="soft small">{say.kept(promise.onTime, promise.due)}</p>}
      <a className="button line" href={`/statement/${page.producerId}?currency=${currency}`}>
        <Icon name="receipt" size={16} />
        {say.statement}
      </a>
    </>
  );
}
