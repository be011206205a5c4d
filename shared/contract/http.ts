import type * as z from 'zod/mini';
import { accountRawRoutes, accountRoutes } from './routes/account.ts';
import { boundsRoutes } from './routes/bounds.ts';
import { chatRoutes } from './routes/chat.ts';
import { insightsRawRoutes, insightsRoutes } from './routes/insights.ts';
import { officeRawRoutes, officeRoutes } from './routes/office.ts';
import { officeBuyersRoutes } from './routes/office-buyers.ts';
import { officeOrdersRawRoutes, officeOrdersRoutes } from './routes/office-orders.ts';
import { officePeopleRoutes } from './routes/office-people.ts';
import { orderNotesRoutes } from './routes/order-notes.ts';
import { orderRefundRoutes } from './routes/order-refunds.ts';
import { ordersRoutes } from './routes/orders.ts';
import { parcelsRawRoutes, parcelsRoutes } from './routes/parcels.ts';
import { producersRoutes } from './routes/producers.ts';
import type { Route } from './routes/route.ts';
import { searchRoutes } from './routes/search.ts';
import { settlementRawRoutes, settlementRoutes } from './routes/settlement.ts';
import { shippingRoutes } from './routes/shipping.ts';
import { shopRoutes } from './routes/shop.ts';
import { streamsRawRoutes, streamsRoutes } from './routes/streams.ts';
import { videoRawRoutes, videoRoutes } from './routes/video.ts';
import { voucherRoutes } from './routes/vouchers.ts';
import { webhooksRoutes } from './routes/webhooks.ts';

export type { Route } from './routes/route.ts';

/** Every JSON route of the server, one file a capability in `routes/`. Pictures go up as raw bytes and CSV comes down as text: see `rawRoutes`. */
export const routes = {
  ...accountRoutes,
  ...ordersRoutes,
  ...parcelsRoutes,
  ...streamsRoutes,
  ...videoRoutes,
  ...insightsRoutes,
  ...settlementRoutes,
  ...webhooksRoutes,
  ...officeRoutes,
  ...officeBuyersRoutes,
  ...chatRoutes,
  ...officeOrdersRoutes,
  ...officePeopleRoutes,
  ...orderNotesRoutes,
  ...orderRefundRoutes,
  ...shopRoutes,
  ...producersRoutes,
  ...searchRoutes,
  ...shippingRoutes,
  ...boundsRoutes,
  ...voucherRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

type Part<R, Name extends string> =
  R extends Record<Name, infer S extends z.ZodMiniType> ? z.infer<S> : undefined;
export type RouteBody<N extends RouteName> = Part<(typeof routes)[N], 'body'>;
export type RouteParams<N extends RouteName> = Part<(typeof routes)[N], 'params'>;
export type RouteQuery<N extends RouteName> = Part<(typeof routes)[N], 'query'>;
export type RouteReply<N extends RouteName> = z.infer<(typeof routes)[N]['reply']>;

/** Routes whose body or answer is not JSON. */
export const rawRoutes = {
  ...accountRawRoutes,
  ...parcelsRawRoutes,
  ...streamsRawRoutes,
  ...videoRawRoutes,
  ...insightsRawRoutes,
  ...officeOrdersRawRoutes,
  ...officeRawRoutes,
  ...settlementRawRoutes,
} as const;
