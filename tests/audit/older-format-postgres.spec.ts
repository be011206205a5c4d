import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backup } from '../../server/cli/backup.ts';
import { restore } from '../../server/cli/restore.ts';
import { status } from '../../server/cli/servers.ts';
import { verify } from '../../server/cli/verify.ts';
import { readConfig } from '../../server/config.ts';
import { openMarket } from '../../server/main.ts';
import { pathOf } from '../../server/tools/lab/cluster/programs.ts';
import { olderDatabase } from '../builders/older-format.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
let older: string;
const folder = mkdtempSync(join(tmpdir(), 'fairday-older-pg-'));
const dump = (name: string) => join(folder, name);
const pgDump = (...args: string[]) =>
  spawnSync(join(dirname(realpathSync(pathOf('initdb'))), 'pg_dump'), args, { encoding: 'utf8' });

beforeAll(async () => {
  ground = await PostgresGround.start();
  await (await ground.open()).close();
  older = await ground.server.database();
  for (const text of olderDatabase) await ground.server.ask(text, older);
  pgDump('--format=custom', '--no-owner', `--file=${dump('older.dump')}`, older);
  pgDump('--format=custom', '--no-owner', `--file=${dump('now.dump')}`, ground.url);
  vi.stubEnv('DATA_DIR', folder);
  vi.stubEnv('AUTH_SECRET', 'a secret for tests, thirty-two characters or more');
  vi.stubEnv('LOG_LEVEL', 'silent');
  vi.stubEnv('PORT', '0');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await ground.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A database as text; two lines of a dump are drawn anew each time. */
function textOf(url: string): string {
  const { stdout } = pgDump(url);
  expect(stdout).toContain('CREATE TABLE');
  return stdout.replace(/^\\(?:un)?restrict .*$/gm, '');
}

const commands: Record<string, () => Promise<unknown>> = {
  start: () => openMarket(readConfig(process.env)),
  backup: () => backup(dump('one.dump'), {}),
  restore: () => restore(dump('now.dump'), { yes: true, json: true }),
  verify: () => verify('all', {}),
  status: () => status({}),
};

test.each(Object.entries(commands))(
  'a database of format 1 is refused in one line and stays as it is: %s',
  async (_, command) => {
    vi.stubEnv('DATABASE_URL', older);
    const before = textOf(older);
    const { host, pathname } = new URL(older);
    const refusal = await command().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      message: expect.stringMatching(/^This is a market of format 1 .* Nothing was changed: .*$/),
    });
    expect((refusal as Error).message).toContain(`(${host}${pathname}). Fairday up to 0.2.0 reads it`);
    expect(textOf(older)).toBe(before);
    expect(existsSync(dump('one.dump'))).toBe(false);
  },
);

test('a dump of format 1 is not put back: the market stays, and no half of a copy does', async () => {
  vi.stubEnv('DATABASE_URL', ground.url);
  const before = textOf(ground.url);
  const files = readdirSync(folder);
  await expect(restore(dump('older.dump'), { yes: true, json: true })).rejects.toThrow(
    `(${dump('older.dump')}). Fairday up to 0.2.0 reads it`,
  );
  expect(textOf(ground.url)).toBe(before);
  expect(readdirSync(folder)).toEqual(files);
  const left = `SELECT datname FROM pg_database WHERE datname LIKE '${new URL(ground.url).pathname.slice(1)}\\_%'`;
  expect(await ground.server.ask(left)).toEqual([]);
});

test('of a database that does not answer, or is not there, status knows no format', async () => {
  for (const url of [ground.server.urlOf('nowhere'), 'postgres://fairday@127.0.0.1:1/market']) {
    vi.stubEnv('DATABASE_URL', url);
    const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await status({});
    const said = printed.mock.calls.flat().join('');
    printed.mockRestore();
    expect(said).toContain('No server is here.');
  }
  process.exitCode = undefined;
});
