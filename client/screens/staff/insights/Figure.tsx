import type { ReactNode } from 'react';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';

type NumberName = keyof typeof insightsMessages.en.numbers;

/** A number with its name; a tap opens what it means, in place. */
export function Figure({
  name,
  value,
  interval,
}: {
  name: NumberName;
  value: ReactNode;
  /** The 95 % interval of a share of few. */
  interval?: { low: string; high: string } | null;
}) {
  const say = useMessages(insightsMessages);
  return (
    <details className="figure">
      <summary>
        <span className="figure-name">{say.numbers[name]}</span>
        <span className="figure-value figures">{value}</span>
        {interval && <span className="figure-few">{say.interval(interval.low, interval.high)}</span>}
      </summary>
      <p>{say.defined[name]}</p>
    </details>
  );
}
