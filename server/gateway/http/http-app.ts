import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { refusalOfFault } from '../../application/ack.ts';
import type { GatewayDeps } from '../deps.ts';
import { TooManyGuests } from '../limits/guest-rate.ts';
import { packedJson } from '../limits/packed-json.ts';
import type { SharedBuckets } from '../limits/shared-buckets.ts';
import type { SampledLog } from '../logging/sampled-log.ts';
import type { Counters } from '../metrics/counters.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { ClientAddresses } from '../visitors/client-address.ts';
import { isSecure } from '../visitors/cookies.ts';
import type { Guests } from '../visitors/guests.ts';
import { staffDevices } from '../visitors/staff-devices.ts';
import type { StaffSessions } from '../visitors/staff-sessions.ts';
import { accountRoutes } from './account/account-routes.ts';
import { answerRefusal } from './answer.ts';
import { serveApiDocs } from './api-docs.ts';
import { serveImports } from './catalogue/import-routes.ts';
import { productRoutes } from './catalogue/product-routes.ts';
import { chatRoutes } from './chat/chat-routes.ts';
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
import { ordersRoutes } from './orders/orders-routes.ts';
import { serveClaimPhotos } from './packing/claim-photos.ts';
import { servePackingPapers } from './packing/packing-papers.ts';
import { packingRoutes } from './packing/packing-routes.ts';
import { homeOf } from './pages/drawn-pages.ts';
import { servePages } from './pages/pages.ts';
import { servePayPage } from './payments/pay-page.ts';
import { servePaymentNotices } from './payments/payment-notices.ts';
import { pictureDecoding } from './pictures/decoding.ts';
import { servePictureUpload } from './pictures/picture-routes.ts';
import { marketReads } from './producers/market-reads.ts';
import { serveExports } from './sales/export-routes.ts';
import { insightsRoutes } from './sales/insights-routes.ts';
import { securityRoutes } from './security/security-routes.ts';
import { serveRoutes } from './serve-routes.ts';
import { serveStatements, settlementRoutes } from './settlement/settlement-routes.ts';
import { shopRoutes } from './shop/shop-routes.ts';
import { boundsRoutes } from './streams/bounds-routes.ts';
import { serveCalendarFiles } from './streams/calendar-route.ts';
import { PublicStreams } from './streams/public-streams.ts';
import { shippingRoutes } from './streams/shipping-routes.ts';
import { streamPageRoutes } from './streams/stream-page-routes.ts';
import { streamRoutes } from './streams/stream-routes.ts';
import { voucherRoutes } from './streams/voucher-routes.ts';
import { visitorOf } from './visitor.ts';

const MAX_BODY_BYTES = 64 * 1_024;

export interface HttpDeps extends GatewayDeps {
  guests: Guests;
  /** Admits one newcomer of an address (its key); throws TooManyGuests. */
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
  /** Called after a change of a member's role or account. */
  onStaffChanged: (staffId: string) => void;
  onMerged: (guestIds: readonly string[]) => Promise<void>;
}

/** The HTTP application: guards, routes and pages. */
export function httpApp(deps: HttpDeps): Express {
  const { addresses, clock, config, log, counters } = deps;
  const devices = staffDevices(deps);
  const visitor = (request: Request, response: Response) =>
    visitorOf(request, response, { ...deps, devices });

  const { explained, publicProducer, routes } = marketReads(deps);
  const listed = new PublicStreams(deps);
  const app = express().disable('x-powered-by').set('query parser', 'simple');
  app.use(securityHeaders({ isSecure: isSecure(config) }));
  app.use(knownAddressOnly(addresses));
  app.use(unpackedOnly);
  serveHealth(app, deps);
  app.use(packedJson(config.limits, counters));
  app.use(partnerPages(config));
  app.use(sameOriginWrites(config));

  const api = express.Router();
  // The market's time for pages without a socket: a phone's own clock is never trusted (T3).
  api.use((_: Request, response: Response, next: NextFunction) => {
    response.set('Server-Time', String(clock.nowMs()));
    next();
  });
  servePaymentNotices(api, deps);
  const decoding = pictureDecoding(config.limits);
  servePictureUpload(api, { ...deps, visitorOf: visitor, decoding });
  serveClaimPhotos(api, { ...deps, visitorOf: visitor, decoding });
  for (const serve of [serveExports, serveImports, servePackingPapers, serveStatements]) {
    serve(api, { ...deps, visitorOf: visitor });
  }
  serveWhipRoutes(api, deps);
  serveBroadcastRoutes(api, deps);
  api.use(jsonOnly, express.json({ limit: MAX_BODY_BYTES, inflate: false }));
  serveRoutes(
    api,
    {
      ...accountRoutes(deps),
      ...streamRoutes(deps, listed),
      ...productRoutes(deps, explained),
      ...insightsRoutes(deps),
      ...packingRoutes(deps),
      ...shippingRoutes(deps),
      ...boundsRoutes(deps),
      ...streamPageRoutes(deps),
      ...voucherRoutes(deps),
      ...settlementRoutes(deps),
      ...webhookRoutes(deps),
      ...officeRoutes(deps),
      ...ordersRoutes(deps),
      ...{ ...shopRoutes(deps), ...chatRoutes(deps) },
      ...routes,
      ...securityRoutes(deps),
    },
    { visitorOf: visitor, addressOf: (request) => addresses.of(request).key },
  );
  app.use('/api/v1', api);
  servePayPage(app, deps);
  serveApiDocs(app, deps);
  deps.furtherRoutes?.(app);
  serveCalendarFiles(app, deps);
  servePages(app, { ...deps, publicProducer, home: homeOf(listed, deps.application) });
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

/** The status of an unreadable request (too large, not JSON, a broken address); null: the fault is ours. */
function clientStatus(fault: unknown): number | null {
  if (!(fault instanceof Error) || !('status' in fault) || typeof fault.status !== 'number') return null;
  return fault.status >= 400 && fault.status < 500 ? fault.status : null;
}
