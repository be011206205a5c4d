import { MINUTE } from '../../../shared/values/time.ts';
import { pageZone } from '../../ui/time-words.ts';

/**
 * The market's clock for a picture that reads a time by this browser's own zone: ahead by as much as the page's zone is. A
 * zone is looked up once a minute, not for each of 25 pictures a second.
 */
export function marketClock(now: () => number): () => number {
  let looked: { zone: string | undefined; untilMs: number; aheadMs: number } | null = null;
  return () => {
    const nowMs = now();
    const zone = pageZone();
    if (looked?.zone !== zone || nowMs >= (looked?.untilMs ?? 0))
      looked = { zone, untilMs: nowMs + MINUTE, aheadMs: wallMs(nowMs, zone) - wallMs(nowMs, undefined) };
    return nowMs + (looked?.aheadMs ?? 0);
  };
}

/** What a clock on the wall of a zone shows, as if it were a time of this browser's zone. */
function wallMs(ms: number, timeZone: string | undefined): number {
  return Date.parse(new Date(ms).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T'));
}
