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
import type { ClockOff } from './clock-watch.ts';
import type { FaultCounts } from './faults.ts';
import type { Log } from './log.ts';

/** What goes on in this process besides answering. */
export interface Inside {
  startedAtMs: number;
  /** Null: nobody audits here. */
  audit(): { lookedAtMs: number | null } | null;
  outbox(): OutboxView;
  lags(): OutboxLag[];
  load(): EngineLoad;
  commitTimes: CommitTimes;
  /** How far this server's clock is off (T7). */
  clockOff(): ClockOff;
  /** Snapshots that were passed over since the start, since they are not as they were written. */
  damagedSnapshots(): number;
  /** Null: this server has no Redis. */
  isRedisUp(): boolean | null;
  /** Of SQLite's write-ahead log; null: there is none. */
  walBytes(): Promise<number | null>;
  /** Of the folder with the data; null where the system does not say. */
  disk(): Promise<{ freeBytes: number; totalBytes: number } | null>;
  /** The store's files that were deleted or replaced while it has them open; null: it keeps none that can be. */
  lostFiles(): readonly StoreFile[] | null;
}

/** All that the front door needs of the house. */
export interface GatewayDeps {
  config: Config;
  /** Of this program, for whoever watches it. */
  version: string;
  application: Application;
  /** Null: nothing is settled here. */
  settlementAdmin?: SettlementAdmin | null;
  /** Null: nobody outside is told. */
  webhookAdmin?: WebhookAdmin | null;
  /** Null: nothing can be printed here. */
  printer?: Printer | null;
  media: LiveMedia;
  readers: Readers;
  analyst: Analyst;
  directory: Directory;
  audience: AudienceStore;
  /** What changed on the streams, as this process has seen it committed. */
  publications: Publications;
  /** False while nobody knows whether what is shown is current. */
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
  /** Counted by `log`, as it writes them. */
  faults: FaultCounts;
  /** Where the security log is kept; null: nothing is noted. */
  securityStore?: SecurityLogStore | null;
  /** Taken while a room is being served; null: nobody gives way. */
  way?: BackgroundThrottle | null;
  /** What the process knows of itself, for the office; null: nobody told. */
  inside?: Inside | null;
  /** Hangs up routes that are no market's: the demo's page. Null: there are none. */
  furtherRoutes?: ((app: Express) => void) | null;
  /** True while the stores answer: what /readyz says. */
  isReady?: () => Promise<boolean>;
}
