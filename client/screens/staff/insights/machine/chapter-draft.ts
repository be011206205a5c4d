import type { ReplayView } from '../../../../../shared/contract/media.ts';
import type { Chapter } from '../../../../../shared/market/stream/page.ts';
import { SECOND } from '../../../../../shared/values/time.ts';
import { instantOf, instantText } from './instant-text.ts';

/** A chapter of a replay, as it is typed: an empty name says nothing. */
export interface ChapterDraft {
  itemNumber: number;
  pinnedAtMs: number;
  name: string;
  nameEn: string;
  /** `20:03:17` by the shop's zone. */
  begins: string;
  isShown: boolean;
}

/** What a replay has as chapters, and those that its host has left out of it. */
export function draftsOf(pins: ReplayView['pins'], chapters: readonly Chapter[] = []): ChapterDraft[] {
  const said = new Map(chapters.map((chapter) => [keyOf(chapter), chapter]));
  const pinned = pins.map(({ itemNumber, fromMs, pinnedAtMs = fromMs }) => ({ itemNumber, pinnedAtMs }));
  const all = new Map([...pinned, ...chapters].map((each) => [keyOf(each), each]));
  return [...all.values()]
    .sort((a, b) => a.pinnedAtMs - b.pinnedAtMs)
    .map(({ itemNumber, pinnedAtMs }) => {
      const chapter = said.get(keyOf({ itemNumber, pinnedAtMs }));
      return {
        ...{ itemNumber, pinnedAtMs, name: chapter?.name ?? '', nameEn: chapter?.nameEn ?? '' },
        begins: secondText(chapter?.fromMs ?? pinnedAtMs),
        isShown: !chapter?.isHidden,
      };
    });
}

/**
 * What was typed as the page says it: the chapters that are told otherwise than they were pinned.
 * @param was what the page said: a time that nobody touched stays to the millisecond
 */
export function chaptersOf(drafts: readonly ChapterDraft[], was: readonly Chapter[] = []): Chapter[] {
  const before = new Map(was.map((chapter) => [keyOf(chapter), chapter]));
  return drafts.flatMap((draft) => {
    const { itemNumber, pinnedAtMs, isShown } = draft;
    const fromMs = beginningOf(draft, before.get(keyOf(draft))?.fromMs ?? pinnedAtMs);
    const [name, nameEn] = [draft.name.trim(), draft.nameEn.trim()];
    const told = {
      ...(fromMs !== null && fromMs !== pinnedAtMs && { fromMs }),
      ...(name && { name }),
      ...(nameEn && { nameEn }),
      ...(!isShown && { isHidden: true as const }),
    };
    return Object.keys(told).length === 0 ? [] : [{ itemNumber, pinnedAtMs, ...told }];
  });
}

/** False for what is no time, or lies outside of the stream. */
export function isBeginningWithin(
  draft: ChapterDraft,
  { startMs, endMs }: { startMs: number; endMs: number },
) {
  const ms = beginningOf(draft, draft.pinnedAtMs);
  return ms !== null && startMs <= ms && ms < endMs;
}

export const keyOf = ({ itemNumber, pinnedAtMs }: Pick<Chapter, 'itemNumber' | 'pinnedAtMs'>) =>
  `${itemNumber} ${pinnedAtMs}`;

function beginningOf({ begins }: ChapterDraft, wasMs: number): number | null {
  return begins === secondText(wasMs) ? wasMs : instantOf(begins, wasMs);
}

export const secondText = (ms: number) => instantText(Math.floor(ms / SECOND) * SECOND).slice(0, 8);
