import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findWorker } from '../../adapters/mediasoup/find-worker.ts';
import { projectRoot } from '../../lib/project-root.ts';

/** As `npm run media:worker`: makes a media worker if there is none, and says how far it is. */
export async function makeWorker(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (findWorker(environment).isFound) return;
  const script = join(projectRoot(), 'server/adapters/mediasoup/worker/worker.mjs');
  if (!existsSync(script))
    throw new Error('A media worker is built from the sources, and they are not here.');
  const child = spawn(process.execPath, [script], { stdio: 'inherit', env: environment });
  // What stands in the way is said by itself; the market opens without live video.
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}
