import { semaphore } from '../../lib/semaphore.ts';

/** At most so many hashes at once: each takes 19 MiB and a core, and orders need both. */
const MAX_AT_ONCE = 2;
/** Beyond this many waiting, a flood is refused instead of queued. */
const MAX_WAITING = 100;

const inTurn = semaphore(MAX_AT_ONCE, MAX_WAITING);

/** Hashes a password with argon2id; the library's own defaults (19 MiB, 2 passes) are OWASP's. */
export async function hashPassword(password: string): Promise<string> {
  const hash = await inTurn(async () => (await argon2()).hash(password));
  if (hash === 'full') throw new Error('Too many passwords wait to be hashed.');
  return hash;
}

/**
 * True iff the hash was made of this password; a malformed hash is no match.
 * @returns null if so many wait already that this one is not looked at
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean | null> {
  const isRight = await inTurn(async () => {
    const { verify } = await argon2();
    const judged = await verify(hash ?? (await nobodysHash()), password).catch(() => false);
    return hash !== null && judged;
  });
  return isRight === 'full' ? null : isRight;
}

/** The native library is loaded with the first sign-in, not with the server. */
function argon2() {
  return import('@node-rs/argon2');
}

let nobody: Promise<string> | null = null;
function nobodysHash(): Promise<string> {
  nobody ??= argon2().then(({ hash }) => hash('nobody has this password'));
  return nobody;
}
