import { logReads } from '../../adapters/sql/postgres/log-reads.ts';
import { logWrites } from '../../adapters/sql/postgres/log-writes.ts';
import { shortLinks } from '../../adapters/sql/postgres/open.ts';
import type { SnapshotCalls } from '../../adapters/sql/sqlite/snapshot-thread.ts';
import { logKinds } from '../../logs.ts';
import { snapshotOf } from './make-snapshot.ts';

/** Reads and writes over a connection of its own. */
export function overPostgres(url: string): SnapshotCalls {
  const links = shortLinks(url, 1);
  const reads = logReads(links);
  const { saveSnapshot } = logWrites(links);

  return {
    async make(logId, kind) {
      const { snapshot, passedOver } = await snapshotOf(logKinds, reads, logId, kind);
      if (snapshot) await saveSnapshot(logId, snapshot);
      return passedOver;
    },
    close: () => links.close(),
  };
}
