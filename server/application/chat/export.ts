import type { ChatFact } from '../../chat/facts.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { Store, StoredFact } from '../../event-log/ports/store.ts';
import { ChatActs, isInExport } from './export-acts.ts';
import type { ChatTexts } from './texts.ts';

/** A line of a chat as an export has it: nothing says who wrote it. */
export interface ExportedLine {
  /** Its place in the chat's log. */
  line: number;
  atMs: number;
  what: 'line' | 'question' | 'answer' | 'house';
  item: number | null;
  /** The place of the question that it answers. */
  answers: number | null;
  text: string;
  /** It waited for a look before it was shown. */
  isHeld: boolean;
  /** Too many wrote for it to be sent to everybody. */
  isThinned: boolean;
}

/** Lines that are read at once. */
const LINES_AT_ONCE = 500;

type Written = Extract<ChatFact, { type: 'chat_line_written' }>;
interface Sources {
  store: Pick<Store, 'head' | 'factsAfter'>;
  texts: Pick<ChatTexts, 'stored'>;
}

/**
 * The lines that a chat has as the export begins, in the order of its log, page by page, at least one page. Lines that are
 * deleted, also while it is read, wait for a look, or have no text any more are left out; of an answered question its words
 * stay with the answer.
 */
export async function exportedChat(
  { store, texts }: Sources,
  chatId: string,
): Promise<AsyncIterable<ExportedLine[]>> {
  const lastSeq = (await store.head(chatId))?.seq ?? 0;
  const acts = new ChatActs(store, chatId);
  await acts.readOn();
  return pages({ store, texts }, chatId, lastSeq, acts);
}

async function* pages(
  { store, texts }: Sources,
  chatId: string,
  lastSeq: number,
  acts: ChatActs,
): AsyncGenerator<ExportedLine[]> {
  for (let after = 0; ; ) {
    const stored = await store.factsAfter(chatId, after, LINES_AT_ONCE, ['chat_line_written']);
    const written = stored.filter(({ seq }) => seq <= lastSeq);
    const textOf = await openTexts(texts, written, acts);
    // What was deleted while the texts were read goes too: who was told that it is gone has been told so for good.
    await acts.readOn();
    yield written.flatMap((fact) => rowOf(fact, textOf, acts));
    if (stored.length < LINES_AT_ONCE || written.length < stored.length) return;
    after = stored.at(-1)!.seq;
  }
}

/** The words of lines, each its own, else of what was kept of the question. */
async function openTexts(
  texts: Sources['texts'],
  written: readonly StoredFact[],
  acts: ChatActs,
): Promise<(fact: Written, line: number) => string | null> {
  const kept = new Map<number, string>();
  const ids = written.map((stored) => {
    const { textId, mark } = factOf<Written>(stored);
    const question = mark?.answers ?? stored.seq;
    const keptId = acts.answered.get(question)?.textId;
    if (keptId !== undefined) kept.set(question, keptId);
    return textId;
  });
  const { lines, answers } = await texts.stored({ lines: ids, answers: [...new Set(kept.values())] });
  return ({ textId, mark }, line) => {
    const own = lines(textId)?.text;
    if (own !== undefined) return own;
    const keptId = kept.get(mark?.answers ?? line);
    const both = keptId === undefined ? null : answers(keptId);
    return (mark?.answers === undefined ? both?.question : both?.answer) ?? null;
  };
}

function rowOf(
  stored: StoredFact,
  textOf: (fact: Written, line: number) => string | null,
  acts: ChatActs,
): ExportedLine[] {
  const { seq: line, atMs } = stored;
  const fact = factOf<Written>(stored);
  const { mark, isHeld = false, isThinned = false } = fact;
  if (!isInExport(acts, { line, isHeld })) return [];
  const text = textOf(fact, line);
  if (text === null) return [];
  const made = acts.made.get(line);
  return [
    {
      ...{ line, atMs, text, isHeld, isThinned },
      what: whatOf(fact, made !== undefined),
      item: made?.item ?? mark?.item ?? acts.answered.get(line)?.item ?? null,
      answers: mark?.answers ?? null,
    },
  ];
}

function whatOf({ mark }: Written, isMadeQuestion: boolean): ExportedLine['what'] {
  if (mark?.answers !== undefined) return 'answer';
  if (mark?.by) return 'house';
  return mark?.asks || isMadeQuestion ? 'question' : 'line';
}
