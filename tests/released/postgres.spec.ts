import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { copyPostgres } from '../../server/adapters/sql/ledger/postgres-copies.ts';
import { type Databases, someDatabases } from '../builders/postgres.ts';
import type { Unpacked } from './archive.ts';
import { releasedSuite } from './suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let server: Databases;
beforeAll(async () => {
  server = await someDatabases();
});
afterAll(() => server?.remove());

async function place({ folder }: Unpacked, name: string, secretOf = 'market') {
  const url = await server.database();
  const dataDir = join(folder, `${name}-of-postgres`);
  mkdirSync(dataDir, { recursive: true });
  const AUTH_SECRET = readFileSync(join(folder, secretOf, 'secret'), 'utf8').trim();
  return { DATA_DIR: dataDir, DATABASE_URL: url, AUTH_SECRET };
}

async function loaded(of: Unpacked, name: string): Promise<Record<string, string>> {
  const where = await place(of, name, name);
  await server.ask(readFileSync(join(of.folder, `${name}.sql`), 'utf8'), where.DATABASE_URL);
  return where;
}

releasedSuite({
  store: 'postgres',
  market: loaded,
  /** A backup is what `pg_dump` makes of the database: here of one that nothing of today has opened. */
  async backups(of) {
    const url = await server.database();
    await server.ask(readFileSync(join(of.folder, 'market.sql'), 'utf8'), url);
    const file = join(of.folder, 'backup.dump');
    await copyPostgres(url, file);
    return [file];
  },
  nowhere: (of, name) => place(of, name),
});
