import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Child } from './child.ts';
import { pathOf, postgresUser } from './programs.ts';

const START_MS = 60_000;
const USER = 'fairday';
const DATABASE = 'market';

/** A PostgreSQL of the cluster's own, on 127.0.0.1, with its data below the cluster's folder. */
export interface PrivatePostgres {
  child: Child;
  url: string;
  port: number;
  start(): Promise<void>;
  /** Breaks off what is under way and stops in order. */
  stop(): Promise<void>;
  /** One statement on a connection of its own. */
  ask<Row extends object>(text: string): Promise<Row[]>;
}

/** Makes the data folder; nothing runs yet. */
export function makePostgres(folder: string, port: number): PrivatePostgres {
  const user = postgresUser();
  const home = join(folder, 'postgres');
  mkdirSync(home, { mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
  const data = join(home, 'data');
  const flags = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  const made = spawnSync(pathOf('initdb'), flags, { ...user, cwd: home, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`PostgreSQL's data folder could not be made: ${made.stderr}`);

  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: home,
    max_connections: 200,
    shared_buffers: '128MB',
  };
  const urlOf = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${database}`;
  const ask = async <Row extends object>(text: string, url = urlOf(DATABASE)): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const child = new Child({
    name: 'PostgreSQL',
    command: pathOf('postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: home,
    user,
    isReady: () =>
      ask('SELECT 1', urlOf('postgres')).then(
        () => true,
        () => false,
      ),
    readyMs: START_MS,
  });
  return {
    child,
    port,
    url: urlOf(DATABASE),
    ask,
    async start() {
      await child.start();
      const known = `SELECT 1 FROM pg_database WHERE datname = '${DATABASE}'`;
      const isThere = (await ask(known, urlOf('postgres'))).length > 0;
      if (!isThere) await ask(`CREATE DATABASE ${DATABASE}`, urlOf('postgres'));
    },
    async stop() {
      await child.end('SIGINT');
    },
  };
}
