import type { SortedOrders } from '../../../shared/contract/office-orders.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import type { OrderFilter, OrderPlace, OrderQuestion } from '../../ports/order-question.ts';
import type { ListedOrder, Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shopTimeZone, shopToday } from '../ship-days.ts';
import type { ExportedOrder } from './exported-order.ts';
import { filterOf } from './order-filter.ts';

type Deps = Pick<ApplicationDeps, 'directory' | 'readers' | 'engines' | 'clock'>;

/** Orders that an export has in memory at once. */
const ORDERS_AT_ONCE = 500;

/**
 * All orders that fit and that somebody may read (A6), as they are sorted, to be taken along: the next page is read after the
 * one before was taken. By time, orders that come meanwhile are left out. Refusals: as `filterOf`.
 */
export async function officeOrderPages(
  deps: Deps,
  actor: StaffActor,
  { sort = 'time', order = 'desc', ...asked }: SortedOrders,
): Promise<Result<AsyncIterable<ExportedOrder[]>, Refusal>> {
  const filter = await filterOf(deps, actor, asked, await shopTimeZone(deps));
  if (!filter.ok) return filter;
  const { readers, engines } = deps;
  const today = await shopToday(deps);
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
    const sorted = { sort, isRising: order === 'asc' };
    for await (const page of listedPages(readers, filter.value, sorted)) {
      const exported: ExportedOrder[] = [];
      for (const listed of page) {
        const { streamId, number } = listed.order;
        const stream = await streamOf(streamId);
        if (!stream) continue;
        const reference = engines.referenceOf(streamId, number);
        exported.push({ ...listed, stream, reference, isLate: isListedLate(listed, today) });
      }
      yield exported;
    }
  }
  return ok(pages());
}

/** Whether an order of a list is late (P4), as the list with the filter `late` has it. @param today `2026-12-03` */
export function isListedLate({ dueBy }: Pick<ListedOrder, 'dueBy'>, today: string): boolean {
  return dueBy !== null && dueBy < today;
}

/** All orders that fit, page by page, the newest first or sorted; at least one page, which may be empty. */
export async function* listedPages(
  readers: Pick<Readers, 'ordersListed'>,
  filter: OrderFilter,
  sorted: Pick<OrderQuestion, 'sort' | 'isRising'> = {},
): AsyncIterable<ListedOrder[]> {
  for (let before: OrderPlace | null = null; ; ) {
    const question = { filter, ...sorted, before, limit: ORDERS_AT_ONCE, isLong: true as const };
    const { orders, next } = await readers.ordersListed(question);
    yield orders;
    if (!next) return;
    before = next;
  }
}
