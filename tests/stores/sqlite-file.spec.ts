import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterAll, expect, test, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../server/adapters/sql/migrations/migrations.ts';
import { BatchWriter } from '../../server/adapters/sql/sqlite/batch-writer.ts';
import { claimFile } from '../../server/adapters/sql/sqlite/connection.ts';
import type { LookupCalls } from '../../server/adapters/sql/sqlite/lookup-calls.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { storeOver } from '../../server/adapters/sql/sqlite/ports.ts';
import type { WriterCalls } from '../../server/adapters/sql/sqlite/writer-calls.ts';
import { StoreOpenError } from '../../server/adapters/sql/store-open-error.ts';
import { WorkerRpcClient } from '../../server/adapters/threads/worker-rpc-client.ts';
import { callOver } from '../../server/adapters/threads/worker-rpc-server.ts';
import type { MarketBatch, MarketPart } from '../../server/ports/rows.ts';
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
const threadFile = (name: string) => new URL(`../../server/adapters/sql/sqlite/${name}`, import.meta.url);

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
    const child = spawn(process.execPath, [entry, file, logId], {
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
  const raw = new Database(newer);
  raw.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
  raw.close();
  const foreign = aFile();
  const other = new Database(foreign);
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
  const raw = new Database(file);
  const heads = raw.prepare('SELECT seq FROM snapshot ORDER BY seq').pluck().all();
  expect(heads).toEqual([40, 50]);
  const kept = raw.prepare('SELECT DISTINCT seq FROM snapshot_part ORDER BY seq').pluck().all();
  expect(kept).toEqual([30, 40, 50]);
  raw.close();
  const writer = new WorkerRpcClient<WriterCalls>(threadFile('writer-worker'), { file, sync: 'full' });
  const place = { logId, version: 1, seq: 60 };
  await writer.call('saveSnapshotPart', place, 1, 'the second half');
  await writer.call('finishSnapshot', place, 2, 'ab'.repeat(32));
  await writer.close();
  const again = await openSqlite({ file });
  expect((await again.store.snapshot(logId, 1))?.seq).toBe(50);
  await again.close();
});

