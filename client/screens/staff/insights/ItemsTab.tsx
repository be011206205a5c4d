import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { place } from '../../../ui/part.tsx';
import { itemSections } from '../staff-panels.ts';
import { ItemsTable } from './ItemsTable.tsx';
import type { ReviewTold } from './review-told.ts';

for (const section of itemSections) section.fetch();
const Sections = place(...itemSections);

/** Every item from seen to kept, or every producer, channel or kind of price; and what was bought together. */
export function ItemsTab({ report, floor }: ReviewTold) {
  const { slug, items, currency } = report;
  const say = useMessages(insightsMessages);
  if (items.length === 0) return <p className="soft">{say.noItems}</p>;
  return (
    <>
      <section className="review-block">
        <h2>{say.items}</h2>
        <ItemsTable report={report} />
      </section>
      {floor && <Sections slug={slug} floor={floor} items={items} currency={currency} />}
    </>
  );
}
