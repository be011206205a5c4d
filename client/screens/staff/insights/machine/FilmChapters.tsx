import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { ReplayView } from '../../../../../shared/contract/media.ts';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { hasEnded } from '../../../../../shared/market/stream/has-ended.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import type { MachineStore } from '../../../../stores/machine-store.ts';
import { askRoute } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { clockSecond } from '../../../../ui/time-words.ts';
import { useQuestions } from '../use-questions.ts';
import { type ChapterKind, type FilmChapter, filmChapters } from './film-chapters.ts';
import { useHereInSight } from './use-here-in-sight.ts';

/** The chapters of a film (pins, flash sales, answers), those about one product alone where it is chosen. */
export function useFilmChapters(
  slug: string,
  report: Pick<SalesReport, 'marks' | 'status'>,
  { startMs, endMs }: { startMs: number; endMs: number },
  itemNumber: number | null = null,
): readonly FilmChapter[] {
  const answered = useQuestions(slug)?.answered;
  const told = useToldChapters(slug, hasEnded(report.status));
  return useMemo(() => {
    const all = filmChapters(report, answered ?? [], { startMs, endMs }, told);
    return itemNumber === null ? all : all.filter((chapter) => chapter.itemNumber === itemNumber);
  }, [report, answered, told, startMs, endMs, itemNumber]);
}

/** What is asked anew once the chapters of a replay were changed. */
export const toldChaptersOf = (slug: string) => ['told-chapters', slug];

/** The chapters of the replay as its host tells them; a stream that goes on has none. */
function useToldChapters(slug: string, hasReplay: boolean): ReplayView['pins'] | undefined {
  const world = useWorld();
  const { data } = useQuery({
    queryKey: toldChaptersOf(slug),
    queryFn: () => askRoute(world, 'replay', { params: { slug } }),
    enabled: hasReplay,
  });
  return data?.pins;
}

/** Leads to the chapters where they stand below the film: beside it the list's own switch is in sight. */
export function ChaptersButton({
  slug,
  report,
  span,
  onOpen,
}: {
  slug: string;
  report: Pick<SalesReport, 'marks' | 'status'>;
  span: { startMs: number; endMs: number };
  onOpen(): void;
}) {
  const film = useMessages(filmMessages);
  const { length } = useFilmChapters(slug, report, span);
  return (
    <Button look="line" className="machine-chapters-open figures" onClick={onOpen}>
      {film.chaptersOf(length)}
    </Button>
  );
}

/** A row for each chapter; a tap goes there. The one that is under way is marked. */
export function FilmChapters({
  chapters,
  kind,
  report: { items },
  machine,
  onGo,
}: {
  chapters: readonly FilmChapter[];
  /** null: of every kind. */
  kind: ChapterKind | null;
  report: Pick<SalesReport, 'items'>;
  machine: MachineStore;
  /** After a tap. */
  onGo(): void;
}) {
  const film = useMessages(filmMessages);
  const language = useLanguage();
  const atMs = useStore(machine.store, (state) => state.atMs) ?? 0;
  const shown = chapters.filter((chapter) => kind === null || chapter.kind === kind);
  const now = shown.findLastIndex((chapter) => chapter.atMs <= atMs);
  const list = useHereInSight(now, kind);
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  if (shown.length === 0) return <p className="soft">{film.noChapters}</p>;
  return (
    <ol ref={list} className="machine-steps machine-chapters figures">
      {shown.map((chapter, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two of them may begin at one moment.
          key={index}
          className={index === now ? 'now' : ''}
          aria-current={index === now ? 'true' : undefined}
        >
          <button
            type="button"
            onClick={() => {
              machine.goTo(chapter.atMs);
              onGo();
            }}
          >
            <span className="machine-chapter-time">{clockSecond(chapter.atMs, language)}</span>
            <span className="machine-chapter-name">
              <span className="soft">{film.chapterKinds[chapter.kind]}</span>{' '}
              {chapter.itemNumber !== null && <b>{chapter.itemNumber}</b>}{' '}
              <bdi title={chapter.question ?? undefined}>
                {chapter.question ?? calledBy(chapter, language) ?? names.get(chapter.itemNumber ?? 0) ?? ''}
              </bdi>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What its host calls a chapter, in the reader's language where it was said in that. */
function calledBy({ name, nameEn }: FilmChapter, language: string): string | undefined {
  return (language === 'en' && nameEn) || name || nameEn;
}
