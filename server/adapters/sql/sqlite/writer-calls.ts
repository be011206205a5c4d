import type { Database as SqliteDatabase } from 'better-sqlite3';
import { appender, type BatchTexts } from './append.ts';
import { openWriter, type SqliteSync } from './connection.ts';
import { peopleIndexWrites } from './people-index-writes.ts';
import { peopleWrites } from './people-writes.ts';
import { securityWrites } from './security-writes.ts';
import { settlementWrites } from './settlement-writes.ts';
import { smallWrites } from './small-writes.ts';
import { snapshotWrites } from './snapshot-writes.ts';
import { textWrites } from './text-writes.ts';
import { webhookWrites } from './webhook-writes.ts';

export type WriterCalls = ReturnType<typeof writerCalls>;

/** All that is written: batches and small transactions, one after the other, on one connection. @throws StoreOpenError */
export function writerCalls(file: string, sync: SqliteSync) {
  const { db, close } = openWriter(file, sync);
  return { ...writesOf(db), close };
}

/** @param texts how a batch begins and ends; absent: it is a transaction */
export function writesOf(db: SqliteDatabase, texts?: BatchTexts) {
  return {
    open: () => undefined,
    ...appender(db, texts),
    ...smallWrites(db),
    ...snapshotWrites(db),
    ...peopleWrites(db),
    ...peopleIndexWrites(db),
    ...textWrites(db),
    ...settlementWrites(db),
    ...webhookWrites(db),
    ...securityWrites(db),
  };
}
