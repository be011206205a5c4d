import { existsSync } from 'node:fs';
import { noMedia } from './adapters/no-media.ts';
import { systemClock } from './adapters/system/clock.ts';
import { systemIds } from './adapters/system/ids.ts';
import type { Calls, WorkerRpcClient } from './adapters/threads/worker-rpc-client.ts';
import { type App, buildApp, type Cluster, type World } from './app.ts';
import type { AuditReader } from './audit/audit-reader.ts';
import { type Config, makeDataDir } from './config.ts';
import { countingLog } from './gateway/faults/faults.ts';
import { settingsOf } from './gateway/http/office/server-settings.ts';
import { attemptSizes } from './gateway/limits/table.ts';
import { createLog, type Log } from './gateway/logging/log.ts';
import type { Clock } from './lib/clock.ts';
import { version } from './lib/version.ts';
import type { Analyst } from './ports/analyst.ts';
import type { AttemptLimiter } from './ports/attempt-limiter.ts';
import type { Media } from './ports/media.ts';
import type { Packager } from './ports/packager.ts';
import { adapterSteps, marketSteps, takeSteps } from './shutdown.ts';
import { assertFitToOpen } from './startup/fit-to-open.ts';
import { assertOpensSealed } from './startup/sealed-data.ts';
import { secretsOf } from './startup/secrets-of.ts';
import type { AnalystCalls } from './threads/analyst-worker.ts';
import type { AuditorCalls } from './threads/auditor-worker.ts';

/** A market that is open: the app, where it listens, and how to close it. */
export interface Market {
  app: App;
  log: Log;
  port: number;
  close(): Promise<void>;
}

/** The ports of a store, open. */
export type Stores = Pick<
  World,
  | 'store'
  | 'readers'
  | 'directory'
  | 'audience'
  | 'snapshots'
  | 'settlement'
  | 'webhooks'
  | 'security'
  | 'way'
  | 'lostFiles'
> & {
  close(): Promise<void>;
};

/** After a fatal fault what is already answered has this long to leave. */
const FATAL_MS = 200;

/** Makes snapshots by the rules, so it stands beside this file; its extension is that of the program as it runs. */
const SNAPSHOT_THREAD = new URL('./threads/snapshot-worker', import.meta.url);

/** Reads whole logs by the rules, so it stands beside this file as well. */
const ANALYST_THREAD = new URL('./threads/analyst-worker', import.meta.url);
const AUDITOR_THREAD = new URL('./threads/auditor-worker', import.meta.url);

/**
 * Picks the adapters that the configuration names and opens the market to the world. Throws a ConfigError, before
 * anything is opened, for what a market that others reach must not be served with.
 * @param options.isRead whether a person reads the log as it is written, at a terminal
 */
export async function openMarket(
  config: Config,
  { giveUpSealedData = false, isRead = false }: { giveUpSealedData?: boolean; isRead?: boolean } = {},
): Promise<Market> {
  assertFitToOpen(config);
  const log = createLog(config.logLevel, { isRead });
  log.info({ version, node: process.versions.node }, 'fairday starts');
  const inForce = settingsOf(config).flatMap(({ name, value }) => (value === null ? [] : [[name, value]]));
  // Two kilobytes for who looks something up later; a page of the office shows the same.
  if (!isRead) log.info({ settings: Object.fromEntries(inForce) }, 'settings in force');
  const { database } = config;
  // With PostgreSQL nothing else makes it before the first picture, and the command line finds the server there.
  if (database.kind !== 'memory') makeDataDir(config.dataDir);
  const isNew = database.kind === 'sqlite' && !existsSync(database.file);
  const { world, close } = await openWorld(config, log, (error) => {
    log.fatal({ err: error }, 'the store can not be trusted any more: this process ends');
    setTimeout(() => process.exit(1), FATAL_MS).unref();
  });
  await assertOpensSealed(world.directory, secretsOf(config), {
    ...{ config, giveUp: giveUpSealedData },
    say: (line) => log.warn(line),
  }).catch(async (refused: unknown) => {
    await close();
    throw refused;
  });
  if (isNew) log.info({ file: database.file }, 'a new market was made: there was none here');
  const app = await buildApp(world);
  const port = await app.gateway.listen();
  // Who names a port wants to see at the start whether it can be had.
  if (config.media.port !== 0) world.media?.warm();
  return {
    app,
    log: world.log,
    port,
    close: () => takeSteps(marketSteps, { app: () => app.close(), adapters: close }),
  };
}

