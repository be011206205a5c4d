import type { LastChange } from '../../shared/market/stream/terms.ts';
import { changedByWords } from '../i18n/changed-by.ts';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { personIn } from './person-in.ts';
import { dayAndTime } from './time-words.ts';
import './changed-by.css';

/** Who said something last, when, and what it was before; nothing while it is as it was first. */
export function ChangedBy({
  changed,
  change,
  isSaved = false,
}: {
  changed: LastChange | undefined;
  /** The old beside the new, in words. */
  change?: string | undefined;
  /** This page has just made it so. */
  isSaved?: boolean;
}) {
  const say = useMessages(changedByWords);
  const language = useLanguage();
  if (!changed) return null;
  return (
    <p className="changed-by figures">
      {change !== undefined && isSaved && <b role="status">{say.saved(change)} </b>}
      {say.changedBy(
        changed.by === null ? say.somebody : personIn(language, changed.by, changed.byEn),
        dayAndTime(changed.atMs, language),
      )}
      {change !== undefined && !isSaved && ` · ${change}`}
    </p>
  );
}
