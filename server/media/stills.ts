import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Clock } from '../lib/clock.ts';

/** Bound of streams with a cached still. */
const KEPT_STREAMS = 200;
/** Time in ms for which an older still replaces one that could not be taken. */
const STANDS_MS = 30_000;

/** Stills of what is on the air, for pages that do not play it. */
export interface Stills {
  /** The present picture of a public stream, WebP; null: none, or none could be taken. */
  of(slug: string): Promise<Uint8Array | null>;
}

interface Kept {
  askedAtMs: number;
  asked: Promise<Uint8Array | null>;
  last: { atMs: number; picture: Uint8Array } | null;
}

/**
 * Takes a still on request, at most one of a stream in `everyMs`, since each needs a whole picture from the host.
 * @param everyMs 0: no stills
 * @param take `nothing` without a picture, null if none came in time
 */
export function openStills(
  everyMs: number,
  clock: Pick<Clock, 'nowMs'>,
  take: (slug: string) => Promise<Uint8Array | 'nothing' | null>,
): Stills {
  const kept = new BoundedMap<string, Kept>(KEPT_STREAMS);

  async function taken(slug: string, entry: Kept): Promise<Uint8Array | null> {
    const picture = await take(slug).catch(() => null);
    const { last } = entry;
    if (picture === 'nothing') return null;
    if (picture === null) return last && clock.nowMs() - last.atMs < STANDS_MS ? last.picture : null;
    entry.last = { atMs: clock.nowMs(), picture };
    return picture;
  }

  return {
    of(slug) {
      if (everyMs === 0) return Promise.resolve(null);
      const nowMs = clock.nowMs();
      const before = kept.get(slug);
      if (before && nowMs - before.askedAtMs < everyMs) return before.asked;
      const next: Kept = { askedAtMs: nowMs, last: before?.last ?? null, asked: Promise.resolve(null) };
      next.asked = taken(slug, next);
      kept.set(slug, next);
      return next.asked;
    },
  };
}
