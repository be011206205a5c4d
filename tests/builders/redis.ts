import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { makeRedis } from '../../server/tools/lab/cluster/redis.ts';

/** A Redis of the test's own, on a free port of this machine, keeping nothing on disk. */
export interface TestRedis {
  url: string;
  port: number;
  /** Asks over a connection that is made for this one question: `command('CONFIG', 'SET', …)`. */
  command(...words: string[]): Promise<unknown>;
  /** As a power cut: all that it held is gone. */
  kill(): Promise<unknown>;
  /** Starts it again, empty, at the same port. */
  start(): Promise<void>;
  /** Stops it in its tracks; connections stay open and nothing is answered. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/**
 * Starts one, or only finds a place for it; call `close` when done. Unlike PostgreSQL it is not shared by a run: channels
 * know no databases, so the markets of two files would hear each other, and most files do it harm. It is up in 50 ms.
 */
export async function startRedis(
  options: { password?: string; isStarted?: boolean } = {},
): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-redis-'));
  const [port] = await freePorts(1);
  const { child, url, command } = makeRedis(folder, port!, options.password);
  if (options.isStarted ?? true) await child.start();
  return {
    url,
    port: port!,
    command,
    kill: () => child.end('SIGKILL'),
    start: () => child.start(),
    pause: () => child.signal('SIGSTOP'),
    resume: () => child.signal('SIGCONT'),
    async close() {
      await child.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
