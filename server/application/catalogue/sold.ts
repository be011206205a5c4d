import { LEAST_SOLD } from '../../../shared/market/lineup/bounds.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { SECOND } from '../../../shared/values/time.ts';
import type { ApplicationDeps } from '../deps.ts';

/** A crowd that opens a page asks for the same sums: they are added up once in so long. */
const KEPT_MS = 10 * SECOND;
/** Streams whose sums are kept. */
const MAX_KEPT = 200;

export type SoldOf = (streamId: string) => Promise<ReadonlyMap<number, number>>;

/** How many were sold of each product of a stream, by its number; what was sold less often than that is left out (B8). */
export function soldCounts({ readers, clock }: Pick<ApplicationDeps, 'readers' | 'clock'>): SoldOf {
  const kept = new BoundedMap<string, { atMs: number; sold: Promise<ReadonlyMap<number, number>> }>(MAX_KEPT);
  const count = async (streamId: string) => {
    const all = await readers.soldOf(streamId);
    return new Map(
      all.flatMap(({ itemNumber, units }) => (units >= LEAST_SOLD ? [[itemNumber, units]] : [])),
    );
  };
  return (streamId) => {
    const nowMs = clock.nowMs();
    const known = kept.get(streamId);
    if (known && nowMs - known.atMs < KEPT_MS) return known.sold;
    const sold = count(streamId);
    kept.set(streamId, { atMs: nowMs, sold });
    // What failed is asked again by the next one.
    sold.catch(() => kept.delete(streamId));
    return sold;
  };
}
