import { floorMessages } from '../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { FloorTold } from '../../screens/staff/insights/floor-told.ts';
import { decimal, percent } from '../../screens/staff/insights/number-words.ts';
import { Table } from '../../ui/Table.tsx';
import { pairWords } from './insights-words.ts';

/** Goods that were paid together more often than by chance. */
export function Pairs({ floor, items }: FloorTold) {
  const say = useMessages(pairWords);
  return (
    <section className="review-block off-paper">
      <h2>{say.pairs}</h2>
      <PairTable pairs={floor.pairs} items={items} />
    </section>
  );
}

function PairTable({ pairs: counted, items }: Pick<FloorTold['floor'], 'pairs'> & Pick<FloorTold, 'items'>) {
  const say = useMessages(pairWords);
  const floor = useMessages(floorMessages);
  const language = useLanguage();
  // What is bought together less often than by chance is no pair.
  const pairs = counted.filter(({ lift }) => lift > 1);
  if (pairs.length === 0) return <p className="soft">{say.noPairs}</p>;
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  return (
    <>
      <Table label={say.pairs}>
        <thead>
          <tr>
            <th scope="col">{floor.item}</th>
            <th scope="col">{say.orders}</th>
            <th scope="col">{say.support}</th>
            <th scope="col">{say.lift}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ itemNumbers, orders, support, lift }) => (
            <tr key={itemNumbers.join(' ')}>
              <th scope="row">
                {itemNumbers.map((number) => (
                  <span key={number} className="pair-item">
                    <b>{number}</b> <bdi>{names.get(number) ?? ''}</bdi>
                  </span>
                ))}
              </th>
              <td>{orders.toLocaleString(language)}</td>
              <td>{percent(support, language)}</td>
              <td>{floor.times(decimal(lift, language, 2))}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="soft note">{say.pairsDefined}</p>
    </>
  );
}
