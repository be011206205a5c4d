import { place } from '../../../ui/part.tsx';
import { flashSections } from '../staff-panels.ts';
import { Acts } from './Acts.tsx';
import type { ReviewTold } from './review-told.ts';

for (const section of flashSections) section.fetch();
const Sections = place(...flashSections);

/** What became of each flash sale, and what went along with it and with each pin. */
export function FlashesTab({ slug, report: { items, currency }, floor }: ReviewTold) {
  if (!floor) return <div className="bone review-bone" aria-hidden="true" />;
  return (
    <>
      <Sections slug={slug} floor={floor} items={items} currency={currency} />
      <Acts floor={floor} items={items} />
    </>
  );
}
