import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { VideoReason } from '../../../shared/values/media-reason.ts';

/** Started without mediasoup's environment, a worker that can run on this machine ends with this code. */
const RUNS = 41;
const LOOK_MS = 5_000;

/**
 * Whether mediasoup and its worker are here and run, without loading either. The worker is a native program that npm
 * does not bring along: `npm run media:worker` does.
 */
export function findWorker(): { isFound: true } | { isFound: false; why: VideoReason; said: string } {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('mediasoup');
  } catch {
    return { isFound: false, why: 'not_installed', said: 'the package mediasoup is not installed' };
  }
  const built = resolve(dirname(entry), '../../worker/out/Release/mediasoup-worker');
  // Where mediasoup itself looks first.
  const program = process.env.MEDIASOUP_WORKER_BIN || built;
  const { status } = spawnSync(program, [], { env: {}, stdio: 'ignore', timeout: LOOK_MS });
  if (status === RUNS) return { isFound: true };
  return { isFound: false, why: 'not_built', said: 'the media worker is not built: npm run media:worker' };
}
