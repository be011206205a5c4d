import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { askRoute } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import type { DayRange, OverTime } from './day-range.ts';
import type { RangeTold } from './over-time-rows.ts';

/** A range is counted once in so long while its page is looked at. */
const FRESH_MS = 60_000;

interface Asking {
  told: RangeTold | null;
  /** What is asked for is not told yet; `told` is then of what was asked for before. */
  isCounting: boolean;
  fault: unknown;
  /** Asks again for what could not be read. */
  again(): void;
}

/**
 * The numbers of some days; while others are read, the ones before are told on.
 * @param range null: none are asked for
 * @param weekStart on which day of the week their weeks begin, from 1, Monday, to 7
 */
export function useRange(
  range: DayRange | null,
  { by, currency }: Pick<OverTime, 'by' | 'currency'>,
  weekStart = 1,
): Asking {
  const world = useWorld();
  const query = {
    ...(range ?? { from: '', to: '' }),
    by,
    ...(currency !== '' && { currency }),
    ...(weekStart !== 1 && { weekStart }),
  };
  const sales = useQuery({
    queryKey: ['shopInsights', query],
    queryFn: () => askRoute(world, 'shopInsights', { query }),
    enabled: range !== null,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  const after = useQuery({
    queryKey: ['shopAftermath', query],
    queryFn: () => askRoute(world, 'shopAftermath', { query }),
    // What is seen first is counted first.
    enabled: range !== null && sales.data !== undefined && !sales.isPlaceholderData,
    staleTime: FRESH_MS,
  });
  return {
    told:
      range && sales.data
        ? { sales: sales.data, after: (!sales.isPlaceholderData && after.data) || null }
        : null,
    isCounting: range !== null && !sales.error && (!sales.data || sales.isPlaceholderData),
    fault: range === null ? null : (sales.error ?? after.error),
    again: () => {
      if (range === null) return;
      for (const part of [sales, after]) if (part.error) void part.refetch();
    },
  };
}
