import type { SalesMinute } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { type ChartLine, lineValue, type MinuteMoney, moneyByMinute } from './chart-lines.ts';
import { amount, countOf } from './number-words.ts';

/**
 * A minute in words, as a hand on the chart reads it: `20:14 · viewers 41 · orders 3`.
 * @param underWayMs the minute that is not over yet
 */
export function useMinuteWords(
  money: MinuteMoney,
  currency: string,
  underWayMs: number | null,
): (minute: SalesMinute, lines: readonly ChartLine[]) => string {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const paid = moneyByMinute(money);
  return (minute, lines) =>
    [
      clockTime(minute.atMs, language),
      ...(minute.atMs === underWayMs ? [say.soFar] : []),
      ...lines.map((line) => {
        const value = lineValue(minute, line, paid);
        return `${say.lines[line]} ${line === 'money' ? amount(value, currency, language) : countOf(value, language)}`;
      }),
    ].join(' · ');
}

/** The most of an evening in words, for who does not see its lines. */
export function useChartWords(): (minutes: readonly SalesMinute[]) => string {
  const say = useMessages(insightsMessages);
  return (minutes) => {
    const most = (read: (minute: SalesMinute) => number) => Math.max(0, ...minutes.map(read));
    return say.chartAbout(
      most(({ orders }) => orders),
      most(({ viewers }) => viewers),
    );
  };
}
