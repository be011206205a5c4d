import type { DeviceStorage } from '../../connection/device-storage.ts';

const NAME = 'fairday.links-copied';
/** Streams whose link was copied here; the oldest is forgotten. */
const MOST = 20;

/** Whether this device copied a link of a stream: what was sent from it, nobody else knows. */
export function isLinkCopied(keep: DeviceStorage, slug: string): boolean {
  return read(keep).includes(slug);
}

export function noteLinkCopied(keep: DeviceStorage, slug: string): void {
  const others = read(keep).filter((each) => each !== slug);
  keep.write(NAME, [slug, ...others].slice(0, MOST).join(' '));
}

function read(keep: DeviceStorage): string[] {
  return keep.read(NAME)?.split(' ').filter(Boolean) ?? [];
}
