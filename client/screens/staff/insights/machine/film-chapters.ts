import type { ReplayView } from '../../../../../shared/contract/media.ts';
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
  /** What the host calls the chapter of the replay (S8); absent: like its item. */
  name?: string;
  nameEn?: string;
}

/**
 * The chapters of a film, the first first. What began before the stream went live begins with it.
 * @param told the replay's chapters: a pin begins and is called there as its host tells it
 */
export function filmChapters(
  { marks }: Pick<SalesReport, 'marks'>,
  answered: readonly Pick<AnsweredQuestion, 'atMs' | 'item' | 'question'>[],
  { startMs, endMs }: { startMs: number; endMs: number },
  told: ReplayView['pins'] = [],
): FilmChapter[] {
  const saidOf = (itemNumber: number | null, atMs: number) =>
    told.find((pin) => pin.itemNumber === itemNumber && (pin.pinnedAtMs ?? pin.fromMs) === atMs);
  const shown = marks.flatMap(({ kind, itemNumber, fromMs, toMs }): FilmChapter[] => {
    if ((kind !== 'pin' && kind !== 'flash') || (toMs !== null && toMs <= startMs)) return [];
    const said = kind === 'pin' ? saidOf(itemNumber, fromMs) : undefined;
    const named = {
      ...(said?.name !== undefined && { name: said.name }),
      ...(said?.nameEn !== undefined && { nameEn: said.nameEn }),
    };
    const atMs = Math.max(startMs, said?.fromMs ?? fromMs);
    return [{ kind, atMs, itemNumber, question: null, ...named }];
  });
  const asked = answered.map(
    ({ atMs, item = null, question }): FilmChapter => ({ kind: 'answer', atMs, itemNumber: item, question }),
  );
  return [...shown, ...asked]
    .filter(({ atMs }) => atMs >= startMs && atMs <= endMs)
    .sort((a, b) => a.atMs - b.atMs || chapterKinds.indexOf(a.kind) - chapterKinds.indexOf(b.kind));
}
