import { sharedThrottle } from '../../threads/background-throttle.ts';
import { WorkerRpcClient } from '../../threads/worker-rpc-client.ts';
import { BatchWriter } from './batch-writer.ts';
import type { CheckpointCalls } from './checkpoint-worker.ts';
import type { SqliteSync } from './connection.ts';
import type { LookupCalls } from './lookup-calls.ts';
import { portsOver, type SqliteStores } from './ports.ts';
import type { ReportCalls } from './report-calls.ts';
import { snapshotThread } from './snapshot-thread.ts';
import type { WriterCalls } from './writer-calls.ts';

/**
 * Opens the market's file: one thread writes, one answers short questions, one makes reports, one folds what was written
 * into the file, so that the program's own loop waits for none of them and no report delays an order.
 * @param options.sync `full` (default): an acknowledged order survives a power cut. `normal`: the newest may not.
 * @param options.snapshotThread file of the thread that makes snapshots, without its extension
 * @throws StoreOpenError when another process has the file, its schema is newer, or it cannot be written
 */
export async function openSqlite(options: {
  file: string;
  sync?: SqliteSync;
  snapshotThread?: URL;
}): Promise<SqliteStores> {
  const { file, sync = 'full' } = options;
  const way = sharedThrottle();
  const writerThread = new WorkerRpcClient<WriterCalls>(threadFile('writer-worker'), { file, sync });
  const writer = new BatchWriter(writerThread);
  const lookups = new WorkerRpcClient<LookupCalls>(threadFile('lookup-worker'), { file });
  const reports = new WorkerRpcClient<ReportCalls>(threadFile('report-worker'), { file, way: way.shared });
  const checkpoints = new WorkerRpcClient<CheckpointCalls>(threadFile('checkpoint-worker'), { file });
  const snapshots = options.snapshotThread
    ? snapshotThread(options.snapshotThread, file, writerThread)
    : null;
  const close = async () => {
    await Promise.all([lookups.close(), reports.close(), checkpoints.close(), snapshots?.close()]);
    await writerThread.close();
  };
  try {
    lookups.start();
    await writer.call('open');
    await lookups.call('open');
    checkpoints.tell('start');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...portsOver({ writer, lookups, reports, checkpoints }, close),
    snapshots,
    way,
    lostFiles: () => checkpoints.call('lostFiles'),
  };
}

const threadFile = (name: string) => new URL(name, import.meta.url);
