import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CheckpointCalls } from '../../server/adapters/sql/sqlite/checkpoint-worker.ts';
import type { LookupCalls } from '../../server/adapters/sql/sqlite/lookup-calls.ts';
import type { ReportCalls } from '../../server/adapters/sql/sqlite/report-calls.ts';
import type { WriterCalls } from '../../server/adapters/sql/sqlite/writer-calls.ts';
import { sharedThrottle } from '../../server/adapters/threads/background-throttle.ts';
import { WorkerRpcClient } from '../../server/adapters/threads/worker-rpc-client.ts';
import { backup } from '../../server/cli/backup.ts';
import { status } from '../../server/cli/servers.ts';
import { verify } from '../../server/cli/verify.ts';
import { readConfig } from '../../server/config.ts';
import { openAnalyst, openAuditReader, openStores } from '../../server/main.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { areLocksTold, locksOn } from '../builders/file-locks.ts';
import { aHead, idOf } from '../builders/store-rows.ts';

/** Each test starts several threads from source, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-locks-'));
const file = join(folder, 'fairday.db');

beforeAll(() => {
  vi.stubEnv('AUTH_SECRET', '');
  vi.stubEnv('DATA_DIR', folder);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
beforeEach(() => {
  if (!areLocksTold) console.warn('Left out: locks are counted where /proc/locks tells them, on Linux.');
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!areLocksTold)(
  '[C44] a market keeps SQLite’s locks: over its start, looks at the books, a snapshot, a backup and verify',
  async () => {
    const config = readConfig(process.env);
    const stores = await openStores(config);
    const books = await openAuditReader(config);
    const analyst = await openAnalyst(config);
    const market = await AuditMarket.open({ ...stores, books });
    const held: Record<string, number> = {};
    const note = (after: string) => {
      held[after] = locksOn(file);
    };
    note('start');
    await market.adds(5, 1_000);
    await stores.readers.sales(market.streamId, market.clock.nowMs());
    note('report');
    await books?.look((await stores.store.head(market.streamId))!);
    await analyst?.facts(market.streamId, 0, 10);
    note('look');
    await stores.snapshots?.make(market.streamId, 'stream');
    note('snapshot');
    // In this process, which is more than the command line does: it is another one.
    mkdirSync(join(folder, 'backups'));
    await backup(undefined, { to: join(folder, 'backups'), keep: '1' });
    note('backup');
    await verify('all', {});
    note('verify');
    await status({});
    // It ends with 1, since no server answers at this folder's socket.
    process.exitCode = undefined;
    note('status');
    await analyst?.close();
    await market.close();
    note('the auditor is gone');
    await stores.close();
    const asked = [
      'start',
      'report',
      'look',
      'snapshot',
      'backup',
      'verify',
      'status',
      'the auditor is gone',
    ];
    expect(held).toEqual(Object.fromEntries(asked.map((after) => [after, 1])));
    expect(locksOn(file)).toBe(0);
  },
);

test.skipIf(!areLocksTold)('[C44] a thread that dies and starts again leaves the others’ locks', async () => {
  const thread = (name: string) => new URL(`../../server/adapters/sql/sqlite/${name}`, import.meta.url);
  const other = join(folder, 'threads.db');
  const writer = new WorkerRpcClient<WriterCalls>(thread('writer-worker'), { file: other, sync: 'full' });
  const way = sharedThrottle().shared;
  const lookups = new WorkerRpcClient<LookupCalls>(thread('lookup-worker'), { file: other });
  const reports = new WorkerRpcClient<ReportCalls>(thread('report-worker'), { file: other, way });
  const folding = new WorkerRpcClient<CheckpointCalls>(thread('checkpoint-worker'), { file: other });
  const threads = { writer, lookups, reports, folding };
  const asked = {
    writer: () => writer.call('create', aHead(idOf(`log ${Math.random()}`))),
    lookups: () => lookups.call('openLogs', 'stream'),
    reports: () => reports.call('refusals', 'nobody'),
    folding: () => folding.call('start'),
  };
  for (const ask of Object.values(asked)) await ask();
  expect(locksOn(other)).toBe(1);
  for (const [name, client] of Object.entries(threads)) {
    await client.start().terminate();
    expect(locksOn(other), `without ${name}`).toBe(1);
    await asked[name as keyof typeof asked]();
    expect(locksOn(other), `with another ${name}`).toBe(1);
  }
  await Promise.all([lookups.close(), reports.close(), folding.close()]);
  expect(locksOn(other), 'the writer alone').toBe(1);
  await writer.close();
});
