import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { refusalOfFault } from '../../application/ack.ts';
import type { ClientAddresses } from '../client-address.ts';
import { isSecure } from '../cookies.ts';
import type { Counters } from '../counters.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Guests } from '../guests.ts';
import { TooManyGuests } from '../limits/guest-rate.ts';
import { packedJson } from '../limits/packed-json.ts';
import type { SharedBuckets } from '../limits/shared-buckets.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { SecurityLog } from '../security/security-log.ts';
import { staffDevices } from '../staff-devices.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import { accountRoutes } from './account/account-routes.ts';
import { answerRefusal } from './answer.ts';
import { serveApiDocs } from './api-docs.ts';
import { productRoutes } from './catalogue/product-routes.ts';
import { jsonOnly } from './guards/json-only.ts';
import { knownAddressOnly } from './guards/known-address-only.ts';
import { partnerPages } from './guards/partner-pages.ts';
import { sameOriginWrites } from './guards/same-origin-writes.ts';
import { securityHeaders } from './guards/security-headers.ts';
import { unpackedOnly } from './guards/unpacked-only.ts';
import { serveHealth } from './health.ts';
import { serveBroadcastRoutes } from './media/broadcast-routes.ts';
import { serveWhipRoutes } from './media/whip-routes.ts';
import { officeRoutes } from './office/office-routes.ts';
import { webhookRoutes } from './office/webhook-routes.ts';
import { findOrderRoute } from './orders/find-order-route.ts';
import { servePackingPapers } from './packing/packing-papers.ts';
import { packingRoutes } from './packing/packing-routes.ts';
import { servePages } from './pages/pages.ts';
import { servePayPage } from './payments/pay-page.ts';
import { servePaymentNotices } from './payments/payment-notices.ts';
import { servePictureUpload } from './pictures/picture-routes.ts';
import { serveExports } from './sales/export-routes.ts';
import { insightsRoutes } from './sales/insights-routes.ts';
import { securityRoutes } from './security/security-routes.ts';
import { serveRoutes } from './serve-routes.ts';
import { serveStatements, settlementRoutes } from './settlement/settlement-routes.ts';
import { shopRoutes } from './shop/shop-routes.ts';
import { boundsRoutes } from './streams/bounds-routes.ts';
import { serveCalendarFiles } from './streams/calendar-route.ts';
import { shippingRoutes } from './streams/shipping-routes.ts';
import { streamPageRoutes } from './streams/stream-page-routes.ts';
import { streamRoutes } from './streams/stream-routes.ts';
import { voucherRoutes } from './streams/voucher-routes.ts';
import { visitorOf } from './visitor.ts';

const MAX_BODY_BYTES = 64 * 1_024;

export interface HttpDeps extends GatewayDeps {
  guests: Guests;
  /** Judges one newcomer of an address (its key); throws TooManyGuests. */
  admitNewcomer: (address: string) => void;
  buckets: SharedBuckets;
  sessions: StaffSessions;
  counters: Counters;
  connections: () => number;
  addresses: ClientAddresses;
  sampledLog: SampledLog;
  security: SecurityLog;
  isDraining: () => boolean;
  onSessionEnded: (tokenHash: string) => void;
  /** Somebody's role is another one, or their account was switched. */
  onStaffChanged: (staffId: string) => void;
  onMerged: (guestIds: readonly string[]) => Promise<void>;
}

/** Everything that is asked over HTTP. */
export function httpApp(deps: HttpDeps): Express {
  const { addresses, clock, config, log, counters } = deps;
  const devices = staffDevices(deps);
  const visitor = (request: Request, response: Response) =>
    visitorOf(request, response, { ...deps, devices });
  const addressOf = (request: Request) => addresses.of(request).key;

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders({ isSecure: isSecure(config) }));
  app.use(knownAddressOnly(addresses));
  app.use(unpackedOnly);
  serveHealth(app, deps);
  app.use(packedJson(config.limits, counters));
  app.use(partnerPages(config));
  app.use(sameOriginWrites(config));

  const api = express.Router();
  // A page without a socket knows the market's time by this: a phone's own clock is never trusted (T3).
  api.use((_: Request, response: Response, next: NextFunction) => {
    response.set('Server-Time', String(clock.nowMs()));
    next();
  });
  servePaymentNotices(api, deps);
  servePictureUpload(api, { ...deps, visitorOf: visitor });
  serveExports(api, { ...deps, visitorOf: visitor });
  servePackingPapers(api, { ...deps, visitorOf: visitor });
  serveStatements(api, { ...deps, visitorOf: visitor });
  serveWhipRoutes(api, deps);
  serveBroadcastRoutes(api, deps);
  api.use(jsonOnly, express.json({ limit: MAX_BODY_BYTES, inflate: false }));
  serveRoutes(
    api,
    {
      ...accountRoutes(deps),
      ...streamRoutes(deps),
      ...productRoutes(deps),
      ...insightsRoutes(deps),
      ...packingRoutes(deps),
      ...shippingRoutes(deps),
      ...boundsRoutes(deps),
      ...streamPageRoutes(deps),
      ...voucherRoutes(deps),
      ...settlementRoutes(deps),
      ...webhookRoutes(deps),
      ...officeRoutes(deps),
      ...findOrderRoute(deps),
      ...shopRoutes(deps),
      ...securityRoutes(deps),
    },
    { visitorOf: visitor, addressOf },
  );
  app.use('/api/v1', api);
  servePayPage(app, deps);
  serveApiDocs(app, deps);
  deps.furtherRoutes?.(app);
  serveCalendarFiles(app, deps);
  servePages(app, deps);
  app.use((_: Request, response: Response) => answerRefusal(response, { code: 'NOT_FOUND' }));
  app.use((fault: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(fault);
    const status = clientStatus(fault);
    if (status !== null) return answerRefusal(response, { code: 'BAD_REQUEST' }, { status });
    const later = fault instanceof TooManyGuests ? fault.refusal : refusalOfFault(fault);
    if (later) return answerRefusal(response, later);
    const ref = deps.ids.next();
    const { method, path } = request;
    log.error({ err: fault, context: 'request', method, path, ref }, 'a request failed');
    answerRefusal(response, { code: 'INTERNAL' }, { ref });
  });
  return app;
}

/** A body that cannot be read (too large, not JSON, a broken address) is the client's; everything else is ours. */
function clientStatus(fault: unknown): number | null {
  if (!(fault instanceof Error) || !('status' in fault) || typeof fault.status !== 'number') return null;
  return fault.status >= 400 && fault.status < 500 ? fault.status : null;
}
