import { openSecrets } from '../adapters/crypto/secrets.ts';
import type { Config } from '../config.ts';
import type { Secrets } from '../ports/secrets.ts';
import { whyGuessable } from './fit-to-open.ts';

const AT_HOME = '86';

/**
 * The secrets of the configured market. An earlier one that can be guessed opens what it sealed, but signs for nobody:
 * whoever guesses it could say to be any guest.
 */
export function secretsOf({ masterSecret, oldSecrets, countryCode }: Config): Secrets {
  return openSecrets({
    master: masterSecret,
    old: oldSecrets.map((secret) => ({ secret, signs: whyGuessable(secret) === null })),
    // What buyers type has its calling code before it is sealed (gateway/http/account/contact-routes.ts).
    country: countryCode ?? AT_HOME,
  });
}
