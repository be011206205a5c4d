import { type LookupAddress, lookup } from 'node:dns';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { OutgoingMessage, Sent, WebhookSender } from '../../ports/webhooks.ts';
import { isLoopback, isNeverCalled, isPublic } from './public-address.ts';

/** From the first look for the address until the answer's head. */
const TIMEOUT_MS = 10_000;
/** Of an answer nothing is wanted but its status; more than this is not even read away. */
const MAX_ANSWER_BYTES = 16 * 1_024;
/**
 * Ports up to here are those of mail, shells and name servers (RFC 6335, section 6): none but https's own takes webhooks,
 * and whoever may name an address must not have this server knock at the others.
 */
const LAST_SYSTEM_PORT = 1_023;
/** Sockets to one address; more messages than this are never on their way to one endpoint. */
const SOCKETS = 4;

export interface SenderOptions {
  /** This machine may be told, also without TLS: for trying things out. */
  allowLoopback: boolean;
  /** Addresses that are not of the open internet may be told. */
  allowPrivate: boolean;
  timeoutMs?: number;
}

/**
 * Sends signed messages (standardwebhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`). Whoever may name an
 * address could name one inside this network: names are looked up here, every address that comes back is judged, and the
 * connection goes to the address that was judged, not to a second look-up of the name. Redirects are not followed.
 */
export function openSender({
  allowLoopback,
  allowPrivate,
  timeoutMs = TIMEOUT_MS,
}: SenderOptions): WebhookSender {
  const mayCall = (address: string) =>
    !isNeverCalled(address) && (isLoopback(address) ? allowLoopback : allowPrivate || isPublic(address));
  const judged: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (fault, found) => {
      if (fault) return callback(fault, '', 0);
      const addresses = found as LookupAddress[];
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => mayCall(address))) {
        return callback(new Error(PRIVATE), '', 0);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
  const settings = {
    keepAlive: true,
    maxSockets: SOCKETS,
    maxFreeSockets: 1,
    timeout: timeoutMs,
    lookup: judged,
  };
  const agents = { 'http:': new HttpAgent(settings), 'https:': new HttpsAgent(settings) };
  const underWay = new Set<ClientRequest>();

  function whyNot(text: string): string | null {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url) return 'not an address';
    if (url.username || url.password) return 'an address with a password in it';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isOwn = isLoopback(host) || host === 'localhost';
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwn && allowLoopback)) {
      return 'only https is called';
    }
    if (isOwn) return allowLoopback ? null : PRIVATE;
    if (url.port !== '' && Number(url.port) <= LAST_SYSTEM_PORT) return SYSTEM_PORT;
    // A name is judged when it is looked up; an address is never looked up.
    return isIP(host) === 0 || mayCall(host) ? null : PRIVATE;
  }

  return {
    whyNot,
    send(message) {
      const no = whyNot(message.url);
      if (no !== null) return Promise.resolve({ status: null, failure: no });
      const url = new URL(message.url);
      return new Promise<Sent>((resolve) => {
        const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
        const agent = agents[url.protocol as 'http:' | 'https:'];
        const request = send(url, { method: 'POST', agent, headers: headersOf(message) });
        const done = (sent: Sent) => {
          clearTimeout(timer);
          underWay.delete(request);
          resolve(sent);
        };
        const timer = setTimeout(() => request.destroy(new Error('no answer in time')), timeoutMs);
        underWay.add(request);
        request.on('error', (fault) => done({ status: null, failure: shortened(fault.message) }));
        request.on('response', (response) => {
          const status = response.statusCode ?? 0;
          done({ status, failure: status >= 200 && status < 300 ? null : `status ${status}` });
          let bytes = 0;
          response.on('error', () => undefined);
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > MAX_ANSWER_BYTES) response.destroy();
          });
          // An answer that never ends does not keep its socket.
          const patience = setTimeout(() => response.destroy(), timeoutMs).unref();
          response.on('close', () => clearTimeout(patience));
        });
        request.end(message.body);
      });
    },
    close() {
      for (const request of underWay) request.destroy(new Error('this server stops'));
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

const PRIVATE = 'not an address of the open internet';
const SYSTEM_PORT = 'the port is neither 443 nor above 1023';

function headersOf({ id, sentAtMs, body, secret }: OutgoingMessage): Record<string, string | number> {
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Fairday',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAtMs / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(sentAtMs), body),
  };
}

/** What a stranger's system says may be long. */
function shortened(text: string): string {
  return text.slice(0, 200);
}
