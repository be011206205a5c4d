import { accountRawRoutes, accountRoutes } from '../../../../shared/contract/routes/account.ts';
import { boundsRoutes } from '../../../../shared/contract/routes/bounds.ts';
import { chatRoutes } from '../../../../shared/contract/routes/chat.ts';
import { insightsRawRoutes, insightsRoutes } from '../../../../shared/contract/routes/insights.ts';
import { officeRawRoutes, officeRoutes } from '../../../../shared/contract/routes/office.ts';
import { officeBuyersRoutes } from '../../../../shared/contract/routes/office-buyers.ts';
import {
  officeOrdersRawRoutes,
  officeOrdersRoutes,
} from '../../../../shared/contract/routes/office-orders.ts';
import { officePeopleRoutes } from '../../../../shared/contract/routes/office-people.ts';
import { orderNotesRoutes } from '../../../../shared/contract/routes/order-notes.ts';
import { orderRefundRoutes } from '../../../../shared/contract/routes/order-refunds.ts';
import { ordersRoutes } from '../../../../shared/contract/routes/orders.ts';
import { parcelsRawRoutes, parcelsRoutes } from '../../../../shared/contract/routes/parcels.ts';
import { producersRoutes } from '../../../../shared/contract/routes/producers.ts';
import type { Route } from '../../../../shared/contract/routes/route.ts';
import { searchRoutes } from '../../../../shared/contract/routes/search.ts';
import { settlementRawRoutes, settlementRoutes } from '../../../../shared/contract/routes/settlement.ts';
import { shippingRoutes } from '../../../../shared/contract/routes/shipping.ts';
import { shopRoutes } from '../../../../shared/contract/routes/shop.ts';
import { streamsRawRoutes, streamsRoutes } from '../../../../shared/contract/routes/streams.ts';
import { videoRawRoutes, videoRoutes } from '../../../../shared/contract/routes/video.ts';
import { voucherRoutes } from '../../../../shared/contract/routes/vouchers.ts';
import { webhooksRoutes } from '../../../../shared/contract/routes/webhooks.ts';

/** Which routes belong together: the file of the contract that they stand in. */
export const TAGS: readonly [tag: string, about: string, ...routes: Readonly<Record<string, unknown>>[]][] = [
  ['account', 'Guests, addresses, sign-in and orders of one’s own.', accountRoutes, accountRawRoutes],
  ['streams', 'Streams, the catalogue and its pictures.', streamsRoutes, streamsRawRoutes],
  ['video', 'The broadcast outside of the socket.', videoRoutes, videoRawRoutes],
  ['vouchers', 'Codes of vouchers.', voucherRoutes],
  ['shipping', 'What sending costs.', shippingRoutes],
  ['bounds', 'What newcomers and unpaid orders may keep.', boundsRoutes],
  ['orders', 'Orders that are looked for on another device.', ordersRoutes],
  ['parcels', 'Packing, parcels and claims.', parcelsRoutes, parcelsRawRoutes],
  ['insights', 'What a stream sold, and its raw data.', insightsRoutes, insightsRawRoutes],
  ['settlement', 'What producers are owed and paid.', settlementRoutes, settlementRawRoutes],
  ['webhooks', 'Who is told outside, and the feed.', webhooksRoutes],
  ['shop', 'Who sells, and on what terms.', shopRoutes],
  ['producers', 'Who makes what is sold.', producersRoutes],
  ['search', 'Products over all public streams.', searchRoutes],
  [
    'office orders',
    'Orders of all streams, for those who work here.',
    officeOrdersRoutes,
    officeOrdersRawRoutes,
    orderNotesRoutes,
    orderRefundRoutes,
  ],
  ['chat', 'What chats leave behind, and the care for all of them.', chatRoutes],
  [
    'office buyers',
    'Buyers of all streams, and who is found by name or phone.',
    officeBuyersRoutes,
    officePeopleRoutes,
  ],
  ['office', 'People, settings and health.', officeRoutes, officeRawRoutes],
];

/** Who may ask, as OpenAPI says it: anyone may be a guest, by cookie or token, or nobody yet; staff has a session. */
export function securityOf(who: Route['who']): Record<string, string[]>[] {
  return who === 'anyone' ? [{}, { guestCookie: [] }, { bearer: [] }] : [{ staffCookie: [] }, { bearer: [] }];
}

/** The tag of an operation. Throws for a route of a file that has none. */
export function tagOf(operationId: string): string {
  const found = TAGS.find(([, , ...parts]) => parts.some((part) => operationId in part));
  if (!found) throw new Error(`No tag is known for ${operationId}.`);
  return found[0];
}
