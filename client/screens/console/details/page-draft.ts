import type { StreamPage } from '../../../../shared/market/stream/page.ts';

/** What a stream's page says, as it is typed: an empty field says nothing. */
export interface PageDraft {
  title: string;
  titleEn: string;
  hostNameEn: string;
  description: string;
  descriptionEn: string;
  /** The kept picture's path; '': none. */
  cover: string;
  /** `2026-05-03T20:00` in the reader's own time zone. */
  when: string;
}

export function draftOf(page: StreamPage): PageDraft {
  const { title, titleEn = '', hostNameEn = '', description = '', descriptionEn = '', cover = '' } = page;
  const when = localMinute(page.scheduledAtMs);
  return { title, titleEn, hostNameEn, description, descriptionEn, cover, when };
}

/**
 * What was typed, or null while it has no title or no time.
 * @param was the page that the draft began with: a time that nobody touched stays to the millisecond
 */
export function pageOfDraft(draft: PageDraft, was: StreamPage): StreamPage | null {
  const title = draft.title.trim();
  const scheduledAtMs = timeOf(draft, was);
  if (title === '' || scheduledAtMs === null) return null;
  const said = Object.entries({
    titleEn: draft.titleEn.trim(),
    hostNameEn: draft.hostNameEn.trim(),
    description: draft.description.trim(),
    descriptionEn: draft.descriptionEn.trim(),
    cover: draft.cover,
  }).filter(([, text]) => text !== '');
  return { title, scheduledAtMs, ...Object.fromEntries(said) };
}

export function timeOf({ when }: PageDraft, was: StreamPage): number | null {
  if (when === localMinute(was.scheduledAtMs)) return was.scheduledAtMs;
  const ms = new Date(when).getTime();
  return Number.isFinite(ms) ? ms : null;
}

function localMinute(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}
