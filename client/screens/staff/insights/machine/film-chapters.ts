import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import type { AnsweredQuestion } from '../../../../../shared/market/chat/contract.ts';

export const chapterKinds = ['pin', 'flash', 'answer'] as const;
export type ChapterKind = (typeof chapterKinds)[number];

/** A place of a film that somebody looks for: a product is pinned, a flash sale begins, a question is answered. */
export interface FilmChapter {
  kind: ChapterKind;
  atMs: number;
  itemNumber: number | null;
  /** Of an answer alone. */
  question: string | null;
}

/** The chapters of a film, the first first. What began before the stream went live begins with it. */
export function filmChapters(
  { marks }: Pick<SalesReport, 'marks'>,
  answered: readonly Pick<AnsweredQuestion, 'atMs' | 'item' | 'question'>[],
  { startMs, endMs }: { startMs: number; endMs: number },
): FilmChapter[] {
  const shown = marks.flatMap(({ kind, itemNumber, fromMs, toMs }): FilmChapter[] => {
    if ((kind !== 'pin' && kind !== 'flash') || (toMs !== null && toMs <= startMs)) return [];
    return [{ kind, atMs: Math.max(startMs, fromMs), itemNumber, question: null }];
  });
  const asked = answered.map(
    ({ atMs, item = null, question }): FilmChapter => ({ kind: 'answer', atMs, itemNumber: item, question }),
  );
  return [...shown, ...asked]
    .filter(({ atMs }) => atMs >= startMs && atMs <= endMs)
    .sort((a, b) => a.atMs - b.atMs || chapterKinds.indexOf(a.kind) - chapterKinds.indexOf(b.kind));
}
