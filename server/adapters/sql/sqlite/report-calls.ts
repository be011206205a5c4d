import type { Database as SqliteDatabase } from 'better-sqlite3';
import { throttledWork } from '../../threads/background-throttle.ts';
import { answersAsks } from './asks.ts';
import { floorReaders, salesReader } from './sales-reader.ts';
import { buyerList, orderList, orderPages, shopReports } from './table-lookups.ts';

export type ReportCalls = ReturnType<typeof reportsOf> & { close(): void };

/** All long questions. @param way whoever takes it holds them up */
export function reportsOf(db: SqliteDatabase, way: SharedArrayBuffer) {
  return {
    sales: salesReader(db, throttledWork(way)),
    ...floorReaders(db),
    ...orderPages(db),
    ...orderList(db),
    ...buyerList(db),
    ...shopReports(db),
    ...answersAsks(db),
  };
}
