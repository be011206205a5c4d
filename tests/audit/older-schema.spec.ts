import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSqliteLedgerOfAnySchema } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { SCHEMA_VERSION } from '../../server/adapters/sql/migrations/migrations.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { recompute } from '../../server/cli/recompute.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { oneStepBack } from '../builders/one-step-more.ts';
import { SqliteGround } from './sqlite-ground.ts';

/** The program of these tests has one step more than the stores that it finds; threads, which wrote those, have not. */
vi.mock('../../server/adapters/sql/migrations/migrations.ts', async (actual) =>
  (await import('../builders/one-step-more.ts')).withOneStepMore(actual),
);

const ground = new SqliteGround();
const dataDir = mkdtempSync(join(tmpdir(), 'fairday-schema-'));
const backup = join(dataDir, 'backup.db');
const market = join(dataDir, 'fairday.db');

beforeAll(async () => {
  const stores = await ground.open();
  const day = await AuditMarket.open(stores);
  await day.adds(50, 1_000);
  accepted(await day.floor('stream:go-live', {}));
  const orders = async () => {
    const buyer = await day.buyer();
    await day.takes(buyer, 1, 1, 1_000);
    await day.orders(buyer, [[1, 1, 1_000]], 'cash_on_delivery');
  };
  await orders();
  copyTo(backup);
  await orders();
  await day.close();
  copyTo(market);
  await stores.close();
});
afterAll(() => {
  ground.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One file of its own, without a write-ahead log, as a program of one step less would have it. */
function copyTo(file: string): void {
  const db = new Database(ground.file, { readonly: true });
  db.exec(`VACUUM INTO '${file}'`);
  db.close();
  const copy = new Database(file);
  copy.exec(oneStepBack);
  copy.close();
}

function schemaIn(file: string): number {
  const db = new Database(file, { readonly: true });
  const schema = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return schema;
}

async function findings(file: string) {
  const ledger = await openSqliteLedgerOfAnySchema(file);
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  return reports.flatMap(({ finding }) => finding ?? []);
}

test('a file of an older schema is looked through in a copy that was brought up, and stays as it is', async () => {
  const before = readFileSync(market);
  expect(await findings(market)).toEqual([]);
  expect(schemaIn(market)).toBe(SCHEMA_VERSION - 1);
  expect(readFileSync(market).equals(before)).toBe(true);
  expect(readdirSync(dataDir).filter((name) => name.includes('reading'))).toEqual([]);
});

test('recompute, whose SQL is of today, refuses a file that no server of today has opened, in one line', async () => {
  const before = readFileSync(market);
  vi.stubEnv('DATA_DIR', dataDir);
  vi.stubEnv('AUTH_SECRET', 'x'.repeat(40));
  await expect(recompute('all', {}).finally(() => vi.unstubAllEnvs())).rejects.toThrow(
    `The market has an older schema (${market}). Start the server once: it brings the schema up.`,
  );
  expect(readFileSync(market).equals(before)).toBe(true);
});

test('a backup of an older schema is put back as this program would have it, what it replaces is compared, and both stay', async () => {
  const before = { backup: readFileSync(backup), market: readFileSync(market) };
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, AUTH_SECRET: 'x'.repeat(40) });
  const report = (await restoreMarket(config, backup, true, async () => true))!;
  expect(report).toMatchObject({ unknown: null, losses: { logs: [{ ordersLost: 1 }] } });
  expect(schemaIn(market)).toBe(SCHEMA_VERSION);
  expect(await findings(market)).toEqual([]);
  expect(readFileSync(backup).equals(before.backup)).toBe(true);
  expect(readFileSync(report.replaced!).equals(before.market)).toBe(true);
  expect(readdirSync(dataDir).filter((name) => /restoring|comparing|reading/.test(name))).toEqual([]);
});
