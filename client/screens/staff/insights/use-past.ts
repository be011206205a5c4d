import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { PastReply } from '../../../../shared/contract/sales.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';

export type ComparedWith = 'host' | 'shop';

/** Some are counted for the first time: asked again they are there. */
const COUNTING_PAUSE_MS = 500;
const RETRY_PAUSE_MS = 10_000;

/**
 * The streams before one, of its host or of the shop, at most eight: none is a rehearsal, all are in its currency. While those
 * of another minute are counted the ones of the minute before are told.
 * @param minutes as they were so long after each went live; null: as they are now
 */
export function usePast(
  slug: string,
  of: ComparedWith,
  { isWanted = true, minutes = null }: { isWanted?: boolean; minutes?: number | null } = {},
): UseQueryResult<PastReply> {
  const world = useWorld();
  return useQuery({
    queryKey: ['past', slug, of, minutes],
    queryFn: () =>
      askRoute(world, 'past', { params: { slug }, query: { of, ...(minutes !== null && { minutes }) } }),
    enabled: isWanted,
    ...(minutes !== null && { placeholderData: keepPreviousData }),
    refetchInterval: ({ state: { data, error } }) => {
      if (error) return RETRY_PAUSE_MS;
      return data && !data.isWhole ? COUNTING_PAUSE_MS : false;
    },
  });
}
