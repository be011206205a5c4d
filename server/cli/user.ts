import * as z from 'zod/mini';
import { staffRole } from '../../shared/contract/account.ts';
import { DAY } from '../../shared/values/time.ts';
import { openSecrets } from '../adapters/crypto/secrets.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { readConfig } from '../config.ts';
import { openStores } from '../main.ts';
import type { Directory } from '../ports/directory.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Clock, Ids } from '../ports/world.ts';

const LINK_MS = 7 * DAY;

const options = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  role: staffRole,
  password: z.optional(z.string().check(z.minLength(10), z.maxLength(200))),
});

/** Adds a member of staff to the market of the configuration and prints the link that signs in once. */
export async function addUser(email: string, given: unknown): Promise<void> {
  const parsed = options.safeParse(given);
  if (!parsed.success) {
    throw new Error(
      `${String(parsed.error.issues[0]?.path[0] ?? 'an option')} cannot be used; see: fairday user add --help`,
    );
  }
  const config = readConfig(process.env);
  const secrets = openSecrets({ master: config.masterSecret, country: config.countryCode });
  const stores = await openStores(config);
  try {
    const { name, role, password } = parsed.data;
    const { staffId } = await addStaff(stores.directory, secrets, systemIds, {
      email,
      name,
      role,
      password: password ?? null,
    });
    const token = await signInToken(stores.directory, secrets, systemClock(), staffId);
    const origin = config.publicOrigin ?? `http://${config.host}:${config.port}`;
    process.stdout.write(`${email} may now sign in, once, by ${origin}/sign-in/link#${token}\n`);
  } finally {
    await stores.close();
  }
}

/** Adds a member of staff. Throws if the e-mail is taken. Without a password only a link signs in. */
export async function addStaff(
  directory: Directory,
  secrets: Secrets,
  ids: Ids,
  staff: { email: string; name: string; role: z.infer<typeof staffRole>; password: string | null },
): Promise<{ staffId: string }> {
  const staffId = ids.next();
  const passwordHash = await secrets.hashPassword(staff.password ?? secrets.randomToken());
  const { email, name, role } = staff;
  const isNew = await directory.addStaff({ staffId, email: email.toLowerCase(), name, role, passwordHash });
  if (!isNew) throw new Error(`${email} is a member of staff already.`);
  return { staffId };
}

/** A token that signs a member of staff in once. */
export async function signInToken(
  directory: Directory,
  secrets: Secrets,
  clock: Clock,
  staffId: string,
): Promise<string> {
  const token = secrets.randomToken();
  await directory.addOneTime({
    kind: 'sign_in',
    secretHash: secrets.digest(token),
    subjectId: staffId,
    untilMs: clock.nowMs() + LINK_MS,
  });
  return token;
}
