import type { SalesItem } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { useQuestions } from './use-questions.ts';

/** Questions of viewers (N6): how many were asked, answered and wait, in all and by product; or that nobody asked. */
export function QuestionCounts({
  slug,
  items,
}: {
  slug: string;
  items: readonly Pick<SalesItem, 'itemNumber' | 'name'>[];
}) {
  const say = useMessages(insightsMessages);
  const counts = useQuestions(slug)?.counts;
  if (!counts) return null;
  if (counts.length === 0) {
    return (
      <section className="question-counts">
        <h3>{say.questions}</h3>
        <p className="soft">{say.noQuestions}</p>
      </section>
    );
  }
  const nameOf = (item?: number) => items.find(({ itemNumber }) => itemNumber === item)?.name ?? '';
  const sum = (of: 'asked' | 'answered' | 'open') => counts.reduce((all, count) => all + count[of], 0);
  return (
    <section className="question-counts">
      <h3>{say.questions}</h3>
      <Table label={say.questions}>
        <thead>
          <tr>
            <th scope="col">{say.questionsAbout}</th>
            <th scope="col">{say.questionsAsked}</th>
            <th scope="col">{say.questionsAnswered}</th>
            <th scope="col">{say.questionsOpen}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say.questionsAll}</th>
            <td>{sum('asked')}</td>
            <td>{sum('answered')}</td>
            <td>{sum('open')}</td>
          </tr>
          {counts.map(({ item, asked, answered, open }) => (
            <tr key={item ?? 0}>
              <th scope="row">
                {item === undefined ? say.questionsOfNone : `${item} ${nameOf(item)}`.trim()}
              </th>
              <td>{asked}</td>
              <td>{answered}</td>
              <td>{open}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
