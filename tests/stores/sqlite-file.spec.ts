import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { loadDriver } from '../../server/adapters/sql/driver.ts';
import { SCHEMA_VERSION } from '../../server/adapters/sql/migrations/migrations.ts';
import type { LookupCalls } from '../../server/adapters/sql/sqlite/lookup-worker.ts';
import { openSqlite, storeOver } from '../../server/adapters/sql/sqlite/open.ts';
import { WorkerLink } from '../../server/adapters/sql/sqlite/worker-link.ts';
import type { WriterCalls } from '../../server/adapters/sql/sqlite/writer-worker.ts';
import { StoreOpenError } from '../../server/adapters/sql/store-open-error.ts';
import {
  aBatch,
  aHead,
  aKey,
  aLine,
  anOrder,
  aRefusal,
  aStock,
  aStream,
  EIGHT,
  idOf,
} from '../builders/store-rows.ts';

/** Each test starts several threads from source, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const aFile = () => {
  files += 1;
  return join(folder, `market-${files}.db`);
};
const logId = idOf('log');

async function openFailure(file: string): Promise<StoreOpenError> {
  const outcome = await openSqlite({ file }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(StoreOpenError);
  return outcome as StoreOpenError;
}

test('[O3] what was committed is there after closing and opening again', async () => {
  const file = aFile();
  const first = await openSqlite({ file });
  await first.store.create(aHead(logId));
  const batch = aBatch(logId, 0, {
    facts: 2,
    keys: [aKey('a', 'k', 1)],
    rows: { streams: [aStream(logId)] },
  });
  await first.store.append(batch);
  await first.close();
  await expect(first.store.head(logId)).rejects.toThrow('closed');
  expect(await first.store.append(batch)).toMatchObject({ kind: 'failed' });

  const second = await openSqlite({ file, sync: 'normal' });
  expect(await second.store.factsAfter(logId, 0, 10)).toEqual(batch.facts);
  expect(await second.readers.streamById(logId)).toEqual(aStream(logId));
  expect(await second.store.append(batch)).toEqual({ kind: 'conflict' });
  await second.close();
  await second.close();
});

test('[O3] every acknowledged batch survives SIGKILL', async () => {
  const file = aFile();
  const entry = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
  for (let round = 1; round <= 3; round += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', entry, file, logId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acked = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acked = Number(line);
      if (acked % 50 >= 20 + round * 7) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const { store, close } = await openSqlite({ file });
    const seq = (await store.head(logId))!.seq;
    expect(seq).toBeGreaterThanOrEqual(acked);
    const facts = await store.factsAfter(logId, 0, 10_000);
    expect(facts.map((fact) => fact.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    expect(await store.keysOf(logId)).toHaveLength(seq);
    await close();
  }
});

test('a second opener is told who stands in its way, and the first goes on', async () => {
  const file = aFile();
  const first = await openSqlite({ file });
  const refusal = await openFailure(file);
  expect(refusal.message).toBe(
    `Another process has this store open (${file}). Stop it, or start this one on another file.`,
  );
  expect(await first.store.create(aHead(logId))).toBe(true);
  await first.close();
  const second = await openSqlite({ file });
  expect(await second.store.head(logId)).toEqual(aHead(logId));
  await second.close();
});

test('a newer schema, a foreign database, no database and a bad place are refused in one line', async () => {
  const newer = aFile();
  await (await openSqlite({ file: newer })).close();
  const raw = new (loadDriver())(newer);
  raw.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
  raw.close();
  const foreign = aFile();
  const other = new (loadDriver())(foreign);
  other.exec('CREATE TABLE recipe (name TEXT)');
  other.close();
  const text = aFile();
  writeFileSync(text, 'This is a letter and no database. '.repeat(50));
  const places: [string, string][] = [
    [newer, `The store has schema ${SCHEMA_VERSION + 1}`],
    [foreign, 'The file is a database of another program'],
    [text, 'The file is not a readable database'],
    [join(text, 'below', 'market.db'), 'The store cannot be opened for writing'],
    ['/proc/fairday/market.db', 'The store cannot be opened for writing'],
  ];
  for (const [file, what] of places) {
    const refusal = await openFailure(file);
    expect(refusal.message).toContain(what);
    expect(refusal.where).toBe(file);
    expect(refusal.message).not.toContain('\n');
  }
});

test('a folder that nobody may write to is refused', async () => {
  // Root may write everywhere but into the kernel's own tree; others are kept out by the folder's mode.
  const isRoot = process.getuid?.() === 0;
  const locked = isRoot ? '/sys/kernel' : join(folder, 'locked');
  if (!isRoot) mkdirSync(locked, { mode: 0o555 });
  expect((await openFailure(join(locked, 'market.db'))).what).toContain('cannot be opened for writing');
});

test('old snapshots are cleared away a little at a time; one that lacks a part is not believed', async () => {
  const file = aFile();
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  const state = 'x'.repeat(1_600_000);
  for (const seq of [10, 20, 30, 40, 50]) await store.saveSnapshot(logId, { version: 1, seq, state });
  await close();
  const raw = new (loadDriver())(file);
  const heads = raw.prepare('SELECT seq FROM snapshot ORDER BY seq').pluck().all();
  expect(heads).toEqual([40, 50]);
  const kept = raw.prepare('SELECT DISTINCT seq FROM snapshot_part ORDER BY seq').pluck().all();
  expect(kept).toEqual([30, 40, 50]);
  raw.close();
  const writer = new WorkerLink<WriterCalls>('writer-worker', { file, sync: 'full' });
  const place = { logId, version: 1, seq: 60 };
  await writer.call('saveSnapshotPart', place, 1, 'the second half');
  await writer.call('finishSnapshot', place, 2);
  await writer.close();
  const again = await openSqlite({ file });
  expect((await again.store.snapshot(logId, 1))?.seq).toBe(50);
  await again.close();
});

test('a writer that dies leaves its append unknown, and the next one starts anew', async () => {
  const file = aFile();
  const writer = new WorkerLink<WriterCalls>('writer-worker', { file, sync: 'full' });
  const lookups = new WorkerLink<LookupCalls>('lookup-worker', { file });
  const store = storeOver(writer, lookups, async () => {
    await lookups.close();
    await writer.close();
  });
  await store.create(aHead(logId));
  const batch = aBatch(logId, 0);
  const pending = store.append(batch);
  void writer.start().terminate();
  expect(await pending).toEqual({ kind: 'unknown' });
  // It is settled by asking the log, as the port says.
  const isThere = (await store.factAt(logId, batch.to))?.hash === batch.hash;
  expect(await store.append(batch)).toEqual({ kind: isThere ? 'conflict' : 'committed' });
  expect((await store.head(logId))?.seq).toBe(1);
  await store.close();
});

test('[K1] the schema itself refuses what does not sum', async () => {
  const file = aFile();
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  const outcome = await store.append(
    aBatch(logId, 0, { rows: { stock: [aStock(logId, 1, { available: 11 })] } }),
  );
  expect(outcome).toMatchObject({
    kind: 'failed',
    reason: 'constraint',
    message: expect.stringContaining('k1_stock'),
  });
  await close();
});

test('[K4] the refusal table of a stream is bounded, and known rows go on counting', async () => {
  const file = aFile();
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  const refusals = Array.from({ length: 20_050 }, (_, index) => aRefusal(`buyer ${index}`, 1));
  const batch = aBatch(logId, 0, { facts: 0, refusals });
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  await close();
  const raw = new (loadDriver())(file, { readonly: true });
  const row = raw
    .prepare('SELECT count(*) AS rows, min(count) AS least, max(count) AS most FROM refusal')
    .get();
  expect(row).toEqual({ rows: 20_000, least: 2, most: 2 });
  raw.close();
});

test('a report of many orders does not keep an append or a short question waiting for it', async () => {
  const { store, readers, close } = await openSqlite({ file: aFile() });
  await store.create(aHead(logId));
  await store.append(aBatch(logId, 0, { rows: { streams: [aStream(logId)] } }));
  for (let round = 0; round < 20; round += 1) {
    const orders = Array.from({ length: 1_000 }, (_, index) => anOrder(logId, `${round} ${index}`));
    const lines = orders.map((order) => aLine(order, 0));
    await store.append(aBatch(logId, 1 + round, { rows: { orders, lines } }));
  }
  await readers.sales(logId, EIGHT);
  const finished: string[] = [];
  const report = readers.sales(logId, EIGHT + 3_600_000).then((answer) => {
    finished.push('report');
    return answer;
  });
  await store.append(aBatch(logId, 21)).then(() => finished.push('append'));
  await readers.isNewBuyer([idOf('buyer')]).then(() => finished.push('question'));
  expect((await report)?.summary.paidOrders).toBe(20_000);
  expect(finished).toEqual(['append', 'question', 'report']);
  await close();
});
