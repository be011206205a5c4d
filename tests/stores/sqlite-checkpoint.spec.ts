import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { aBatch, aHead, aKey, idOf } from '../builders/store-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEYS = 8_000;

test('what was committed goes into the file itself long before the writer would fold its log', async () => {
  const file = join(folder, 'market.db');
  const logId = idOf('log');
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  // A megabyte and more: the writer waits for 64 of them.
  const keys = Array.from({ length: KEYS }, (_, n) => aKey('buyer', `key ${n}`, 1));
  await store.append(aBatch(logId, 0, { keys }));
  const written = statSync(`${file}-wal`).size;
  expect(written).toBeGreaterThan(1_000_000);
  await expect.poll(() => statSync(file).size, { timeout: 20_000 }).toBeGreaterThan(written / 2);
  expect(await store.keysOf(logId)).toHaveLength(KEYS);
  await close();
}, 60_000);
