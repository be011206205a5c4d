import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { packed } from '../../server/adapters/sql/packed-batch.ts';
import { openWriter } from '../../server/adapters/sql/sqlite/connection.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { openSqliteAlone, PART } from '../../server/adapters/sql/sqlite/open-alone.ts';
import { writesOf } from '../../server/adapters/sql/sqlite/writer-calls.ts';
import { aBatch, aHead, idOf } from '../builders/store-rows.ts';
import { storeSuite } from './store-suite.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-alone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const aFile = () => {
  files += 1;
  return join(folder, `market-${files}.db`);
};
const logId = idOf('alone');

storeSuite(() => openSqliteAlone({ file: aFile() }));

test('a batch that is refused or fails is undone alone, and leaves no savepoint open', async () => {
  const file = aFile();
  const { db, close } = openWriter(file, 'normal');
  db.exec('BEGIN IMMEDIATE');
  const { create, append } = writesOf(db, PART);
  create(aHead(logId));
  expect(append(packed(aBatch(logId, 0, { facts: 2 })))).toEqual({ kind: 'committed' });
  expect(append(packed(aBatch(logId, 0)))).toEqual({ kind: 'conflict' });
  const third = packed(aBatch(logId, 2));
  const twice = { ...third, facts: [...third.facts, ...third.facts] };
  expect(append(twice)).toMatchObject({ kind: 'failed', reason: 'constraint' });
  expect(() => db.exec('RELEASE batch')).toThrow('no such savepoint');
  expect(append(third)).toEqual({ kind: 'committed' });
  db.exec('COMMIT');
  close();
  const { store } = await openSqlite({ file });
  expect((await store.factsAfter(logId, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await store.close();
});

test('a file that has a market is not opened so: an order in it is on the disk before it is confirmed', async () => {
  const file = aFile();
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  await close();
  await expect(openSqliteAlone({ file })).rejects.toThrow('The file has a market already');
  const again = await openSqlite({ file });
  expect((await again.store.head(logId))?.seq).toBe(0);
  await again.close();
});
