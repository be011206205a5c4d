import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Config } from '../../config.ts';
import { addressKey, networkOf, readIp } from '../../lib/ip-address.ts';
import type { Log } from '../logging/log.ts';

/** Headers of a proxy that forwards another client's request. */
const FORWARDING = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'x-forwarded-host',
  'x-forwarded-proto',
  'via',
] as const;
/** The header that is read. */
export const FORWARDED_FOR = 'x-forwarded-for';

/** The source of a request. */
export interface ClientAddress {
  /** An IP address, IPv4 written as such; empty if the connection is gone. */
  readonly ip: string;
  /** The key of its limits: `addressKey`. */
  readonly key: string;
  /** The network of the purchase limits (H8): `networkOf`. */
  readonly network: string;
  /** True for a direct request of a program on this machine: it has no limits, and may read the metrics. */
  readonly isThisMachine: boolean;
}

/** The addresses of requests, each read once. */
export interface ClientAddresses {
  /** False if a trusted proxy names no IP address: such a request is refused as `badHop`. */
  isReadable(request: IncomingMessage): boolean;
  /** Throws for an unreadable request; the doors refuse it before. */
  of(request: IncomingMessage): ClientAddress;
}

/** The refusal of an unreadable request. */
export const badHop = { code: 'BAD_REQUEST', field: FORWARDED_FOR } as const;

/**
 * Reads client addresses. X-Forwarded-For counts only for trusted hops from the right, since a client can write the
 * rest. With fewer hops than proxies the direct peer counts.
 * @param log warns once if a proxy forwards requests though none is trusted: all its clients share one address
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

/** The limit key of a connection before its first request: its peer, be it a proxy. */
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
