import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { restore } from '../../server/cli/restore.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { handsOn, SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
const copy = (name: string) => join(ground.folder, name);
const SECRET = 'a secret for tests, thirty-two characters or more';
let there: string;

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  await market.buyer();
  await stores.directory.sealUnder(market.app.secrets.fingerprint);
  await market.close();
  await stores.close();
  await copySqlite(ground.file, copy('whole'));
  for (const name of ['wrong-books', 'other-digest']) copyFileSync(copy('whole'), copy(name));
  writeFileSync(copy('other-digest.sha256'), `${'ab'.repeat(32)}  other-digest\n`);
  writeFileSync(copy('no-market'), 'no database at all');
  const { hands, close } = handsOn(copy('wrong-books'));
  await hands.run('UPDATE item_stock SET sold = sold + 1, available = available - 1');
  await close();
});
beforeEach(() => {
  there = mkdtempSync(join(tmpdir(), 'fairday-refused-'));
  return () => rmSync(there, { recursive: true, force: true });
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => ground.remove());

/** Puts a copy back into a folder whose secret, if it has one, lies in it. */
async function restores(name: string, dataDir: string, options = {}): Promise<void> {
  const environment = { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: '', AUTH_SECRET: '' };
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await restore(copy(name), { json: true, ...options }).finally(() => write.mockRestore());
}

const reasons = [
  ['other-digest', 'is not what its digest says'],
  ['wrong-books', 'This backup is not put back: INV1 '],
  ['no-market', 'The file is not a readable database'],
  ['whole', 'a secret that sealed some is missing'],
  ['gone', 'There is no file'],
] as const;

test.each(reasons)('[C47] a refused restore leaves an empty folder empty: %s', async (name, why) => {
  await expect(restores(name, there)).rejects.toThrow(new RegExp(why));
  expect(readdirSync(there)).toEqual([]);
  // A folder that was not there is not there afterwards.
  const nowhere = join(there, 'nowhere');
  await expect(restores(name, nowhere)).rejects.toThrow(new RegExp(why));
  expect(existsSync(nowhere)).toBe(false);
});

test('[C47] a dry run leaves an empty folder empty, and a restore makes no secret of its own', async () => {
  await restores('whole', there, { dryRun: true });
  expect(readdirSync(there)).toEqual([]);
  await restores('whole', there, { giveUpSealedData: true });
  expect(readdirSync(there).sort()).toEqual(['fairday.db', 'fairday.db-owner']);
});

test('[C47] what lies in a folder already stays, and so does the lock of a market', async () => {
  writeFileSync(join(there, 'secret'), SECRET);
  await expect(restores('wrong-books', there)).rejects.toThrow('INV1');
  expect(readdirSync(there)).toEqual(['secret']);
  await restores('whole', there);
  await expect(restores('wrong-books', there)).rejects.toThrow('INV1');
  expect(readdirSync(there).sort()).toEqual(['fairday.db', 'fairday.db-owner', 'secret']);
});

test('a folder whose parent is not there is refused by its name', async () => {
  await expect(restores('whole', join(there, 'no', 'data'))).rejects.toThrow(/DATA_DIR .* cannot be made/);
  mkdirSync(join(there, 'no'));
  await expect(restores('whole', join(there, 'no', 'data'))).rejects.toThrow('a secret that sealed some');
  expect(readdirSync(join(there, 'no'))).toEqual([]);
});
