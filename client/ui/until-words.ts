import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import type { Language } from '../i18n/language.ts';
import { untilMessages } from '../i18n/until.ts';

/** `in 21 h 58 min`: how long until something begins, as nobody reads a time of day. Rounded up to minutes. */
export function untilWords(ms: number, language: Language): string {
  const say = untilMessages[language];
  if (ms >= 2 * DAY) return say.days(Math.round(ms / DAY));
  const minutes = Math.max(1, Math.ceil(ms / MINUTE));
  const hours = Math.floor((minutes * MINUTE) / HOUR);
  return hours > 0 ? say.hours(hours, minutes % 60) : say.minutes(minutes);
}
