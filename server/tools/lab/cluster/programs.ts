import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isFree } from '../../demo/market/free-port.ts';

/** A program that the cluster needs is not on this machine; one line says which, and how to get it. */
export class ProgramMissing extends Error {}

/** What the cluster starts besides the servers: where it is looked for, and which package of Debian brings it. */
const programs = {
  'redis-server': { package: 'redis-server', folders: ['/usr/bin', '/usr/local/bin'] },
  haproxy: { package: 'haproxy', folders: ['/usr/sbin', '/usr/local/sbin', '/usr/bin'] },
  initdb: { package: 'postgresql', folders: postgresFolders() },
  postgres: { package: 'postgresql', folders: postgresFolders() },
};

/** Finds out at once whether everything is here. @throws ProgramMissing for the first that is not */
export function findAll(): void {
  for (const name of Object.keys(programs) as (keyof typeof programs)[]) pathOf(name);
}

/** The path of a program. @throws ProgramMissing */
export function pathOf(name: keyof typeof programs): string {
  const { package: wanted, folders } = programs[name];
  const all = [...(process.env.PATH ?? '').split(delimiter), ...folders];
  const folder = all.find((place) => place !== '' && existsSync(join(place, name)));
  if (folder === undefined) {
    throw new ProgramMissing(
      `The cluster needs ${name}: install it, for instance by apt-get install ${wanted}.`,
    );
  }
  return join(folder, name);
}

/** Debian keeps the programs of each version apart; PG_BIN names another folder. The newest goes first. */
function postgresFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    process.env.PG_BIN ?? '',
    ...versions.map((version) => join(debian, version, 'bin')),
    '/usr/local/pgsql/bin',
  ];
}

/** PostgreSQL refuses to run as root: root starts it as the user that its package made. */
export function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    if (status !== 0)
      throw new ProgramMissing('PostgreSQL does not run as root: make a user named postgres.');
    return Number(stdout);
  });
  return { uid: uid!, gid: gid! };
}

/**
 * Below the ports that systems give to whoever connects somewhere: between the moment when one is picked and the moment
 * when it is listened at, no connection of a neighbour can come to have it.
 */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const TRIES_EACH = 50;

/** Picked by this process before: what is picked need not be listened at yet. */
const picked = new Set<number>();

/** Ports of 127.0.0.1 that nobody has now, all different; by chance, so that programs side by side seldom want the same. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count && tries < count * TRIES_EACH; tries += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (picked.has(port) || !(await isFree('127.0.0.1', port))) continue;
    picked.add(port);
    ports.push(port);
  }
  if (ports.length < count) throw new Error(`There are no ${count} free ports from ${FIRST_PORT} on.`);
  return ports;
}
