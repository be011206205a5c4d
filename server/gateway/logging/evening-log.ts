import type { StreamStatus } from '../../../shared/market/stream/entry.ts';
import type { LiveMedia } from '../../media/live-media.ts';
import type { Publications } from '../../ports/publication.ts';
import type { Log } from './log.ts';

/** The log line of each status of a stream. */
const SAID: Record<StreamStatus, string> = {
  SCHEDULED: 'a stream is scheduled',
  REHEARSAL: 'a rehearsal is on',
  LIVE: 'a stream is live',
  INTERRUPTED: 'a stream is interrupted',
  ENDED: 'a stream has ended',
  CLOSED: 'a stream is closed',
  CANCELLED: 'a stream is cancelled',
};
/** Statuses after which nothing is broadcast. */
const OVER: ReadonlySet<StreamStatus | undefined> = new Set(['ENDED', 'CLOSED', 'CANCELLED']);
/** Bound of remembered streams, the newest; an older one may repeat its last line. */
const MAX_KNOWN = 500;

interface Known {
  status?: StreamStatus;
  isPaused?: boolean;
  broadcaster?: boolean;
  isRecorded?: boolean;
}

/**
 * The log of an evening, one line an event with the stream's id. A stream goes live, is interrupted, paused or ended;
 * broadcasts and recordings start and stop. Each server writes what it sees.
 */
export function openEveningLog({
  publications,
  media,
  log,
}: {
  publications: Publications;
  media: Pick<LiveMedia, 'subscribe' | 'consoleView'>;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}): { close(): void } {
  const known = new Map<string, Known>();

  function of(streamId: string): Known {
    const found = known.get(streamId) ?? {};
    known.delete(streamId);
    known.set(streamId, found);
    for (const oldest of known.keys()) {
      if (known.size <= MAX_KNOWN) break;
      known.delete(oldest);
    }
    return found;
  }

  const stopHearing = publications.subscribe(({ streamId, changes }) => {
    for (const change of changes) {
      if (change[0] !== 't') continue;
      const { status, slug, isPaused = false } = change[1];
      const before = of(streamId);
      if (before.status !== status) log.info({ streamId, slug }, SAID[status]);
      if ((before.isPaused ?? false) !== isPaused) {
        log.warn({ streamId, slug }, isPaused ? 'the sale of a stream is paused' : 'a stream sells again');
      }
      Object.assign(before, { status, isPaused });
    }
  });

  const stopWatching = media.subscribe((streamId) => {
    media.consoleView(streamId).then(
      (view) => {
        const before = of(streamId);
        // A view read before the end may arrive after it.
        const broadcaster = view?.broadcaster != null && !OVER.has(before.status);
        // The switch stays on without a broadcast, and for good after the end.
        const isRecorded = broadcaster && (view?.recording.isOn ?? false);
        if ((before.broadcaster ?? false) !== broadcaster) {
          log.info({ streamId }, broadcaster ? 'a broadcast has begun' : 'a broadcast has stopped');
        }
        if ((before.isRecorded ?? false) !== isRecorded) {
          log.info({ streamId }, isRecorded ? 'a recording has begun' : 'a recording has stopped');
        }
        Object.assign(before, { broadcaster, isRecorded });
      },
      (fault: unknown) =>
        log.error({ err: fault, context: 'evening', streamId }, 'what is on the air could not be read'),
    );
  });

  return {
    close() {
      stopHearing();
      stopWatching();
    },
  };
}
