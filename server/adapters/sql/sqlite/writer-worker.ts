import { workerData } from 'node:worker_threads';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import { appender } from './append.ts';
import { openWriter, type SqliteSync } from './connection.ts';
import { peopleWrites } from './people-writes.ts';
import { securityWrites } from './security-writes.ts';
import { settlementWrites } from './settlement-writes.ts';
import { smallWrites } from './small-writes.ts';
import { snapshotWrites } from './snapshot-writes.ts';
import { webhookWrites } from './webhook-writes.ts';

const { file, sync } = workerData as { file: string; sync: SqliteSync };

export type WriterCalls = ReturnType<typeof openCalls>;

/** The one thread that writes: batches and small transactions, one after the other, on one connection. */
function openCalls() {
  const { db, close } = openWriter(file, sync);
  return {
    open: () => undefined,
    ...appender(db),
    ...smallWrites(db),
    ...snapshotWrites(db),
    ...peopleWrites(db),
    ...settlementWrites(db),
    ...webhookWrites(db),
    ...securityWrites(db),
    close,
  };
}

serveWorkerRpc(openCalls);
