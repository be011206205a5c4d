import { workerData } from 'node:worker_threads';
import { stepBack } from '../../threads/step-back.ts';
import { answerCalls } from '../../threads/worker-desk.ts';
import { answersAsks } from './asks.ts';
import { openReader } from './connection.ts';
import { floorReaders, salesReader } from './sales-reader.ts';
import { orderPages } from './table-lookups.ts';

const { file } = workerData as { file: string };

export type ReportCalls = ReturnType<typeof openCalls>;

/** The thread of long questions, started by the first of them. */
function openCalls() {
  const db = openReader(file);
  return {
    sales: salesReader(db),
    ...floorReaders(db),
    ...orderPages(db),
    ...answersAsks(db),
    close: () => void db.close(),
  };
}

stepBack('behind');
answerCalls(openCalls);
