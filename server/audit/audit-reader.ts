import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Head } from '../event-log/ports/store.ts';
import type { AuditReads } from '../ports/audit-reads.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Finding } from './broken.ts';
import { LogAudit } from './log-audit.ts';

/** What the auditor reads of a running market, apart from everything that an order waits for. */
export interface AuditReader extends AuditReads {
  /**
   * Walks on along a log from where the look before ended.
   * @param head where the market knows the log to stand
   * @returns the first thing in it that can't be, or null
   */
  look(head: Head): Promise<Finding | null>;
}

/** A log that was forgotten meanwhile is walked on from where it stands by then. */
const MOST_LOGS = 1_000;

/** Looks at logs through ledgers, a new one for each look: it has to see what is there by then. */
export function logLooks(
  open: () => Promise<Pick<Ledger, 'head' | 'facts' | 'close'>>,
): Pick<AuditReader, 'look'> {
  const audits = new BoundedMap<string, LogAudit>(MOST_LOGS);
  return {
    async look(head) {
      const known = audits.get(head.logId);
      const audit = known?.isOf(head) ? known : new LogAudit(head);
      audits.set(head.logId, audit);
      const log = await open();
      try {
        return await audit.look(log, head);
      } finally {
        await log.close();
      }
    },
  };
}
