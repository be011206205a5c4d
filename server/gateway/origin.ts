import type { IncomingMessage } from 'node:http';
import { isLoopbackName } from '../../shared/values/loopback.ts';

/** Which pages may talk to this server with a visitor's cookies. */
export interface OriginRule {
  publicOrigin: string | null;
  corsOrigins: readonly string[];
}

/**
 * True iff a request may be taken. With an Origin: exactly the public one, a listed one, or this very machine's own
 * page. Without: a tool that is no browser, thus only without cookies.
 */
export function mayConnect(
  rule: OriginRule,
  headers: { origin?: string | undefined; host?: string | undefined; cookie?: string | undefined },
): boolean {
  if (headers.origin === undefined) return headers.cookie === undefined;
  return isAllowedOrigin(rule, headers.origin, headers.host);
}

export function isAllowedOrigin(rule: OriginRule, origin: string, host: string | undefined): boolean {
  // "null" and nonsense do not parse; what parses is compared whole, as the URL standard writes it.
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (given.origin === 'null') return false;
  if (given.origin === rule.publicOrigin || rule.corsOrigins.includes(given.origin)) return true;
  return isLoopbackName(given.hostname) && given.host === host?.toLowerCase();
}

/**
 * The origin of the market's pages as whoever asks has them open, where a payment comes back to: the public one; without
 * one, a page of this very machine by the name it used, or else the address that was reached. What a request says of
 * itself is taken only where it can name nothing but this machine.
 */
export function pagesOrigin(
  { publicOrigin }: Pick<OriginRule, 'publicOrigin'>,
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
): string {
  if (publicOrigin !== null) return publicOrigin;
  const named = loopbackHost(headers.host);
  if (named) return named.origin;
  const address = socket.localAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  return `http://${address.includes(':') ? `[${address}]` : address}:${socket.localPort}`;
}

/** The address of this machine that a Host header names, or null if it names another or none. */
export function loopbackHost(header: string | undefined): URL | null {
  const host = header?.toLowerCase() ?? '';
  const named = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  return named && named.host === host && isLoopbackName(named.hostname) ? named : null;
}
