import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePorts, pathOf, postgresUser } from '../../server/tools/lab/cluster/programs.ts';

/** How long the server may take to answer for the first time, and to stop. */
const START_MS = 60_000;
const PAUSE_MS = 50;

const running = new Set<ChildProcess>();
// However this process ends, its servers end with it.
process.once('exit', () => {
  for (const child of running) child.kill('SIGQUIT');
});

/** Where spec files find the run's database server (tests/run/shared-postgres.ts); without it each starts its own. */
export const POSTGRES_URL = 'FAIRDAY_TEST_POSTGRES';

/** What a test needs that does the server no harm: databases. */
export type Databases = Pick<PostgresServer, 'database' | 'ask' | 'urlOf' | 'remove'>;

/** Databases in the run's server, or else in one of one's own; `remove` takes them away again. */
export async function someDatabases(): Promise<Databases> {
  const shared = process.env[POSTGRES_URL];
  if (!shared) return PostgresServer.start({ fsync: 'off' });
  const { port } = new URL(shared);
  const made: string[] = [];
  const urlOf = (database: string) => urlOn(Number(port), database);
  const ask: Databases['ask'] = (text, url = shared) => askOnce(text, url);
  return {
    urlOf,
    ask,
    async database(template) {
      const name = `market_${process.pid}_${randomBytes(6).toString('hex')}`;
      await ask(creating(name, template));
      made.push(name);
      return urlOf(name);
    },
    async remove() {
      for (const name of made) await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

function creating(name: string, template?: string): string {
  return `CREATE DATABASE ${name}${template ? ` TEMPLATE ${new URL(template).pathname.slice(1)}` : ''}`;
}

function urlOn(port: number, database: string): string {
  return `postgres://fairday@127.0.0.1:${port}/${database}`;
}

/** One statement on a connection of its own. */
async function askOnce<Row extends object>(text: string, url: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The owner needs no password; others do, if a test makes any. */
const WHO_MAY = `
host all,replication fairday 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
`;

/** A PostgreSQL server of one's own, on a free port of 127.0.0.1, with its data in a folder that goes with it. */
export class PostgresServer {
  readonly folder: string;
  readonly port: number;
  readonly #settings: Readonly<Record<string, string | number>>;
  readonly #environment: Readonly<Record<string, string>>;
  #process: ChildProcess | null = null;
  #databases = 0;

  private constructor(
    folder: string,
    port: number,
    settings: Readonly<Record<string, string | number>>,
    environment: Readonly<Record<string, string>>,
  ) {
    this.folder = folder;
    this.port = port;
    this.#settings = settings;
    this.#environment = environment;
  }

  /**
   * Makes the folder and starts the server.
   * @param settings more of postgresql.conf
   * @param options.parent the folder to make it in, for a disk of one's own
   * @param options.environment what the server is started with besides, for a clock of its own
   */
  static async start(
    settings: Readonly<Record<string, string | number>> = {},
    options: { parent?: string; environment?: Readonly<Record<string, string>> } = {},
  ): Promise<PostgresServer> {
    const folder = mkdtempSync(join(options.parent ?? tmpdir(), 'fairday-postgres-'));
    const owner = postgresUser();
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const made = spawnSync(
      pathOf('initdb'),
      ['-D', data, '-U', 'fairday', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
      { ...owner, cwd: folder, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
    const [port] = await freePorts(1);
    writeFileSync(join(folder, 'hba.conf'), WHO_MAY);
    const server = new PostgresServer(folder, port!, settings, options.environment ?? {});
    await server.run();
    return server;
  }

  get url(): string {
    return this.urlOf('postgres');
  }

  /** Of the server itself, while it runs. */
  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('PostgreSQL does not run.');
    return pid;
  }

  /** Of the server and of every process that it has started. */
  get pids(): number[] {
    return [this.pid, ...childrenOf(this.pid)];
  }

  urlOf(database: string, port = this.port): string {
    return urlOn(port, database);
  }

  /**
   * A database.
   * @param template the address of one to copy that nobody is connected to; without it the new one is empty
   * @returns its address
   */
  async database(template?: string): Promise<string> {
    this.#databases += 1;
    const name = `market_${this.#databases}`;
    await this.ask(creating(name, template));
    return this.urlOf(name);
  }

  /** One statement on a connection of its own. */
  ask<Row extends object>(text: string, url = this.url): Promise<Row[]> {
    return askOnce<Row>(text, url);
  }

  /** Makes a folder the server's own. */
  give(folder: string): void {
    const owner = postgresUser();
    if (owner) chownSync(folder, owner.uid, owner.gid);
  }

  /** Starts the server on its folder, and waits until it answers. */
  async run(): Promise<void> {
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: this.folder,
      hba_file: join(this.folder, 'hba.conf'),
      fsync: 'on',
      max_connections: 200,
      shared_buffers: '128MB',
      ...this.#settings,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(pathOf('postgres'), ['-D', join(this.folder, 'data'), ...options], {
      ...postgresUser(),
      cwd: this.folder,
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
    this.#process = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    for (let waited = 0; waited < START_MS; waited += PAUSE_MS) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL does not start: ${said}`);
      if (await this.ask('SELECT 1').catch(() => null)) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error(`PostgreSQL does not answer: ${said}`);
  }

  /** Ends the server: `SIGINT` breaks off what is under way, `SIGQUIT` stops as in a crash. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Kills the server and every process of it, at once. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child?.pid) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    for (const pid of [child.pid, ...childrenOf(child.pid)]) signal(pid, 'SIGKILL');
    await ended;
  }

  /** Stops every process of the server where it is, or lets them go on. */
  hold(isHeld: boolean): void {
    for (const pid of this.pids) signal(pid, isHeld ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Ends the server and takes its folder away. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
