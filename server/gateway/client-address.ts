import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Config } from '../config.ts';
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
  /** Whom it shares limits with: see `addressKey`. */
  readonly key: string;
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
    const direct = readHop(request.socket.remoteAddress ?? '') ?? '';
    const header = FORWARDING.find((name) => headers[name] !== undefined);
    if (header === undefined)
      return { ip: direct, key: addressKey(direct), isThisMachine: isLoopback(direct) };
    if (trustProxy === 0 && !isWarned) {
      isWarned = true;
      log.warn(
        { header },
        'a proxy speaks for others and TRUST_PROXY is 0: all of them share the limits of its address',
      );
    }
    const hop = trustProxy === 0 ? undefined : hopsOf(headers[FORWARDED_FOR]).at(-trustProxy);
    const ip = hop === undefined ? direct : readHop(hop);
    return ip === null ? null : { ip, key: addressKey(ip), isThisMachine: false };
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

/**
 * Who shares limits with an IP address: IPv4 counts whole, also where it is mapped into IPv6; IPv6 counts by its /64,
 * which one household or one phone has to itself. What is no IP address counts as it is written.
 */
export function addressKey(ip: string): string {
  const plain = readHop(ip);
  if (plain === null || isIP(plain) === 4) return plain ?? ip;
  const network = groupsOf(plain).slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
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

/** An IP address without brackets, port and zone, IPv4 also where it came mapped; null if it is none. */
function readHop(hop: string): string | null {
  const [, bracketed, dotted] = /^\[([^\]]*)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/.exec(hop) ?? [];
  const written = bracketed ?? dotted ?? hop;
  if (isIP(written) !== 6) return isIP(written) === 4 ? written : null;
  const ip = written.replace(/%.*$/, '');
  const groups = groupsOf(ip);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) return ip;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** The eight groups of an IPv6 address. */
function groupsOf(ip: string): number[] {
  const [left = [], right] = ip.split('::').map((half) => half.split(':').flatMap(numbersOf));
  if (right === undefined) return [...left];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** A group as a number; a dotted end as the two that it stands for. */
function numbersOf(group: string): number[] {
  if (group === '') return [];
  if (!group.includes('.')) return [Number.parseInt(group, 16)];
  const [a, b, c, d] = group.split('.').map(Number);
  return [a! * 256 + b!, c! * 256 + d!];
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || (isIP(ip) === 4 && ip.startsWith('127.'));
}
