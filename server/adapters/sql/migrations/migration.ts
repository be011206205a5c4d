/** What the engines spell differently in a schema. */
export interface Dialect {
  /** Appended to a table that should lie in the order of its primary key. */
  clustered: '' | ' WITHOUT ROWID';
  /** The type of a text that is compared byte by byte, whatever language the database was made for. */
  text: 'TEXT' | 'TEXT COLLATE "C"';
  engine: 'sqlite' | 'postgres';
}

export const sqliteDialect: Dialect = { clustered: ' WITHOUT ROWID', text: 'TEXT', engine: 'sqlite' };
export const postgresDialect: Dialect = { clustered: '', text: 'TEXT COLLATE "C"', engine: 'postgres' };

/** One step of the schema. A step that was once released is never changed; a later one mends it. */
export interface Migration {
  version: number;
  up(dialect: Dialect): string[];
}
