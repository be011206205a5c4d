import { noAnswer, type Reason } from '../../shared/contract/answer.ts';
import type { DeliveriesReport } from '../../shared/contract/desk.ts';
import type {
  RouteBody,
  RouteName,
  RouteParams,
  RouteQuery,
  RouteReply,
  rawRoutes,
  routes,
} from '../../shared/contract/http.ts';
import type { RefusalReply } from '../../shared/contract/refusals.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';

type Named<Name extends string, Value> = Value extends undefined ? unknown : { [N in Name]: Value };
export type RouteInput<N extends RouteName> = Named<'body', RouteBody<N>> &
  Named<'params', RouteParams<N>> &
  Named<'query', RouteQuery<N>>;
/** Routes that take nothing are called with their name alone. */
type Inputs<N extends RouteName> = unknown extends RouteInput<N> ? [] : [input: RouteInput<N>];

export type HttpAnswer<Value> = Result<Value, Reason>;

/** The JSON routes of the contract, called by name. A refusal is a value; so is a line that does not answer. */
export interface Http {
  call<N extends RouteName>(name: N, ...input: Inputs<N>): Promise<HttpAnswer<RouteReply<N>>>;
  /** @returns the path of the kept picture */
  uploadPicture(picture: Blob): Promise<HttpAnswer<{ picture: string }>>;
  /** Brings a list of deliveries (CSV) to the desk. */
  uploadDeliveries(file: Blob): Promise<HttpAnswer<DeliveriesReport>>;
}

type MethodAndPath<R extends { method: string; path: string }> = readonly [R['method'], R['path']];

/**
 * Method and path of every route. Written out, so that the schemas stay on the server's side of the wire and off a
 * phone's first load; a letter that differs from the contract does not compile.
 */
const addresses: { [N in RouteName]: MethodAndPath<(typeof routes)[N]> } = {
  me: ['GET', '/me'],
  guest: ['POST', '/guest'],
  signIn: ['POST', '/sign-in'],
  signInByLink: ['POST', '/sign-in/link'],
  signOut: ['POST', '/sign-out'],
  saveAddress: ['POST', '/me/addresses'],
  deviceCode: ['POST', '/me/device-code'],
  mergeDevice: ['POST', '/me/merge'],
  myOrders: ['GET', '/orders'],
  myParcels: ['GET', '/orders/parcels'],
  openClaim: ['POST', '/streams/:slug/claims'],
  deskStreams: ['GET', '/desk'],
  desk: ['GET', '/desk/:slug'],
  packParcel: ['POST', '/desk/:slug/pack'],
  shipParcel: ['POST', '/desk/:slug/ship'],
  deliverParcel: ['POST', '/desk/:slug/deliver'],
  loseParcel: ['POST', '/desk/:slug/lose'],
  takeBackParcel: ['POST', '/desk/:slug/take-back'],
  decideClaim: ['POST', '/desk/:slug/claims'],
  streams: ['GET', '/streams'],
  myStreams: ['GET', '/console/streams'],
  createStream: ['POST', '/console/streams'],
  rehearse: ['POST', '/console/streams/:slug/rehearsal'],
  products: ['GET', '/catalogue/products'],
  createProduct: ['POST', '/catalogue/products'],
  replay: ['GET', '/streams/:slug/replay'],
  sales: ['GET', '/insights/:slug'],
  past: ['GET', '/insights/:slug/past'],
  floor: ['GET', '/insights/:slug/floor'],
  moment: ['GET', '/insights/:slug/moment'],
  steps: ['GET', '/insights/:slug/steps'],
  settlement: ['GET', '/settlement'],
  payables: ['GET', '/settlement/producers/:producerId'],
  payOut: ['POST', '/settlement/payouts'],
  adjustSettlement: ['POST', '/settlement/adjustments'],
  bookBank: ['POST', '/settlement/bookings'],
  refundsByHand: ['GET', '/settlement/refunds'],
  payBack: ['POST', '/settlement/refunds'],
  setTerms: ['POST', '/settlement/terms'],
  newProducer: ['POST', '/settlement/producers'],
  statement: ['GET', '/settlement/statements/:producerId'],
  producerPage: ['GET', '/producer'],
  board: ['GET', '/board'],
  webhooks: ['GET', '/webhooks'],
  addWebhook: ['POST', '/webhooks'],
  switchWebhook: ['POST', '/webhooks/:webhookId/switch'],
  replayWebhook: ['POST', '/webhooks/:webhookId/replay'],
  removeWebhook: ['DELETE', '/webhooks/:webhookId'],
  outsideFacts: ['GET', '/facts'],
};
type RawAddress =
  | 'uploadPicture'
  | 'salesCsv'
  | 'export'
  | 'channelOrders'
  | 'deliveries'
  | 'labels'
  | 'slips'
  | 'statementCsv'
  | 'statementPdf';
