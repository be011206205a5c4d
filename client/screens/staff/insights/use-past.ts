import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { PastReply } from '../../../../shared/contract/sales.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';

export type ComparedWith = 'host' | 'shop';

/** Some are counted for the first time: asked again they are there. */
const COUNTING_PAUSE_MS = 500;
const RETRY_PAUSE_MS = 10_000;

/** The streams before one, of its host or of the shop, at most eight: none is a rehearsal, all are in its currency. */
export function usePast(slug: string, of: ComparedWith, isWanted = true): UseQueryResult<PastReply> {
  const world = useWorld();
  return useQuery({
    queryKey: ['past', slug, of],
    queryFn: () => askRoute(world, 'past', { params: { slug }, query: { of } }),
    enabled: isWanted,
    refetchInterval: ({ state: { data, error } }) => {
      if (error) return RETRY_PAUSE_MS;
      return data && !data.isWhole ? COUNTING_PAUSE_MS : false;
    },
  });
}
