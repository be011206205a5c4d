import type { StreamPage } from '../../../../../shared/market/stream/page.ts';
import { instantTyped, minuteTyped, typedMinute } from '../../../../ui/typed-time.ts';

/** What a stream's page says, as it is typed: an empty field says nothing. */
export interface PageDraft {
  title: string;
  titleEn: string;
  hostNameEn: string;
  description: string;
  descriptionEn: string;
  /** The kept picture's path; '': none. */
  cover: string;
  /** The same of the host's picture. */
  hostPicture: string;
  /** `2026-05-03T20:00` by the shop's zone, its time as it is typed. */
  when: string;
}

export function draftOf(page: StreamPage): PageDraft {
  const { title, titleEn = '', hostNameEn = '', description = '', descriptionEn = '' } = page;
  const { cover = '', hostPicture = '' } = page;
  const when = typedMinute(page.scheduledAtMs);
  return { title, titleEn, hostNameEn, description, descriptionEn, cover, hostPicture, when };
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
    hostPicture: draft.hostPicture,
  }).filter(([, text]) => text !== '');
  // The chapters of its replay have a form of their own.
  const { chapters } = was;
  return { title, scheduledAtMs, ...Object.fromEntries(said), ...(chapters && { chapters }) };
}

function timeOf({ when }: PageDraft, was: StreamPage): number | null {
  const minute = minuteTyped(when);
  if (minute === typedMinute(was.scheduledAtMs)) return was.scheduledAtMs;
  return minute === null ? null : instantTyped(minute);
}
