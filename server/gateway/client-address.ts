import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Config } from '../config.ts';
import { addressKey, networkOf, readIp } from '../lib/ip-address.ts';
import type { Log } from './log.ts';

/** What a proxy writes when it speaks for somebody else. */
const FORWARDING = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'x-forwarded-host',
  'x-forwarded-proto',
  'via',
] as const;
/** The one of them that is read. */
export const FORWARDED_FOR = 'x-forwarded-for';

/** Where a request came from. */
export interface ClientAddress {
  /** An IP address, IPv4 written as such; empty if the connection is gone. */
  readonly ip: string;
  /** Whom it shares limits with: `addressKey`. */
  readonly key: string;
  /** The network that it belongs to, as far as the market tells them apart (H8): `networkOf`. */
  readonly network: string;
  /** A program on this machine that spoke to the server directly: it has no limits, and may read the metrics. */
  readonly isThisMachine: boolean;
}

/** The one place that knows where requests come from; each is looked at once. */
export interface ClientAddresses {
  /** False if a trusted proxy names no IP address: such a request is refused as `badHop`. */
  isReadable(request: IncomingMessage): boolean;
  /** Throws for what is not readable: the doors refuse that before anybody asks. */
  of(request: IncomingMessage): ClientAddress;
}

/** Why a request that is not readable is refused. */
export const badHop = { code: 'BAD_REQUEST', field: FORWARDED_FOR } as const;

/**
 * Reads addresses. X-Forwarded-For is believed only as far as proxies are trusted, counted from the right, since
 * everything further left is written by the visitor; with fewer hops than proxies the direct peer counts.
 * @param log hears once if proxies speak for others though none is trusted: everybody behind them shares one address
 */
export function clientAddresses(
  { trustProxy }: Pick<Config, 'trustProxy'>,
  log: Pick<Log, 'warn'>,
): ClientAddresses {
  const known = new WeakMap<IncomingMessage, { found: ClientAddress | null }>();
  let isWarned = false;

  function read(request: IncomingMessage): ClientAddress | null {
    const { headers } = request;
    const direct = readIp(request.socket.remoteAddress ?? '') ?? '';
    const header = FORWARDING.find((name) => headers[name] !== undefined);
    if (header === undefined) return { ...namesOf(direct), isThisMachine: isLoopback(direct) };
    if (trustProxy === 0 && !isWarned) {
      isWarned = true;
      log.warn(
        { header },
        'a proxy speaks for others and TRUST_PROXY is 0: all of them share the limits of its address',
      );
    }
    const hop = trustProxy === 0 ? undefined : hopsOf(headers[FORWARDED_FOR]).at(-trustProxy);
    const ip = hop === undefined ? direct : readIp(hop);
    return ip === null ? null : { ...namesOf(ip), isThisMachine: false };
  }

  function find(request: IncomingMessage): ClientAddress | null {
    let entry = known.get(request);
    if (!entry) {
      entry = { found: read(request) };
      known.set(request, entry);
    }
    return entry.found;
  }

  return {
    isReadable: (request) => find(request) !== null,
    of(request) {
      const found = find(request);
      if (!found) throw new Error(`A hop of ${FORWARDED_FOR} is no IP address.`);
      return found;
    },
  };
}

function namesOf(ip: string): Pick<ClientAddress, 'ip' | 'key' | 'network'> {
  return { ip, key: addressKey(ip), network: networkOf(ip) };
}

/** Whom a connection shares limits with as long as it has said nothing: its peer, be it a proxy. */
export function peerKey(wire: Pick<Socket, 'remoteAddress'>): string {
  return addressKey(wire.remoteAddress ?? '');
}

function hopsOf(header: string | string[] | undefined): string[] {
  if (header === undefined) return [];
  return String(header)
    .split(',')
    .map((hop) => hop.trim());
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || (isIP(ip) === 4 && ip.startsWith('127.'));
}
