import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Migration } from '../../server/adapters/sql/migrations/migration.ts';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';
import { migrate } from '../../server/adapters/sql/sqlite/connection.ts';

const colour: Migration = {
  version: 2,
  up: ({ text }) => [`ALTER TABLE product_price ADD COLUMN colour ${text} NOT NULL DEFAULT 'green'`],
};
const broken: Migration = {
  version: 3,
  up: () => ['CREATE TABLE half (a INTEGER)', 'INSERT INTO nowhere VALUES (1)'],
};

const schemaIn = (db: Database.Database) => Number(db.pragma('user_version', { simple: true }));
const tablesIn = (db: Database.Database) =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();

test('migrations are numbered in order, without gaps', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

test('[C46] a snapshot from before there were digests stays, without one', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 1));
  db.exec("INSERT INTO snapshot (log_id, version, seq, parts) VALUES ('a', 1, 9, 2)");
  migrate(db, migrations.slice(0, 2));
  expect(db.prepare('SELECT * FROM snapshot').all()).toEqual([
    { log_id: 'a', version: 1, seq: 9, parts: 2, digest: null },
  ]);
  db.close();
});

test('a later step is taken once and keeps what is there; one that fails leaves the schema before it', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 1));
  db.exec("INSERT INTO product_price VALUES ('p', 990, 1)");
  migrate(db, [migrations[0]!, colour]);
  migrate(db, [migrations[0]!, colour]);
  expect(schemaIn(db)).toBe(2);
  expect(db.prepare('SELECT * FROM product_price').get()).toEqual({
    ...{ product_id: 'p', unit_price_minor: 990, last_at_ms: 1 },
    colour: 'green',
  });
  expect(() => migrate(db, [migrations[0]!, colour, broken])).toThrow('nowhere');
  expect(schemaIn(db)).toBe(2);
  expect(tablesIn(db)).not.toContain('half');
  // Forward only: a program that knows fewer steps takes none back.
  migrate(db, migrations.slice(0, 1));
  expect(schemaIn(db)).toBe(2);
  db.close();
});
