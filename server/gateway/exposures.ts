import type { LiveRequest } from '../../shared/protocol.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { EXPOSURE_EVERY_MS } from '../../shared/values/exposure.ts';
import type { Clock } from '../lib/clock.ts';
import type { AudienceStore, ExposureRow } from '../ports/audience.ts';
import type { Log } from './log.ts';

const WRITE_EVERY_MS = 5_000;
/** Rows that may wait between two writes; what comes beyond them is dropped and counted. */
const MAX_WAITING = 50_000;
const MAX_BATCH = 2_000;
/** A page's timer and its line are not exact: this much earlier is still in time. */
const SLACK_MS = 5_000;

/**
 * What viewers' screens have shown: sums in memory, written in batches. No order waits for them. What the store does
 * not take is dropped and counted, since a sum that is written twice would be wrong.
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
     * Takes a page's report. One that comes before the agreed interval is not believed.
     * @param lastMs when the same connection reported before; its hello counts as the first report
     * @returns false if it came too soon
     */
    take(
      by: { streamId: string; viewerId: string; channel: Channel; lastMs: number; nowMs: number },
      { oneIn, items }: LiveRequest<'exposure:report'>,
    ): boolean {
      const { streamId, viewerId, channel } = by;
      const passedMs = by.nowMs - by.lastMs;
      if (passedMs < EXPOSURE_EVERY_MS - SLACK_MS) return false;
      for (const { itemNumber, shownMs, isOpened } of items) {
        const name = `${streamId} ${itemNumber} ${viewerId} ${channel}`;
        const known = waiting.get(name);
        if (!known && waiting.size >= MAX_WAITING) {
          lost += 1;
          continue;
        }
        waiting.set(name, {
          streamId,
          itemNumber,
          viewerId,
          channel,
          // No card is in sight for longer than has passed.
          shownMs: Math.min(shownMs, passedMs) + (known?.shownMs ?? 0),
          isOpened: isOpened || (known?.isOpened ?? false),
          oneIn: Math.max(oneIn, known?.oneIn ?? 1),
        });
      }
      plan();
      return true;
    },
    /** Rows given up. */
    lostRows: () => lost,
    async close(): Promise<void> {
      callOff?.();
      await writing;
      await write();
    },
  };
}

export type Exposures = ReturnType<typeof openExposures>;
