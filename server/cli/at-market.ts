import { buildApp } from '../app.ts';
import type { Config } from '../config.ts';
import { type MarketControl, openMarketControl } from '../control/market-control.ts';
import { askControl, controlPaths, NobodyThere } from '../control/socket.ts';
import { createLog } from '../gateway/logging/log.ts';
import { openWorld } from '../main.ts';
import { asCommand } from './as-command.ts';

/**
 * Does something in a market: the server that has it open does it, so that its people hear of it at once; where none
 * answers, this process opens the market for it.
 * @throws StoreOpenError if a server has the file open that answers nobody
 */
export async function atMarket<T>(config: Config, work: (market: MarketControl) => Promise<T>): Promise<T> {
  for (const path of controlPaths(config.dataDir)) {
    try {
      return await work(controlBehind(path));
    } catch (fault) {
      if (!(fault instanceof NobodyThere)) throw fault;
    }
  }
  const { world, close } = await openWorld(asCommand(config), createLog(config.logLevel), (fault) => {
    process.stderr.write(`fairday: the market failed: ${fault instanceof Error ? fault.message : fault}\n`);
    process.exit(1);
  });
  try {
    const app = await buildApp(world);
    try {
      return await work(openMarketControl(app.deps, () => {}));
    } finally {
      await app.close();
    }
  } finally {
    await close();
  }
}

/** A market whose every method is asked of the server at a socket. */
function controlBehind(path: string): MarketControl {
  return new Proxy({} as MarketControl, {
    get: (_, method) => (args: unknown) => askControl(path, String(method), args ?? {}),
  });
}
