import { type Channel, channelOf } from '../../shared/values/channel.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';

const NAME = 'fairday.channels';
/** Streams whose channel this device remembers. */
const MOST_KEPT = 50;

/**
 * Whose link brought this device to a stream: the last one that named a channel, also after a visit by a plain link
 * (C1).
 * @param search of the address in the bar: `?c=jd`
 */
export function channelFor(slug: string, search: string, keep: DeviceStorage): Channel {
  const kept = new Map(
    (keep.read(NAME) ?? '')
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  );
  const named = new URLSearchParams(search).get('c');
  if (named !== null) {
    kept.delete(slug);
    kept.set(slug, channelOf(named));
    const pairs = [...kept].map((pair) => pair.join('='));
    keep.write(NAME, pairs.slice(-MOST_KEPT).join(' '));
  }
  return channelOf(kept.get(slug) ?? '');
}