/**
 * All that a server stands on, as the configuration says: alone on a file or in memory, or one of several on
 * PostgreSQL. The app is closed before `close`.
 */
export async function openWorld(
  config: Config,
  plainLog: Log,
  onFatal: (error: unknown) => void,
): Promise<{ world: World; close(): Promise<void> }> {
  const { log, faults } = countingLog(plainLog);
  const stores = await openStores(config, (warning) => log.warn(warning));
  const books = await openAuditReader(config);
  const analyst = await openAnalyst(config);
  const media = await openMedia(config, log);
  const packager = await openPackager(config, log);
  const wallMs = () => Date.now();
  const ids = systemIds;
  const base = { config, ...stores, books, analyst, media, packager, wallMs, ids, log, faults, onFatal };
  if (config.database.kind !== 'postgres') {
    return { world: { ...base, clock: systemClock() }, close: closing({ stores: () => stores.close() }) };
  }
  const { followingClock } = await import('./adapters/system/following-clock.ts');
  const clock = await followingClock(systemClock(), {
    storeNowMs: () => stores.store.nowMs(),
    onAlarm: (offByMs) => log.error({ offByMs }, 'this machine’s clock and the database’s have parted'),
  });
  const { cluster, tries, close } = await openCluster(config, clock, log);
  return {
    world: { ...base, clock, cluster, tries },
    close: closing({ clock: () => clock.close(), redis: close, stores: () => stores.close() }),
  };
}

/** Closes the adapters that there are, in the order of a shutdown. */
function closing(there: Partial<Record<keyof typeof adapterSteps, () => unknown>>): () => Promise<void> {
  const nothing = () => {};
  return () => takeSteps(adapterSteps, { clock: nothing, redis: nothing, stores: nothing, ...there });
}

/** The market's file or database, or memory for a market that may be forgotten. */
export async function openStores(config: Config, onWarning = (_: string) => {}): Promise<Stores> {
  const { database, sqliteSync } = config;
  const snapshotThread = SNAPSHOT_THREAD;
  if (database.kind === 'sqlite') {
    const { openSqlite } = await import('./adapters/sql/sqlite/open.ts');
    return openSqlite({ file: database.file, sync: sqliteSync, snapshotThread });
  }
  if (database.kind === 'postgres') {
    const { openPostgres } = await import('./adapters/sql/postgres/open.ts');
    return openPostgres({ url: database.url, snapshotThread, onWarning });
  }
  const { openMemory } = await import('./adapters/memory/open.ts');
  return openMemory();
}

/** What the auditor reads, in a thread of its own; a market in memory has no tables beside its log. */
export async function openAuditReader({ database }: Pick<Config, 'database'>): Promise<AuditReader | null> {
  if (database.kind === 'memory') return null;
  const thread = await openThread<AuditorCalls>(AUDITOR_THREAD, database);
  return {
    counters: (streamId) => thread.call('counters', streamId),
    orderSums: (streamId) => thread.call('orderSums', streamId),
    look: (head) => thread.call('look', head),
    close: () => thread.close(),
  };
}

/** Who reads whole logs, in a thread of its own; of a market in memory the program reads them itself. */
export async function openAnalyst({ database }: Pick<Config, 'database'>): Promise<Analyst | null> {
  if (database.kind === 'memory') return null;
  const thread = await openThread<AnalystCalls>(ANALYST_THREAD, database);
  return {
    floor: (streamId, steps, refused) => thread.call('floor', streamId, steps, refused),
    funnel: (streamId, exposed, refused) => thread.call('funnel', streamId, exposed, refused),
    parts: (streamId, by, exposed, refused) => thread.call('parts', streamId, by, exposed, refused),
    moment: (streamId, until, buyerId, knownSeq) => thread.call('moment', streamId, until, buyerId, knownSeq),
    steps: (streamId, question) => thread.call('steps', streamId, question),
    persons: (streamId, refused, most) => thread.call('persons', streamId, refused, most),
    facts: (streamId, afterSeq, limit) => thread.call('facts', streamId, afterSeq, limit),
    // It only reads: whoever stops does not wait for the end of a long log.
    close: () => thread.abandon(),
  };
}

