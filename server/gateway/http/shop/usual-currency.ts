import type { GatewayDeps } from '../../deps.ts';
import { homeFor } from './home.ts';

/** The default currency of a form: of most products, else of the newest stream, else of the country. */
export function usualCurrencyOf(
  deps: Pick<GatewayDeps, 'application' | 'config' | 'readers'>,
): () => Promise<string> {
  const { application, readers } = deps;
  const home = homeFor(deps);
  return async () =>
    (await application.usualCurrency()) ??
    (await readers.streams({ rehearsals: false, limit: 1 }))[0]?.currency ??
    (await home()).currency;
}
