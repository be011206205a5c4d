import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ReplayView } from '../../../../../shared/contract/media.ts';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { MAX_CHAPTER_NAME, MAX_CHAPTERS } from '../../../../../shared/market/stream/bounds.ts';
import type { Chapter, StreamPage, StreamPageView } from '../../../../../shared/market/stream/page.ts';
import { SECOND } from '../../../../../shared/values/time.ts';
import { chapterMessages } from '../../../../i18n/insights-chapters.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { askRoute } from '../../../../stores/staff-questions.ts';
import { createStreamPageStore, type StreamPageStore } from '../../../../stores/stream-page-store.ts';
import { useOwnStore, useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Field } from '../../../../ui/Field.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { useHostSentence } from '../../console/host-sentence.ts';
import { AwaitedTerms, TermsForm } from '../../console/TermsSheet.tsx';
import {
  type ChapterDraft,
  chaptersOf,
  draftsOf,
  isBeginningWithin,
  keyOf,
  secondText,
} from './chapter-draft.ts';
import { toldChaptersOf } from './FilmChapters.tsx';

/** What a replay may be told otherwise: of a stream that is over. */
export interface ChapteredStream {
  slug: string;
  report: Pick<SalesReport, 'items' | 'currency'>;
  span: { startMs: number; endMs: number };
}

const noPictures = { cover: null, hostPicture: null };

/**
 * The chapters of a replay (S8): names, beginnings, and which there are; under them how they were before, once they are saved.
 */
export function Chapters({
  stream,
  isOpen,
  onClose,
}: {
  stream: ChapteredStream;
  isOpen: boolean;
  onClose(): void;
}) {
  const page = useOwnStore((world) => createStreamPageStore(stream.slug, world));
  const questions = useQueryClient();
  const again = () => void questions.invalidateQueries({ queryKey: toldChaptersOf(stream.slug) });
  const [saved, setSaved] = useState<{ before: Chapter[] | undefined; isUndone: boolean } | null>(null);
  return (
    <>
      {saved && (
        <Saved
          {...{ stream, page, saved }}
          onUndone={() => {
            setSaved({ ...saved, isUndone: true });
            again();
          }}
          onDismiss={() => setSaved(null)}
        />
      )}
      {isOpen && (
        <ChaptersSheet
          {...{ stream, page, onClose }}
          onSaved={(before) => {
            setSaved({ before, isUndone: false });
            again();
            onClose();
          }}
        />
      )}
    </>
  );
}

/** The page as it is with other chapters. */
function withChapters(
  { chapters: _before, ...page }: StreamPage,
  chapters: Chapter[] | undefined,
): StreamPage {
  return { ...page, ...(chapters?.length && { chapters }) };
}

function Saved({
  stream: { slug, report },
  page,
  saved: { before, isUndone },
  onUndone,
  onDismiss,
}: {
  stream: ChapteredStream;
  page: StreamPageStore;
  saved: { before: Chapter[] | undefined; isUndone: boolean };
  onUndone(): void;
  onDismiss(): void;
}) {
  const say = useMessages(chapterMessages);
  const sentence = useHostSentence(report.currency);
  const { terms: view, reason, isBusy } = useStore(page.store);
  const undo = async () => {
    if (view && (await page.describe(withChapters(view.page, before), noPictures))) onUndone();
  };
  return (
    <Notice tone={reason ? 'fault' : 'done'} onDismiss={onDismiss}>
      <p className="chapters-saved">
        <span>{reason ? sentence(reason) : isUndone ? say.undone : say.saved}</span>
        {!isUndone && (
          <Button look="line" busy={isBusy} onClick={() => void undo()}>
            {say.undo}
          </Button>
        )}
        <a className="button line" href={`/replay/${slug}`}>
          {say.replay}
        </a>
      </p>
    </Notice>
  );
}

