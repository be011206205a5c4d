import { type OrdersSort, orderSorts } from '../../../../shared/contract/office-lists.ts';
import type { OrdersFilter, SortedOrders } from '../../../../shared/contract/office-orders.ts';

export const ORDERS = '/office/orders';

/** An order as people type it: by its reference, or by its number alone. */
const TYPED = /^(?:[1-9]\d{0,6}-)?[1-9]\d{0,8}$/;
const REFERENCE = /^[1-9]\d{0,6}-[1-9]\d{0,8}$/;

/** The order's number out of what was typed or pasted, or null: `#12-1085`, ` 12–1085 `. */
export function typedNumber(text: string): string | null {
  const number = text.replace(/[\s#＃]/g, '').replace(/[–—－]/g, '-');
  return TYPED.test(number) ? number : null;
}

/** The page of an order, by what it is called in the shop. */
export const orderAddress = (reference: string) => `${ORDERS}/${reference}`;

/** Where a typed number leads: to the order, or, where several streams may have it, to the list of those. */
export function numberAddress(number: string): string {
  return REFERENCE.test(number) ? orderAddress(number) : ordersAddress({ q: number });
}

/** What a list stands by; as it is without a word, the newest first. */
export interface OrdersSorting {
  sort: OrdersSort;
  order: 'asc' | 'desc';
}

/** The list with exactly these rows. @param sorting absent: the newest first */
export function ordersAddress(filter: OrdersFilter, sorting?: OrdersSorting): string {
  const search = new URLSearchParams();
  for (const name of names) if (filter[name] !== undefined) search.set(name, String(filter[name]));
  if (sorting && sorting.sort !== 'time') search.set('sort', sorting.sort);
  if (sorting?.order === 'asc') search.set('order', 'asc');
  return search.size > 0 ? `${ORDERS}?${search}` : ORDERS;
}

const names = [
  ...([
    'q',
    'state',
    'claim',
    'pack',
    'refunded',
    'stream',
    'item',
    'minuteMs',
    'toMinuteMs',
    'outcome',
    'channel',
    'product',
    'producer',
    'origin',
    'category',
    'price',
    'payment',
    'buyer',
    'bought',
  ] as const),
  ...(['currency', 'units', 'voucher', 'from', 'to', 'weekday', 'buyers', 'shipDay'] as const),
] satisfies (keyof OrdersFilter)[];
const counts: ReadonlySet<string> = new Set(['item', 'minuteMs', 'toMinuteMs', 'units', 'weekday']);

/** The filter that an address asks for; what it cannot mean the server refuses. */
export function filterOf(search: string): OrdersFilter {
  const asked = new URLSearchParams(search);
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = asked.get(name);
      return text === null || text === '' ? [] : [[name, counts.has(name) ? Number(text) : text]];
    }),
  ) as OrdersFilter;
}

/** How a question asks for a sorting: as an address does, nothing where it is the usual one. */
export function askedSorting({ sort, order }: OrdersSorting): Pick<SortedOrders, 'sort' | 'order'> {
  return { ...(sort !== 'time' && { sort }), ...(order === 'asc' && { order }) };
}

/** What an address says that the list stands by. */
export function sortingOf(search: string): OrdersSorting {
  const asked = new URLSearchParams(search);
  const sort = orderSorts.find((each) => each === asked.get('sort')) ?? 'time';
  return { sort, order: asked.get('order') === 'asc' ? 'asc' : 'desc' };
}
