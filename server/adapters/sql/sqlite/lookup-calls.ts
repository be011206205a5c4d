import type { Database as SqliteDatabase } from 'better-sqlite3';
import { answersAsks } from './asks.ts';
import { openReader } from './connection.ts';
import { logLookups } from './log-lookups.ts';
import { peopleLookups } from './people-lookups.ts';
import { buyerList, orderList, tableLookups } from './table-lookups.ts';

export type LookupCalls = ReturnType<typeof lookupCalls>;

/** All short questions, on a connection of their own. @throws StoreOpenError */
export function lookupCalls(file: string) {
  const db = openReader(file);
  return { ...lookupsOf(db), close: () => void db.close() };
}

export function lookupsOf(db: SqliteDatabase) {
  return {
    open: () => undefined,
    ...logLookups(db),
    ...tableLookups(db),
    ...orderList(db),
    ...buyerList(db),
    ...peopleLookups(db),
    ...answersAsks(db),
  };
}
