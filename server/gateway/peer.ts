import type { IncomingMessage } from 'node:http';

/**
 * The address that a request came from. X-Forwarded-For is believed only as far as proxies are trusted, counted from
 * the right, since everything further left is written by the visitor.
 */
export function peerAddress(request: IncomingMessage, trustProxy: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustProxy === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((hop) => hop.trim());
  return hops.at(-trustProxy) || direct;
}

/** True for this machine itself: a proxy on it speaks for everybody, so that it has no limit of its own. */
export function isThisMachine(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
