import { workerData } from 'node:worker_threads';
import { openReader } from './connection.ts';
import { logLookups } from './log-lookups.ts';
import { peopleLookups } from './people-lookups.ts';
import { tableLookups } from './table-lookups.ts';
import { answerCalls } from './worker-desk.ts';

/** The thread of short questions: a report never stands in their way. */
const { file } = workerData as { file: string };
const db = openReader(file);

const calls = {
  open: () => undefined,
  ...logLookups(db),
  ...tableLookups(db),
  ...peopleLookups(db),
  close: () => void db.close(),
};
export type LookupCalls = typeof calls;

answerCalls(calls);
