import Database from 'better-sqlite3';

/** The market's database, only read, and as one moment: nothing of the server's own program stands in between. */
export interface Ledger {
  /** Rows of a query with `?` for its values; whole numbers are numbers. */
  rows<Row>(text: string, values?: readonly (string | number)[]): Promise<Row[]>;
  /** How this engine takes one value out of JSON text: `path` names its members, outermost first. */
  json(column: string, path: readonly string[]): string;
  close(): Promise<void>;
}

/**
 * Opens the ledger at an address: `sqlite:<file>`, a file, or `postgres://…`.
 * Throws if it is not there, or cannot be read from outside.
 */
export async function openLedger(address: string): Promise<Ledger> {
  if (/^postgres(?:ql)?:/.test(address)) return openPostgres(address);
  if (address === 'memory:')
    throw new Error('A market in memory has no ledger that can be read from outside.');
  return openFile(address.replace(/^sqlite:/, ''));
}

function openFile(file: string): Ledger {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  db.exec('BEGIN');
  return {
    rows: async <Row>(text: string, values: readonly (string | number)[] = []) =>
      db.prepare(text).all(...values) as Row[],
    json: (column, path) => `json_extract(${column}, '$.${path.join('.')}')`,
    async close() {
      db.close();
    },
  };
}

async function openPostgres(address: string): Promise<Ledger> {
  const { default: pg } = await import('pg');
  /** BIGINT, and what `sum` and `count` make of it. */
  const wholeTypes: number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];
  const client = new pg.Client({
    connectionString: address,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        wholeTypes.includes(oid)
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return {
    async rows<Row>(text: string, values: readonly (string | number)[] = []) {
      let place = 0;
      const numbered = text.replace(/\?/g, () => {
        place += 1;
        return `$${place}`;
      });
      return (await client.query(numbered, [...values])).rows as Row[];
    },
    json(column, path) {
      const members = path.slice(0, -1).map((name) => `->'${name}'`);
      return `${column}::json${members.join('')}->>'${path.at(-1)}'`;
    },
    close: () => client.end(),
  };
}
