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
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { restore } from '../../server/cli/restore.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { handsOn, SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
const copy = (name: string) => join(ground.folder, name);
const SECRET = 'a secret for tests, thirty-two characters or more';
const SECOND = 'the-one-that-came-after-it-9Kd3Vb6Rz1';
const secretsOf = (master: string) => openSecrets({ master, country: '86' });
let there: string;

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  await market.buyer();
  await market.buyer();
  // One more, under a secret that came after.
  const buyerId = systemIds.next();
  const sealed = secretsOf(SECOND).seal(buyerId, {
    name: 'Ben',
    phone: '+8613800138000',
    address: 'Xizhou 2',
  });
  const row = { addressId: systemIds.next(), buyerId, key: systemIds.next(), sealed, atMs: Date.now() };
  await stores.directory.addAddress(row);
  for (const each of [SECRET, SECOND]) await stores.directory.sealUnder(secretsOf(each).fingerprint);
  await market.close();
  await stores.close();
  await copySqlite(ground.file, copy('whole'));
  for (const name of ['wrong-books', 'other-digest', 'damaged-address'])
    copyFileSync(copy('whole'), copy(name));
  writeFileSync(copy('other-digest.sha256'), `${'ab'.repeat(32)}  other-digest\n`);
  writeFileSync(copy('no-market'), 'no database at all');
  await changed('wrong-books', 'UPDATE item_stock SET sold = sold + 1, available = available - 1');
  await changed(
    'damaged-address',
    // Another first letter, whichever it was.
    "UPDATE address SET sealed = iif(substr(sealed, 1, 1) = 'A', 'B', 'A') || substr(sealed, 2) WHERE address_id = (SELECT min(address_id) FROM address)",
  );
});
beforeEach(() => {
  there = mkdtempSync(join(tmpdir(), 'fairday-refused-'));
  return () => rmSync(there, { recursive: true, force: true });
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => ground.remove());

async function changed(name: string, text: string): Promise<void> {
  const { hands, close } = handsOn(copy(name));
  await hands.run(text);
  await close();
}

/**
 * Puts a copy back into a folder whose secret, if it has one, lies in it or is in the environment.
 * @returns what is printed
 */
async function restores(name: string, dataDir: string, options = {}, secrets = {}): Promise<string> {
  const environment = { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: '', AUTH_SECRET: '', ...secrets };
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await restore(copy(name), { json: true, ...options });
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
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
  const old = { AUTH_SECRET_OLD: SECOND };
  await expect(restores('wrong-books', there, {}, old)).rejects.toThrow('INV1');
  expect(readdirSync(there)).toEqual(['secret']);
  await restores('whole', there, {}, old);
  await expect(restores('wrong-books', there, {}, old)).rejects.toThrow('INV1');
  expect(readdirSync(there).sort()).toEqual(['fairday.db', 'fairday.db-owner', 'secret']);
});

test('a folder whose parent is not there is refused by its name', async () => {
  await expect(restores('whole', join(there, 'no', 'data'))).rejects.toThrow(/DATA_DIR .* cannot be made/);
  mkdirSync(join(there, 'no'));
  await expect(restores('whole', join(there, 'no', 'data'))).rejects.toThrow('a secret that sealed some');
  expect(readdirSync(join(there, 'no'))).toEqual([]);
});

test('[A3] [C47] each address is opened once: those that need another secret are counted, and it is named', async () => {
  const [first, second] = [secretsOf(SECRET).fingerprint, secretsOf(SECOND).fingerprint];
  await expect(restores('whole', there, {}, { AUTH_SECRET: SECRET })).rejects.toThrow(
    `2 of the 3 addresses in the backup open here, and a secret that sealed some is missing (fingerprint ${second.slice(0, 8)}…): set AUTH_SECRET`,
  );
  await expect(restores('whole', there, {}, { AUTH_SECRET: SECOND })).rejects.toThrow(
    `1 of the 3 addresses in the backup open here, and a secret that sealed some is missing (fingerprint ${first.slice(0, 8)}…)`,
  );
  const both = { AUTH_SECRET: SECRET, AUTH_SECRET_OLD: SECOND };
  expect(JSON.parse(await restores('whole', there, {}, both))).toMatchObject({
    ...{ sealedContacts: 3, unreadableContacts: 0, missingSecrets: [] },
  });
});

test('[A3] [C47] an address that was damaged is counted, and lost only if that is meant', async () => {
  const both = { AUTH_SECRET: SECRET, AUTH_SECRET_OLD: SECOND };
  await expect(restores('damaged-address', there, {}, both)).rejects.toThrow(
    '2 of the 3 addresses in the backup open here, and no secret is missing: the others are damaged. Take another backup.',
  );
  const told = await restores('damaged-address', there, { giveUpSealedData: true, json: false }, both);
  expect(told).toContain('open here: 2 of 3. No secret is missing: the others are damaged.\n');
});
