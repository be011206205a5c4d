import type { IncomingMessage } from 'node:http';
import type { Practice } from '../../../shared/market/account/contract.ts';
import { isLoopbackName } from '../../../shared/values/loopback.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { Config } from '../../config.ts';
import type { ClientAddresses } from './client-address.ts';
import { loopbackHost, pagesOrigin } from './origin.ts';

interface Deps {
  config: Pick<Config, 'practicePayments' | 'publicOrigin'>;
  addresses: Pick<ClientAddresses, 'of'>;
}

/**
 * Whether a request may use practice payments: anyone if the setting allows that, else a direct local connection by a
 * local name. A local proxy without headers is recognised by the origin of the page.
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

/** @param page the page by its Origin, or by its Referer for plain reads; tools send neither */
function isPageOfThisMachine(page: string | undefined): boolean {
  return page === undefined || (URL.canParse(page) && isLoopbackName(new URL(page).hostname));
}

/** The origin of a buyer's pages and payments, their network, and whether practice payments are off. */
export function whereabouts(
  deps: Deps,
  request: IncomingMessage,
): Pick<BuyerActor, 'pagesAt' | 'network' | 'isPracticeOff'> {
  const isOff = practiceFor(deps, request) === 'off';
  const { network } = deps.addresses.of(request);
  return { pagesAt: pagesOrigin(deps.config, request), network, ...(isOff && { isPracticeOff: true }) };
}
