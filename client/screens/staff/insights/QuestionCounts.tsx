import type { SalesItem } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { useQuestions } from './use-questions.ts';

/** Questions of viewers (N6): how many were asked, answered, put away and wait, in all and by product; or that nobody asked. */
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
  // What was neither answered nor waits: dismissed, deleted with its line, or displaced by newer ones.
  const rows = counts.map((count) => ({
    ...count,
    dismissed: Math.max(0, count.asked - count.answered - count.open),
  }));
  const sum = (of: 'asked' | 'answered' | 'dismissed' | 'open') =>
    rows.reduce((all, row) => all + row[of], 0);
  return (
    <section className="question-counts">
      <h3>{say.questions}</h3>
      <Table label={say.questions}>
        <thead>
          <tr>
            <th scope="col">{say.questionsAbout}</th>
            <th scope="col">{say.questionsAsked}</th>
            <th scope="col">{say.questionsAnswered}</th>
            <th scope="col" title={say.questionsDismissedMeans}>
              {say.questionsDismissed}
            </th>
            <th scope="col">{say.questionsOpen}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say.questionsAll}</th>
            <td>{sum('asked')}</td>
            <td>{sum('answered')}</td>
            <td>{sum('dismissed')}</td>
            <td>{sum('open')}</td>
          </tr>
          {rows.map(({ item, asked, answered, dismissed, open }) => (
            <tr key={item ?? 0}>
              <th scope="row">
                {item === undefined ? say.questionsOfNone : `${item} ${nameOf(item)}`.trim()}
              </th>
              <td>{asked}</td>
              <td>{answered}</td>
              <td>{dismissed}</td>
              <td>{open}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
