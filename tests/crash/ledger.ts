import Database from 'better-sqlite3';
import pg from 'pg';

/** Asks for all rows of one question; values stand for its question marks. */
export type Ask = <Row>(text: string, ...values: (string | number)[]) => Promise<Row[]>;

/** The tables of a market, read beside its servers on a connection of the reader's own. */
export interface Ledger {
  /** All questions of one look see the same moment. */
  read<T>(look: (ask: Ask) => Promise<T>): Promise<T>;
}

export function sqliteLedger(file: string): Ledger {
  return {
    async read(look) {
      const db = new Database(file, { readonly: true, fileMustExist: true });
      try {
        db.exec('BEGIN');
        return await look(async <Row>(text: string, ...values: (string | number)[]) => {
          return db.prepare(text).all(...values) as Row[];
        });
      } finally {
        db.close();
      }
    },
  };
}

/** PostgreSQL's bigint and numeric, which the driver gives as text. */
const NUMBER_TYPES = new Set<number>([20, 1_700]);

export function postgresLedger(url: string): Ledger {
  const types: pg.CustomTypesConfig = {
    getTypeParser: ((id: number, format?: 'text' | 'binary') =>
      NUMBER_TYPES.has(id)
        ? Number
        : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
  };
  return {
    async read(look) {
      const client = new pg.Client({ connectionString: url, types });
      await client.connect();
      try {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return await look(async <Row>(text: string, ...values: (string | number)[]) => {
          let place = 0;
          const numbered = text.replaceAll('?', () => `$${++place}`);
          return (await client.query(numbered, values)).rows as Row[];
        });
      } finally {
        await client.end();
      }
    },
  };
}
