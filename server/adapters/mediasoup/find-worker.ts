import type { VideoReason } from '../../../shared/values/media-reason.ts';
import { mediasoupPackage, placesOf, runsHere } from './worker-places.ts';

export type Found = { isFound: true; program: string } | { isFound: false; why: VideoReason; said: string };

/** How one is had where none comes by itself. */
export const HOW = 'npm run media:worker builds one';

/**
 * Whether mediasoup and its worker are here and run, without loading either. The worker is a native program that npm
 * does not bring along: a server fetches it (fetch-worker.ts), `npm run media:worker` makes it.
 */
export function findWorker(environment: Readonly<Record<string, string | undefined>> = process.env): Found {
  const mediasoup = mediasoupPackage();
  if (!mediasoup) {
    return { isFound: false, why: 'not_installed', said: 'the package mediasoup is not installed' };
  }
  const program = placesOf(mediasoup, environment).find(runsHere);
  if (program !== undefined) return { isFound: true, program };
  return { isFound: false, why: 'not_built', said: `no media worker: ${HOW}` };
}
