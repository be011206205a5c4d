import type { IncomingMessage } from 'node:http';
import type { Practice } from '../../shared/market/account/contract.ts';
import { isLoopbackName } from '../../shared/values/loopback.ts';
import type { BuyerActor } from '../application/application.ts';
import type { Config } from '../config.ts';
import type { ClientAddresses } from './client-address.ts';
import { loopbackHost, pagesOrigin } from './origin.ts';

interface Deps {
  config: Pick<Config, 'practicePayments' | 'publicOrigin'>;
  addresses: Pick<ClientAddresses, 'of'>;
}

/**
 * Whether a request may use practice payments. Everybody may where the setting says so. Else only a direct connection
 * from this machine that calls it by a local name. A proxy here that sends no header is known by the name of the page
 * that a browser asks for.
 */
export function practiceFor({ config, addresses }: Deps, request: IncomingMessage): Practice {
  if (config.practicePayments === 'everybody') return 'everybody';
  const { host, origin, referer } = request.headers;
  const isHere =
    addresses.of(request).isThisMachine &&
    loopbackHost(host) !== null &&
    isPageOfThisMachine(origin ?? referer);
  return isHere ? 'this_machine' : 'off';
}

/** @param page whose page asks, by its Origin or, where a browser only looks, by its Referer; a tool says neither */
function isPageOfThisMachine(page: string | undefined): boolean {
  return page === undefined || (URL.canParse(page) && isLoopbackName(new URL(page).hostname));
}

/** What a buyer's commands know of where they come from, and where their pages and payments are. */
export function whereabouts(
  deps: Deps,
  request: IncomingMessage,
): Pick<BuyerActor, 'pagesAt' | 'network' | 'isPracticeOff'> {
  const isOff = practiceFor(deps, request) === 'off';
  const { network } = deps.addresses.of(request);
  return { pagesAt: pagesOrigin(deps.config, request), network, ...(isOff && { isPracticeOff: true }) };
}
