import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { isLoopbackName } from '../../../../shared/values/loopback.ts';
import type { Config } from '../../../config.ts';
import type { ClientAddresses } from '../../client-address.ts';

/** Said to whoever may not read them. */
export const HOW_TO_READ = 'Send Authorization: Bearer with the METRICS_TOKEN of this server.';

/**
 * Who may read the metrics, and why live video is missing: whoever sends METRICS_TOKEN; and a program on this machine, of
 * a market that is for this machine alone. Of one that others reach nobody is let in for standing here: a proxy on this
 * machine that writes no header of proxies cannot be told from such a program, and would bring every stranger along.
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
