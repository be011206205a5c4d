import { type NoAnswer, noAnswer, type Reason } from '../../shared/contract/answer.ts';
import type {
  RouteBody,
  RouteName,
  RouteParams,
  RouteQuery,
  RouteReply,
  rawRoutes,
  routes,
} from '../../shared/contract/http.ts';
import type { DeliveriesReport } from '../../shared/contract/packing.ts';
import type { RefusalReply } from '../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import { addressOf } from './address-of.ts';
import type { ServerClock } from './clock.ts';
import type { FirstRoute, LaterRoute, MethodAndPath } from './route-addresses.ts';

type Named<Name extends string, Value> = Value extends undefined ? unknown : { [N in Name]: Value };
export type RouteInput<N extends RouteName> = Named<'body', RouteBody<N>> &
  Named<'params', RouteParams<N>> &
  Named<'query', RouteQuery<N>>;
/** Routes that take nothing are called with their name alone. */
export type Inputs<N extends RouteName> = unknown extends RouteInput<N> ? [] : [input: RouteInput<N>];

export type HttpAnswer<Value> = Result<Value, Reason>;

/** The JSON routes of the contract, called by name. A refusal is a value; so is a line that does not answer. */
export interface Http {
  call<N extends RouteName>(name: N, ...input: Inputs<N>): Promise<HttpAnswer<RouteReply<N>>>;
  /**
   * Brings a picture up as it is. @returns the path of the kept picture, or what its own route answers
   * @param path of a route for other pictures than those of products
   */
  uploadPicture<Kept = { picture: string }>(picture: Blob, path?: string): Promise<HttpAnswer<Kept>>;
  /** Brings a list of deliveries (CSV) to the desk. */
  uploadDeliveries(file: Blob): Promise<HttpAnswer<DeliveriesReport>>;
}

/**
 * Method and path of every route. Written out, so that the schemas stay on the server's side of the wire and off a
 * phone's first load; a letter that differs from the contract does not compile.
 */
const addresses: { [N in FirstRoute]: MethodAndPath<(typeof routes)[N]> } = {
  me: ['GET', '/me'],
  guest: ['POST', '/guest'],
  saveAddress: ['POST', '/me/addresses'],
  mergeDevice: ['POST', '/me/merge'],
  myOrders: ['GET', '/orders'],
  myParcels: ['GET', '/orders/parcels'],
  myOrder: ['GET', '/orders/:orderId'],
  streams: ['GET', '/streams'],
  aboutShop: ['GET', '/shop'],
  aboutGood: ['GET', '/streams/:slug/goods/:itemNumber'],
  replay: ['GET', '/streams/:slug/replay'],
};
/** What goes up as it is. */
const uploads: { [N in 'uploadPicture' | 'deliveries']: MethodAndPath<(typeof rawRoutes)[N]> } = {
  uploadPicture: ['POST', '/catalogue/pictures'],
  deliveries: ['POST', '/packing/deliveries'],
};

const TIMEOUT_MS = 12_000;
/** Browsers refuse to outlive their page with more, in characters. */
const MAX_PARTING = 10_000;

/**
 * Asks for JSON, for who knows an address that is no route of the contract.
 * @param clock learns the server's time from every answer (T3)
 */
export function jsonAsker(
  clock: Pick<ServerClock, 'steady' | 'heardOf'>,
  fetchFrom: typeof fetch = (...args) => fetch(...args),
): <Value>(address: string, init: RequestInit) => Promise<HttpAnswer<Value>> {
  return async function ask<Value>(address: string, init: RequestInit): Promise<HttpAnswer<Value>> {
    try {
      const sentAt = clock.steady();
      const response = await fetchFrom(address, {
        ...init,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const serverNowMs = Number(response.headers.get('server-time'));
      if (serverNowMs > 0) clock.heardOf({ sentAt, receivedAt: clock.steady(), serverNowMs });
      const body: unknown = await response.json().catch(() => null);
      if (response.ok && body !== null) return ok(body as Value);
      return refuse(isRefusal(body) ? body : waitOf(response));
    } catch {
      return refuse(noAnswer);
    }
  };
}

export function createHttp(...asking: Parameters<typeof jsonAsker>): Http {
  const ask = jsonAsker(...asking);
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
        // What is said while the page goes arrives all the same.
        init.keepalive = document.hidden && init.body.length < MAX_PARTING;
      }
      return ask(addressOf(path, params, query), init);
    },
    uploadPicture(picture, path = uploads.uploadPicture[1]) {
      const [method] = uploads.uploadPicture;
      return ask(addressOf(path), { method, headers: { 'content-type': picture.type }, body: picture });
    },
    uploadDeliveries(file) {
      const [method, path] = uploads.deliveries;
      return ask(addressOf(path), { method, headers: { 'content-type': 'text/csv' }, body: file });
    },
  };
}

/** Once they are there nobody waits for them: a page that goes has no time. */
let later: typeof import('./later-addresses.ts').laterAddresses | null = null;

async function methodAndPath(name: RouteName): Promise<readonly [method: string, path: string]> {
  if (name in addresses) return addresses[name as FirstRoute];
  later ??= (await import('./later-addresses.ts')).laterAddresses;
  return later[name as LaterRoute];
}

/** A wait that something between us and the market asks for; without a number of seconds it is no answer. */
function waitOf({ status, headers }: Response): RefusalReply | NoAnswer {
  const seconds = status === 429 ? Number(headers.get('retry-after')) : 0;
  if (!(seconds > 0)) return noAnswer;
  return { ok: false, code: 'RATE_LIMITED', retryAfterMs: seconds * 1_000, message: '', retryable: true };
}

/** An error page of something between us and the market is not a refusal. */
function isRefusal(body: unknown): body is RefusalReply {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}
