import type { SecurityLogStore, SecurityPlace } from '../../../ports/security-log.ts';
import { securityTable } from '../schema.ts';
import { securityBeyond, securityEntryOf, securityPage, securityTrim } from '../security-texts.ts';
import { numbered } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { columnsFor, fromColumns } from './from-columns.ts';

/** The security log in PostgreSQL: every node writes what it has seen, and any may cut the old end off. */
export function postgresSecurityLog(links: ConnectionPool, reports: ConnectionPool): SecurityLogStore {
  const insert = fromColumns(securityTable, 'DO NOTHING');
  return {
    async write(entries) {
      if (entries.length === 0) return;
      await links.change(insert, columnsFor(securityTable, entries.map(securityTable.values)));
    },
    async page(question) {
      const { text, values } = securityPage(question);
      return (await links.query<unknown>(numbered(text), values)).map(securityEntryOf);
    },
    async beyond(most, ofStrangers) {
      const { text, values } = securityBeyond(most, ofStrangers);
      return (await reports.query<SecurityPlace>(numbered(text), values))[0] ?? null;
    },
    trim(upTo, ofStrangers, step) {
      const { text, values } = securityTrim(upTo, ofStrangers, step);
      return links.change(numbered(text), values);
    },
  };
}
