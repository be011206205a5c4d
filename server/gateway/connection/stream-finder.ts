import type { Clock } from '../../lib/clock.ts';
import type { Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';

const KEPT_MS = 2_000;
const MAX_KEPT = 1_000;

/** Streams by their slug, remembered for a moment: ten thousand people come back within seconds, to one stream. */
export function streamFinder(readers: Pick<Readers, 'streamBySlug'>, clock: Clock) {
  const kept = new Map<string, { stream: Promise<StreamRow | null>; untilMs: number }>();
  return {
    /** A stream that viewers may know of; a rehearsal is none (S1). */
    async forViewers(slug: string): Promise<StreamRow | null> {
      const nowMs = clock.nowMs();
      let found = kept.get(slug);
      if (!found || found.untilMs <= nowMs) {
        if (kept.size >= MAX_KEPT) kept.clear();
        found = { stream: readers.streamBySlug(slug), untilMs: nowMs + KEPT_MS };
        kept.set(slug, found);
        found.stream.catch(() => kept.delete(slug));
      }
      const stream = await found.stream;
      return stream && stream.status !== 'REHEARSAL' && stream.rehearsalOf === null ? stream : null;
    },
  };
}
