import type { Snapshots } from '../../../event-log/ports/snapshots.ts';
import type { Store } from '../../../event-log/ports/store.ts';
import type { AudienceStore } from '../../../ports/audience.ts';
import type { Directory } from '../../../ports/directory.ts';
import type { Readers } from '../../../ports/readers.ts';
import type { SecurityLogStore } from '../../../ports/security-log.ts';
import type { SettlementStore } from '../../../ports/settlement.ts';
import type { WebhookStore } from '../../../ports/webhooks.ts';
import { appender } from './append.ts';
import { ConnectionPool } from './connection-pool.ts';
import { logReads } from './log-reads.ts';
import { logWrites } from './log-writes.ts';
import { postgresAudience, postgresDirectory } from './people.ts';
import { postgresPeopleIndex } from './people-index.ts';
import { prepare } from './prepare.ts';
import { floorReaders, salesReader } from './sales-reader.ts';
import { postgresSecurityLog } from './security-log.ts';
import { postgresSettlement } from './settlement-store.ts';
import { snapshotThread } from './snapshot-thread.ts';
import { buyerList, orderList, orderPages, shopReports, tableReads } from './table-reads.ts';
import { postgresTexts } from './text-store.ts';
import { postgresWebhooks } from './webhook-store.ts';

/** Logs that commit at the same time; each append has a connection for itself. */
const WRITERS = 4;
const READERS = 6;
const REPORTS = 2;

export interface PostgresStores {
  store: Store;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  settlement: SettlementStore;
  webhooks: WebhookStore;
  security: SecurityLogStore;
  /** Null unless a thread for it was named. */
  snapshots: Snapshots | null;
  /** Lets what is under way finish, then closes every connection. Same as `store.close()`. */
  close(): Promise<void>;
}

/**
 * Opens the market's database; any number of processes may. Appends, short questions and reports have connections of
 * their own, so that no report delays an order. Every call is settled within 2 s, reports within 10 s, whatever the
 * server does.
 * @param options.onWarning told what an operator should know of the server, each a sentence
 * @param options.snapshotThread file of the thread that makes snapshots, without its extension
 * @throws StoreOpenError when the server or the database can't be used, in one line
 */
export async function openPostgres(options: {
  url: string;
  snapshotThread?: URL;
  onWarning?: (warning: string) => void;
}): Promise<PostgresStores> {
  const { url } = options;
  const { textColumns, warnings } = await prepare(url);
  if (options.onWarning) warnings.forEach(options.onWarning);
  const writers = new ConnectionPool({
    url,
    name: 'fairday orders',
    most: WRITERS,
    answerMs: 1_500,
    // A writer that is stopped in the middle of a batch must not keep its log locked: the others go on without it.
    session: {
      ...durable,
      statement_timeout: 1_400,
      lock_timeout: 1_000,
      idle_in_transaction_session_timeout: 2_000,
      // A batch has one sensible plan: it is not thought about again for every new number of rows.
      plan_cache_mode: 'force_generic_plan',
    },
  });
  const others = shortLinks(url, READERS);
  const reports = reportLinks(url);
  const snapshots = options.snapshotThread ? snapshotThread(options.snapshotThread, url) : null;
  const close = async () => {
    await Promise.all([writers.close(), others.close(), reports.close(), snapshots?.close()]);
  };
  return {
    store: { ...logReads(others), ...logWrites(others), append: appender(writers, textColumns), close },
    readers: {
      ...tableReads(others),
      sales: salesReader(reports),
      ...floorReaders(reports),
      ...orderPages(reports),
      ...orderList(others, reports),
      ...buyerList(others, reports),
      ...shopReports(reports),
    },
    directory: { ...postgresDirectory(others), ...postgresTexts(others), ...postgresPeopleIndex(others) },
    audience: postgresAudience(others),
    settlement: postgresSettlement(others, reports, textColumns),
    webhooks: postgresWebhooks(others),
    security: postgresSecurityLog(others, reports),
    snapshots,
    close,
  };
}

/** An acknowledged commit is on disk, whatever the server or the database has as its default. */
const durable = { synchronous_commit: 'on' };

/** Connections for what takes long: a report is settled within 10 s. */
export function reportLinks(url: string): ConnectionPool {
  return new ConnectionPool({
    url,
    name: 'fairday reports',
    most: REPORTS,
    answerMs: 10_000,
    session: {
      statement_timeout: 5_000,
      idle_in_transaction_session_timeout: 10_000,
      work_mem: '96MB',
      jit: 'off',
      // Disks of today are as quick here as there.
      random_page_cost: 1.1,
      // A report takes one core of the server's; the others are for the orders.
      max_parallel_workers_per_gather: 0,
    },
  });
}

/** Connections for everything that is short. */
export function shortLinks(url: string, most: number): ConnectionPool {
  return new ConnectionPool({
    url,
    name: 'fairday',
    most,
    answerMs: 1_900,
    session: {
      ...durable,
      // Compiling a question takes longer than answering it: up to two seconds, where it looks into many rows.
      jit: 'off',
      statement_timeout: 1_800,
      lock_timeout: 1_000,
      idle_in_transaction_session_timeout: 5_000,
    },
  });
}
