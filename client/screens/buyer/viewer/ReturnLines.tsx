import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { returnWords } from '../../../i18n/return-words.ts';
import { createReturnsStore } from '../../../stores/returns-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { ReturnLine } from '../../../ui/ReturnLine.tsx';
import { useCards } from './use-cards.ts';
import { useViewer } from './viewer-stores.ts';

/** On what terms these products can be returned: one line, or one for each where they differ. */
export function ReturnLines({ itemNumbers }: { itemNumbers: readonly number[] }) {
  const say = useMessages(returnWords);
  const { slug } = useViewer();
  const cards = useCards();
  const { value } = useStore(useOwnStore((world) => createReturnsStore(slug, world)).store);
  const theirs = (value?.terms ?? []).flatMap(({ items, ...terms }) => {
    const own = itemNumbers.filter((itemNumber) => items.includes(itemNumber));
    return own.length > 0 ? [{ terms, own }] : [];
  });
  return (
    <div className="return-lines">
      {theirs.map(({ terms, own }) => (
        <ReturnLine
          key={own[0]}
          {...terms}
          claimMs={value?.claimMs ?? 0}
          of={theirs.length > 1 ? own.map((n) => cards[n]?.name ?? '').join(say.between) : undefined}
        />
      ))}
    </div>
  );
}