/** A thread that reads the market's file or database over connections of its own. */
async function openThread<Offered extends Calls>(
  entry: URL,
  database: Exclude<Config['database'], { kind: 'memory' }>,
): Promise<WorkerRpcClient<Offered>> {
  const { WorkerRpcClient } = await import('./adapters/threads/worker-rpc-client.ts');
  const place = database.kind === 'sqlite' ? { file: database.file } : { url: database.url };
  return new WorkerRpcClient<Offered>(entry, place);
}

/** Live video, if this server is to have any and its worker can run here. */
export async function openMedia({ media }: Config, log: Log): Promise<Media> {
  const { workers, ...where } = media;
  if (workers === 0) return noMedia('MEDIA_WORKERS is 0');
  const { openMediasoup } = await import('./adapters/mediasoup/open.ts');
  const { workerSource } = await import('./adapters/mediasoup/worker-source.ts');
  const onNote = (note: string, details: Record<string, unknown>) => log.warn(details, note);
  const opened = openMediasoup({ ...where, maxWorkers: workers, onNote }, workerSource(process.env));
  const status = opened.status();
  if (!status.isAvailable) log.info({ reason: status.said }, 'live video is unavailable');
  opened.onStatus(() => opened.status().isAvailable && log.info('live video is available'));
  return opened;
}

/** HLS and recordings, if this server is to make any and ffmpeg is here. */
export async function openPackager({ hlsStreams }: Config, log: Log): Promise<Packager> {
  const { openFfmpeg } = await import('./adapters/ffmpeg/open.ts');
  const onNote = (note: string, details: Record<string, unknown>) => log.warn(details, note);
  const opened = openFfmpeg({ maxRunning: hlsStreams, onNote });
  const status = opened.status();
  if (!status.isAvailable) log.info({ reason: status.said }, 'HLS and recordings are unavailable');
  return opened;
}

/** How servers over one database find each other. Without a Redis they ask the database each second. */
async function openCluster(
  config: Config,
  clock: Clock,
  log: Log,
): Promise<{ cluster: Cluster; tries: AttemptLimiter; close(): Promise<void> }> {
  const { masterSecret: master, node } = config;
  const { id: nodeId, host, port, address, redisUrl } = node;
  const { wsPeers } = await import('./adapters/peers/ws.ts');
  const peers = wsPeers({ master, host, port, address });
  if (redisUrl === null) {
    const { inProcessBus } = await import('./adapters/bus/in-process.ts');
    const { inProcessViewerCounter } = await import('./adapters/viewer-counter/in-process.ts');
    const { memoryAttemptLimiter } = await import('./adapters/attempt-limiter/memory.ts');
    log.warn(
      'without REDIS_URL servers hear of each other only once a second, and each counts its own viewers',
    );
    const bus = { ...inProcessBus(), isWhole: () => false };
    return {
      cluster: { nodeId, bus, crowd: inProcessViewerCounter(), peers },
      tries: memoryAttemptLimiter(attemptSizes(config.limits)),
      close: async () => {},
    };
  }
  const { openRedis } = await import('./adapters/redis/redis.ts');
  const { redisBus } = await import('./adapters/bus/redis.ts');
  const { redisViewerCounter } = await import('./adapters/viewer-counter/redis.ts');
  const { redisAttemptLimiter } = await import('./adapters/attempt-limiter/redis.ts');
  const onNote = (note: string, details: Record<string, unknown>) => log.warn(details, note);
  const redis = await openRedis({ url: redisUrl, master, onNote });
  const onFault = (fault: unknown) =>
    log.error({ err: fault, context: 'bus' }, 'a hint of another server could not be used');
  return {
    cluster: {
      nodeId,
      bus: redisBus({ redis, master, node: nodeId, onFault }),
      crowd: redisViewerCounter({ redis, node: nodeId, clock }),
      peers,
      isRedisUp: () => redis.commands.isUp() && redis.subscriber.isUp(),
    },
    tries: redisAttemptLimiter({ redis, master, sizes: attemptSizes(config.limits) }),
    close: () => redis.close(),
  };
}
