import type { LiveRequest } from '../../../shared/protocol.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import { EXPOSURE_EVERY_MS } from '../../../shared/values/exposure.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AudienceStore, ExposureRow } from '../../ports/audience.ts';
import type { Log } from '../logging/log.ts';

const WRITE_EVERY_MS = 5_000;
/** Bound of rows between two writes; beyond it new ones are dropped and counted. */
const MAX_WAITING = 50_000;
const MAX_BATCH = 2_000;
/** Tolerance of a report that comes early, in ms: a page's timer and its line are not exact. */
const SLACK_MS = 5_000;

/**
 * Exposures of viewers' screens: sums in memory, written in batches, so that no order waits for them. A batch that the
 * store refuses is dropped and counted, since a repeated write would count twice.
 */
export function openExposures(deps: { audience: AudienceStore; clock: Clock; log: Log }) {
  const { audience, clock, log } = deps;
  let waiting = new Map<string, ExposureRow>();
  let writing: Promise<void> = Promise.resolve();
  let callOff: (() => void) | null = null;
  let lost = 0;

  async function write(): Promise<void> {
    const rows = [...waiting.values()];
    waiting = new Map();
    for (let from = 0; from < rows.length; from += MAX_BATCH) {
      const batch = rows.slice(from, from + MAX_BATCH);
      try {
        await audience.expose(batch);
      } catch (fault) {
        lost += batch.length;
        log.warn(
          { err: fault, rows: batch.length },
          'exposure rows were given up: the store did not take them',
        );
      }
    }
  }

  function plan(): void {
    callOff ??= clock.at(clock.nowMs() + WRITE_EVERY_MS, () => {
      callOff = null;
      writing = write();
    });
  }

  return {
    /**
     * Takes a page's report. One that comes too early is refused.
     * @returns false if it came too early
     */
    take(by: Telling, { oneIn, items }: LiveRequest<'exposure:report'>): boolean {
      const { streamId, viewerId, channel } = by;
      const passedMs = by.nowMs - by.lastMs;
      if (passedMs < EXPOSURE_EVERY_MS - SLACK_MS) return false;
      const minute = Math.floor(by.logNowMs / MINUTE);
      for (const { itemNumber, shownMs, isOpened } of items) {
        const name = `${streamId} ${itemNumber} ${viewerId} ${channel}`;
        const known = waiting.get(name);
        if (!known && waiting.size >= MAX_WAITING) {
          lost += 1;
          continue;
        }
        const tappedAt = known?.openedMinute ?? (isOpened ? minute : undefined);
        waiting.set(name, {
          streamId,
          itemNumber,
          viewerId,
          channel,
          // Bounded by the time that passed: no card is in sight for longer.
          shownMs: Math.min(shownMs, passedMs) + (known?.shownMs ?? 0),
          isOpened: isOpened || (known?.isOpened ?? false),
          oneIn: Math.max(oneIn, known?.oneIn ?? 1),
          seenMinute: known?.seenMinute ?? minute,
          ...(tappedAt !== undefined && { openedMinute: tappedAt }),
        });
      }
      plan();
      return true;
    },
    /** The number of dropped rows. */
    lostRows: () => lost,
    async close(): Promise<void> {
      callOff?.();
      await writing;
      await write();
    },
  };
}

/** Whose page tells, and when. */
export interface Telling {
  streamId: string;
  viewerId: string;
  channel: Channel;
  /** The connection's last report; its hello is the first. */
  lastMs: number;
  nowMs: number;
  /** By the stream's log (T7): which minute it counts in. */
  logNowMs: number;
}

export type Exposures = ReturnType<typeof openExposures>;
