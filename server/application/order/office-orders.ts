import type { OrdersSort } from '../../../shared/contract/office-lists.ts';
import {
  MAX_GOODS_SHOWN,
  type OfficeOrderRow,
  type OfficeOrders,
  type OfficeOrdersQuery,
  ORDERS_PAGE,
  type OrdersFilter,
} from '../../../shared/contract/office-orders.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { OrderFilter, OrderPlace, OrderQuestion } from '../../ports/order-question.ts';
import type { ListedOrder, Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shopTimeZone } from '../ship-days.ts';
import { filterOf } from './order-filter.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'engines' | 'clock' | 'directory'>;

/** Questions for one page that few orders fit: together they look through 200,000. */
const MAX_QUESTIONS = 40;

/**
 * A page of orders over all streams, of those that somebody may read (A6). Refusals: as `filterOf`; BAD_REQUEST of `after`, a
 * place of another sort.
 */
export async function officeOrders(
  deps: Deps,
  actor: StaffActor,
  { after, limit = ORDERS_PAGE, sort = 'time', order = 'desc', sums, ...asked }: OfficeOrdersQuery,
): Promise<Result<OfficeOrders, Refusal>> {
  const timeZone = await shopTimeZone(deps);
  const filter = await filterOf(deps, actor, asked, timeZone);
  if (!filter.ok) return filter;
  const place = placeOf(after, sort);
  if (place === undefined) return refuse({ code: 'BAD_REQUEST', field: 'after' });
  const sorted = { sort, isRising: order === 'asc' };
  const found = filter.value
    ? await pageOf(deps.readers, {
        ...{ filter: filter.value, ...sorted, before: place, limit },
        ...(isLong(filter.value) && { isLong: true }),
      })
    : { orders: [], next: null };
  const streams = await streamsOf(deps.readers, found.orders);
  const named = await namesIn(deps.readers, asked);
  const counted =
    sums && (filter.value ? await deps.readers.orderSums(filter.value) : { isAll: true, sums: [] });
  return ok({
    ...(named && { named }),
    ...(counted && { sums: counted }),
    orders: found.orders.flatMap((each) => {
      const stream = streams.get(each.order.streamId);
      return stream ? [rowOf(deps, each, stream)] : [];
    }),
    next: found.next && nameOf(found.next),
    timeZone,
  });
}

/** Each order is asked what else its buyer ordered, or when its parcels were handed over: nobody else waits for that. */
const isLong = ({ buyers, missed }: OrderFilter) => buyers !== undefined || missed !== undefined;

/** What a filter calls by an id, as the catalogue names it now. */
async function namesIn(
  readers: Pick<Readers, 'productById' | 'products'>,
  { product: productId, producer: producerId }: OrdersFilter,
): Promise<OfficeOrders['named']> {
  if (productId === undefined && producerId === undefined) return undefined;
  const product = productId === undefined ? null : await readers.productById(productId);
  const [own] =
    producerId === undefined ? [] : await readers.products({ producerId, archived: 'any', limit: 1 });
  return {
    ...(product && { product: withSecond(product.name, product.nameEn) }),
    ...(own && { producer: withSecond(own.producer, own.producerEn) }),
  };
}

const withSecond = (name: string, nameEn?: string) => ({ name, ...(nameEn && { nameEn }) });

/** Goes on until a page is full, or was looked for long enough. */
async function pageOf(readers: Pick<Readers, 'ordersListed'>, question: OrderQuestion) {
  const orders: ListedOrder[] = [];
  let next = question.before;
  for (let asked = 0; asked < MAX_QUESTIONS && orders.length < question.limit; asked += 1) {
    const limit = question.limit - orders.length;
    const found = await readers.ordersListed({ ...question, before: next, limit });
    orders.push(...found.orders);
    next = found.next;
    if (!next) break;
  }
  return { orders, next };
}

/** The place that `nameOf` named; undefined: it is none of this sort. */
function placeOf(after: string | undefined, sort: OrdersSort): OrderPlace | null | undefined {
  if (after === undefined) return null;
  const [atMs = '', orderId = '', text] = after.split('.');
  const place = { placedAtMs: Number(atMs), orderId };
  if (sort === 'time') return text === undefined ? place : undefined;
  if (text === undefined) return undefined;
  const value = sort === 'sum' ? Number(text) : text;
  return Number.isNaN(value) ? undefined : { ...place, value };
}

const nameOf = ({ placedAtMs, orderId, value }: OrderPlace) =>
  [placedAtMs, orderId, ...(value === undefined ? [] : [value])].join('.');

async function streamsOf(
  readers: Pick<Readers, 'streamById'>,
  orders: readonly ListedOrder[],
): Promise<Map<string, StreamRow>> {
  const ids = [...new Set(orders.map(({ order }) => order.streamId))];
  const rows = await Promise.all(ids.map((streamId) => readers.streamById(streamId)));
  return new Map(rows.flatMap((row) => (row ? [[row.streamId, row] as const] : [])));
}

function rowOf(
  { engines }: Pick<Deps, 'engines'>,
  { order, lines, parcels, isToPack, claims }: ListedOrder,
  { slug, title, titleEn, currency }: StreamRow,
): OfficeOrderRow {
  const { orderId, number, streamId, placedAtMs, status, payment, totalMinor, refundedMinor } = order;
  const goods = goodsOf(lines);
  return {
    ...{ orderId, reference: engines.referenceOf(streamId, number), number },
    stream: { slug, title, ...(titleEn && { titleEn }) },
    ...{ placedAtMs, status, payment },
    goods: goods.slice(0, MAX_GOODS_SHOWN),
    otherGoods: Math.max(0, goods.length - MAX_GOODS_SHOWN),
    ...{ currency, totalMinor, refundedMinor, parcels, ...(isToPack && { isToPack }) },
    claim: claims.find((each) => each === 'OPEN') ?? claims[0] ?? null,
  };
}

/** An item at two prices is two lines of an order, and one product of it. */
function goodsOf(lines: ListedOrder['lines']): OfficeOrderRow['goods'] {
  const goods = new Map<number, OfficeOrderRow['goods'][number]>();
  for (const { itemNumber, name, nameEn, units } of lines) {
    const known = goods.get(itemNumber);
    if (known) known.units += units;
    else goods.set(itemNumber, { itemNumber, name, ...(nameEn && { nameEn }), units });
  }
  return [...goods.values()];
}
