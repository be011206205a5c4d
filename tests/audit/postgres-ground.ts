import pg from 'pg';
import { numbered, openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { openPostgresProjections } from '../../server/adapters/sql/ledger/postgres-projections.ts';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { type Databases, someDatabases } from '../builders/postgres.ts';
import type { Hands } from './corruptions/scene.ts';
import type { RebuildGround } from './rebuild-suite.ts';

const snapshotThread = new URL('../../server/threads/snapshot-worker', import.meta.url);

/** A market in a database of a server of its own. */
export class PostgresGround implements RebuildGround {
  readonly server: Databases;
  readonly url: string;

  private constructor(server: Databases, url: string) {
    this.server = server;
    this.url = url;
  }

  static async start(): Promise<PostgresGround> {
    const server = await someDatabases();
    return new PostgresGround(server, await server.database());
  }

  open() {
    return openPostgres({ url: this.url });
  }

  async copy() {
    const url = await this.server.database(this.url);
    const { hands, close } = await handsOn(url);
    return {
      url,
      hands,
      ledger: () => openPostgresLedger(url),
      projections: () => openPostgresProjections(url),
      stores: () => openPostgres({ url, snapshotThread }),
      close,
    };
  }

  remove(): Promise<void> {
    return this.server.remove();
  }
}

/** A connection of somebody who goes past the program; the database's own checks are gone. */
async function handsOn(url: string): Promise<{ hands: Hands; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS text
     FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
  );
  for (const { text } of rows) await client.query(text);
  return {
    hands: {
      all: async <Row>(text: string, ...values: unknown[]) =>
        (await client.query(numbered(text), values)).rows as Row[],
      run: async (text, ...values) => {
        const { rowCount } = await client.query(numbered(text), values);
        if (!rowCount) throw new Error(`Nothing was damaged by: ${text}`);
      },
    },
    close: () => client.end(),
  };
}
