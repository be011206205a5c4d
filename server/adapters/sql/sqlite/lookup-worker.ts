import { workerData } from 'node:worker_threads';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import { answersAsks } from './asks.ts';
import { openReader } from './connection.ts';
import { logLookups } from './log-lookups.ts';
import { peopleLookups } from './people-lookups.ts';
import { tableLookups } from './table-lookups.ts';

const { file } = workerData as { file: string };

export type LookupCalls = ReturnType<typeof openCalls>;

/** The thread of short questions: a report never stands in their way. */
function openCalls() {
  const db = openReader(file);
  return {
    open: () => undefined,
    ...logLookups(db),
    ...tableLookups(db),
    ...peopleLookups(db),
    ...answersAsks(db),
    close: () => void db.close(),
  };
}

serveWorkerRpc(openCalls);
