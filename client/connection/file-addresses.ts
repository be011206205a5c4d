import type { rawRoutes } from '../../shared/contract/http.ts';
import type { SortedOrders } from '../../shared/contract/office-orders.ts';
import type { SecurityFilter } from '../../shared/contract/security.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { addressOf } from './address-of.ts';
import type { MethodAndPath } from './route-addresses.ts';

type FileRoute =
  | 'salesCsv'
  | 'export'
  | 'officeOrdersCsv'
  | 'officeOrdersParquet'
  | 'ordersDictionary'
  | 'streamActivityCsv'
  | 'officeActivityCsv'
  | 'securityCsv'
  | 'channelOrders'
  | 'labels'
  | 'slips'
  | 'statementCsv'
  | 'statementPdf';
const addresses: { [N in FileRoute]: MethodAndPath<(typeof rawRoutes)[N]> } = {
  salesCsv: ['GET', '/insights/:slug/items.csv'],
  export: ['GET', '/insights/:slug/export/:file'],
  officeOrdersCsv: ['GET', '/office/orders.csv'],
  officeOrdersParquet: ['GET', '/office/orders.parquet'],
  ordersDictionary: ['GET', '/office/orders-dictionary.csv'],
  officeActivityCsv: ['GET', '/office/activity.csv'],
  securityCsv: ['GET', '/office/security.csv'],
  streamActivityCsv: ['GET', '/streams/:slug/activity.csv'],
  channelOrders: ['GET', '/packing/:slug/orders/:file'],
  labels: ['GET', '/packing/:slug/labels.pdf'],
  slips: ['GET', '/packing/:slug/slips.pdf'],
  statementCsv: ['GET', '/settlement/statements/:producerId/statement.csv'],
  statementPdf: ['GET', '/settlement/statements/:producerId/statement.pdf'],
};

/** The address of labels or packing slips of parcels (PDF), for a plain link. */
export function parcelPapersAddress(
  slug: string,
  kind: 'labels' | 'slips',
  shipmentIds: readonly string[],
  language: 'en' | 'zh',
): string {
  const search = new URLSearchParams(shipmentIds.map((shipmentId) => ['shipment', shipmentId]));
  search.set('language', language);
  return `${addressOf(addresses[kind][1], { slug })}?${search}`;
}

/** The address of a table of the orders that a channel brought (CSV), for a plain link. */
export function channelOrdersAddress(slug: string, channel: Channel): string {
  return addressOf(addresses.channelOrders[1], { slug, file: `${channel}.csv` });
}

/** The address of a stream's per-item table as CSV, for a plain link. */
export function salesCsvAddress(slug: string): string {
  return addressOf(addresses.salesCsv[1], { slug });
}

/** The address of a file of a stream's raw data, `orders.csv`, for a plain link. */
export function exportAddress(slug: string, file: string): string {
  return addressOf(addresses.export[1], { slug, file });
}

/** The address of what was done on a stream (CSV), by everybody or one person, for a plain link. */
export function activityCsvAddress(slug: string, staffId: string | null): string {
  return addressOf(addresses.streamActivityCsv[1], { slug }, staffId === null ? {} : { staffId });
}

/** The address of what was done on all streams and to the shop (CSV), by everybody or one person, for a plain link. */
export function officeActivityCsvAddress(staffId: string | null): string {
  return addressOf(addresses.officeActivityCsv[1], {}, staffId === null ? {} : { staffId });
}

/** The address of the security log's entries that a filter means (CSV), for a plain link. */
export function securityCsvAddress(filter: SecurityFilter): string {
  return addressOf(addresses.securityCsv[1], {}, filter);
}

/** The address of the orders that a filter means, as they are sorted, for a plain link. */
export function officeOrdersAddress(
  format: 'officeOrdersCsv' | 'officeOrdersParquet',
  asked: SortedOrders,
): string {
  return addressOf(addresses[format][1], {}, asked);
}

/** The address of what the columns of such a table mean (CSV), for a plain link. */
export function ordersDictionaryAddress(): string {
  return addressOf(addresses.ordersDictionary[1], {});
}

/** The address of a statement as a file, for a plain link. */
export function statementAddress(
  kind: 'statementCsv' | 'statementPdf',
  producerId: string,
  query: { currency: string; week?: string; language?: string },
): string {
  return addressOf(addresses[kind][1], { producerId }, query);
}