const rawAddresses: { [N in RawAddress]: MethodAndPath<(typeof rawRoutes)[N]> } = {
  uploadPicture: ['POST', '/catalogue/pictures'],
  salesCsv: ['GET', '/insights/:slug/items.csv'],
  export: ['GET', '/insights/:slug/export/:file'],
  channelOrders: ['GET', '/desk/:slug/orders/:file'],
  deliveries: ['POST', '/desk/deliveries'],
  labels: ['GET', '/desk/:slug/labels.pdf'],
  slips: ['GET', '/desk/:slug/slips.pdf'],
  statementCsv: ['GET', '/settlement/statements/:producerId/statement.csv'],
  statementPdf: ['GET', '/settlement/statements/:producerId/statement.pdf'],
};

const BASE = '/api/v1';
const TIMEOUT_MS = 12_000;

export function createHttp(fetchFrom: typeof fetch = (...args) => fetch(...args)): Http {
  async function ask<Value>(address: string, init: RequestInit): Promise<HttpAnswer<Value>> {
    try {
      const response = await fetchFrom(address, {
        ...init,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body: unknown = await response.json();
      if (response.ok) return ok(body as Value);
      return refuse(isRefusal(body) ? body : noAnswer);
    } catch {
      return refuse(noAnswer);
    }
  }
  return {
    call(name, ...[input]) {
      const { body, params, query } = (input ?? {}) as {
        body?: unknown;
        params?: Record<string, string>;
        query?: Record<string, unknown>;
      };
      const [method, path] = addresses[name];
      const init: RequestInit = { method };
      if (body !== undefined) {
        init.headers = { 'content-type': 'application/json' };
        init.body = JSON.stringify(body);
      }
      return ask(addressOf(path, params, query), init);
    },
    uploadPicture(picture) {
      const [method, path] = rawAddresses.uploadPicture;
      return ask(addressOf(path), { method, headers: { 'content-type': picture.type }, body: picture });
    },
    uploadDeliveries(file) {
      const [method, path] = rawAddresses.deliveries;
      return ask(addressOf(path), { method, headers: { 'content-type': 'text/csv' }, body: file });
    },
  };
}

/** An error page of something between us and the market is not a refusal. */
function isRefusal(body: unknown): body is RefusalReply {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

/** The address of labels or packing slips of parcels (PDF), for a plain link. */
export function parcelPapersAddress(
  slug: string,
  kind: 'labels' | 'slips',
  shipmentIds: readonly string[],
  language: 'en' | 'zh',
): string {
  const search = new URLSearchParams(shipmentIds.map((shipmentId) => ['shipment', shipmentId]));
  search.set('language', language);
  return `${addressOf(rawAddresses[kind][1], { slug })}?${search}`;
}

/** The address of a table of the orders that a channel brought (CSV), for a plain link. */
export function channelOrdersAddress(slug: string, channel: Channel): string {
  return addressOf(rawAddresses.channelOrders[1], { slug, file: `${channel}.csv` });
}

/** The address of a stream's per-item table as CSV, for a plain link. */
export function salesCsvAddress(slug: string): string {
  return addressOf(rawAddresses.salesCsv[1], { slug });
}

/** The address of a file of a stream's raw data, `orders.csv`, for a plain link. */
export function exportAddress(slug: string, file: string): string {
  return addressOf(rawAddresses.export[1], { slug, file });
}

/** The address of a statement as a file, for a plain link. */
export function statementAddress(
  kind: 'statementCsv' | 'statementPdf',
  producerId: string,
  query: { currency: string; week?: string; language?: string },
): string {
  return addressOf(rawAddresses[kind][1], { producerId }, query);
}

function addressOf(path: string, params: Record<string, string> = {}, query: Record<string, unknown> = {}) {
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return `${BASE}${filled}${search.size > 0 ? `?${search}` : ''}`;
}
