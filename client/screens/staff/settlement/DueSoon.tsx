import { useQuery } from '@tanstack/react-query';
import { formatMoney } from '../../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeTodayWords } from '../../../i18n/office-today.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { dueDay } from '../../../ui/money-days.ts';
import { dueAddress } from './settlement-address.ts';

/** What payouts would pay by the end of today, and by the next Friday, of all producers: the same sums as on Home. */
export function DueSoon() {
  const say = useMessages(settlementMessages);
  const today = useMessages(officeTodayWords);
  const language = useLanguage();
  const world = useWorld();
  // Without an answer the rest of the page stands by itself.
  const { data } = useQuery({ queryKey: ['due'], queryFn: () => askRoute(world, 'dueDays') });
  if (!data) return null;
  return (
    <section>
      <h2>{say.dueSoon}</h2>
      <ul>
        {data.days.flatMap(({ day, untilMs, sums }, index) => {
          const what = index === 0 ? today.dueToday : today.dueBy(dueDay(untilMs, language, data.timeZone));
          const shown = sums.length > 0 ? sums : [null];
          return shown.map((sum) => (
            <li key={`${day} ${sum?.currency}`}>
              <a className="money-row due-row" href={dueAddress(day)}>
                <span>{what}</span>
                <span className="money-more">{sum && say.orderLines(sum.lines)}</span>
                <b className="money-sum figures">
                  {sum ? formatMoney(sum.amountMinor, sum.currency, language) : today.nothingDue}
                </b>
              </a>
            </li>
          ));
        })}
      </ul>
    </section>
  );
}
