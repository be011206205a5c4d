import { useQuery } from '@tanstack/react-query';
import type { DueLines as Due } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { dueDay } from '../../../ui/money-days.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { MoneyLine } from './MoneyLine.tsx';
import { type Column, useSorted } from './sorted-rows.tsx';

/** Every line that payouts would pay by the end of a day, of all producers, with what it comes to. */
export function DueLines({ day }: { day: string }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const world = useWorld();
  const { data, error, refetch } = useQuery({
    queryKey: ['due', day],
    queryFn: () => askRoute(world, 'dueLines', { params: { day } }),
  });
  return (
    <main className="page settlement">
      <StaffHead
        title={data ? say.dueBy(dueDay(data.untilMs, language, data.timeZone)) : say.title}
        back="/admin/settlement"
      />
      <NotRead fault={error} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={6} />}
      {data && <Lines view={data} />}
    </main>
  );
}

function Lines({ view }: { view: Due }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const all = view.sums.reduce((sum, { lines, adjustments = 0 }) => sum + lines + adjustments, 0);
  const columns: Column<Due['lines'][number]>[] = [
    { head: say.heads.product, value: (line) => namedIn(language, line).name, width: 'minmax(0, 1fr)' },
    { head: say.heads.producer, value: (line) => producerIn(language, line), width: 'minmax(0, 1fr)' },
    { head: say.heads.order, value: ({ reference }) => reference, width: '90px' },
    { head: say.heads.due, value: ({ dueUntilMs }) => dueUntilMs, width: '190px' },
    { head: say.heads.amount, value: ({ amountMinor }) => amountMinor, width: '110px', isSum: true },
  ];
  const { rows, heads, style } = useSorted(view.lines, columns, all > view.lines.length);
  return (
    <section>
      <p className="soft small">
        {say.asOf(clockTime(view.asOfMs, language))} · {say.dueByWhat}
      </p>
      {view.sums.length === 0 && <p>{say.noneDueBy}</p>}
      {view.sums.map(({ currency, amountMinor, lines, adjustments }) => (
        <p key={currency} className="figures">
          <b>{formatMoney(amountMinor, currency, language)}</b> · {say.orderLines(lines, adjustments)}
        </p>
      ))}
      {all > view.lines.length && <p className="soft">{say.firstOf(view.lines.length, all)}</p>}
      <div className="money-list" style={style}>
        {rows.length > 1 && heads}
        <ul>
          {rows.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an order may look alike, and a row keeps nothing of its own.
            <li key={index}>
              <MoneyLine line={line} minor={line.amountMinor} timeZone={view.timeZone} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
