import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noLimits } from '../../server/ports/limits.ts';
import { percentile } from './numbers.ts';

/** Runs work in a folder of its own and takes it away afterwards, whatever happens. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SYNCS = 60;

/** How long the disk takes to keep 4 KiB for good, in ms: every durable number hangs on it. */
export function syncMs(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4_096, 1);
  const took: number[] = [];
  for (let i = 0; i < SYNCS; i += 1) {
    writeSync(file, page, 0, page.length, i * page.length);
    const start = performance.now();
    fdatasyncSync(file);
    took.push(performance.now() - start);
  }
  closeSync(file);
  return percentile(took, 50);
}

/** The environment of a market under test: the real server, its data in a folder, on a free port of this machine. */
export function environmentOf(folder: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    AUTH_SECRET: 'a secret of the bench, which guards nothing at all',
    LOG_LEVEL: 'error',
    ...noLimits,
    MAX_CONNECTIONS_PER_ADDRESS: '0',
  };
}
