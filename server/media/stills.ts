import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Clock } from '../lib/clock.ts';

/** Streams whose still was asked for lately. */
const KEPT_STREAMS = 200;
/** Where a new one cannot be had at once, an older one stands in for it so long. */
const STANDS_MS = 30_000;

/** Stills of what is on the air, for pages that show a stream without playing it. */
export interface Stills {
  /** What a public stream shows now, WebP; null while it shows nothing, or no still of it can be had. */
  of(slug: string): Promise<Uint8Array | null>;
}

interface Kept {
  askedAtMs: number;
  asked: Promise<Uint8Array | null>;
  last: { atMs: number; picture: Uint8Array } | null;
}

/**
 * A still is taken when somebody asks, and at most once in `everyMs` of a stream, however many ask: the host's picture
 * has to be sent whole for each.
 * @param everyMs 0: none are taken
 * @param take `nothing` while the stream shows no picture, null if none came in time
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
