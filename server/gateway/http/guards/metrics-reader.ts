import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { isLoopbackName } from '../../../../shared/values/loopback.ts';
import type { Config } from '../../../config.ts';
import type { ClientAddresses } from '../../visitors/client-address.ts';

/** The answer to a reader without the right. */
export const HOW_TO_READ = 'Send Authorization: Bearer with the METRICS_TOKEN of this server.';

/**
 * Whether a request may read the metrics and the reasons of missing video. It needs METRICS_TOKEN, or is local to a
 * market that only this machine reaches. Behind a proxy without headers every client looks local, so a reachable market
 * needs the token.
 */
export function mayReadMetrics(
  request: Request,
  { config, addresses }: { config: Config; addresses: Pick<ClientAddresses, 'of'> },
): boolean {
  return hasToken(request, config.metricsToken) || isLocalReader(request, config, addresses);
}

function hasToken({ headers }: Request, token: string | null): boolean {
  if (token === null) return false;
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function isLocalReader(
  request: Request,
  { isReachable, trustProxy }: Config,
  addresses: Pick<ClientAddresses, 'of'>,
): boolean {
  if (isReachable || trustProxy > 0) return false;
  return addresses.of(request).isThisMachine && isLoopbackName(request.hostname ?? '');
}
