import type { Media } from '../../ports/media.ts';
import { MediaUnavailable } from '../../ports/media.ts';
import type { MediaStatus } from '../../ports/media-status.ts';
import { findWorker } from './find-worker.ts';
import { CONSUMERS_PER_WORKER, type MediasoupOptions } from './options.ts';
import { MediasoupStage } from './stage.ts';
import { Workers } from './workers.ts';

/**
 * Live video by mediasoup. Whether its worker can run is looked at now; mediasoup itself is loaded and workers are
 * started when a stream first needs them, so that a market without video pays nothing.
 */
export function openMediasoup(options: MediasoupOptions): Media {
  const listeners = new Set<() => void>();
  const found = findWorker();
  let status: MediaStatus = found.isFound
    ? { isAvailable: true }
    : { isAvailable: false, why: found.why, said: found.said };
  let stages = 0;
  let lines = 0;
  let pipes = 0;

  const workers = new Workers({ consumersPerWorker: CONSUMERS_PER_WORKER, ...options }, (said) => {
    if (status.isAvailable === (said === null)) return;
    status = said === null ? { isAvailable: true } : { isAvailable: false, why: 'not_starting', said };
    if (said !== null) options.onNote('live video is unavailable', { reason: said });
    for (const listener of listeners) listener();
  });

  return {
    status: () => status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: () => ({
      workers: workers.count,
      workersDied: workers.died,
      stages,
      lines,
      pipes,
      consumers: workers.consumers,
    }),
    warm() {
      // What stands in the way is in the status and in the log by then.
      if (found.isFound) workers.roomiest().catch(() => {});
    },
    async openStage(onLost) {
      if (!found.isFound) throw new MediaUnavailable(found.said);
      const stage = await MediasoupStage.open(workers, {
        pipe: options.pipe ?? { listenIp: options.listenIp, announcedIp: null, ports: null },
        onLost,
        onLines: (change) => {
          lines += change;
        },
        onPipes: (change) => {
          pipes += change;
        },
      });
      stages += 1;
      stage.onClosed(() => {
        stages -= 1;
      });
      return stage;
    },
    async close() {
      listeners.clear();
      await workers.close();
    },
  };
}
