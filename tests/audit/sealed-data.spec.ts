import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { readConfig } from '../../server/config.ts';
import { openMarket } from '../../server/main.ts';
import { secretsOf } from '../../server/startup/secrets-of.ts';
import { fairday } from './command.ts';

const [FIRST, SECOND] = ['the-first-secret-of-a-market-2f8Xq0Lw7', 'the-one-that-came-after-it-9Kd3Vb6Rz1'];
const contact = { name: 'Li Wei', phone: '+8613800138000', address: 'Jianchuan 1' };
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fairday-sealed-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const config = (more: Record<string, string> = {}, folder = dataDir) =>
  readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...more });

/** Opens the market, does something in it, and closes it. */
async function inMarket<T>(
  settings: Record<string, string>,
  work: (app: Awaited<ReturnType<typeof openMarket>>['app']) => Promise<T>,
  options = {},
): Promise<T> {
  const market = await openMarket(config(settings), options);
  try {
    return await work(market.app);
  } finally {
    await market.close();
  }
}

const buyerId = systemIds.next();
const seals = (settings: Record<string, string>) =>
  inMarket(settings, async ({ secrets, deps }) => {
    const sealed = secrets.seal(buyerId, contact);
    const row = { addressId: systemIds.next(), buyerId, key: systemIds.next(), sealed, atMs: Date.now() };
    await deps.directory.addAddress(row);
  });
const readable = (settings: Record<string, string>, options = {}) =>
  inMarket(
    settings,
    async ({ secrets, deps }) => {
      const kept = await deps.directory.addressesOf([buyerId]);
      return kept.map(({ sealed }) => secrets.open(buyerId, sealed)?.name ?? null);
    },
    options,
  );

test('[A3] a market does not open with a secret that does not open its addresses, unless they are given up', async () => {
  await seals({ AUTH_SECRET: FIRST });
  await expect(readable({ AUTH_SECRET: SECOND })).rejects.toThrow(
    /does not open all of the 1 addresses .* set AUTH_SECRET .*--give-up-sealed-data/,
  );
  expect(await readable({ AUTH_SECRET: FIRST })).toEqual(['Li Wei']);
  expect(await readable({ AUTH_SECRET: SECOND }, { giveUpSealedData: true })).toEqual([null]);
  // From then on the other one is its secret.
  expect(await readable({ AUTH_SECRET: SECOND })).toEqual([null]);
});

test('[A3] a secret is changed: the one before opens what it sealed, as long as it is named', async () => {
  await seals({ AUTH_SECRET: FIRST });
  const both = { AUTH_SECRET: SECOND, AUTH_SECRET_OLD: FIRST };
  await seals(both);
  expect(await readable(both)).toEqual(['Li Wei', 'Li Wei']);
  await expect(readable({ AUTH_SECRET: SECOND })).rejects.toThrow(/does not open all of the 2 addresses/);
  const before = secretsOf(config({ AUTH_SECRET: FIRST })).sign('guest', buyerId);
  const now = secretsOf(config(both));
  expect(now.isSigned('guest', buyerId, before)).toBe(true);
  expect(now.isSigned('ticket', buyerId, before)).toBe(false);
  expect(secretsOf(config({ AUTH_SECRET: SECOND })).isSigned('guest', buyerId, before)).toBe(false);
});

test('[A3] an earlier secret that can be guessed opens what it sealed, and signs for nobody', () => {
  const typed = 'changeme'.repeat(4);
  const [before, now] = [
    secretsOf(config({ AUTH_SECRET: typed })),
    secretsOf(config({ AUTH_SECRET: SECOND, AUTH_SECRET_OLD: typed })),
  ];
  expect(now.open(buyerId, before.seal(buyerId, contact))?.name).toBe('Li Wei');
  expect(now.isSigned('guest', buyerId, before.sign('guest', buyerId))).toBe(false);
});

test('[A3] a market without addresses takes any secret', async () => {
  expect(await readable({ AUTH_SECRET: FIRST })).toEqual([]);
  expect(await readable({ AUTH_SECRET: SECOND })).toEqual([]);
});

test('[A3] a backup is not put back beside another secret, and the file that is missing is named', async () => {
  await seals({});
  const backup = join(dataDir, 'backup.db');
  await copySqlite(join(dataDir, 'fairday.db'), backup);
  const elsewhere = mkdtempSync(join(tmpdir(), 'fairday-elsewhere-'));
  try {
    const refused = await fairday({ DATA_DIR: elsewhere, AUTH_SECRET: '' }, 'restore', backup);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(`put the file ${join(elsewhere, 'secret')} of this market back`);
    const dry = await fairday({ DATA_DIR: elsewhere, AUTH_SECRET: '' }, 'restore', backup, '--dry-run');
    expect(dry.out).toMatch(/open here: 0 of 1\. A secret is missing \(fingerprint [\w-]{8}…\)/);
    copyFileSync(join(dataDir, 'secret'), join(elsewhere, 'secret'));
    expect(await fairday({ DATA_DIR: elsewhere, AUTH_SECRET: '' }, 'restore', backup)).toMatchObject({
      ...{ code: 0, err: '' },
    });
    writeFileSync(join(elsewhere, 'secret'), `${SECOND}\n`);
    const given = ['restore', backup, '--give-up-sealed-data'];
    expect((await fairday({ DATA_DIR: elsewhere, AUTH_SECRET: '' }, ...given)).code).toBe(0);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});
