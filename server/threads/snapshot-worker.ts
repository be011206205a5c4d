import { type MessagePort, workerData } from 'node:worker_threads';
import type { SnapshotCalls } from '../adapters/sql/sqlite/snapshot-thread.ts';
import { lowerThreadPriority } from '../adapters/threads/thread-priority.ts';
import { serveWorkerRpc } from '../adapters/threads/worker-rpc-server.ts';

const place = workerData as { file: string; writer: MessagePort } | { url: string };

/** The thread that makes one snapshot; of the two engines it loads only the one that it needs. */
lowerThreadPriority('when_idle');
serveWorkerRpc((): SnapshotCalls => {
  const maker = open();
  return {
    make: async (logId, kind) => (await maker).make(logId, kind),
    close: async () => (await maker).close(),
  };
});

async function open(): Promise<SnapshotCalls> {
  if ('url' in place) {
    const { overPostgres } = await import('./snapshots/over-postgres.ts');
    return overPostgres(place.url);
  }
  const { overSqlite } = await import('./snapshots/over-sqlite.ts');
  return overSqlite(place.file, place.writer);
}
