import { type Country, codeOfHome, countryOfLanguage } from '../../../lib/country.ts';
import type { GatewayDeps } from '../../deps.ts';

/** The likely country of the shop: by its time zone, else by its language. */
export function homeFor({
  application,
  config,
}: Pick<GatewayDeps, 'application' | 'config'>): () => Promise<Country> {
  return async () => (await application.home()) ?? countryOfLanguage(config.defaultLocale);
}

/**
 * The country of an address without one, ISO 3166; null: unknown. The language does not count here, since a wrong
 * country's form would be in every buyer's way.
 */
export function homeCodeFor({
  application,
  config,
}: Pick<GatewayDeps, 'application' | 'config'>): () => Promise<string | null> {
  return async () => codeOfHome(await application.home(), config.countryCode);
}
