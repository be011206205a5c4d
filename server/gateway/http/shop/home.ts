import { type Country, codeOfCallingCode, countryOfLanguage } from '../../../lib/country.ts';
import type { GatewayDeps } from '../../deps.ts';

/** The country that the shop is most likely in: that of its zone, else the one that its language means. */
export function homeFor({
  application,
  config,
}: Pick<GatewayDeps, 'application' | 'config'>): () => Promise<Country> {
  return async () => (await application.home()) ?? countryOfLanguage(config.defaultLocale);
}

/**
 * Where an address is that names no country, ISO 3166; null where that is not known. A language says too little for it:
 * a form of another country would be in every buyer's way.
 */
export function homeCodeFor({
  application,
  config,
}: Pick<GatewayDeps, 'application' | 'config'>): () => Promise<string | null> {
  return async () => {
    const home = await application.home();
    const { countryCode } = config;
    if (countryCode === null || countryCode === home?.callingCode) return home?.code ?? null;
    return codeOfCallingCode(countryCode);
  };
}
