import { workerData } from 'node:worker_threads';
import { answerCalls } from '../../threads/worker-desk.ts';
import { booksOver } from './books.ts';
import { openSqliteLedger } from './sqlite-ledger.ts';

const { file } = workerData as { file: string };

export type BooksCalls = ReturnType<typeof openCalls>;

/** The auditor's own thread: adding up a million orders keeps nobody waiting. */
function openCalls() {
  return { ...booksOver(async () => openSqliteLedger(file)), close: () => undefined };
}

answerCalls(openCalls);
