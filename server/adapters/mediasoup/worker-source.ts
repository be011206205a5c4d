import { statSync } from 'node:fs';
import { fetchWorker, pinOf, releasesOf } from './fetch-worker.ts';
import { type Found, findWorker } from './find-worker.ts';
import type { WorkerSource } from './open.ts';
import { workerPins } from './worker-pins.ts';
import { keptPlace, mediasoupPackage, placesOf } from './worker-places.ts';

/**
 * Finds a worker on this machine, and downloads mediasoup's own where there is none and its hash is pinned;
 * MEDIA_WORKER_NO_DOWNLOAD=1 asks nobody outside.
 */
export function workerSource(
  environment: Readonly<Record<string, string | undefined>>,
  pins = workerPins,
): WorkerSource {
  const mediasoup = mediasoupPackage();
  let seen = '';
  let found: Found | null = null;
  /** It is asked again and again: what was tried and does not run is not started each time. */
  const find = () => {
    const now = mediasoup ? placesOf(mediasoup, environment).map(stampOf).join() : '';
    if (found === null || now !== seen) found = findWorker(environment);
    seen = now;
    return found;
  };
  // Who names a worker wants no other one.
  if (!mediasoup || environment.MEDIA_WORKER_NO_DOWNLOAD || environment.MEDIASOUP_WORKER_BIN) return { find };
  if (pinOf(mediasoup.version, pins) === undefined) return { find };
  const what = {
    pins,
    version: mediasoup.version,
    to: keptPlace(mediasoup, environment),
    from: releasesOf(environment),
  };
  return { find, fetch: (until) => fetchWorker({ ...what, until }) };
}

function stampOf(file: string): string {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${file} ${mtimeMs} ${size}`;
}
