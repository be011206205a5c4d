import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresServer } from '../builders/postgres.ts';
import { type Ledger, postgresLedger, sqliteLedger } from './ledger.ts';

export const SECRET = 'a secret for tests, thirty-two characters or more';

/** Where a market keeps its truth: what a server process needs to find it, and how an auditor reads it beside. */
export interface Ground {
  kind: 'sqlite' | 'postgres';
  /** For the journals, and whatever else a test writes down. */
  folder: string;
  environment: Record<string, string>;
  ledger: Ledger;
  close(): Promise<void>;
}

/** A market on one file. @param dataDir where the file is, if not beside the journals */
export function fileGround(dataDir?: string): Ground & { file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-crash-'));
  const file = join(dataDir ?? folder, 'market.db');
  return {
    kind: 'sqlite',
    folder,
    file,
    environment: { ...commonEnvironment(dataDir ?? folder), DATABASE_URL: `sqlite:${file}` },
    ledger: sqliteLedger(file),
    async close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A market in a database of its own. The server is the caller's. */
export async function postgresGround(server: PostgresServer): Promise<Ground & { database: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-crash-'));
  const url = await server.database();
  return {
    kind: 'postgres',
    folder,
    database: new URL(url).pathname.slice(1),
    environment: { ...commonEnvironment(folder), DATABASE_URL: url },
    ledger: postgresLedger(url),
    async close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A market in a PostgreSQL of its own, which is started for it and ends with it. */
export async function lonePostgresGround(environment: Record<string, string> = {}): Promise<Ground> {
  const server = await PostgresServer.start({}, { environment });
  const ground = await postgresGround(server);
  return {
    ...ground,
    async close() {
      await ground.close();
      await server.remove();
    },
  };
}

/** What every server of these suites is told. */
export function commonEnvironment(folder: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    AUTH_SECRET: SECRET,
    LOG_LEVEL: 'warn',
    // These buyers put the same few products into their carts all day.
    MAX_CART_CHANGES_PER_PRODUCT: '0',
    MAX_CART_CHANGES_PER_ADDRESS: '0',
  };
}
