import { workerData } from 'node:worker_threads';
import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { openSqliteLedger } from '../adapters/sql/ledger/sqlite-ledger.ts';
import { lowerThreadPriority } from '../adapters/threads/thread-priority.ts';
import { serveWorkerRpc } from '../adapters/threads/worker-rpc-server.ts';
import { analystOver } from '../audit/analyst.ts';

const place = workerData as { file: string } | { url: string };

export type AnalystCalls = ReturnType<typeof openCalls>;

/** The thread that reads whole logs for the insights: neither the program's loop nor a writer's connection sees it. */
function openCalls() {
  return {
    ...analystOver(async () =>
      'url' in place ? openPostgresLedger(place.url) : openSqliteLedger(place.file),
    ),
  };
}

lowerThreadPriority('behind');
serveWorkerRpc(openCalls);
