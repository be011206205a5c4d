import { numberStreams, streamsWithoutNumber } from '../../shop/stream-numbers.ts';
import type { ApplicationDeps } from '../deps.ts';

/**
 * Gives streams of before their numbers (O7): at the start, before anybody is served, so that no order of theirs is ever
 * shown without. Of several servers that start at once the log of the shop lets each number in once. Where nothing can be
 * written, the next start does it.
 */
export async function numberOlderStreams({
  engines: { shop },
  clock,
  onAlarm,
}: Pick<ApplicationDeps, 'engines' | 'clock' | 'onAlarm'>): Promise<void> {
  for (let left = await shop.read((state) => streamsWithoutNumber(state).length); left > 0; ) {
    const outcome = await shop.submit({
      readAtMs: clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state, at) => numberStreams(state, at),
    });
    if (outcome.kind === 'refused') {
      onAlarm('streams could not be numbered', { left, code: outcome.refusal.code });
      return;
    }
    left = outcome.reply.left;
  }
}
