import { openSqlite } from './adapters/sql/sqlite/open.ts';
import { systemClock } from './adapters/system/clock.ts';
import { systemIds } from './adapters/system/ids.ts';
import { type App, buildApp } from './app.ts';
import type { Config } from './config.ts';
import { createLog, type Log } from './gateway/log.ts';

/** A market that is open: the app, where it listens, and how to close it. */
export interface Market {
  app: App;
  log: Log;
  port: number;
  close(): Promise<void>;
}

/** After a fatal fault what is already answered has this long to leave. */
const FATAL_MS = 200;

/** Makes snapshots by the rules, so it stands beside this file; its extension is that of the program as it runs. */
const SNAPSHOT_THREAD = new URL('./snapshot-worker', import.meta.url);

/** Picks the adapters that the configuration names and opens the market to the world. */
export async function openMarket(config: Config): Promise<Market> {
  const log = createLog(config.logLevel);
  const stores = await openStores(config);
  const onFatal = (error: unknown) => {
    log.fatal({ err: error }, 'the store can not be trusted any more: this process ends');
    setTimeout(() => process.exit(1), FATAL_MS).unref();
  };
  const app = await buildApp({ config, ...stores, clock: systemClock(), ids: systemIds, log, onFatal });
  const port = await app.gateway.listen();
  return {
    app,
    log,
    port,
    async close() {
      await app.close();
      await stores.close();
    },
  };
}

/** The market's file, or memory for a market that may be forgotten. */
export async function openStores(config: Config) {
  if (config.database.kind === 'sqlite') {
    return openSqlite({
      file: config.database.file,
      sync: config.sqliteSync,
      snapshotThread: SNAPSHOT_THREAD,
    });
  }
  const { openMemory } = await import('./adapters/memory/open.ts');
  return openMemory();
}
