import { MINUTE } from '../../../../../shared/values/time.ts';
import type { App } from '../../../../app.ts';
import type { Clock } from '../../../../lib/clock.ts';
import { chanceOf } from '../chance.ts';
import type { Agenda } from './agenda.ts';
import type { Visit } from './audience-plan.ts';

/** So often some of those who watch ask to be shown something, and at most so many. */
const EVERY_MS = 3 * MINUTE;
const MOST_AT_ONCE = 6;
/** Half of them ask for one of the last so many: what the host keeps for the end. */
const LOVED = 3;

/**
 * Plans what viewers of an evening ask to be shown (L9). It has chance of its own, so that all else happens as without.
 * @param seed the same, the same requests
 */
export function planRequests(
  { app, agenda, clock }: { app: App; agenda: Agenda; clock: Pick<Clock, 'steadyMs'> },
  streamId: string,
  visits: readonly Visit[],
  { startMs, endMs, seed }: { startMs: number; endMs: number; seed: number },
): void {
  const chance = chanceOf(seed);
  for (let atMs = startMs + EVERY_MS; atMs < endMs; atMs += EVERY_MS) {
    const watching = visits.filter((visit) => visit.fromMs <= atMs && atMs < visit.toMs);
    if (watching.length === 0) continue;
    agenda.plan(atMs, async () => {
      const position = await app.application.position(streamId);
      const order = position?.view.order ?? [];
      if (order.length === 0) return;
      const loved = order.slice(-LOVED);
      const asked = Array.from({ length: chance.whole(1, MOST_AT_ONCE) }, () => ({
        buyerId: chance.pick(watching).guest.buyerId,
        itemNumber: chance.pick(chance.often(0.5) ? loved : order),
      }));
      await app.application.requestShows(asked, streamId, clock.steadyMs());
    });
  }
}
