import type { FunnelMinute } from '../../../../shared/contract/funnel.ts';
import type { PartColumn } from './items-columns.ts';

/** Numbers of people: no orders stand behind them, so they open their minutes. */
const minuteColumns = ['seen', 'tapped', 'added', 'refused'] as const;
export type MinuteColumn = (typeof minuteColumns)[number];

/** Which number of which item is open, minute by minute. */
export interface OpenMinutes {
  itemNumber: number;
  column: MinuteColumn;
}

export const hasMinutes = (column: PartColumn): column is MinuteColumn =>
  minuteColumns.some((each) => each === column);

/** How many people came to it in a minute; null: nobody counted. */
export function peopleIn(minute: FunnelMinute, column: MinuteColumn): number | null {
  if (column !== 'refused') return minute[column];
  return minute.refused.reduce((sum, { buyers }) => sum + buyers, 0);
}

/** An item's minutes in which somebody came to it, the first first, and how many people that were. */
export function minutesOf(
  minutes: readonly FunnelMinute[],
  { itemNumber, column }: OpenMinutes,
): { minutes: FunnelMinute[]; people: number } {
  const own = minutes.filter(
    (minute) => minute.itemNumber === itemNumber && (peopleIn(minute, column) ?? 0) > 0,
  );
  return { minutes: own, people: own.reduce((sum, minute) => sum + (peopleIn(minute, column) ?? 0), 0) };
}