function ChaptersSheet({
  stream,
  page,
  onSaved,
  onClose,
}: {
  stream: ChapteredStream;
  page: StreamPageStore;
  onSaved(before: Chapter[] | undefined): void;
  onClose(): void;
}) {
  const say = useMessages(chapterMessages);
  const world = useWorld();
  const { terms: view, reason } = useStore(page.store);
  const replay = useQuery({
    queryKey: ['replay', stream.slug],
    queryFn: () => askRoute(world, 'replay', { params: { slug: stream.slug } }),
    // It is what the form begins with: never what was read before it opened.
    gcTime: 0,
  });
  if (!view || !replay.data) {
    return (
      <AwaitedTerms title={say.title} reason={reason} currency={stream.report.currency} onClose={onClose} />
    );
  }
  return <ChaptersForm {...{ stream, view, page, onSaved, onClose }} pins={replay.data.pins} />;
}

function ChaptersForm({
  stream: { report, span },
  view: { page: was },
  page,
  pins,
  onSaved,
  onClose,
}: {
  stream: ChapteredStream;
  view: StreamPageView;
  page: StreamPageStore;
  pins: ReplayView['pins'];
  onSaved(before: Chapter[] | undefined): void;
  onClose(): void;
}) {
  const say = useMessages(chapterMessages);
  const [drafts, setDrafts] = useState(() => draftsOf(pins, was.chapters));
  const names = new Map(report.items.map(({ itemNumber, name }) => [itemNumber, name]));
  const meant = chaptersOf(drafts, was.chapters);
  const write = (draft: ChapterDraft, part: Partial<ChapterDraft>) =>
    setDrafts((before) => before.map((each) => (keyOf(each) === keyOf(draft) ? { ...each, ...part } : each)));
  const areWithin = drafts.every((draft) => isBeginningWithin(draft, span));
  // The first whole second of the stream, and the one in which it ended.
  const notThen = say.notThen(secondText(span.startMs + SECOND - 1), secondText(span.endMs));
  const save = async () => {
    if (meant.length > MAX_CHAPTERS || !areWithin) return false;
    return page.describe(withChapters(was, meant), noPictures);
  };
  return (
    <TermsForm
      words={say}
      store={page.store}
      currency={report.currency}
      save={save}
      onDone={() => onSaved(was.chapters)}
      onClose={onClose}
    >
      {(isTried) => (
        <>
          {isTried && !areWithin && <Notice tone="fault">{notThen}</Notice>}
          {drafts.length === 0 && <p>{say.none}</p>}
          {meant.length > MAX_CHAPTERS && <Notice tone="fault">{say.most(MAX_CHAPTERS)}</Notice>}
          <ol className="chapters">
            {drafts.map((draft) => (
              <ChapterRow
                key={keyOf(draft)}
                draft={draft}
                fault={isBeginningWithin(draft, span) ? null : notThen}
                item={names.get(draft.itemNumber) ?? ''}
                onWrite={(part) => write(draft, part)}
              />
            ))}
          </ol>
        </>
      )}
    </TermsForm>
  );
}

function ChapterRow({
  draft,
  item,
  fault,
  onWrite,
}: {
  draft: ChapterDraft;
  item: string;
  /** Why it can't begin then, or null. */
  fault: string | null;
  onWrite(part: Partial<ChapterDraft>): void;
}) {
  const say = useMessages(chapterMessages);
  const language = useLanguage();
  const { itemNumber, begins, name, nameEn, isShown } = draft;
  const text = (of: 'name' | 'nameEn') => ({
    value: draft[of],
    maxLength: MAX_CHAPTER_NAME,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => onWrite({ [of]: target.value }),
  });
  return (
    <li className={isShown ? undefined : 'left-out'}>
      <details>
        <summary>
          <span className="figures soft">{begins}</span>
          <b className="figures">{itemNumber}</b>
          <bdi>{(language === 'en' && nameEn.trim()) || name.trim() || item}</bdi>
          {!isShown && <span className="soft">{say.hidden}</span>}
        </summary>
        <div className="stack">
          <Field label={say.name} hint={say.empty(item)} {...text('name')} />
          <Field label={say.nameEn} {...text('nameEn')} />
          <Field
            label={say.begins}
            className="short-input figures"
            value={begins}
            maxLength={8}
            autoComplete="off"
            onChange={({ target }) => onWrite({ begins: target.value })}
            {...(fault !== null && { fault })}
          />
          <label>
            <input
              type="checkbox"
              checked={isShown}
              onChange={({ target }) => onWrite({ isShown: target.checked })}
            />
            {say.shown}
          </label>
        </div>
      </details>
    </li>
  );
}
