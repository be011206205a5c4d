import type { OrdersFilter } from '../../../shared/contract/office-orders.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import type { OrderFilter, OrderPlace } from '../../ports/order-question.ts';
import type { ListedOrder, Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shopTimeZone } from '../ship-days.ts';
import type { ExportedOrder } from './exported-order.ts';
import { filterOf } from './order-filter.ts';

type Deps = Pick<ApplicationDeps, 'directory' | 'readers' | 'engines' | 'clock'>;

/** Orders that an export has in memory at once. */
const ORDERS_AT_ONCE = 500;

/**
 * All orders that fit and that somebody may read (A6), newest first, to be taken along: the next page is read after the one
 * before was taken. Orders that come meanwhile are left out. Refusals: as `filterOf`.
 */
export async function officeOrderPages(
  deps: Deps,
  actor: StaffActor,
  asked: OrdersFilter,
): Promise<Result<AsyncIterable<ExportedOrder[]>, Refusal>> {
  const filter = await filterOf(deps, actor, asked, await shopTimeZone(deps));
  if (!filter.ok) return filter;
  const { readers, engines } = deps;
  const streams = new Map<string, StreamRow | null>();
  async function streamOf(streamId: string): Promise<StreamRow | null> {
    const known = streams.get(streamId);
    if (known !== undefined) return known;
    const row = await readers.streamById(streamId);
    streams.set(streamId, row);
    return row;
  }
  async function* pages(): AsyncIterable<ExportedOrder[]> {
    if (!filter.ok || !filter.value) {
      yield [];
      return;
    }
    for await (const page of listedPages(readers, filter.value)) {
      const exported: ExportedOrder[] = [];
      for (const listed of page) {
        const { streamId, number } = listed.order;
        const stream = await streamOf(streamId);
        if (stream) exported.push({ ...listed, stream, reference: engines.referenceOf(streamId, number) });
      }
      yield exported;
    }
  }
  return ok(pages());
}

/** All orders that fit, page by page, the newest first; at least one page, which may be empty. */
export async function* listedPages(
  readers: Pick<Readers, 'ordersListed'>,
  filter: OrderFilter,
): AsyncIterable<ListedOrder[]> {
  for (let before: OrderPlace | null = null; ; ) {
    const question = { filter, before, limit: ORDERS_AT_ONCE, isLong: true as const };
    const { orders, next } = await readers.ordersListed(question);
    yield orders;
    if (!next) return;
    before = next;
  }
}
