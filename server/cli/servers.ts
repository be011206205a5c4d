import { type LastBackup, readLastBackup } from '../adapters/files/last-backup.ts';
import { readConfig } from '../config.ts';
import type { ServerStatus } from '../control/serve-control.ts';
import { askControl, controlPaths, NobodyThere } from '../control/socket.ts';
import { refuseOtherFormat } from './format.ts';

/**
 * Prints which servers of this machine have the market of this folder open, and when it was backed up last from here.
 * Exit 1 if none has it open.
 * @throws StoreOpenError if it is of another format
 */
export async function status(options: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env);
  await refuseOtherFormat(config);
  const servers = await serversHere();
  const lastBackup = readLastBackup(config.dataDir);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ servers: servers.map(({ is }) => is), lastBackup })}\n`);
  } else {
    const lines = servers.length === 0 ? ['No server is here.'] : servers.map(({ is }) => sentence(is));
    if (lastBackup) lines.push(backedUp(lastBackup));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  if (servers.length === 0) process.exitCode = 1;
}

/** Tells a server to let nobody new in, to finish what is queued, and to end: what SIGTERM does. */
export async function drain(options: { node?: string }): Promise<void> {
  const servers = await serversHere();
  const meant = servers.filter(({ is }) => options.node === undefined || is.node === options.node);
  if (meant.length === 0) throw new Error('No such server is here: see fairday status.');
  if (meant.length > 1) throw new Error('Several servers are here: name one by --node, see fairday status.');
  const [{ path, is }] = meant as [(typeof meant)[0]];
  await askControl(path, 'drain', {});
  process.stdout.write(`${nameOf(is)} finishes what it has and ends.\n`);
}

async function serversHere(): Promise<{ path: string; is: ServerStatus }[]> {
  const found: { path: string; is: ServerStatus }[] = [];
  for (const path of controlPaths(readConfig(process.env).dataDir)) {
    try {
      found.push({ path, is: (await askControl(path, 'status', {})) as ServerStatus });
    } catch (fault) {
      if (!(fault instanceof NobodyThere)) throw fault;
    }
  }
  return found;
}

function sentence(is: ServerStatus): string {
  const since = new Date(is.sinceMs).toISOString();
  const does = is.isStopping ? 'is stopping' : `is open since ${since}`;
  return `${nameOf(is)} (${is.version}, process ${is.pid}) ${does}: ${is.viewers} viewers, ${is.consoles} consoles.`;
}

function backedUp({ atMs, where }: LastBackup): string {
  return `The last backup made here is of ${new Date(atMs).toISOString()}: ${where}.`;
}

function nameOf({ node }: ServerStatus): string {
  return node === null ? 'The server' : `The server ${node}`;
}
