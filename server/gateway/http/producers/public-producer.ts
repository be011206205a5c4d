import type { ProducersProduct, PublicProducer } from '../../../../shared/contract/producer-profile.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Place, ProductsOnAir, SoughtProduct } from '../search/products-on-air.ts';
import { KeptAnswers } from '../streams/kept-answers.ts';

/** Cache time in ms: a crowd opens one link at the same time. */
const KEPT_MS = 5 * SECOND;
/** Products of one answer: two screens of a phone. */
const MAX_PRODUCTS = 60;
/** Streams of one answer. */
const MAX_STREAMS = 12;

type Deps = Pick<GatewayDeps, 'clock'> & {
  application: Pick<GatewayDeps['application'], 'producer' | 'sold'>;
  products: () => Promise<ProductsOnAir>;
  /** The price of a place that is on; null: it is not, or its stream does not answer. */
  priceAt: (place: Place) => Promise<number | null>;
};

/**
 * A producer as buyers see them (B10): what the shop's log says, and their products in public streams, with prices and counts
 * of sales. A product that is in no public stream is left out: it may never be sold.
 * @returns null: there is no such producer
 */
export type PublicProducerOf = (producerId: string) => Promise<PublicProducer | null>;

export function publicProducers({ application, products, priceAt, clock }: Deps): PublicProducerOf {
  const kept = new KeptAnswers<PublicProducer | null>(KEPT_MS, clock);

  async function made(producerId: string): Promise<PublicProducer | null> {
    const known = await application.producer(producerId);
    if (!known) return null;
    const all = (await products()).ofProducer(producerId);
    const shown = all.slice(0, MAX_PRODUCTS);
    const slugs = [...new Set(shown.map(({ place }) => place.slug))];
    const sold = new Map(
      // Counts are an extra: without them the page still says who makes what.
      await Promise.all(
        slugs.map(async (slug) => [slug, await application.sold(slug).catch(() => null)] as const),
      ),
    );
    return {
      ...known,
      products: await Promise.all(
        shown.map(async (product) =>
          productOf(
            product,
            await priceAt(product.place),
            sold.get(product.place.slug)?.get(product.place.itemNumber),
          ),
        ),
      ),
      total: all.length,
      streams: streamsOf(all),
    };
  }
  return (producerId) => kept.of(producerId, () => made(producerId));
}

function productOf(
  { name, nameEn, picture, place, catalogueMinor, catalogueCurrency }: SoughtProduct,
  priceMinor: number | null,
  sold: number | undefined,
): ProducersProduct {
  const { slug, itemNumber, when, startsAtMs, stream } = place;
  return {
    ...{ slug, itemNumber, when, startsAtMs, name, picture },
    ...secondNames({ nameEn }),
    ...(priceMinor === null
      ? { priceMinor: catalogueMinor, currency: catalogueCurrency }
      : { priceMinor, currency: stream.currency }),
    ...(sold !== undefined && { sold }),
  };
}

/** The streams of these products, each once. Places stand in the order of their streams. */
function streamsOf(products: readonly SoughtProduct[]): PublicProducer['streams'] {
  const rank = { on: 0, coming: 1, past: 2 };
  const streams = new Map(products.flatMap(({ places }) => places.map((place) => [place.slug, place])));
  return [...streams.values()]
    .sort(
      (a, b) =>
        rank[a.when] - rank[b.when] ||
        (a.when === 'past' ? b.startsAtMs - a.startsAtMs : a.startsAtMs - b.startsAtMs),
    )
    .slice(0, MAX_STREAMS)
    .map(({ slug, when, startsAtMs, stream: { title, titleEn } }) => ({
      ...{ slug, title, when, startsAtMs },
      ...(titleEn && { titleEn }),
    }));
}
