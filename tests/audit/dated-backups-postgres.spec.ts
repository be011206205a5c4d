import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { backupDigestSuite } from './backup-digest-suite.ts';
import { fairday } from './command.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PICTURE = `${'ab'.repeat(20)}.webp`;
let ground: PostgresGround;
let folder: string;
/** Of a market of its own. */
let another: string;

beforeAll(async () => {
  ground = await PostgresGround.start();
  another = await ground.server.database();
  folder = mkdtempSync(join(tmpdir(), 'fairday-dumps-'));
  for (const name of ['data/pictures', 'backups', 'elsewhere'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'data/pictures', PICTURE), 'a picture');
});
afterAll(async () => {
  await ground.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('one dated folder has the dump and the pictures of this machine, and says what it does not have', async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  const here = { DATA_DIR: join(folder, 'data'), DATABASE_URL: ground.url };
  const to = join(folder, 'backups');
  expect((await fairday(here, 'backup', '--to', to, '--keep', '1')).code).toBe(0);
  const made = await fairday(here, 'backup', '--to', to, '--keep', '1');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('without roles and rights');
  expect(made.out).toContain(`those of ${join(folder, 'data')} on this machine`);
  expect(made.out).toMatch(/Keep AUTH_SECRET in another place/);
  const backups = readdirSync(to).filter((name) => name.startsWith('fairday-'));
  expect(backups).toHaveLength(1);
  const backup = join(to, backups[0]!);
  expect(readdirSync(backup).sort()).toEqual(['backup.json', 'fairday.dump', 'pictures']);

  await market.close();
  await stores.close();
  const there = { DATA_DIR: join(folder, 'elsewhere'), DATABASE_URL: await ground.server.database() };
  expect(await fairday(there, 'restore', backup)).toMatchObject({ code: 0, err: '' });
  expect(readdirSync(join(folder, 'elsewhere', 'pictures'))).toEqual([PICTURE]);
  expect((await fairday(there, 'verify', 'all')).code).toBe(0);
});

test('a database that is not there leaves no half of a backup', async () => {
  const gone = new URL(ground.url);
  gone.pathname = '/nowhere';
  const failed = await fairday(
    { DATA_DIR: join(folder, 'data'), DATABASE_URL: gone.href },
    ...['backup', '--to', join(folder, 'elsewhere')],
  );
  expect(failed).toMatchObject({ code: 1, err: expect.stringMatching(/nowhere/) });
  expect(readdirSync(join(folder, 'elsewhere')).filter((name) => name.includes('fairday-2'))).toEqual([]);
});

backupDigestSuite({
  database: 'fairday.dump',
  open: () => openPostgres({ url: another }),
  url: () => another,
  // A database that is not there yet: a restore makes it.
  nowhere: (empty) => ground.server.urlOf(basename(empty)),
});
