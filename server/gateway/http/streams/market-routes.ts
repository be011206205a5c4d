import type { Ack } from '../../../../shared/contract/answer.ts';
import type { ListedProduct, Product } from '../../../../shared/contract/catalogue.ts';
import { paymentMethod, withoutPractice } from '../../../../shared/contract/payment.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeFor } from '../shop/home.ts';
import { publicStreams, summaryOf } from './public-streams.ts';

const MAX_STREAMS = 200;
const PRODUCTS_PER_PAGE = 50;

type MarketRoutes = Pick<
  Handlers,
  | 'streams'
  | 'myStreams'
  | 'createStream'
  | 'rehearse'
  | 'products'
  | 'createProduct'
  | 'product'
  | 'changeProduct'
  | 'aboutGood'
  | 'replay'
>;

/** Streams, goods, and recordings. */
export function marketRoutes(deps: GatewayDeps): MarketRoutes {
  const { readers, application, media, settlementAdmin } = deps;
  const listed = publicStreams(deps);
  const home = homeFor(deps);
  /** That of most products, else of the newest stream, else of the country. */
  const usualCurrency = async () =>
    (await application.usualCurrency()) ??
    (await readers.streams({ rehearsals: false, limit: 1 }))[0]?.currency ??
    (await home()).currency;
  return {
    streams: async () => ok({ streams: await listed() }),
    myStreams: async ({ staff }) => {
      const rows = await readers.streams({ rehearsals: true, limit: MAX_STREAMS });
      // An analyst works on no floor, and reads the numbers of every stream (A1).
      const isReader = staff!.actor.role === 'analyst';
      const mine = isReader
        ? rows.filter(({ rehearsalOf }) => rehearsalOf === null)
        : await application.ownStreams(staff!.actor, rows);
      return ok({ streams: mine.map(summaryOf), usualCurrency: await usualCurrency() });
    },
    createStream: async ({ body, staff, visitor }) => {
      if (visitor.practice === 'off' && body.payments.includes('sandbox')) {
        return refuse({ code: 'PAYMENT_FAILED', possible: withoutPractice(paymentMethod.options) });
      }
      return only(await application.createStream(staff!.actor, body), ({ stream }) => stream);
    },
    rehearse: async ({ params, staff }) =>
      only(await application.rehearse(staff!.actor, params.slug), ({ stream }) => stream),
    products: async ({ query, staff }) => {
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
        return application.floorsSeen(staff!.actor, named?.streamId ?? null);
      };
      const products = staff!.actor.role === 'assistant' ? asKnownTo(await knows(), found) : found;
      return ok({
        products,
        next: products.length === limit ? (products.at(-1)?.productId ?? null) : null,
        ...(isFirst && currency !== undefined && { currencies: await readers.productCurrencies(wanted) }),
        ...(isFirst && currency === undefined && { usualCurrency: await usualCurrency() }),
      });
    },
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
    replay: async ({ params }) => {
      const replay = await media.replay(params.slug);
      return replay ? ok(replay) : refuse({ code: 'NOT_FOUND' });
    },
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

export function only<T, U>(ack: Ack<T>, pick: (accepted: T) => U): Result<U, Refusal> {
  return ack.ok ? ok(pick(ack)) : refuse(refusalOf(ack));
}

function refusalOf(ack: { ok: false; message: string; retryable: boolean } & Refusal): Refusal {
  const { ok: _, message: __, retryable: ___, ...refusal } = ack;
  return refusal as Refusal;
}
