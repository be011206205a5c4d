import { useQuery } from '@tanstack/react-query';
import type { GmvNow } from '../../../shared/contract/sales.ts';
import { askRoute } from '../../stores/staff-questions.ts';
import { useWorld } from '../../stores/world.ts';

/** Pause between two reads, ms: with the way there and back every page shows a sale within a second of the console. */
const PAUSE_MS = 500;
const RETRY_MS = 5_000;

/**
 * Sales of a stream as its console has them, to the minor unit; null until read. The engine keeps this number with its
 * orders, so a read counts nothing, and pages of one browser share it.
 * @param isMoving false: nothing can change it any more, and it is read once
 */
export function useGmvNow(slug: string, isWanted: boolean, isMoving = true): GmvNow | null {
  const world = useWorld();
  const { data } = useQuery({
    queryKey: ['gmv', slug],
    queryFn: () => askRoute(world, 'gmv', { params: { slug } }),
    enabled: isWanted,
    refetchInterval: ({ state: { error } }) => isMoving && (error ? RETRY_MS : PAUSE_MS),
  });
  return data ?? null;
}
