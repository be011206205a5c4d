import {
  officeOrder,
  officeOrderParams,
  officeOrders,
  officeOrdersQuery,
  type SortedOrders,
} from '../office-orders.ts';
import { officeToday } from '../office-today.ts';
import { onTheFloor, orderReaders, type RawRoute, type Route } from './route.ts';

/** Orders over all streams, as those who work here read them. */
export const officeOrdersRoutes = {
  officeOrders: {
    method: 'GET',
    path: '/office/orders',
    who: orderReaders,
    about:
      'Orders over all streams, newest first, or sorted by number, total or state: of all for operators and analysts, of their own streams for hosts, and for assistants where `orders:view` was granted (A6).',
    query: officeOrdersQuery,
    reply: officeOrders,
  },
  officeToday: {
    method: 'GET',
    path: '/office/today',
    who: onTheFloor,
    about:
      'What waits for somebody today: orders to pack, late ones, open claims, products of which little is left. Counted over the streams whose orders one reads (A6).',
    reply: officeToday,
  },
  officeOrder: {
    method: 'GET',
    path: '/office/orders/:reference',
    who: orderReaders,
    about:
      'One order by its reference, with its parcels, its payment, its claims, and what happened to it, out of the log (A6).',
    params: officeOrderParams,
    reply: officeOrder,
  },
} as const satisfies Record<string, Route>;

/** Which orders are exported, and how they stand: as `officeOrders` takes them. */
const exported: Readonly<Record<keyof SortedOrders, 'one'>> = {
  q: 'one',
  state: 'one',
  stream: 'one',
  item: 'one',
  minuteMs: 'one',
  toMinuteMs: 'one',
  outcome: 'one',
  channel: 'one',
  product: 'one',
  producer: 'one',
  origin: 'one',
  category: 'one',
  price: 'one',
  payment: 'one',
  claim: 'one',
  pack: 'one',
  refunded: 'one',
  buyer: 'one',
  bought: 'one',
  currency: 'one',
  units: 'one',
  voucher: 'one',
  from: 'one',
  to: 'one',
  weekday: 'one',
  buyers: 'one',
  shipDay: 'one',
  sort: 'one',
  order: 'one',
};

export const officeOrdersRawRoutes = {
  officeOrdersCsv: {
    method: 'GET',
    path: '/office/orders.csv',
    gives: ['text/csv'],
    query: exported,
    who: orderReaders,
    about:
      'The orders that the list has with the same filter, all of them, newest first or as they are sorted there, as CSV (docs/data-dictionary.md). Each export stands in the security log.',
  },
  officeOrdersParquet: {
    method: 'GET',
    path: '/office/orders.parquet',
    gives: ['application/vnd.apache.parquet'],
    query: exported,
    who: orderReaders,
    about: 'The same orders as Parquet: money as whole numbers of the smallest coin, times as timestamps.',
  },
  ordersDictionary: {
    method: 'GET',
    path: '/office/orders-dictionary.csv',
    gives: ['text/csv'],
    who: orderReaders,
    about: 'What each column of an export of orders means.',
  },
} as const satisfies Record<string, RawRoute>;
