import type { ListedProduct, Product, StreamReturns } from '../../../../shared/contract/catalogue.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { GatewayDeps } from '../../deps.ts';
import { only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { usualCurrencyOf } from '../shop/usual-currency.ts';
import { KeptAnswers } from '../streams/kept-answers.ts';
import type { ExplainedIn } from './explained.ts';

const PRODUCTS_PER_PAGE = 50;
/** Cache time of return terms in ms: a crowd that checks out asks for the same. */
const RETURNS_MS = 15 * SECOND;

/** Routes of products, for staff; of one product's description, for all. */
export function productRoutes(
  deps: GatewayDeps,
  explained: ExplainedIn,
): Pick<
  Handlers,
  | ('products' | 'createProduct' | 'productFacets' | 'product' | 'changeProduct')
  | ('changeProducts' | 'previewProducts')
  | ('aboutGood' | 'sold' | 'streamReturns')
> {
  const { application, settlementAdmin, clock } = deps;
  const returns = new KeptAnswers<StreamReturns | null>(RETURNS_MS, clock);
  return {
    products: productList(deps),
    createProduct: async ({ body, staff }) => {
      const { role, producerId } = staff!.staff;
      // A producer's product is their own, whatever the form names.
      const own = role === 'producer' ? await settlementAdmin?.producerName(producerId ?? '') : body.producer;
      if (!own) return refuse({ code: 'FORBIDDEN' });
      const made = await application.createProduct(staff!.actor, { ...body, producer: own });
      return only(made, ({ product }) => product);
    },
    product: async ({ params, staff }) => {
      const product = await application.product(params.productId);
      const of = ownOnly(staff!.staff);
      const isTheirs = product && (of === null || product.producerId === of);
      return isTheirs ? ok(product) : refuse({ code: 'NOT_FOUND' });
    },
    productFacets: async () => ok(await application.productFacets()),
    changeProduct: async ({ params, body, staff }) => {
      const of = ownOnly(staff!.staff);
      // What is in the shop's archive is the shop's to say (L8).
      if (of !== null && body.isArchived !== undefined) return refuse({ code: 'FORBIDDEN' });
      return only(
        await application.changeProduct(staff!.actor, params.productId, of, body),
        ({ product }) => product,
      );
    },
    previewProducts: async ({ body }) => ok(await application.previewProducts(body)),
    changeProducts: async ({ body, staff }) =>
      only(await application.changeProducts(staff!.actor, body), ({ changed, refused }) => ({
        changed,
        refused,
      })),
    aboutGood: async ({ params }) => {
      const { slug, itemNumber } = params;
      const about = await application.aboutGood(slug, Number(itemNumber));
      if (!about) return refuse({ code: 'NOT_FOUND' });
      // An extra: the page is read without it, too.
      const replays = await explained(slug, Number(itemNumber)).catch(() => []);
      return ok({ ...about, ...(replays.length > 0 && { explained: replays }) });
    },
    streamReturns: async ({ params: { slug } }) => {
      const told = await returns.of(slug, () => application.streamReturns(slug));
      return told ? ok(told) : refuse({ code: 'NOT_FOUND' });
    },
    sold: async ({ params }) => {
      const sold = await application.sold(params.slug);
      if (!sold) return refuse({ code: 'NOT_FOUND' });
      return ok({ sold: [...sold].map(([itemNumber, units]) => ({ itemNumber, units })) });
    },
  };
}

/** A page of the products that a member of staff may see; the first one lists the currencies. */
function productList(deps: GatewayDeps): Handlers['products'] {
  const { readers, application } = deps;
  const usualCurrency = usualCurrencyOf(deps);
  return async ({ query, staff }) => {
    const limit = query.limit ?? PRODUCTS_PER_PAGE;
    const { after, producer, stream: _, ...named } = query;
    const { search, currency, sort } = query;
    const of = ownOnly(staff!.staff) ?? producer;
    const theirs = of === undefined ? {} : { producerId: of };
    const wanted = { ...(search !== undefined && { search }), ...theirs };
    const filter = { ...named, ...theirs };
    const found = await readers.products({ ...filter, ...(after !== undefined && { after }), limit });
    const isFirst = after === undefined;
    const knows = async () => {
      const named = query.stream === undefined ? null : await readers.streamBySlug(query.stream);
      return application.floorPricesSeen(staff!.actor, named?.streamId ?? null);
    };
    const products = staff!.actor.role === 'assistant' ? asKnownTo(await knows(), found) : found;
    return ok({
      products,
      next: products.length === limit ? (products.at(-1)?.productId ?? null) : null,
      ...(isFirst && currency !== undefined && { currencies: await readers.productCurrencies(wanted) }),
      ...(isFirst && currency === undefined && { usualCurrency: await usualCurrency() }),
      ...(isFirst && sort !== undefined && { count: await readers.productCount(filter) }),
    });
  };
}

/** The producer to whom a member of staff is restricted; null: none. */
function ownOnly({ role, producerId }: { role: string; producerId: string | null }): string | null {
  return role === 'producer' ? (producerId ?? '') : null;
}

/** Products with floor price and warehouse stock for those in `seen`, and without for others. */
function asKnownTo(seen: ReadonlySet<string>, products: readonly Product[]): ListedProduct[] {
  return products.map((product) =>
    seen.has(product.productId) ? product : { ...product, floorMinor: null, warehouseUnits: null },
  );
}
