import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { freePorts, pathOf, postgresUser } from '../../server/tools/lab/cluster/programs.ts';

const START_MS = 30_000;

/** A copy of a PostgreSQL that follows it asynchronously, until it is promoted or the line to it is cut. */
export class Standby {
  readonly port: number;
  private readonly folder: string;
  private readonly child: ChildProcess;

  private constructor(folder: string, port: number, child: ChildProcess) {
    this.folder = folder;
    this.port = port;
    this.child = child;
  }

  /** @param primaryPort where the primary is, or a line that leads to it */
  static async of(primaryPort: number): Promise<Standby> {
    const folder = mkdtempSync(join(tmpdir(), 'fairday-standby-'));
    const owner = postgresUser();
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const from = ['-h', '127.0.0.1', '-p', String(primaryPort), '-U', 'fairday'];
    const copied = spawn(
      join(dirname(realpathSync(pathOf('postgres'))), 'pg_basebackup'),
      ['-D', data, ...from, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'],
      { ...owner, cwd: folder, stdio: 'inherit' },
    );
    const code = await new Promise((resolve) => copied.once('exit', resolve).once('error', resolve));
    if (code !== 0) throw new Error(`pg_basebackup ended with ${code}.`);
    const [port] = await freePorts(1);
    const settings = [
      '-c',
      `port=${port}`,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${folder}`,
    ];
    const more = ['-c', 'max_connections=200', '-c', 'hot_standby=on'];
    const child = spawn(pathOf('postgres'), ['-D', data, ...settings, ...more], {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    });
    const standby = new Standby(folder, port!, child);
    for (const end = Date.now() + START_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      if (await standby.ask('SELECT 1').catch(() => null)) return standby;
      if (Date.now() > end || child.exitCode !== null) throw new Error('The standby does not start.');
    }
  }

  async ask<Row extends object>(text: string): Promise<Row[]> {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: this.port,
      user: 'fairday',
      database: 'postgres',
    });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Makes it the one that is written to. */
  async promote(): Promise<void> {
    const [row] = await this.ask<{ done: boolean }>('SELECT pg_promote(true, 20) AS done');
    if (!row?.done) throw new Error('The standby was not promoted.');
  }

  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGQUIT')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until a standby has written all that its primary has. */
export async function isLevel(standby: Standby, primaryAt: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [row] = await standby.ask<{ isThere: boolean }>(
      `SELECT pg_last_wal_replay_lsn() >= '${primaryAt}'::pg_lsn AS "isThere"`,
    );
    if (row?.isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The standby does not come level.');
}
