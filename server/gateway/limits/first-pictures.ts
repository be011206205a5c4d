import type { MediaView } from '../../../shared/contract/media.ts';
import type { LiveRequest } from '../../../shared/protocol.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Histogram } from '../../lib/histogram.ts';
import type { Limits } from '../../ports/limits.ts';
import type { LiveSession } from '../connection/live-session.ts';
import { Bucket, KeyedBuckets } from './bucket.ts';
import { bucketSize } from './table.ts';

/** Tolerance of a page's own measurement, in ms: its clock and its line are not exact. */
const SLACK_MS = 5_000;

type Told = LiveRequest<'exposure:first-picture'>;

/**
 * Counts the times to the first picture that pages report. Reports are unverified, so they are bounded: one a
 * connection, plausible ones only, a few an address and a sample of all. Others are dropped unanswered, since no page
 * waits for an answer.
 */
export function countFirstPictures(
  limits: Pick<Limits, 'firstPicturesPerMinute'>,
  clock: Pick<Clock, 'nowMs'>,
  times: Readonly<Record<Told['way'], Histogram>>,
) {
  const sample = new Bucket(bucketSize('firstPictures', limits), clock.nowMs());
  const ofAddress = new KeyedBuckets(bucketSize('firstPicturesOfAddress', limits), clock);

  return {
    /** @param address the limit key of the connection */
    take(
      connection: Pick<LiveSession, 'isStaff' | 'hasDirectVideo' | 'cameToPictureAtMs' | 'hasToldPicture'>,
      address: string,
      { afterMs, way }: Told,
    ): void {
      const nowMs = clock.nowMs();
      const isFirst = !connection.hasToldPicture;
      connection.hasToldPicture = true;
      if (!isFirst || !isPossible(connection, nowMs, { afterMs, way })) return;
      if (ofAddress.waitMs(address) > 0 || sample.take(nowMs) > 0) return;
      ofAddress.take(address);
      times[way].observe(afterMs);
    },
  };
}

/** Whether a viewer who joins now can see a picture. */
export function hasPicture(onAir: MediaView | null): boolean {
  if (!onAir) return false;
  return onAir.playback !== null || onAir.sources.some(({ kind, isMuted }) => kind === 'video' && !isMuted);
}

/**
 * Whether a report is plausible. Staff and viewers from before the broadcast do not count. A direct picture needs a
 * place in the live video. No wait is longer than the visit.
 */
function isPossible(
  {
    isStaff,
    hasDirectVideo,
    cameToPictureAtMs,
  }: Pick<LiveSession, 'isStaff' | 'hasDirectVideo' | 'cameToPictureAtMs'>,
  nowMs: number,
  { afterMs, way }: Told,
): boolean {
  if (isStaff || cameToPictureAtMs === null || (way === 'direct' && !hasDirectVideo)) return false;
  return nowMs - cameToPictureAtMs <= afterMs + SLACK_MS;
}
