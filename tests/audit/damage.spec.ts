import { randomFillSync } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { fairday } from './command.ts';
import { SqliteGround } from './sqlite-ground.ts';

/** Whatever is lost, it is wanted. */
const whatever = async () => true;

const ground = new SqliteGround();
/** A backup of a day of sales, whole, and the same with random bytes over pages that no log speaks of. */
const whole = join(ground.folder, 'whole.db');
const damaged = join(ground.folder, 'damaged.db');

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await playAuditDay(market);
  await market.close();
  await stores.close();
  await copySqlite(ground.file, whole);
  copyFileSync(whole, damaged);
  overwritten(damaged, ['session_by_staff', 'one_time']);
});
afterAll(() => ground.remove());

/** Random bytes over the first page of each of these tables and indexes. */
function overwritten(file: string, names: readonly string[]): void {
  const db = new Database(file, { readonly: true });
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  const root = db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck();
  const pages = names.map((name) => Number(root.get(name)));
  db.close();
  const handle = openSync(file, 'r+');
  for (const page of pages) {
    writeSync(handle, randomFillSync(Buffer.alloc(2_000)), 0, 2_000, (page - 1) * pageBytes);
  }
  closeSync(handle);
}

const config = () =>
  readConfig({
    NODE_ENV: 'test',
    DATA_DIR: ground.folder,
    DATABASE_URL: `sqlite:${ground.file}`,
    AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
  });

test('a whole file is called whole, and a damaged one damaged, by what SQLite itself finds', async () => {
  for (const [file, found] of [
    [whole, null],
    [damaged, expect.stringMatching(/./)],
  ] as const) {
    const ledger = openSqliteLedger(file);
    expect(await ledger.damage()).toEqual(found);
    await ledger.close();
  }
});

test('a damaged backup is not put back, and the market stays as it is', async () => {
  const before = openSqliteLedger(ground.file);
  const heads = await before.heads();
  await before.close();
  await expect(restoreMarket(config(), damaged, true, whatever)).rejects.toThrow('its file is damaged');
  const after = openSqliteLedger(ground.file);
  expect(await after.heads()).toEqual(heads);
  await after.close();
});

test('a copy of a damaged market is kept aside and never called a backup', async () => {
  const into = join(ground.folder, 'backup.db');
  await expect(copySqlite(damaged, into)).rejects.toThrow('The copy is damaged');
  expect(existsSync(into)).toBe(false);
  expect(existsSync(`${into}.damaged`)).toBe(true);
});

test('verify says of a damaged market that it is, in words and for programs, and ends with 1', async () => {
  const environment = { DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${damaged}` };
  const said = await fairday(environment, 'verify', 'all');
  expect(said).toMatchObject({ code: 1, out: expect.stringMatching(/^The database is damaged: /) });
  const told = await fairday(environment, 'verify', 'all', '--json');
  expect(JSON.parse(told.out)).toEqual({ ok: false, damage: expect.stringMatching(/./) });
});
