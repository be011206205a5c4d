import type { SqliteStores } from '../../server/adapters/sql/sqlite/ports.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type App, buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import type { Clock } from '../../server/lib/clock.ts';
import { environmentOf } from './folder.ts';
import { stallKeeper } from './stall.ts';

/** The whole server without its front door, on stores that it closes, in this process. */
export async function inShop<T>(
  options: { folder: string; open: () => Promise<SqliteStores>; clock?: Clock },
  work: (shop: { app: App; keeper: ReturnType<typeof stallKeeper> }) => Promise<T>,
): Promise<T> {
  const { folder, open, clock } = options;
  const config = readConfig(environmentOf(folder));
  const stores = await open();
  try {
    const log = createLog(config.logLevel);
    // A clock that is played stands still: no cut waits on it for company.
    const time = clock ? { clock, gatherMs: 0 } : { clock: systemClock() };
    const app = await buildApp({ config, ...stores, ...time, ids: systemIds, log });
    try {
      return await work({ app, keeper: stallKeeper(app) });
    } finally {
      await app.close();
    }
  } finally {
    await stores.close();
  }
}
