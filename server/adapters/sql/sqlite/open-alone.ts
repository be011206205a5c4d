import { sharedThrottle } from '../../threads/background-throttle.ts';
import { callsHere } from '../../threads/calls-here.ts';
import { StoreOpenError } from '../store-open-error.ts';
import type { BatchTexts } from './append.ts';
import { BatchWriter } from './batch-writer.ts';
import { openWriter, type WriterConnection } from './connection.ts';
import { type LookupCalls, lookupsOf } from './lookup-calls.ts';
import { portsOver, type SqliteStores } from './ports.ts';
import { type ReportCalls, reportsOf } from './report-calls.ts';
import { type WriterCalls, writesOf } from './writer-calls.ts';

/** Of a longer transaction each batch is a part, and is undone alone. */
export const PART: BatchTexts = {
  begin: 'SAVEPOINT batch',
  commit: 'RELEASE batch',
  // By itself it goes back to the savepoint and leaves it open.
  rollback: ['ROLLBACK TO batch', 'RELEASE batch'],
};

/**
 * Opens an empty file for a program that has nobody to answer meanwhile: it writes and reads on its own thread, in one
 * transaction, which the close commits. Who dies before leaves an empty market. `openSqlite` opens the file afterwards.
 * @throws StoreOpenError also where the file has a market: an order there is on the disk before it is confirmed
 */
export async function openSqliteAlone(options: { file: string }): Promise<SqliteStores> {
  const writer = openWriter(options.file, 'normal');
  try {
    return over(writer, options.file);
  } catch (error) {
    writer.close();
    throw error;
  }
}

function over({ db, close: closeFile }: WriterConnection, file: string): SqliteStores {
  if (db.prepare('SELECT 1 FROM log_head LIMIT 1').get() !== undefined) {
    throw new StoreOpenError({
      what: 'The file has a market already',
      where: file,
      howToFix: 'Name a file that is not there yet.',
    });
  }
  db.exec('BEGIN IMMEDIATE');
  // They share one connection, which the writer closes.
  const nothing = { close: () => undefined };
  const link = callsHere<WriterCalls>({
    ...writesOf(db, PART),
    close() {
      try {
        db.exec('COMMIT');
      } finally {
        closeFile();
      }
    },
  });
  const lookups = callsHere<LookupCalls>({ ...lookupsOf(db), ...nothing });
  const reports = callsHere<ReportCalls>({ ...reportsOf(db, sharedThrottle().shared), ...nothing });
  // What was emptied is cut off when the file is opened for good.
  const checkpoints = callsHere({ truncate: () => true, ...nothing });
  const ports = portsOver({ writer: new BatchWriter(link), lookups, reports, checkpoints }, () =>
    link.close(),
  );
  // Staged parts would gain nothing on one thread, and a reader of the same connection would see them.
  const store = { ...ports.store };
  delete store.stageAppend;
  delete store.discardStaged;
  return { ...ports, store, snapshots: null };
}
