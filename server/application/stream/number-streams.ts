import type { StreamMade } from '../../ports/readers.ts';
import { numberStreams } from '../../shop/stream-numbers.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Streams that are looked at, and numbered, at once. */
const PAGE = 10_000;

/**
 * Gives streams of before their numbers (O7), in the order of their first facts: at the start, before anybody is served, so
 * that no order of theirs is ever shown without. Of several servers that start at once the log of the shop lets each number
 * in once. Where nothing can be written, the next start does it.
 */
export async function numberOlderStreams({
  engines: { shop },
  readers,
  clock,
  onAlarm,
}: Pick<ApplicationDeps, 'engines' | 'readers' | 'clock' | 'onAlarm'>): Promise<void> {
  for (let after: StreamMade | null = null; ; ) {
    const page: StreamMade[] = await readers.streamsMade(after, PAGE);
    const known = await shop.read(({ streamNumbers }) => new Set(streamNumbers.keys()));
    const waiting = page.flatMap(({ streamId }) => (known.has(streamId) ? [] : [streamId]));
    if (waiting.length > 0) {
      const outcome = await shop.submit({
        readAtMs: clock.steadyMs(),
        ids: [],
        key: null,
        decide: (state, at) => numberStreams(state, waiting, at),
      });
      if (outcome.kind === 'refused') {
        onAlarm('streams could not be numbered', { streams: waiting.length, code: outcome.refusal.code });
        return;
      }
    }
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}
