import type { ListedProduct, Product } from '../../../../shared/contract/catalogue.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { usualCurrencyOf } from '../shop/usual-currency.ts';

const PRODUCTS_PER_PAGE = 50;

/** Goods of the catalogue, for staff; about one of them, for everybody. */
export function productRoutes(
  deps: GatewayDeps,
): Pick<Handlers, 'products' | 'createProduct' | 'product' | 'changeProduct' | 'aboutGood'> {
  const { application, settlementAdmin } = deps;
  return {
    products: productList(deps),
    createProduct: async ({ body, staff }) => {
      const { role, producerId } = staff!.staff;
      // A producer's good is their own, whatever the form says.
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
    changeProduct: async ({ params, body, staff }) =>
      only(
        await application.changeProduct(staff!.actor, params.productId, ownOnly(staff!.staff), body),
        ({ product }) => product,
      ),
    aboutGood: async ({ params }) => {
      const about = await application.aboutGood(params.slug, Number(params.itemNumber));
      return about ? ok(about) : refuse({ code: 'NOT_FOUND' });
    },
  };
}

/** A page of the goods that somebody may see; the first one says which currencies there are. */
function productList(deps: GatewayDeps): Handlers['products'] {
  const { readers, application } = deps;
  const usualCurrency = usualCurrencyOf(deps);
  return async ({ query, staff }) => {
    const limit = query.limit ?? PRODUCTS_PER_PAGE;
    const { search, after, currency } = query;
    const of = ownOnly(staff!.staff);
    const wanted = { ...(search !== undefined && { search }), ...(of !== null && { producerId: of }) };
    const found = await readers.products({
      ...wanted,
      ...(after !== undefined && { after }),
      ...(currency !== undefined && { currency }),
      limit,
    });
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
    });
  };
}

/** Whose goods alone a member of staff may see and change; null: anybody's. */
function ownOnly({ role, producerId }: { role: string; producerId: string | null }): string | null {
  return role === 'producer' ? (producerId ?? '') : null;
}

/** Goods with what the producer would take at the least, and what the warehouse has, of those that are named alone. */
function asKnownTo(seen: ReadonlySet<string>, products: readonly Product[]): ListedProduct[] {
  return products.map((product) =>
    seen.has(product.productId) ? product : { ...product, floorMinor: null, warehouseUnits: null },
  );
}
