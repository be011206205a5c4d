import type { Media } from '../../ports/media.ts';
import { MediaUnavailable } from '../../ports/media.ts';
import type { MediaStatus } from '../../ports/media-status.ts';
import type { Fetched } from './fetch-worker.ts';
import { type Found, findWorker, HOW } from './find-worker.ts';
import { CONSUMERS_PER_WORKER, type MediasoupOptions } from './options.ts';
import { MediasoupRoom } from './sfu-room.ts';
import { Workers } from './workers.ts';

/** While there is no worker, it is looked for so often: somebody may be making it. */
const LOOK_AGAIN_MS = 2_000;

/** Where a worker comes from; tests bring their own. */
export interface WorkerSource {
  find(): Found;
  /** Brings one from outside if it can. Without it nobody is asked. */
  fetch?: (until: AbortSignal) => Promise<Fetched>;
}

/**
 * Live video by mediasoup. Whether its worker can run is looked at now, and while there is none it is fetched if that is
 * allowed, and looked for: as soon as it is there, the status says so. mediasoup itself is loaded and workers are started
 * when a stream first needs them, so that a market without video pays nothing.
 */
export function openMediasoup(options: MediasoupOptions, source: WorkerSource = { find: findWorker }): Media {
  const listeners = new Set<() => void>();
  const ending = new AbortController();
  let found = source.find();
  let isWarm = false;
  let status: MediaStatus = statusOf(found);
  let stages = 0;
  let lines = 0;
  let pipes = 0;

  const workers = new Workers({ consumersPerWorker: CONSUMERS_PER_WORKER, ...options }, (said) => {
    if (status.isAvailable === (said === null)) return;
    status = said === null ? { isAvailable: true } : { isAvailable: false, why: 'not_starting', said };
    if (said !== null) options.onNote('live video is unavailable', { reason: said });
    tell();
  });

  function tell(): void {
    for (const listener of listeners) listener();
  }

  /** A worker that has come meanwhile is used from now on. */
  function look(): void {
    if (found.isFound || ending.signal.aborted) return;
    found = source.find();
    if (!found.isFound) return;
    clearInterval(looking);
    use(found.program);
    status = { isAvailable: true };
    if (isWarm) warmUp();
    tell();
  }

  function warmUp(): void {
    // What stands in the way is in the status and in the log by then.
    workers.roomiest().catch(() => {});
  }

  async function fetchOne(fetch: NonNullable<WorkerSource['fetch']>): Promise<void> {
    status = { isAvailable: false, why: 'not_built', said: 'the media worker is on its way' };
    const got = await fetch(ending.signal);
    look();
    if (found.isFound || ending.signal.aborted) return;
    const why = got.isFetched ? 'what was downloaded does not run' : got.why;
    status = { isAvailable: false, why: 'not_built', said: `no media worker: ${why}; ${HOW}` };
    options.onNote('live video is unavailable', { reason: status.said });
    tell();
  }

  const looking = setInterval(look, LOOK_AGAIN_MS);
  looking.unref();
  if (found.isFound) {
    clearInterval(looking);
    use(found.program);
  } else if (found.why === 'not_built' && source.fetch) void fetchOne(source.fetch);

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
      isWarm = true;
      if (found.isFound) warmUp();
    },
    async openSfuRoom(onLost) {
      if (!found.isFound) throw new MediaUnavailable(status.isAvailable ? found.said : status.said);
      const sfuRoom = await MediasoupRoom.open(workers, {
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
      sfuRoom.onClosed(() => {
        stages -= 1;
      });
      return sfuRoom;
    },
    async close() {
      ending.abort();
      clearInterval(looking);
      listeners.clear();
      await workers.close();
    },
  };
}

/** mediasoup reads where its worker is once, when it is loaded. */
function use(program: string): void {
  process.env.MEDIASOUP_WORKER_BIN = program;
}

function statusOf(found: Found): MediaStatus {
  return found.isFound ? { isAvailable: true } : { isAvailable: false, why: found.why, said: found.said };
}
