import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';

/** A Redis of the test's own, on a free port of this machine, keeping nothing on disk. */
export interface PrivateRedis {
  url: string;
  port: number;
  /** Asks over a connection that is made for this one question: `command('CONFIG', 'SET', …)`. */
  command(...words: string[]): Promise<unknown>;
  /** As a power cut: all that it held is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same port. */
  start(): Promise<void>;
  /** Stops it in its tracks; connections stay open and nothing is answered. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

const START_MS = 10_000;

/** Starts one; call `close` when done. */
export async function startRedis(
  options: { password?: string; isStarted?: boolean } = {},
): Promise<PrivateRedis> {
  const { password = '' } = options;
  const port = await anyFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'fairday-redis-'));
  const url = `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`;
  let running: ChildProcess | null = null;

  async function command(...words: string[]): Promise<unknown> {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      await client.close();
    }
  }

  async function start(): Promise<void> {
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    flags.push('--dir', folder, '--enable-debug-command', 'yes', '--loglevel', 'warning');
    if (password) flags.push('--requirepass', password);
    running = spawn('redis-server', flags, { stdio: 'ignore' });
    const failed = new Promise<never>((_, reject) => running?.once('error', reject));
    const until = Date.now() + START_MS;
    for (;;) {
      try {
        await Promise.race([command('PING'), failed]);
        return;
      } catch (fault) {
        if (Date.now() > until) throw fault;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  }

  async function kill(): Promise<void> {
    const dying = running;
    running = null;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      dying.once('exit', () => resolve());
      dying.kill('SIGKILL');
    });
  }

  if (options.isStarted ?? true) await start();
  return {
    url,
    port,
    command,
    start,
    kill,
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject()));
    });
  });
}
