import { openSecrets } from './adapters/crypto/secrets.ts';
import type { Config } from './config.ts';
import type { Secrets } from './ports/secrets.ts';

/** The secrets of the configured market. */
export function secretsOf({ masterSecret, oldSecrets, countryCode }: Config): Secrets {
  return openSecrets({ master: masterSecret, old: oldSecrets, country: countryCode });
}
