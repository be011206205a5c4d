import { useStore } from 'zustand';
import type { StreamReturns } from '../../../../shared/contract/catalogue.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { type SoldTerms, soldTermsOf, textOfTerms } from '../../../../shared/values/return-terms.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { returnWords } from '../../../i18n/return-words.ts';
import { createReturnsStore } from '../../../stores/returns-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { ReturnLine } from '../../../ui/ReturnLine.tsx';

type Line = MyOrder['order']['lines'][number];

/** How what was ordered can be returned (O6): on the terms of then; of a line that has none, on those of today, which it says. As high before they are known. */
export function OrderReturns({ slug, lines }: { slug: string; lines: readonly Line[] }) {
  const say = useMessages(returnWords);
  const language = useLanguage();
  const { value } = useStore(useOwnStore((world) => createReturnsStore(slug, world)).store);
  const groups = value ? grouped(lines, value) : [];
  return (
    <div className="return-lines">
      {groups.map(({ terms, isOfToday, of }) => (
        <div key={`${textOfTerms(terms)} ${isOfToday}`}>
          <ReturnLine
            isPerishable={terms === 'perishable'}
            returns={typeof terms === 'string' ? undefined : terms}
            claimMs={value?.claimMs ?? 0}
            of={
              groups.length > 1 ? of.map((line) => namedIn(language, line).name).join(say.between) : undefined
            }
          />
          {isOfToday && <p className="soft small">{say.ofToday}</p>}
        </div>
      ))}
    </div>
  );
}

interface Group {
  terms: SoldTerms;
  isOfToday: boolean;
  of: Line[];
}

/** Lines of the same terms, in the order in which they were ordered; one of which nobody knows any is left out. */
function grouped(lines: readonly Line[], { terms: today }: StreamReturns): Group[] {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const now = today.find(({ items }) => items.includes(line.itemNumber));
    const terms = line.returns ?? (now && soldTermsOf(now));
    if (!terms) continue;
    const isOfToday = line.returns === undefined;
    const name = `${textOfTerms(terms)} ${isOfToday}`;
    const group = groups.get(name) ?? { terms, isOfToday, of: [] };
    group.of.push(line);
    groups.set(name, group);
  }
  return [...groups.values()];
}
