import { workerData } from 'node:worker_threads';
import type { Batch } from '../../../ports/store.ts';
import { appender } from './append.ts';
import { openWriter, type SqliteSync } from './connection.ts';
import { peopleWrites } from './people-writes.ts';
import { smallWrites } from './small-writes.ts';
import { answerCalls } from './worker-desk.ts';

/** The one thread that writes: cuts and small transactions, one after the other, on one connection. */
const { file, sync } = workerData as { file: string; sync: SqliteSync };
let opened: ReturnType<typeof openAll> | null = null;

function openAll() {
  const connection = openWriter(file, sync);
  const { db } = connection;
  return { connection, append: appender(db), ...smallWrites(db), ...peopleWrites(db) };
}

/** Opens at the first call, so that a file that cannot be opened is an answer and not a dead thread. */
function writer() {
  opened ??= openAll();
  return opened;
}
type Writer = ReturnType<typeof openAll>;

const calls = {
  open: () => void writer(),
  append: (batch: Batch) => writer().append(batch),
  create: (...args: Parameters<Writer['create']>) => writer().create(...args),
  saveSnapshot: (...args: Parameters<Writer['saveSnapshot']>) => writer().saveSnapshot(...args),
  recordAudience: (...args: Parameters<Writer['recordAudience']>) => writer().recordAudience(...args),
  closeOpenAudience: (atMs: number) => writer().closeOpenAudience(atMs),
  beat: (atMs: number) => writer().beat(atMs),
  addStaff: (...args: Parameters<Writer['addStaff']>) => writer().addStaff(...args),
  addSession: (...args: Parameters<Writer['addSession']>) => writer().addSession(...args),
  endSession: (tokenHash: string) => writer().endSession(tokenHash),
  addOneTime: (...args: Parameters<Writer['addOneTime']>) => writer().addOneTime(...args),
  takeOneTime: (...args: Parameters<Writer['takeOneTime']>) => writer().takeOneTime(...args),
  addAlias: (...args: Parameters<Writer['addAlias']>) => writer().addAlias(...args),
  addAddress: (...args: Parameters<Writer['addAddress']>) => writer().addAddress(...args),
  close: () => {
    opened?.connection.close();
    opened = null;
  },
};
export type WriterCalls = typeof calls;

answerCalls(calls);
