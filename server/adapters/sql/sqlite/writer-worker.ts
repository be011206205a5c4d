import { workerData } from 'node:worker_threads';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import type { SqliteSync } from './connection.ts';
import { writerCalls } from './writer-calls.ts';

const { file, sync } = workerData as { file: string; sync: SqliteSync };

// The one thread that writes.
serveWorkerRpc(() => writerCalls(file, sync));
