import type { AboutGood } from '../../../../shared/contract/catalogue.ts';
import type { ReplayView } from '../../../../shared/contract/media.ts';
import { momentOfPin } from '../../../../shared/values/replay-moment.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { ProductsOnAir } from '../search/products-on-air.ts';
import { KeptAnswers } from '../streams/kept-answers.ts';

/** Cache time in ms: a recording that is deleted is linked at most so much longer. */
const KEPT_MS = 30 * SECOND;
/** Replays of one answer. */
const MAX_REPLAYS = 3;
/** Past streams whose recording is looked up for one answer, the newest: each costs a read. */
const MAX_LOOKED_UP = 12;

export type ExplainedIn = (slug: string, itemNumber: number) => Promise<NonNullable<AboutGood['explained']>>;

/**
 * Replays in which a product of a stream was explained: public streams that are over, whose recording has the first moment
 * of its pin, the newest first, as far as MAX_LOOKED_UP streams back. Of streams that the list of streams does not have any more there is none.
 */
export function explainedIn({
  products,
  replay,
  clock,
}: {
  products: () => Promise<ProductsOnAir>;
  replay: (slug: string) => Promise<ReplayView | null>;
  clock: Pick<Clock, 'nowMs'>;
}): ExplainedIn {
  const kept = new KeptAnswers<Awaited<ReturnType<ExplainedIn>>>(KEPT_MS, clock);

  async function found(slug: string, itemNumber: number) {
    const places = (await products()).at(slug, itemNumber)?.places ?? [];
    const past = places.filter(({ when }) => when === 'past').sort((a, b) => b.startsAtMs - a.startsAtMs);
    const explained: Awaited<ReturnType<ExplainedIn>> = [];
    for (const place of past.slice(0, MAX_LOOKED_UP)) {
      const view = await replay(place.slug);
      if (!view || !isRecorded(view, place.itemNumber)) continue;
      explained.push({ slug: place.slug, itemNumber: place.itemNumber, startedAtMs: view.startedAtMs });
      if (explained.length === MAX_REPLAYS) break;
    }
    return explained;
  }
  return (slug, itemNumber) => kept.of(`${slug}/${itemNumber}`, () => found(slug, itemNumber));
}

/** Whether a recording has the moment to which `?item=` leads. */
function isRecorded(
  { playlist, stretches, pins }: Pick<ReplayView, 'playlist' | 'stretches' | 'pins'>,
  itemNumber: number,
): boolean {
  const pin = pins.find((each) => each.itemNumber === itemNumber);
  if (!pin || playlist === null) return false;
  const moment = momentOfPin(pin);
  return stretches.some(({ atMs, durationMs }) => atMs <= moment && moment < atMs + durationMs);
}
