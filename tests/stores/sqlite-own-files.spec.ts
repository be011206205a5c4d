import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test, vi } from 'vitest';
import { openWriter } from '../../server/adapters/sql/sqlite/connection.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { aHead, idOf } from '../builders/store-rows.ts';

/** Each test starts several threads from source, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[C45] a store knows which of its files were deleted, moved or replaced, and that others may read', async () => {
  const file = join(folder, 'market.db');
  const { store, lostFiles, close } = await openSqlite({ file });
  await store.create(aHead(idOf('log')));
  expect(await lostFiles!()).toEqual([]);
  const reader = new Database(file);
  expect(reader.prepare('SELECT count(*) FROM log_head').pluck().get()).toBe(1);
  reader.close();
  await store.saveCursor('somebody', idOf('log'), 1);
  expect(await lostFiles!()).toEqual([]);

  renameSync(file, `${file}-moved`);
  expect(await lostFiles!()).toEqual(['database']);
  // Its content alone does not make another file its own.
  copyFileSync(`${file}-moved`, file);
  expect(await lostFiles!()).toEqual(['database']);
  renameSync(`${file}-moved`, file);
  expect(await lostFiles!()).toEqual([]);
  rmSync(`${file}-wal`);
  rmSync(`${file}-shm`);
  expect(await lostFiles!()).toEqual(['wal', 'shm']);
  await close();
});

test('[C45] a stop folds the log in, although it was deleted and another program has the file open', () => {
  const file = join(folder, 'deleted.db');
  const { db, close } = openWriter(file, 'full');
  const reader = new Database(file, { readonly: true });
  const cursors = 'SELECT consumer FROM cursor';
  expect(reader.prepare(cursors).all()).toEqual([]);
  for (const end of ['-wal', '-shm']) rmSync(file + end);
  db.prepare("INSERT INTO cursor (consumer, log_id, seq) VALUES ('somebody', ?, 1)").run(idOf('log'));
  close();
  reader.close();
  const next = new Database(file);
  expect(next.prepare(cursors).pluck().all()).toEqual(['somebody']);
  next.close();
});
