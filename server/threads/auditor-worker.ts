import { workerData } from 'node:worker_threads';
import { auditReadsOver } from '../adapters/sql/ledger/audit-reads.ts';
import { openPostgresLedger } from '../adapters/sql/ledger/postgres-ledger.ts';
import { openSqliteLedger } from '../adapters/sql/ledger/sqlite-ledger.ts';
import { lowerThreadPriority } from '../adapters/threads/thread-priority.ts';
import { serveWorkerRpc } from '../adapters/threads/worker-rpc-server.ts';
import { logLooks } from '../audit/audit-reader.ts';

const place = workerData as { file: string } | { url: string };

export type AuditorCalls = ReturnType<typeof openCalls>;

/** The auditor's own thread: neither walking along a log nor adding up a million orders keeps anybody waiting. */
function openCalls() {
  const open = async () => ('url' in place ? openPostgresLedger(place.url) : openSqliteLedger(place.file));
  return { ...auditReadsOver(open), ...logLooks(open), close: () => undefined };
}

lowerThreadPriority('behind');
serveWorkerRpc(openCalls);
