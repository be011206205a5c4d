import { useLanguage } from '../i18n/language.ts';
import { RareIcon } from './RareIcon.tsx';

/** The calendar file of a stream: every phone and desktop knows what to do with it. */
export function Remind({
  slug,
  words,
  label,
  look = 'line',
}: {
  slug: string;
  words: string;
  /** Its whole name, where the words alone do not say of what. */
  label: string;
  look?: 'line' | 'primary';
}) {
  const language = useLanguage();
  return (
    <a
      className={`button ${look}`}
      href={`/s/${slug}.ics${language === 'en' ? '?lang=en' : ''}`}
      type="text/calendar"
      aria-label={label}
    >
      <RareIcon name="calendar" />
      {words}
    </a>
  );
}
