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
import type { BuyerRoute, MethodAndPath, StaffRoute } from './route-addresses.ts';

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

/**
 * Method and path of every route. Written out, so that the schemas stay on the server's side of the wire and off a
 * phone's first load; a letter that differs from the contract does not compile.
 */
const addresses: { [N in BuyerRoute]: MethodAndPath<(typeof routes)[N]> } = {
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
  streams: ['GET', '/streams'],
  aboutGood: ['GET', '/streams/:slug/goods/:itemNumber'],
  replay: ['GET', '/streams/:slug/replay'],
  board: ['GET', '/board'],
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
    async call(name, ...[input]) {
      const { body, params, query } = (input ?? {}) as {
        body?: unknown;
        params?: Record<string, string>;
        query?: Record<string, unknown>;
      };
      const address = await methodAndPath(name).catch(() => null);
      if (!address) return refuse(noAnswer);
      const [method, path] = address;
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

async function methodAndPath(name: RouteName): Promise<readonly [method: string, path: string]> {
  if (name in addresses) return addresses[name as BuyerRoute];
  const { staffAddresses } = await import('./staff-addresses.ts');
  return staffAddresses[name as StaffRoute];
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
