import type { Clock } from '../../lib/clock.ts';
import type { Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';

const KEPT_MS = 2_000;
const MAX_KEPT = 1_000;

/** Streams by slug, cached for 2 s, at most 1,000: ten thousand viewers reconnect to one stream within seconds. */
export class StreamFinder {
  readonly #readers: Pick<Readers, 'streamBySlug'>;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #kept = new Map<string, { stream: Promise<StreamRow | null>; untilMs: number }>();

  constructor(readers: Pick<Readers, 'streamBySlug'>, clock: Pick<Clock, 'nowMs'>) {
    this.#readers = readers;
    this.#clock = clock;
  }

  /** A stream that viewers may see; a rehearsal is none (S1). */
  async forViewers(slug: string): Promise<StreamRow | null> {
    const nowMs = this.#clock.nowMs();
    let found = this.#kept.get(slug);
    if (!found || found.untilMs <= nowMs) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      found = { stream: this.#readers.streamBySlug(slug), untilMs: nowMs + KEPT_MS };
      this.#kept.set(slug, found);
      found.stream.catch(() => this.#kept.delete(slug));
    }
    const stream = await found.stream;
    return stream && stream.status !== 'REHEARSAL' && stream.rehearsalOf === null ? stream : null;
  }
}
