import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packed } from '../../server/adapters/sql/packed-batch.ts';
import { appender } from '../../server/adapters/sql/sqlite/append.ts';
import { openWriter } from '../../server/adapters/sql/sqlite/connection.ts';
import { smallWrites } from '../../server/adapters/sql/sqlite/small-writes.ts';
import { aBatch, aHead, idOf } from '../builders/store-rows.ts';

const FULL = 2;
const NORMAL = 1;
const folder = mkdtempSync(join(tmpdir(), 'fairday-sync-'));
const { db, close } = openWriter(join(folder, 'market.db'), 'full');
const [orders, chat] = [idOf('orders'), idOf('chat')];

beforeAll(() => {
  for (const logId of [orders, chat]) smallWrites(db).create(aHead(logId));
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const sync = () => db.pragma('synchronous', { simple: true });

/** The connection, which notes how far each commit is synced. */
function noting(levels: unknown[]): Database {
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'prepare') return value.bind(target);
      return (text: string) => {
        const statement = target.prepare(text);
        return text === 'COMMIT' ? { run: () => [levels.push(sync()), statement.run()] } : statement;
      };
    },
  });
}

test('an order waits for the disk; a batch of a chat leaves that to the next order', () => {
  const levels: unknown[] = [];
  const { append } = appender(noting(levels));
  expect(append(packed({ ...aBatch(chat, 0), isPatient: true }))).toEqual({ kind: 'committed' });
  expect(append(packed(aBatch(orders, 0)))).toEqual({ kind: 'committed' });
  expect(append(packed({ ...aBatch(chat, 1), isPatient: true }))).toEqual({ kind: 'committed' });
  expect(levels).toEqual([NORMAL, FULL, NORMAL]);
  expect(sync()).toBe(FULL);
});

test('whatever comes after a batch of a chat that failed is synced', () => {
  const { append } = appender(db);
  expect(append(packed({ ...aBatch(chat, 7), isPatient: true }))).toEqual({ kind: 'conflict' });
  expect(sync()).toBe(FULL);
});
