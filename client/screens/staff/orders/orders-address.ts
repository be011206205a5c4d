import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';

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

/** The list with exactly these rows. */
export function ordersAddress(filter: OrdersFilter): string {
  const search = new URLSearchParams();
  for (const name of names) if (filter[name] !== undefined) search.set(name, String(filter[name]));
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
    'price',
    'payment',
    'buyer',
    'bought',
  ] as const),
  ...(['from', 'to'] as const),
] satisfies (keyof OrdersFilter)[];
const counts: ReadonlySet<string> = new Set(['item', 'minuteMs', 'toMinuteMs']);

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
