import type { Ack } from '../../shared/contract/answer.ts';
import type {
  DescribeProducerRequest,
  KnownProducer,
  ProducerProfileView,
  StreamProducers,
} from '../../shared/contract/producer-profile.ts';
import { MAX_ITEMS } from '../../shared/market/lineup/bounds.ts';
import { secondNames, secondOrigin } from '../../shared/values/names.ts';
import { describeProducer, profileOf } from '../shop/producer-profile.ts';
import { producersOf } from '../shop/producers.ts';
import type { ShopState } from '../shop/state.ts';
import { ackOf } from './ack.ts';
import type { StaffActor } from './application.ts';
import { productsOfShop } from './catalogue/found-by.ts';
import type { ApplicationDeps } from './deps.ts';
import { keyOf } from './key-of.ts';

/** Places of a producer that are told: a page has room for no more. */
const MAX_PLACES = 6;

/** A producer as buyers may know them (B10); null: there is none. */
export function knownProducer(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  producerId: string,
): Promise<KnownProducer | null> {
  return engines.shop.read((any) => {
    const shop = any as ShopState;
    const names = producersOf(shop).get(producerId);
    if (!names) return null;
    const places = new Map<string, { origin: string; originEn?: string; products: number }>();
    for (const { producerId: of, origin, originEn } of shop.products.values()) {
      if (of !== producerId || origin === '') continue;
      const { products = 0, ...known } = places.get(origin) ?? { origin };
      places.set(origin, { ...known, origin, ...secondOrigin({ originEn }), products: products + 1 });
    }
    return {
      producerId,
      producer: names.producer,
      ...secondNames(names),
      ...profileOf(shop, producerId),
      places: [...places.values()]
        .sort((a, b) => b.products - a.products)
        .slice(0, MAX_PLACES)
        .map(({ products: _, ...place }) => place),
    };
  });
}

/** Says what a producer says of themselves (B10). Refusals: NOT_FOUND, STALE_VERSION. */
export async function sayProfile(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { staffId, device }: StaffActor,
  producerId: string,
  request: DescribeProducerRequest,
): Promise<Ack<ProducerProfileView>> {
  const { version, profile } = request;
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf(`producer:describe ${producerId}`, request),
    decide: (state) => describeProducer(state, { producerId, version, profile }, { by: { staffId, device } }),
  });
  return ackOf(outcome);
}

/** Who makes the products of a stream, in the order of their numbers; null: there is no such stream, or nobody may see it (S1). */
export async function producersOfStream(
  deps: Pick<ApplicationDeps, 'engines' | 'readers'>,
  slug: string,
): Promise<StreamProducers | null> {
  const stream = await deps.readers.streamBySlug(slug);
  if (!stream || stream.rehearsalOf !== null) return null;
  const shown = await deps.readers.shown(stream.streamId, MAX_ITEMS);
  const known = await productsOfShop(
    deps,
    shown.map(({ productId }) => productId),
  );
  const producers = new Map<string, StreamProducers['producers'][number]>();
  for (const { itemNumber, productId } of shown) {
    const good = known.get(productId);
    if (!good) continue;
    const { producerId, producer, producerEn } = good;
    const of = producers.get(producerId) ?? { producerId, producer, items: [] };
    producers.set(producerId, { ...of, ...secondNames({ producerEn }), items: [...of.items, itemNumber] });
  }
  return { producers: [...producers.values()] };
}
