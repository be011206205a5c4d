import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';
import type { Directory } from './ports/directory.ts';
import type { Secrets } from './ports/secrets.ts';

/**
 * Sees that this server's secrets open what the market keeps sealed, before anybody is let in. A market in which no
 * fingerprint stands yet gets one; so does a market whose secret was changed, the one before being in AUTH_SECRET_OLD.
 * @param giveUp what other secrets sealed is lost, and that is meant
 * @param say told how many addresses may be among it
 * @throws ConfigError, one line that says which secret is missing
 */
export async function assertOpensSealed(
  directory: Pick<Directory, 'sealedUnder' | 'sealUnder' | 'forgetSeals' | 'addressCount'>,
  secrets: Secrets,
  { config, giveUp, say }: { config: Config; giveUp: boolean; say: (line: string) => void },
): Promise<void> {
  const strange = strangeSeals(await directory.sealedUnder(), secrets);
  if (strange.length > 0) {
    const addresses = await directory.addressCount();
    if (addresses > 0 && !giveUp) throw new ConfigError(whichIsMissing(config, addresses));
    if (addresses > 0)
      say(`Given up: what another secret sealed of ${addresses} addresses. Nobody can read it any more.`);
    await directory.forgetSeals(strange);
  }
  await directory.sealUnder(secrets.fingerprint);
}

/** The fingerprints of secrets that this server does not have. */
export function strangeSeals(noted: readonly string[], secrets: Secrets): string[] {
  const own = [secrets.fingerprint, ...secrets.oldFingerprints];
  return noted.filter((fingerprint) => !own.includes(fingerprint));
}

/** One line: what is missing, where it belongs, and what it costs to go on without it. */
export function whichIsMissing(config: Config, addresses: number): string {
  const place = config.isSecretKept
    ? `put the file ${join(config.dataDir, 'secret')} of this market back`
    : 'set AUTH_SECRET to the secret of this market';
  return `This secret does not open all of the ${addresses} addresses that the market keeps sealed: ${place}, or the missing one into AUTH_SECRET_OLD. To lose those addresses for ever, say --give-up-sealed-data.`;
}
