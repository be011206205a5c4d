import * as z from 'zod/mini';
import { staffRole } from '../../shared/contract/account.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { buildApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { addProducer } from '../domain/shop/decide.ts';
import { makeLink } from '../features/account/sign-in-token.ts';
import { COMMAND_LINE } from '../features/account/staff-desk.ts';
import { createLog } from '../gateway/log.ts';
import { openStores, openWorld } from '../main.ts';
import type { Directory } from '../ports/directory.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Ids } from '../ports/world.ts';
import { secretsOf } from '../secrets-of.ts';
import { asCommand } from './as-command.ts';

const options = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  role: staffRole,
  producer: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
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
  const secrets = secretsOf(config);
  const { name, role, password, producer } = parsed.data;
  if ((role === 'producer') !== (producer !== undefined)) {
    throw new Error(
      '--producer names whom somebody of the role producer works for, and nobody else has one.',
    );
  }
  const producerId = producer === undefined ? null : await producerNamed(config, producer);
  const stores = await openStores(config);
  try {
    const { staffId } = await addStaff(stores.directory, secrets, systemIds, {
      email,
      name,
      role,
      password: password ?? null,
      producerId,
    });
    const { directory } = stores;
    const clock = systemClock();
    const { token, link } = makeLink({ secrets, clock });
    await directory.changeStaff({
      ...{ changeId: staffId, staffId, act: { what: 'invited' }, link },
      ...{ atMs: clock.nowMs(), byId: COMMAND_LINE },
    });
    const origin = config.publicOrigin ?? `http://${config.host}:${config.port}`;
    process.stdout.write(`${email} may now sign in, once, by ${origin}/sign-in/link#${token}\n`);
  } finally {
    await stores.close();
  }
}

/** The id of a producer, who is taken into the shop if nobody of that name is there. */
async function producerNamed(config: Config, producer: string): Promise<string> {
  const by = { staffId: COMMAND_LINE, device: COMMAND_LINE };
  const { world, close } = await openWorld(asCommand(config), createLog(config.logLevel), (fault) => {
    throw fault;
  });
  try {
    const app = await buildApp(world);
    try {
      const outcome = await app.engines.shop.submit({
        receivedAtMs: app.deps.clock.nowMs(),
        ids: [],
        key: null,
        decide: (state, at) => addProducer(state, { producer }, { ...at, by }),
      });
      if (outcome.kind === 'refused') throw new Error(`${producer} was not taken in: try again.`);
      return outcome.reply.producerId;
    } finally {
      await app.close();
    }
  } finally {
    await close();
  }
}

/** Adds a member of staff. Throws if the e-mail is taken. Without a password only a link signs in. */
export async function addStaff(
  directory: Directory,
  secrets: Secrets,
  ids: Ids,
  staff: {
    email: string;
    name: string;
    role: z.infer<typeof staffRole>;
    password: string | null;
    producerId?: string | null;
  },
): Promise<{ staffId: string }> {
  const staffId = ids.next();
  const passwordHash = await secrets.hashPassword(staff.password ?? secrets.randomToken());
  const { email, name, role, producerId = null } = staff;
  const isNew = await directory.addStaff({
    ...{ staffId, email: email.toLowerCase(), name, role, producerId, passwordHash },
  });
  if (!isNew) throw new Error(`${email} is a member of staff already.`);
  return { staffId };
}
