import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { copyPostgres } from '../../server/adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { SCHEMA_VERSION } from '../../server/adapters/sql/migrations/migrations.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { recompute } from '../../server/cli/recompute.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { oneStepBack } from '../builders/one-step-more.ts';
import { PostgresGround } from './postgres-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** The program of these tests has one step more than the stores that it finds. */
vi.mock('../../server/adapters/sql/migrations/migrations.ts', async (actual) =>
  (await import('../builders/one-step-more.ts')).withOneStepMore(actual),
);

let ground: PostgresGround;
const folder = mkdtempSync(join(tmpdir(), 'fairday-schema-pg-'));
const dump = join(folder, 'older.dump');

beforeAll(async () => {
  ground = await PostgresGround.start();
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(50, 1_000);
  await market.close();
  await stores.close();
  await ground.server.ask(oneStepBack, ground.url);
  await ground.server.ask(`DELETE FROM fairday_store WHERE schema = ${SCHEMA_VERSION}`, ground.url);
  await copyPostgres(ground.url, dump);
});
afterAll(async () => {
  await ground.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function schemaIn(url: string): Promise<number> {
  const [row] = await ground.server.ask<{ schema: number }>(
    'SELECT max(schema) AS schema FROM fairday_store',
    url,
  );
  return row!.schema;
}

async function findings(url: string) {
  const ledger = await openPostgresLedger(url);
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  return reports.flatMap(({ finding }) => finding ?? []);
}

test('recompute, whose SQL is of today, refuses a database that no server of today has opened, in one line', async () => {
  const { host, pathname } = new URL(ground.url);
  vi.stubEnv('DATABASE_URL', ground.url);
  vi.stubEnv('AUTH_SECRET', 'x'.repeat(40));
  await expect(recompute('all', {}).finally(() => vi.unstubAllEnvs())).rejects.toThrow(
    `The market has an older schema (${host}${pathname}). Start the server once: it brings the schema up.`,
  );
  expect(await schemaIn(ground.url)).toBe(SCHEMA_VERSION - 1);
});

test('a dump and a market of an older schema are looked through as this program would have them, and stay as they are', async () => {
  const { url } = ground;
  const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: url, AUTH_SECRET: 'x'.repeat(40) });
  const report = (await restoreMarket(config, dump, true, async () => true))!;
  expect(report).toMatchObject({ unknown: null, losses: { logs: [] } });
  expect(await findings(url)).toEqual([]);
  expect(await schemaIn(url)).toBe(SCHEMA_VERSION);
  const replaced = ground.server.urlOf(report.replaced!);
  expect(await findings(replaced)).toEqual([]);
  expect(await schemaIn(replaced)).toBe(SCHEMA_VERSION - 1);
});