test('a writer that dies leaves its append unknown, and the next one starts anew', async () => {
  const file = aFile();
  const writer = new WorkerRpcClient<WriterCalls>(threadFile('writer-worker'), { file, sync: 'full' });
  const lookups = new WorkerRpcClient<LookupCalls>(threadFile('lookup-worker'), { file });
  const store = storeOver(new BatchWriter(writer), lookups, async () => {
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

/** A batch of eight orders under as many keys, and its first `count` of them as they go ahead of it. */
function eightOrders(log: string, count: number): { batch: MarketBatch; part: MarketPart } {
  const rows = Array.from({ length: 8 }, (_, index) => {
    const order = anOrder(log, `order ${index}`);
    return { order, lines: [aLine(order, 0), aLine(order, 1)] };
  });
  const keys = rows.map((_, index) => aKey(`buyer ${index}`, 'key', index + 1));
  const lines = rows.flatMap((each) => each.lines);
  const orders = rows.map(({ order }) => order);
  const batch = aBatch(log, 0, { facts: 8, keys, rows: { orders, lines, streams: [aStream(log)] } });
  const part: MarketPart = {
    logId: log,
    history: batch.history,
    from: 0,
    facts: batch.facts.slice(0, count),
    keys: keys.slice(0, count),
    effects: { orders: orders.slice(0, count), lines: lines.slice(0, 2 * count) },
  };
  return { batch, part };
}

/** What a file holds of orders, lines, keys and facts. */
function countsIn(file: string): number[] {
  const raw = new Database(file, { readonly: true });
  const counts = ['orders', 'order_line', 'command_key', 'fact'].map((table) =>
    Number(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
  );
  raw.close();
  return counts;
}

test('[O3] what goes ahead of a cut counts with its append, and not before', async () => {
  const file = aFile();
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  const { batch, part } = eightOrders(logId, 5);
  store.stageAppend?.({
    ...part,
    facts: part.facts.slice(0, 2),
    keys: [],
    effects: { orders: [], lines: [] },
  });
  store.stageAppend?.({ ...part, facts: part.facts.slice(2) });
  expect(await store.factAt(logId, 1)).toBeNull();
  expect((await store.head(logId))?.seq).toBe(0);
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  expect(await store.factsAfter(logId, 0, 10)).toEqual(batch.facts);
  expect(await store.findKey(logId, [batch.keys[4]!.actorId], batch.keys[4]!.key)).toEqual(batch.keys[4]);
  await close();
  expect(countsIn(file)).toEqual([8, 16, 8, 8]);
});

test('a row that changed after it went ahead is written as it is at last', async () => {
  const file = aFile();
  const { store, readers, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  const { batch, part } = eightOrders(logId, 5);
  store.stageAppend?.(part);
  const changed = { ...batch.effects.rows.orders[1]!, status: 'CANCELLED' as const, cancelledAtMs: EIGHT };
  batch.effects.rows.orders[1] = changed;
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  expect(await readers.orderById(changed.orderId)).toMatchObject({ order: { status: 'CANCELLED' } });
  await close();
  expect(countsIn(file)).toEqual([8, 16, 8, 8]);
});

test('what went ahead is undone by its end, by another write, by a crash, and by a close', async () => {
  const file = aFile();
  let stores = await openSqlite({ file });
  await stores.store.create(aHead(logId));
  const { batch, part } = eightOrders(logId, 5);
  const other = idOf('another log');
  stores.store.stageAppend?.(part);
  stores.store.discardStaged?.();
  stores.store.stageAppend?.(part);
  // It is durable when it is answered, whatever becomes of the cut.
  expect(await stores.store.create(aHead(other))).toBe(true);
  stores.store.stageAppend?.(part);
  await stores.close();
  expect(countsIn(file)).toEqual([0, 0, 0, 0]);

  stores = await openSqlite({ file });
  expect(await stores.store.head(other)).not.toBeNull();
  stores.store.stageAppend?.(part);
  // Something else came in between: the append brings its cut whole.
  await stores.store.saveCursor('refunds', other, 0);
  expect(await stores.store.append(batch)).toEqual({ kind: 'committed' });
  await stores.close();
  expect(countsIn(file)).toEqual([8, 16, 8, 8]);
});

test('[I2] a cut whose parts find another head is a conflict, one whose parts break a rule fails, and both leave nothing', async () => {
  const file = aFile();
  const { store, close } = await openSqlite({ file });
  await store.create(aHead(logId));
  const { batch, part } = eightOrders(logId, 5);
  store.stageAppend?.({ ...part, history: 'zzzz9999' });
  expect(await store.append({ ...batch, history: 'zzzz9999' })).toEqual({ kind: 'conflict' });
  const twice = { ...batch.keys[1]!, seq: 3 };
  store.stageAppend?.({ ...part, keys: [...part.keys.slice(0, 4), twice] });
  const keys = [...batch.keys.slice(0, 4), twice, ...batch.keys.slice(5)];
  expect(await store.append({ ...batch, keys })).toMatchObject({ kind: 'failed', reason: 'constraint' });
  store.stageAppend?.(part);
  // A gap is found before anything is asked of the thread.
  const facts = batch.facts.slice(0, 7);
  expect(await store.append({ ...batch, facts })).toMatchObject({ kind: 'failed', reason: 'constraint' });
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  // Places that are taken by now are no broken rule of the batch: its decider has not read on.
  store.stageAppend?.(part);
  expect(await store.append(batch)).toEqual({ kind: 'conflict' });
  await close();
  expect(countsIn(file)).toEqual([8, 16, 8, 8]);
});

test('a writer that dies between the parts of a cut gets the whole of it', async () => {
  const file = aFile();
  const writer = new WorkerRpcClient<WriterCalls>(threadFile('writer-worker'), { file, sync: 'full' });
  const lookups = new WorkerRpcClient<LookupCalls>(threadFile('lookup-worker'), { file });
  const store = storeOver(new BatchWriter(writer), lookups, async () => {
    await lookups.close();
    await writer.close();
  });
  await store.create(aHead(logId));
  const { batch, part } = eightOrders(logId, 5);
  store.stageAppend?.({
    ...part,
    facts: part.facts.slice(0, 2),
    keys: [],
    effects: { orders: [], lines: [] },
  });
  await writer.start().terminate();
  store.stageAppend?.({ ...part, facts: part.facts.slice(2) });
  expect(await store.append(batch)).toEqual({ kind: 'committed' });
  await store.close();
  expect(countsIn(file)).toEqual([8, 16, 8, 8]);
});

test('[C47] nobody gets a lock whose file was taken away meanwhile', () => {
  const file = aFile();
  const { exec } = Database.prototype;
  const spied = vi.spyOn(Database.prototype, 'exec');
  spied.mockImplementationOnce(function (this: typeof Database.prototype, text) {
    rmSync(`${file}-owner`);
    return exec.call(this, text);
  });
  expect(() => claimFile(file)).toThrow(StoreOpenError);
  spied.mockRestore();
  const owner = claimFile(file);
  expect(() => claimFile(file)).toThrow('Another process has this store open');
  owner.close();
});

test('another thread does not write into a cut that is under way', async () => {
  const file = aFile();
  const writer = new WorkerRpcClient<WriterCalls>(threadFile('writer-worker'), { file, sync: 'full' });
  const cuts = new BatchWriter(writer);
  await cuts.call('create', aHead(logId));
  const { part } = eightOrders(logId, 5);
  const { port1, port2 } = new MessageChannel();
  writer.lend(port1);
  cuts.stageAppend(part);
  expect(await writer.call('isInMidst')).toBe(true);
  let isSaved = false;
  const saved = callOver(port2, 'saveSnapshotPart', { logId, version: 1, seq: 1 }, 0, 'a snapshot').then(
    () => {
      isSaved = true;
    },
  );
  for (let times = 0; times < 20; times += 1) await writer.call('isInMidst');
  expect(isSaved).toBe(false);
  cuts.discardStaged();
  await saved;
  port2.close();
  await writer.close();
  expect(countsIn(file)).toEqual([0, 0, 0, 0]);
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
  const raw = new Database(file, { readonly: true });
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
  await readers.haveBought([idOf('buyer')]).then(() => finished.push('question'));
  expect((await report)?.summary.paidOrders).toBe(20_000);
  expect(finished).toEqual(['append', 'question', 'report']);
  await close();
});
