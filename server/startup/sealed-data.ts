import { join } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import type { Directory } from '../ports/directory.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Secrets } from '../ports/secrets.ts';

const GIVE_UP = 'To lose those addresses for ever, say --give-up-sealed-data.';
/** Addresses read at once. */
const PAGE = 1_000;
/** Characters of a fingerprint that are shown, 48 bits: enough to tell a market's few secrets apart. */
const SHOWN = 8;

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

/** What this secret opens of the addresses that a copy of a market keeps sealed. */
export interface SealedLook {
  sealedContacts: number;
  /** So many of them do not open. */
  unreadableContacts: number;
  /** The fingerprints of secrets that sealed some of them, as the copy notes it, and that are not here. */
  missingSecrets: string[];
}

/**
 * Opens every sealed address once. What it reads is thrown away at once.
 * @param onOpened told after each page how many were tried
 */
export async function lookAtSealed(
  kept: Pick<Ledger, 'sealedUnder' | 'sealedAddresses'>,
  secrets: Secrets,
  onOpened: (count: number) => void = () => {},
): Promise<SealedLook> {
  let [sealedContacts, unreadableContacts, after] = [0, 0, ''];
  for (;;) {
    const page = await kept.sealedAddresses(after, PAGE);
    for (const { buyerId, sealed } of page) if (!secrets.open(buyerId, sealed)) unreadableContacts += 1;
    sealedContacts += page.length;
    onOpened(sealedContacts);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.addressId;
  }
  const missingSecrets = strangeSeals(await kept.sealedUnder(), secrets);
  return { sealedContacts, unreadableContacts, missingSecrets };
}

/**
 * Why a copy is not put back beside this secret, in one line: how many addresses would be lost, what is missing, and what it
 * costs to go on. A secret that is noted and not here counts even if every address opens: the server will ask for it.
 * @returns null: nothing would be lost
 */
export function whyNotOpened(
  config: Config,
  { sealedContacts, unreadableContacts, missingSecrets }: SealedLook,
): string | null {
  if (sealedContacts === 0) return null;
  const isMissing = missingSecrets.length > 0;
  if (unreadableContacts === 0 && !isMissing) return null;
  const open = `${sealedContacts - unreadableContacts} of the ${sealedContacts} addresses in the backup open here, and`;
  return isMissing
    ? `${open} a secret that sealed some is missing (${fingerprintText(missingSecrets)}): ${whatToDo(config)} ${GIVE_UP}`
    : `${open} no secret is missing: the others are damaged. Take another backup. ${GIVE_UP}`;
}

/** Fingerprints of secrets, as they are shown. */
export function fingerprintText(fingerprints: readonly string[]): string {
  return `fingerprint ${fingerprints.map((each) => `${each.slice(0, SHOWN)}…`).join(', ')}`;
}

/** The fingerprints of secrets that this server does not have. */
function strangeSeals(noted: readonly string[], secrets: Secrets): string[] {
  const own = [secrets.fingerprint, ...secrets.oldFingerprints];
  return noted.filter((fingerprint) => !own.includes(fingerprint));
}

/** One line: what is missing, where it belongs, and what it costs to go on without it. */
function whichIsMissing(config: Config, addresses: number): string {
  return `This secret does not open all of the ${addresses} addresses that the market keeps sealed: ${whatToDo(config)} ${GIVE_UP}`;
}

function whatToDo(config: Config): string {
  const place = config.isSecretKept
    ? `put the file ${join(config.dataDir, 'secret')} of this market back`
    : 'set AUTH_SECRET to the secret of this market';
  return `${place}, or the missing one into AUTH_SECRET_OLD.`;
}
