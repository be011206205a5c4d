import type { LiveView } from '../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { GatewayDeps } from '../../deps.ts';
import { KeptAnswers } from '../streams/kept-answers.ts';
import type { Place } from './products-on-air.ts';

/** A price may be so old, as in the list of streams. */
const PRICE_MS = 2 * SECOND;

/** What a product costs now where it is on; null: it is not on, or its stream does not answer. */
export type PriceAt = (place: Place) => Promise<number | null>;

/** Asks each stream that is on for its view at most every other second, however many products are priced. */
export function pricesAt({
  application,
  clock,
}: {
  application: Pick<GatewayDeps['application'], 'position' | 'timeOf'>;
  clock: Pick<GatewayDeps['clock'], 'nowMs' | 'steadyMs'>;
}): PriceAt {
  const views = new KeptAnswers<LiveView | null>(PRICE_MS, clock);
  return async ({ when, itemNumber, stream: { streamId } }) => {
    if (when !== 'on') return null;
    const view = await views
      .of(streamId, async () => (await application.position(streamId))?.view ?? null)
      // A stream that does not answer is found all the same.
      .catch(() => null);
    const nowMs = application.timeOf(streamId, clock.steadyMs());
    return (view && shownPrice(view, itemNumber, nowMs)?.priceMinor) ?? null;
  };
}
