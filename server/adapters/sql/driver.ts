import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;
export type SqliteStatement = Database.Statement<unknown[]>;

/**
 * The SQLite driver of this Node. No single version of it serves them all: 13.x needs Node-API 10 (Node 22.14 and
 * newer) and crashes below, 12.x aborts on Node 24. Nothing else in the program names either package.
 */
export function loadDriver(): typeof Database {
  const hasNodeApi10 = Number(process.versions.napi) >= 10;
  return createRequire(import.meta.url)(hasNodeApi10 ? 'better-sqlite3' : 'better-sqlite3-node20');
}
