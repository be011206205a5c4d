import { MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import { chanceOf } from '../chance.ts';
import type { Agenda } from './agenda.ts';
import type { Visit } from './audience-plan.ts';
import type { Evening } from './calendar.ts';
import type { screensOf } from './screens.ts';
import { actorOf, placeOrder, type Shop } from './shopping.ts';

/** All of it happens within so long. */
const WITHIN_MS = 2 * MINUTE;
const ORDERS_AFTER_MS = 7 * SECOND;
const SEED = 44;

/**
 * Plans orders of one product that are placed within two minutes and never paid, by people who did nothing else: what the
 * review of an evening is there to find. It has chance of its own, so that all else happens as without.
 * @param startMs when the evening begins
 */
export function planUnpaid(
  deps: Shop & { agenda: Agenda },
  streamId: string,
  visits: readonly Visit[],
  { skus, leftUnpaid }: Pick<Evening, 'skus' | 'leftUnpaid'>,
  startMs: number,
  screens: Pick<ReturnType<typeof screensOf>, 'tap'>,
): void {
  if (!leftUnpaid) return;
  const { agenda, app, clock, ids } = deps;
  const { sku, afterMs, orders } = leftUnpaid;
  const itemNumber = skus.indexOf(sku) + 1;
  const chance = chanceOf(SEED);
  // Online and without a code.
  const shop = { ...deps, chance: { ...chance, often: () => false } };
  const idle = visits.filter(({ intent, doesTell }) => intent === 'watches' && doesTell);
  for (let place = 0; place < orders; place += 1) {
    const atMs = startMs + afterMs + Math.floor((place * (WITHIN_MS - 2 * ORDERS_AFTER_MS)) / orders);
    const found = idle.findIndex(
      ({ fromMs, toMs }) => fromMs + 10 * SECOND <= atMs && atMs + ORDERS_AFTER_MS < toMs,
    );
    const [visit] = found === -1 ? [] : idle.splice(found, 1);
    if (!visit) continue;
    const { guest } = visit;
    agenda.plan(atMs, async () => {
      const position = await app.application.position(streamId);
      const seenPriceMinor = position?.view.cards[itemNumber]?.listPriceMinor;
      if (seenPriceMinor === undefined) return;
      screens.tap(visit, itemNumber, clock.nowMs(), chance.whole(2, 9));
      const asked = { key: ids.next(), itemNumber, units: 1, seenPriceMinor, channel: guest.channel };
      await app.application.live(actorOf(guest), streamId, 'cart:add', asked, clock.steadyMs(), null);
    });
    agenda.plan(atMs + ORDERS_AFTER_MS, () => placeOrder(shop, streamId, guest));
  }
}
