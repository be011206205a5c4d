import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import type { Log } from '../gateway/logging/log.ts';
import { version } from '../lib/version.ts';
import { isMadeUpHere } from '../startup/node-name.ts';
import { inForm } from './forms.ts';
import { openMarketControl } from './market-control.ts';
import { clearLeftSockets, controlPath, openControlSocket } from './socket.ts';

/** What `fairday status` prints of a server. */
export interface ServerStatus {
  version: string;
  pid: number;
  /** Its name among several; null: it is alone. */
  node: string | null;
  sinceMs: number;
  viewers: number;
  consoles: number;
  isStopping: boolean;
}

/**
 * Opens the market's socket for the command line of this machine.
 * @param stop what SIGTERM does
 */
export async function serveControl(
  config: Config,
  { app, log, stop }: { app: App; log: Log; stop: () => void },
): Promise<{ close(): Promise<void> }> {
  const { nodeId } = app.deps;
  const path = controlPath(config.dataDir, nodeId);
  const nobody = { close: async () => {} };
  if (path === null || config.database.kind === 'memory') {
    if (path === null) log.warn({ dataDir: config.dataDir }, 'the path is too long for a control socket');
    return nobody;
  }
  // A server with a name clears its own; the others of this folder may be at work.
  if (nodeId !== null) {
    // One that cannot be taken away is passed over by whoever asks.
    const cleared = await clearLeftSockets(config.dataDir, isMadeUpHere).catch(() => []);
    for (const left of cleared) log.info({ path: left }, 'the control socket of a killed server was cleared');
  }
  const sinceMs = app.deps.clock.nowMs();
  const { gateway } = app;
  const status = async (): Promise<ServerStatus> => ({
    ...{ version, pid: process.pid, node: nodeId, sinceMs },
    viewers: gateway.counters.liveConnections,
    consoles: gateway.counters.consoleConnections,
    isStopping: gateway.traffic.isStopping,
  });
  const control = openMarketControl(app.deps, (staffId, ended) => gateway.staffChanged(staffId, ended));
  const opened = await openControlSocket(
    path,
    inForm({
      ...control,
      status,
      async drain() {
        // The answer leaves first.
        setImmediate(stop);
        return status();
      },
    }),
    (fault) => log.error({ err: fault, context: 'control' }, 'the control socket failed'),
  ).catch((fault: unknown) => {
    // Not every folder can hold a socket. The market sells without one; the command line then finds it open.
    log.warn({ err: fault, path }, 'the control socket cannot be opened');
    return nobody;
  });
  if (!opened) log.warn({ path }, 'another server answers at the control socket of this folder');
  return opened ?? nobody;
}
