import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isLoopbackName } from '../../shared/values/loopback.ts';

/** Which pages may talk to this server with a visitor's cookies. */
export interface OriginRule {
  publicOrigin: string | null;
  /** Of partners, whose pages may do what a viewer does. */
  corsOrigins: readonly string[];
}

/**
 * Who sends a request, by its headers. `own`: a page of this market, at the public address or on this machine.
 * `partner`: a page of `CORS_ORIGINS`. `tool`: a program without cookies. `unsaid`: cookies without an origin, which
 * no browser's page sends. `stranger`: any other page.
 */
export type Asker = 'own' | 'partner' | 'tool' | 'unsaid' | 'stranger';

export function askerOf(
  rule: OriginRule,
  { origin, host, cookie }: Pick<IncomingHttpHeaders, 'origin' | 'host' | 'cookie'>,
): Asker {
  if (origin === undefined) return cookie === undefined ? 'tool' : 'unsaid';
  // "null" and nonsense do not parse; what parses is compared whole, as the URL standard writes it.
  const given = URL.canParse(origin) ? new URL(origin) : null;
  if (!given || given.origin === 'null') return 'stranger';
  if (given.origin === rule.publicOrigin) return 'own';
  if (isLoopbackName(given.hostname) && given.host === host?.toLowerCase()) return 'own';
  return rule.corsOrigins.includes(given.origin) ? 'partner' : 'stranger';
}

/**
 * The origin where a payment comes back to: the public one; else this machine's by the name that the page used; else
 * the address that was reached. A request's own word counts only where it can name nothing but this machine.
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
