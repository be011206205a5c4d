import { workerData } from 'node:worker_threads';
import { openReader } from './connection.ts';
import { salesReader } from './sales-reader.ts';
import { answerCalls } from './worker-desk.ts';

/** The thread of long questions, started by the first of them. */
const { file } = workerData as { file: string };
const db = openReader(file);

const calls = {
  sales: salesReader(db),
  close: () => void db.close(),
};
export type ReportCalls = typeof calls;

answerCalls(calls);
