import {
  MAX_GOODS_SHOWN,
  type OfficeOrderRow,
  type OfficeOrders,
  type OfficeOrdersQuery,
  ORDERS_PAGE,
} from '../../../shared/contract/office-orders.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import type { OrderFilter, OrderPlace } from '../../ports/order-question.ts';
import type { ListedOrder, Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shopTimeZone } from '../ship-days.ts';
import { filterOf } from './order-filter.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'engines' | 'clock' | 'directory'>;

/** Questions for one page that few orders fit: together they look through 200,000. */
const MAX_QUESTIONS = 40;

/** A page of orders over all streams, of those that somebody may read (A6). Refusals: as `filterOf`. */
export async function officeOrders(
  deps: Deps,
  actor: StaffActor,
  { after, limit = ORDERS_PAGE, ...asked }: OfficeOrdersQuery,
): Promise<Result<OfficeOrders, Refusal>> {
  const timeZone = await shopTimeZone(deps);
  const filter = await filterOf(deps, actor, asked, timeZone);
  if (!filter.ok) return filter;
  const found = filter.value
    ? await pageOf(deps.readers, filter.value, placeOf(after), limit)
    : { orders: [], next: null };
  const streams = await streamsOf(deps.readers, found.orders);
  return ok({
    orders: found.orders.flatMap((each) => {
      const stream = streams.get(each.order.streamId);
      return stream ? [rowOf(deps, each, stream)] : [];
    }),
    next: found.next && `${found.next.placedAtMs}.${found.next.orderId}`,
    timeZone,
  });
}

/** Goes on until a page is full, or was looked for long enough. */
async function pageOf(
  readers: Pick<Readers, 'ordersNewestFirst'>,
  filter: OrderFilter,
  after: OrderPlace | null,
  limit: number,
) {
  const orders: ListedOrder[] = [];
  let next = after;
  for (let asked = 0; asked < MAX_QUESTIONS && orders.length < limit; asked += 1) {
    const found = await readers.ordersNewestFirst({ filter, before: next, limit: limit - orders.length });
    orders.push(...found.orders);
    next = found.next;
    if (!next) break;
  }
  return { orders, next };
}

function placeOf(after: string | undefined): OrderPlace | null {
  if (after === undefined) return null;
  const [atMs = '', orderId = ''] = after.split('.');
  return { placedAtMs: Number(atMs), orderId };
}

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
