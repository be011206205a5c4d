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
const CUTS = 60;
const PAUSE_MS = 75;
const MOST_BYTES = 10_000_000;

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
  let largest = 0;
  for (let n = 0; n < CUTS; n += 1) {
    const keys = Array.from({ length: KEYS / 40 }, (_, k) =>
      aKey(`buyer ${(n * 7) % CUTS} ${k}`, 'key', n + 1),
    );
    await store.append(aBatch(logId, n, { keys }));
    largest = Math.max(largest, statSync(`${file}-wal`).size);
    await sleep(PAUSE_MS);
  }
  // Too little for the writer to fold any of it: without the other thread the log would hold it all, four times as much.
  expect(largest).toBeLessThan(MOST_BYTES);
  await close();
}, 60_000);
