import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { NO_VALUE } from './number-words.ts';

/** Seconds as `6 min 20 s`, or hours and minutes from an hour on. */
export function useWatchTime(): (seconds: number | null) => string {
  const say = useMessages(insightsMessages);
  return (given) => {
    if (given === null) return NO_VALUE;
    const seconds = Math.round(given);
    if (seconds < 60) return say.seconds(seconds);
    if (seconds < 3_600) return say.minutesSeconds(Math.floor(seconds / 60), seconds % 60);
    return say.hoursMinutes(Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60);
  };
}
