import type { LastChange } from '../../shared/market/stream/terms.ts';
import { changedByWords } from '../i18n/changed-by.ts';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { personIn } from './person-in.ts';
import { dayAndTime } from './time-words.ts';
import './changed-by.css';

/** Who said something last, and when; nothing while it is as it was first. */
export function ChangedBy({
  changed,
  saved,
}: {
  changed: LastChange | undefined;
  /** What this page has just made of what, in words. */
  saved?: string | undefined;
}) {
  const say = useMessages(changedByWords);
  const language = useLanguage();
  if (!changed) return null;
  return (
    <p className="changed-by figures">
      {saved !== undefined && <b role="status">{say.saved(saved)} </b>}
      {say.changedBy(
        changed.by === null ? say.somebody : personIn(language, changed.by, changed.byEn),
        dayAndTime(changed.atMs, language),
      )}
    </p>
  );
}
