import { formMessages } from '../../i18n/console-forms.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { spanWords } from '../../ui/span-words.ts';
import { TimeField } from '../../ui/TimeField.tsx';
import { clockTyped } from '../../ui/typed-time.ts';
import { MOST_HOURS_AHEAD, startTyped } from './start-time.ts';

/** A time of day at which a flash starts, typed or chosen, in the zone of the page; in how long that is stands below. */
export function StartTime({ value, onChange }: { value: string; onChange(text: string): void }) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const minuteMs = useServerTime((nowMs) => Math.floor(nowMs / 60_000) * 60_000);
  const startsAtMs = startTyped(value, minuteMs);
  const wrong = say.startTimeWrong(MOST_HOURS_AHEAD);
  return (
    <TimeField
      label={say.startTime}
      value={value}
      wrong={wrong}
      onChange={onChange}
      {...(startsAtMs !== null && { hint: say.startTimeIs(spanWords(startsAtMs - minuteMs, language)) })}
      {...(startsAtMs === null && clockTyped(value) !== null && { fault: wrong })}
    />
  );
}
