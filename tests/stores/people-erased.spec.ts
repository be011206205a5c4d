import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { migrate } from '../../server/adapters/sql/sqlite/connection.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import type { Directory } from '../../server/ports/directory.ts';
import { someDatabases } from '../builders/postgres.ts';
import { idOf } from '../builders/store-rows.ts';

vi.setConfig({ testTimeout: 60_000 });

const [kept, gone] = [idOf('kept'), idOf('gone')];

/** Two addresses with tags, one that waits; and what is found once the one and the waiting one are deleted. */
async function lives(directory: Directory, deletes: (buyerId: string) => unknown): Promise<void> {
  const anAddress = (name: string, buyerId: string, atMs: number) => ({
    ...{ addressId: idOf(name), buyerId, key: idOf(`${name} key`), sealed: 'c2VhbGVk', atMs },
  });
  const first = anAddress('first', gone, 1);
  const second = anAddress('second', kept, 2);
  for (const address of [first, second]) await directory.addAddress(address);
  for (const { addressId } of [first, second]) {
    await directory.tagAddresses([{ addressId, tags: ['name', 'end'] }]);
  }
  await directory.addAddress(anAddress('third', gone, 3));
  expect(await directory.addressesTagged(['name'])).toEqual([second, first]);
  await deletes(gone);
  expect(await directory.addressesTagged(['name', 'end'])).toEqual([second]);
  expect(await directory.indexProgress()).toEqual({ waiting: 0, all: 1 });
}

test('[A5] with an address its tags go, whoever deletes it (SQLite)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-erased-'));
  const file = join(folder, 'fairday.db');
  const stores = await openSqlite({ file });
  await lives(stores.directory, (buyerId) => {
    const db = new Database(file);
    db.prepare('DELETE FROM address WHERE buyer_id = ?').run(buyerId);
    expect(db.prepare('SELECT count(*) FROM person_tag').pluck().get()).toBe(2);
    db.close();
  });
  await stores.close();
  rmSync(folder, { recursive: true });
});

test('[A5] with an address its tags go, whoever deletes it (PostgreSQL)', async () => {
  const server = await someDatabases();
  const url = await server.database();
  const stores = await openPostgres({ url });
  await lives(stores.directory, async (buyerId) => {
    await server.ask(`DELETE FROM address WHERE buyer_id = '${buyerId}'`, url);
    expect(await server.ask('SELECT count(*)::int AS n FROM person_tag', url)).toEqual([{ n: 2 }]);
  });
  await stores.close();
  await server.remove();
});

test('[A5] the addresses of a market from before all wait', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 17));
  db.exec("INSERT INTO address VALUES ('a', 'b', 'k', 'sealed', 1), ('c', 'b', 'l', 'sealed', 2)");
  migrate(db, migrations.slice(0, 18));
  expect(db.prepare('SELECT address_id FROM untagged_address').pluck().all()).toEqual(['a', 'c']);
  db.close();
});
