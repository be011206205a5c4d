import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { PartBy, PartsReport } from '../../../../shared/contract/parts.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';

/** A long log is read a part at a time. */
const READING_PAUSE_MS = 500;
/** Of a stream that is on, and of one that is over: orders are still cancelled and given back. */
const LIVE_PAUSE_MS = 5_000;
const OVER_PAUSE_MS = 60_000;
const RETRY_PAUSE_MS = 10_000;

/** How far each part of a stream's sales came, and where it lost most. */
export function useParts(
  { slug, status }: Pick<SalesReport, 'slug' | 'status'>,
  by: PartBy,
): UseQueryResult<PartsReport> {
  const world = useWorld();
  const isOver = status === 'CLOSED' || status === 'CANCELLED';
  return useQuery({
    queryKey: ['parts', slug, by],
    queryFn: () => askRoute(world, 'parts', { params: { slug }, query: { by } }),
    refetchInterval: ({ state: { data, error } }) => {
      if (error) return RETRY_PAUSE_MS;
      if (data && !data.isWhole) return READING_PAUSE_MS;
      return isOver ? OVER_PAUSE_MS : LIVE_PAUSE_MS;
    },
  });
}
