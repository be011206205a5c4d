import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { SecurityEntry, SecurityPlace } from '../../../ports/security-log.ts';
import { securityTable } from '../schema.ts';
import { securityTrim } from '../security-texts.ts';
import { ensureText } from '../texts.ts';
import { statementCache, transaction } from './statements.ts';

/** What is written of the security log: a few rows at a time, and the old ones away. */
export function securityWrites(db: SqliteDatabase) {
  const ensure = db.prepare<unknown[]>(ensureText(securityTable));
  const prepared = statementCache(db);
  return {
    writeSecurity: transaction(db, (entries: readonly SecurityEntry[]): void => {
      for (const entry of entries) ensure.run(securityTable.values(entry));
    }),
    trimSecurity(upTo: SecurityPlace, ofStrangers: boolean, step: number): number {
      const { text, values } = securityTrim(upTo, ofStrangers, step);
      return prepared(text).run(...values).changes;
    },
  };
}
