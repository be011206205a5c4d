import * as z from 'zod/mini';
import { staffRole } from '../../shared/market/account/contract.ts';
import { type Config, readConfig } from '../config.ts';
import { atMarket } from './at-market.ts';

const password = z.string().check(z.minLength(10), z.maxLength(200));
const options = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  role: staffRole,
  producer: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  password: z.optional(password),
});

/** Adds a member of staff to the market of the configuration and prints the link that signs in once. */
export async function addUser(email: string, given: unknown): Promise<void> {
  const parsed = options.safeParse(given);
  if (!parsed.success) {
    const option = String(parsed.error.issues[0]?.path[0] ?? 'an option');
    if (option === 'role') throw new Error(`--role is one of ${staffRole.options.join(', ')}.`);
    throw new Error(`${option} cannot be used; see: fairday user add --help`);
  }
  const config = readConfig(process.env);
  const { name, role, password = null, producer = null } = parsed.data;
  if ((role === 'producer') !== (producer !== null)) {
    throw new Error(
      '--producer names whom somebody of the role producer works for, and nobody else has one.',
    );
  }
  const { token } = await atMarket(config, (market) =>
    market.addUser({ email, name, role, password, producer }),
  );
  sayLink(config, email, token);
}

/** Prints everybody who works here, one line each. */
export async function listUsers(given: { json?: boolean }): Promise<void> {
  const users = await atMarket(readConfig(process.env), (market) => market.listUsers());
  if (given.json) {
    process.stdout.write(`${JSON.stringify({ users })}\n`);
    return;
  }
  for (const { email, name, role, isOff, sessions } of users) {
    const state = isOff
      ? 'switched off'
      : `signed in on ${sessions} ${sessions === 1 ? 'device' : 'devices'}`;
    process.stdout.write(`${email}  ${name}  ${role}  ${state}\n`);
  }
  if (users.length === 0) process.stdout.write('Nobody works here yet: fairday user add lets somebody in.\n');
}

/** Prints a new link for somebody who works here; those before are worth nothing any more. */
export async function linkUser(email: string): Promise<void> {
  const config = readConfig(process.env);
  const { token } = await atMarket(config, (market) => market.newLink({ email }));
  sayLink(config, email, token);
}

/** Sets a password, read from standard input so that it stands in no list of processes. */
export async function setUserPassword(email: string): Promise<void> {
  const parsed = password.safeParse(await firstLine());
  if (!parsed.success) throw new Error('A password has 10 to 200 characters. Nothing has changed.');
  await atMarket(readConfig(process.env), (market) => market.setPassword({ email, password: parsed.data }));
  process.stdout.write(`${email} has a new password, and is signed out everywhere.\n`);
}

/** Switches somebody off, or on again. */
export async function switchUser(email: string, isOn: boolean): Promise<void> {
  await atMarket(readConfig(process.env), (market) => market.switchUser({ email, isOn }));
  process.stdout.write(
    isOn ? `${email} may sign in again.\n` : `${email} is signed out everywhere, and may not sign in.\n`,
  );
}

function sayLink(config: Config, email: string, token: string): void {
  const origin = config.publicOrigin ?? `http://${config.host}:${config.port}`;
  process.stdout.write(`${email} may now sign in, once, by ${origin}/sign-in/link#${token}\n`);
}

/** What stands on the first line of standard input; somebody at a terminal is asked for it. */
async function firstLine(): Promise<string> {
  if (process.stdin.isTTY) process.stdout.write('New password: ');
  let said = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    said += chunk;
    if (said.includes('\n') || said.length > 1_000) break;
  }
  return said.split(/\r?\n/)[0] ?? '';
}
