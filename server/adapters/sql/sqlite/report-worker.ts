import { workerData } from 'node:worker_threads';
import { throttledWork } from '../../threads/background-throttle.ts';
import { lowerThreadPriority } from '../../threads/thread-priority.ts';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import { answersAsks } from './asks.ts';
import { openReader } from './connection.ts';
import { floorReaders, salesReader } from './sales-reader.ts';
import { orderPages } from './table-lookups.ts';

const { file, way } = workerData as { file: string; way: SharedArrayBuffer };

export type ReportCalls = ReturnType<typeof openCalls>;

/** The thread of long questions, started by the first of them. */
function openCalls() {
  const db = openReader(file);
  return {
    sales: salesReader(db, throttledWork(way)),
    ...floorReaders(db),
    ...orderPages(db),
    ...answersAsks(db),
    close: () => void db.close(),
  };
}

lowerThreadPriority('behind');
serveWorkerRpc(openCalls);
