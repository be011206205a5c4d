import { useQuery } from '@tanstack/react-query';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { itemMinutesMessages } from '../../../i18n/insights-minutes.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { whyRefused } from '../../../i18n/refusal-words.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { Table } from '../../../ui/Table.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { minutesOf, type OpenMinutes, peopleIn } from './item-minutes.ts';
import type { PartRow } from './items-rows.ts';
import { filmPath } from './machine/film-address.ts';
import { countOf } from './number-words.ts';

/** A log that is read a part at a time, or of a stream that is on. */
const READ_AGAIN_MS = 5_000;
const steps = ['seen', 'tapped', 'added'] as const;

/**
 * What stands behind a number of people: the minutes in which they came to it, which add up to it. A minute leads to the time
 * machine, where the events of the item say who did them, for who may know (A6).
 * @param of how many people the list says
 */
export function ItemMinutes({
  report,
  row: { name },
  open,
  of,
  onClose,
}: {
  report: Pick<SalesReport, 'slug' | 'liveStartMs' | 'status'>;
  row: Pick<PartRow, 'name'>;
  open: OpenMinutes;
  of: number;
  onClose(): void;
}) {
  const say = useMessages(itemMinutesMessages);
  const words = useMessages(itemsMessages);
  const language = useLanguage();
  const world = useWorld();
  const { slug, status } = report;
  const isOver = status === 'CLOSED' || status === 'CANCELLED';
  const { data, error } = useQuery({
    queryKey: ['funnel', slug],
    queryFn: () => askRoute(world, 'funnel', { params: { slug } }),
    refetchInterval: ({ state }) => (isOver && state.data?.isWhole ? false : READ_AGAIN_MS),
  });
  const { itemNumber, column } = open;
  const { minutes, people } = minutesOf(data?.minutes ?? [], open);
  const rest = of - people;
  const count = (n: number | null) => countOf(n, language);
  return (
    <Sheet
      title={`${itemNumber} ${name}`}
      note={<span className="figures">{`${words.columns[column]} ${count(of)}`}</span>}
      className="item-minutes"
      onClose={onClose}
    >
      <p className="soft small">
        {say.people[column]} {say.firsts} {minutes.length > 0 && say.film}
      </p>
      {!data && (error ? <Notice tone="fault">{say.notRead}</Notice> : <Bones count={4} />)}
      {data && !data.isWhole && <p role="status">{say.reading}</p>}
      {data?.isWhole && minutes.length === 0 && <p>{say.unknown}</p>}
      {minutes.length > 0 && (
        <>
          <Table label={`${words.columns[column]} · ${name}`}>
            <thead>
              <tr>
                <th scope="col">{say.minute}</th>
                {steps.map((step) => (
                  <th key={step} scope="col">
                    {words.columns[step]}
                  </th>
                ))}
                <th scope="col">{words.columns.ordered}</th>
                {column === 'refused' && <th scope="col">{say.reasons}</th>}
              </tr>
            </thead>
            <tbody>
              <tr className="all-minutes">
                <th scope="row">{say.all}</th>
                {steps.map((step) => (
                  <td key={step}>{step === column && count(people)}</td>
                ))}
                <td />
                {column === 'refused' && <td>{count(people)}</td>}
              </tr>
              {minutes.map((minute) => {
                const time = clockTime(minute.atMs, language);
                return (
                  <tr key={minute.atMs}>
                    <th scope="row">
                      <a href={filmPath(slug, report, minute.atMs, itemNumber)} aria-label={say.inFilm(time)}>
                        {time}
                      </a>
                    </th>
                    {steps.map((step) => (
                      <td key={step}>
                        {step === column ? <b>{count(peopleIn(minute, step))}</b> : count(minute[step])}
                      </td>
                    ))}
                    <td>
                      {minute.ordered === 0 ? (
                        '0'
                      ) : (
                        <OrdersLink filter={{ stream: slug, item: itemNumber, minuteMs: minute.atMs }}>
                          {count(minute.ordered)}
                        </OrdersLink>
                      )}
                    </td>
                    {column === 'refused' && (
                      <td>
                        {minute.refused
                          .map(({ code, buyers }) =>
                            words.refusedOf(whyRefused(code, language), count(buyers)),
                          )
                          .join(' · ')}
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </Table>
          {rest > 0 && data?.isWhole && <p className="soft small figures">{say.rest(count(rest))}</p>}
        </>
      )}
    </Sheet>
  );
}
