import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useMessages } from '../../../i18n/language.ts';
import { place } from '../../../ui/part.tsx';
import { itemSections } from '../staff-panels.ts';
import { ItemsTable } from './ItemsTable.tsx';
import { Parts } from './Parts.tsx';
import type { ReviewTold } from './review-told.ts';

for (const section of itemSections) section.fetch();
const Sections = place(...itemSections);

/** Every item, and what was paid by producer and by kind of price. */
export function ItemsTab({ slug, report: { items, currency }, floor }: ReviewTold) {
  const say = useMessages(insightsMessages);
  const told = useMessages(floorMessages);
  if (items.length === 0) return <p className="soft">{say.noItems}</p>;
  return (
    <>
      <section className="review-block">
        <h2>{say.items}</h2>
        <ItemsTable slug={slug} items={items} currency={currency} />
      </section>
      <section className="review-block off-paper">
        <h2>{told.parts}</h2>
        <Parts items={items} currency={currency} />
      </section>
      {floor && <Sections floor={floor} items={items} currency={currency} />}
    </>
  );
}
