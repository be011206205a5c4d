import type { MediaView } from '../../../shared/contract/media.ts';
import type { LiveRequest } from '../../../shared/protocol.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Histogram } from '../../lib/histogram.ts';
import type { Limits } from '../../ports/limits.ts';
import type { LiveSession } from '../connection/live-session.ts';
import { Bucket, KeyedBuckets } from './bucket.ts';
import { bucketSize } from './table.ts';

/** The page tells as soon as the picture stands; its clock and its line are not exact. */
const SLACK_MS = 5_000;

type Told = LiveRequest<'exposure:first-picture'>;

/**
 * Counts what pages tell of their first picture. Anybody can tell anything, so what is counted is bounded: once of a
 * connection, of those that could have seen one, a few of an address, and a sample of everybody. What is beyond that is
 * dropped without a word: no page waits for it.
 */
export function countFirstPictures(
  limits: Pick<Limits, 'firstPicturesPerMinute'>,
  clock: Pick<Clock, 'nowMs'>,
  times: Readonly<Record<Told['way'], Histogram>>,
) {
  const sample = new Bucket(bucketSize('firstPictures', limits), clock.nowMs());
  const ofAddress = new KeyedBuckets(bucketSize('firstPicturesOfAddress', limits), clock);

  return {
    /** @param address whom the connection shares limits with */
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

/** Whether viewers who come now have a picture to wait for. */
export function hasPicture(onAir: MediaView | null): boolean {
  if (!onAir) return false;
  return onAir.playback !== null || onAir.sources.some(({ kind, isMuted }) => kind === 'video' && !isMuted);
}

/**
 * Staff look at their own work. Who came before the broadcast has waited for that, and who has no place in the live video
 * has no direct picture. And a page can't have waited for less than it has been there.
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
