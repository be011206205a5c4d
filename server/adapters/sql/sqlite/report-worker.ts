import { workerData } from 'node:worker_threads';
import { lowerThreadPriority } from '../../threads/thread-priority.ts';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import { openReader } from './connection.ts';
import { reportsOf } from './report-calls.ts';

const { file, way } = workerData as { file: string; way: SharedArrayBuffer };

// The thread of long questions, started by the first of them.
lowerThreadPriority('behind');
serveWorkerRpc(() => {
  const db = openReader(file);
  return { ...reportsOf(db, way), close: () => void db.close() };
});
