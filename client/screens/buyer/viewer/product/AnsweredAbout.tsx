import { useStore } from 'zustand';
import { useMessages } from '../../../../i18n/language.ts';
import { createAnsweredStore } from '../../../../stores/answered-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { AnsweredList } from '../../../../ui/AnsweredList.tsx';
import { useViewer } from '../viewer-stores.ts';
import { productWords } from './product-words.ts';

/** The newest of them are shown; more is what the replay is for. */
const MOST = 8;

/**
 * What viewers asked about a product in this stream and the host answered (N6), the newest first, the same words once;
 * nothing where nobody did.
 * @param isTold whether what stands above it has come: until then it would be pushed down
 */
export function AnsweredAbout({ itemNumber, isTold }: { itemNumber: number; isTold: boolean }) {
  const say = useMessages(productWords);
  const { slug } = useViewer();
  const asked = useOwnStore((world) => createAnsweredStore(slug, world));
  const all = useStore(asked.store, ({ value }) => value);
  const about = onceEach(all?.filter(({ item }) => item === itemNumber) ?? []);
  if (about.length === 0 || !isTold) return null;
  return (
    <section className="product-questions" aria-label={say.questions}>
      <h3>{say.questions}</h3>
      <AnsweredList answered={about.slice(-MOST)} byVoice={say.byVoice} />
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
