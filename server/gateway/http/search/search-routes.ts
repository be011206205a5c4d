import type { FoundProduct } from '../../../../shared/contract/search.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import type { Handlers } from '../serve-routes.ts';
import type { PriceAt } from './price-at.ts';
import type { ProductsOnAir, SoughtProduct } from './products-on-air.ts';

/** Products in one answer: a screen or two; who wants others says more. */
const MAX_FOUND = 40;

/**
 * Products over all public streams. What is searched is read once in a while for everybody; a question looks at what its
 * rarest pair of characters has, and asks each stream that is on for its view at most every other second.
 */
export function searchRoutes(
  products: () => Promise<ProductsOnAir>,
  priceAt: PriceAt,
): Pick<Handlers, 'search' | 'places' | 'streamCategories'> {
  async function found(product: SoughtProduct): Promise<FoundProduct> {
    const { name, producer, picture, place } = product;
    const { stream, ...where } = place;
    const { title, titleEn, currency } = stream;
    const priceMinor = await priceAt(place);
    return {
      ...{ name, producer, picture },
      ...secondNames(product),
      ...where,
      ...{ title, ...(titleEn && { titleEn }), currency },
      ...(priceMinor !== null && { priceMinor }),
    };
  }

  return {
    search: async ({ query }) => {
      const known = await products();
      const all = known.find(query.q, query.category);
      const streams = query.category === undefined ? known.streams(query.q ?? '') : [];
      return ok({
        products: await Promise.all(all.slice(0, MAX_FOUND).map(found)),
        total: all.length,
        categories: [...known.categories],
        ...(streams.length > 0 && { streams }),
      });
    },
    places: async ({ query }) => {
      const known = await products();
      const places = query.items.split(',').map(async (asked) => {
        const [slug = '', itemNumber] = asked.split('.');
        const product = known.at(slug, Number(itemNumber));
        return product ? [{ asked, product: await found(product) }] : [];
      });
      return ok({ places: (await Promise.all(places)).flat() });
    },
    streamCategories: async ({ params }) => {
      const told = (await products()).ofStream(params.slug);
      return told ? ok(told) : refuse({ code: 'NOT_FOUND' });
    },
  };
}
