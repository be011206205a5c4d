import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { AnsweredQuestion } from '../../../../../shared/market/chat/contract.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { createAnsweredStore } from '../../../../stores/answered-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { AnsweredList } from '../../../../ui/AnsweredList.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { useViewer } from '../viewer-stores.ts';
import { productWords } from './product-words.ts';

/** The newest of them are shown; more is what the replay is for. */
const MOST = 8;

/** What viewers asked about a product in this stream and the host answered (N6), the newest last, the same words once. */
export function useAnsweredAbout(itemNumber: number): readonly AnsweredQuestion[] {
  const { slug } = useViewer();
  const asked = useOwnStore((world) => createAnsweredStore(slug, world));
  const all = useStore(asked.store, ({ value }) => value);
  return useMemo(
    () => onceEach(all?.filter(({ item }) => item === itemNumber) ?? []).slice(-MOST),
    [all, itemNumber],
  );
}

/** How many answers there are, below the price, and the way to them, far below. */
export function ToAnswers({ count }: { count: number }) {
  const say = useMessages(productWords);
  if (count === 0) return null;
  return (
    <Button
      look="line"
      className="figures"
      onClick={({ currentTarget }) => {
        const answers = currentTarget
          .closest('[data-item]')
          ?.querySelector<HTMLElement>('.product-questions');
        answers?.scrollIntoView({ block: 'start', behavior: 'smooth' });
        answers?.focus({ preventScroll: true });
      }}
    >
      {say.answers(count)} ↓
    </Button>
  );
}

/** The answers themselves, the newest first; nothing where nobody asked. */
export function AnsweredAbout({ about }: { about: readonly AnsweredQuestion[] }) {
  const say = useMessages(productWords);
  if (about.length === 0) return null;
  return (
    <section className="product-questions" aria-label={say.questions} tabIndex={-1}>
      <h3>{say.questions}</h3>
      <AnsweredList answered={about} byVoice={say.byVoice} />
    </section>
  );
}

/** The same words were asked again: they stand where they were asked last, with the last answer that was written. */
function onceEach<Asked extends { question: string; answer: string | null }>(
  asked: readonly Asked[],
): Asked[] {
  const byWords = new Map<string, Asked>();
  for (const each of asked) {
    const words = each.question.trim();
    const answer = each.answer ?? byWords.get(words)?.answer ?? null;
    byWords.delete(words);
    byWords.set(words, { ...each, answer });
  }
  return [...byWords.values()];
}
