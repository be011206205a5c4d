import type { Express } from 'express';
import type { Application } from '../application/application.ts';
import type { SettlementAdmin } from '../application/payout/payouts.ts';
import type { Config } from '../config.ts';
import type { CommitTimes } from '../event-log/ports/commit-times.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import type { LiveMedia } from '../media/live-media.ts';
import type { Analyst } from '../ports/analyst.ts';
import type { AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { AudienceStore } from '../ports/audience.ts';
import type { BackgroundThrottle } from '../ports/background-throttle.ts';
import type { Bus } from '../ports/bus.ts';
import type { Directory } from '../ports/directory.ts';
import type { EngineLoad } from '../ports/engine-load.ts';
import type { Printer } from '../ports/printer.ts';
import type { Publications } from '../ports/publication.ts';
import type { Readers } from '../ports/readers.ts';
import type { SandboxProvider } from '../ports/sandbox-provider.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SecurityLogStore } from '../ports/security-log.ts';
import type { StoreFile } from '../ports/store-files.ts';
import type { ViewerCounter } from '../ports/viewer-counter.ts';
import type { OutboxLag, OutboxView } from '../subscribers/outbox.ts';
import type { WebhookAdmin } from '../subscribers/webhooks/admin.ts';
import type { FaultCounts } from './faults/faults.ts';
import type { Log } from './logging/log.ts';
import type { ClockOff } from './watches/clock-watch.ts';

/** The process's reports about itself. */
export interface Inside {
  startedAtMs: number;
  /** The auditor's state; null: it does not run here. */
  audit(): { lookedAtMs: number | null } | null;
  outbox(): OutboxView;
  lags(): OutboxLag[];
  load(): EngineLoad;
  commitTimes: CommitTimes;
  /** The offset of this server's clock (T7). */
  clockOff(): ClockOff;
  /** Snapshots since the start that failed their check and were skipped. */
  damagedSnapshots(): number;
  /** Null: this server has no Redis. */
  isRedisUp(): boolean | null;
  /** The size of SQLite's write-ahead log; null: there is none. */
  walBytes(): Promise<number | null>;
  /** The disk of the data folder; null where the system reports nothing. */
  disk(): Promise<{ freeBytes: number; totalBytes: number } | null>;
  /** The last backup that was made on this machine; null: none is known of. Absent: a market in memory has none. */
  lastBackup?: () => { atMs: number; where: string; bytes?: number | undefined } | null;
  /** Open files of the store that were deleted or replaced; null: this store has none. */
  lostFiles(): readonly StoreFile[] | null;
}

/** The dependencies of the gateway. */
export interface GatewayDeps {
  config: Config;
  /** The version of this program, for operators. */
  version: string;
  application: Application;
  /** Null: settlement does not run here. */
  settlementAdmin?: SettlementAdmin | null;
  /** Null: webhooks do not run here. */
  webhookAdmin?: WebhookAdmin | null;
  /** Null: nothing can be printed here. */
  printer?: Printer | null;
  media: LiveMedia;
  readers: Readers;
  analyst: Analyst;
  directory: Directory;
  audience: AudienceStore;
  /** The committed changes of streams, as this process has seen them. */
  publications: Publications;
  /** False while the views may be stale. */
  isCurrent: () => boolean;
  bus: Bus;
  crowd: ViewerCounter;
  tries: AttemptLimiter;
  /** This server's name in the audience rows. */
  nodeId: string;
  secrets: Secrets;
  sandbox: SandboxProvider;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The counts of faults, by `log` as it writes them. */
  faults: FaultCounts;
  /** The store of the security log; null: there is none. */
  securityStore?: SecurityLogStore | null;
  /** The throttle of background work while a room is served; null: none. */
  way?: BackgroundThrottle | null;
  /** The process's reports for the office; null: none. */
  inside?: Inside | null;
  /** Adds routes outside the market, such as the demo's page; null: none. */
  furtherRoutes?: ((app: Express) => void) | null;
  /** True while the stores answer: the result of /readyz. */
  isReady?: () => Promise<boolean>;
}
