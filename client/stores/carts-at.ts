import { isSlug } from '../../shared/values/slug.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import { ADDED_AT } from './added-at.ts';

/** Where this device keeps the streams in which something of it is in the cart. */
const CARTS_AT = 'fairday.carts-at';
/** The newest of them; a cart is reserved for minutes. */
const MAX_STREAMS = 6;

/**
 * The streams whose carts this device has filled last, the newest first; the cart itself is the server's. One of them may
 * have had no answer yet when its page was left.
 */
export function cartsAt(keep: Pick<DeviceStorage, 'read'>): string[] {
  const noted = notedAt(keep);
  const added = keep.read(ADDED_AT);
  if (!isSlug(added) || noted.includes(added)) return noted;
  return [added, ...noted].slice(0, MAX_STREAMS);
}

function notedAt(keep: Pick<DeviceStorage, 'read'>): string[] {
  try {
    const slugs: unknown = JSON.parse(keep.read(CARTS_AT) ?? '[]');
    return Array.isArray(slugs) ? slugs.filter(isSlug).slice(0, MAX_STREAMS) : [];
  } catch {
    return [];
  }
}

/** Remembers whether something is in the cart of a stream. */
export function noteCart(keep: DeviceStorage, slug: string, isFull: boolean): void {
  const known = notedAt(keep);
  if (known.includes(slug) === isFull) return;
  const others = known.filter((each) => each !== slug);
  keep.write(CARTS_AT, JSON.stringify(isFull ? [slug, ...others].slice(0, MAX_STREAMS) : others));
}
