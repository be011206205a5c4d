import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { aBatch, aHead, aKey, idOf } from '../builders/store-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEYS = 8_000;
const MOST_CUTS = 200;
const STILL = 5;
const PAUSE_MS = 75;

test('what was committed goes into the file itself long before the writer would fold its log', async () => {
  const file = join(folder, 'market.db');
  const logId = idOf('log');
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  // A megabyte and more: the writer waits for 256 of them.
  const keys = Array.from({ length: KEYS }, (_, n) => aKey('buyer', `key ${n}`, 1));
  await store.append(aBatch(logId, 0, { keys }));
  const written = statSync(`${file}-wal`).size;
  expect(written).toBeGreaterThan(1_000_000);
  await expect.poll(() => statSync(file).size, { timeout: 20_000 }).toBeGreaterThan(written / 2);
  expect(await store.keysOf(logId)).toHaveLength(KEYS);
  await close();
}, 60_000);

test('a log that is written without end is begun anew wherever nothing comes for a moment', async () => {
  const file = join(folder, 'busy.db');
  const logId = idOf('log');
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  // A log that is written from its beginning again does not grow. 256 MB, where the writer itself would see to it, are
  // never reached.
  let size = 0;
  let still = 0;
  for (let n = 0; n < MOST_CUTS && still < STILL; n += 1) {
    const keys = Array.from({ length: KEYS / 40 }, (_, k) => aKey(`buyer ${n} ${k}`, 'key', n + 1));
    await store.append(aBatch(logId, n, { keys }));
    const now = statSync(`${file}-wal`).size;
    still = now === size ? still + 1 : 0;
    size = now;
    await sleep(PAUSE_MS);
  }
  expect(still).toBe(STILL);
  expect(size).toBeLessThan(200_000_000);
  await close();
}, 60_000);
