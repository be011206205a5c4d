import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isLoopbackName } from '../../../shared/values/loopback.ts';

/** The origins whose pages may send a visitor's cookies. */
export interface OriginRule {
  publicOrigin: string | null;
  /** The origins of partners, whose pages have a viewer's rights. */
  corsOrigins: readonly string[];
}

/**
 * The sender of a request, by its headers. `own`: a page of this market, at the public address or on this machine.
 * `partner`: a page of `CORS_ORIGINS`. `tool`: a program without cookies. `unsaid`: cookies without an origin, which no
 * browser sends. `stranger`: any other page.
 */
export type Asker = 'own' | 'partner' | 'tool' | 'unsaid' | 'stranger';

export function askerOf(
  rule: OriginRule,
  { origin, host, cookie }: Pick<IncomingHttpHeaders, 'origin' | 'host' | 'cookie'>,
): Asker {
  if (origin === undefined) return cookie === undefined ? 'tool' : 'unsaid';
  // "null" and nonsense do not parse. The rest is compared as a whole, in the URL standard's form.
  const given = URL.canParse(origin) ? new URL(origin) : null;
  if (!given || given.origin === 'null') return 'stranger';
  if (given.origin === rule.publicOrigin) return 'own';
  if (isLoopbackName(given.hostname) && given.host === host?.toLowerCase()) return 'own';
  return rule.corsOrigins.includes(given.origin) ? 'partner' : 'stranger';
}

/**
 * The origin to which a payment returns: the public one, else a local name of this machine, else the reached address. A
 * Host header counts only if it names this machine.
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

/** This machine's address in a Host header, or null. */
export function loopbackHost(header: string | undefined): URL | null {
  const host = header?.toLowerCase() ?? '';
  const named = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  return named && named.host === host && isLoopbackName(named.hostname) ? named : null;
}
