import { workerData } from 'node:worker_threads';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import { lookupCalls } from './lookup-calls.ts';

const { file } = workerData as { file: string };

// The thread of short questions: a report never stands in their way.
serveWorkerRpc(() => lookupCalls(file));
