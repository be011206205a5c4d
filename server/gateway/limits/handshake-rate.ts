import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import { Bucket } from './bucket.ts';

/** Addresses that are kept; to push one out, handshakes have to come from as many others. */
const MAX_ADDRESSES = 20_000;

/**
 * How many handshakes an address may begin: so many at once, and as many again in a minute. Each is a request to read, an
 * origin and a cookie to look at, whether or not a connection comes of it, and whoever hangs up at once is in no count of
 * what is open.
 * @param perMinute 0: no limit
 * @returns takes one handshake of an address (its key): 0, or in how many ms there is one again
 */
export function handshakeRate(perMinute: number, clock: Pick<Clock, 'nowMs'>): (address: string) => number {
  const buckets = new BoundedMap<string, Bucket>(MAX_ADDRESSES);
  return (address) => {
    if (perMinute === 0) return 0;
    const nowMs = clock.nowMs();
    const bucket = buckets.get(address) ?? new Bucket(perMinute, { count: perMinute, inMs: MINUTE }, nowMs);
    // Set anew each time: who came longest ago is pushed out first.
    buckets.set(address, bucket);
    return bucket.take(nowMs);
  };
}
