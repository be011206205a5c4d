import { type Country, countryOfLanguage } from '../../../lib/country.ts';
import type { GatewayDeps } from '../../deps.ts';

/** The country that the shop is most likely in: that of its zone, else the one that its language means. */
export function homeFor({
  application,
  config,
}: Pick<GatewayDeps, 'application' | 'config'>): () => Promise<Country> {
  return async () => (await application.home()) ?? countryOfLanguage(config.defaultLocale);
}
