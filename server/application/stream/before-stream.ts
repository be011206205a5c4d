import type { BeforeStream } from '../../../shared/contract/before-stream.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { DAY } from '../../../shared/values/time.ts';
import { rightsOn, seesFloorPrices } from '../../market/kernel/authority.ts';
import { shippingTerms } from '../../market/shipping/terms.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/**
 * What a host looks at before a stream goes live (S14): its prices beside the floor and the lowest of 7, 14 and 30 days, and what
 * sending costs. NOT_FOUND to who does not work on it.
 */
export async function beforeStream(
  { engines, readers, clock }: Pick<ApplicationDeps, 'engines' | 'readers' | 'clock'>,
  actor: StaffActor,
  slug: string,
): Promise<Result<BeforeStream, Refusal>> {
  const stream = await readers.streamBySlug(slug);
  const engine = stream && (await engines.stream(stream.streamId));
  const known = await engine?.read((state) => ({
    rights: rightsOn(state, actor),
    items: state.order
      .flatMap((itemNumber) => state.items.get(itemNumber) ?? [])
      .map((item) => ({
        ...{ itemNumber: item.itemNumber, priceMinor: item.listPriceMinor, floorMinor: item.floorMinor },
      })),
    terms: shippingTerms(state),
  }));
  if (!stream || !known?.rights) return refuse({ code: 'NOT_FOUND' });
  const nowMs = clock.nowMs();
  const [lows, days] = await Promise.all([
    readers.recentLows(
      stream.streamId,
      [7, 14, 30].map((each) => nowMs - each * DAY) as [number, number, number],
    ),
    engines.shop.read(
      ({ shipDays }) => new Set([...shipDays].flatMap(([origin, { days: said }]) => (said ? [origin] : []))),
    ),
  ]);
  const lowOf = new Map(lows.map(({ itemNumber, ...low }) => [itemNumber, low]));
  const isFloorSeen = seesFloorPrices(known.rights);
  return ok({
    prices: known.items.map(({ floorMinor, ...item }) => ({
      ...item,
      floorMinor: isFloorSeen && floorMinor > 0 ? floorMinor : null,
      ...(lowOf.get(item.itemNumber) ?? { low7Minor: null, low14Minor: null, low30Minor: null }),
    })),
    origins: known.terms.origins.flatMap(({ origin, originEn, goods, charging, table }) => {
      if (goods === 0) return [];
      const isFree = table === null && charging === 0;
      return [{ origin, ...(originEn && { originEn }), products: goods, isFree, hasDays: days.has(origin) }];
    }),
  });
}
