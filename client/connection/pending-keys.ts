import type { LiveRequest } from '../../shared/protocol.ts';
import { LONGEST_SEND_MS } from './command-link.ts';
import type { DeviceStorage } from './device-storage.ts';

/** What can be sent again after a reload. */
type Kept = 'order:place' | 'cart:add';

/** A tap that was sent, or was about to be, and has no answer yet (I1). */
export interface PendingTap<C extends Kept> {
  slug: string;
  sentAtMs: number;
  /** With the receipt that its first try got, if it did (F5). */
  request: LiveRequest<C>;
}
export type PendingOrder = PendingTap<'order:place'>;

/** As it lies on the device; the device's own time is the same for all its pages, right or wrong. */
type KeptTap<C extends Kept> = PendingTap<C> & { deviceMs: number };

/** The taps of this device that still want an answer. */
export interface PendingTaps<C extends Kept> {
  /** Before the first try, and again with a receipt. */
  keepBeforeSending(tap: PendingTap<C>): void;
  /** After an answer, whichever it is. */
  settle(key: string): void;
  all(): PendingTap<C>[];
  /** True while another page of this device, or this one before it was loaded again, may be sending it. */
  isUnderWayElsewhere(key: string): boolean;
}
/** The key of an order is kept here before its first try (I1). */
export type PendingOrders = PendingTaps<'order:place'>;
/** Units for the cart are kept only with a receipt: what is worth sending again after a reload is their price. */
export type PendingAdds = PendingTaps<'cart:add'>;

const MOST_KEPT = 20;

/** @param deviceMs what the device takes for the time */
export const createPendingOrders = (keep: DeviceStorage, deviceMs?: () => number): PendingOrders =>
  createPending('fairday.pending-orders', keep, deviceMs);
export const createPendingAdds = (keep: DeviceStorage, deviceMs?: () => number): PendingAdds =>
  createPending('fairday.pending-adds', keep, deviceMs);

function createPending<C extends Kept>(
  name: string,
  keep: DeviceStorage,
  deviceMs: () => number = () => Date.now(),
): PendingTaps<C> {
  /** Keys of taps that this page sends itself. */
  const own = new Set<string>();
  function read(): KeptTap<C>[] {
    const text = keep.read(name);
    if (!text) return [];
    try {
      const list: unknown = JSON.parse(text);
      return Array.isArray(list) ? list.filter(isKept<C>) : [];
    } catch {
      return [];
    }
  }
  function save(taps: KeptTap<C>[]) {
    if (taps.length === 0) keep.remove(name);
    else keep.write(name, JSON.stringify(taps.slice(-MOST_KEPT)));
  }
  return {
    all: () => read().map(({ slug, sentAtMs, request }) => ({ slug, sentAtMs, request })),
    keepBeforeSending(tap) {
      const { key } = tap.request;
      own.add(key);
      save([...read().filter((each) => each.request.key !== key), { ...tap, deviceMs: deviceMs() }]);
    },
    settle(key) {
      own.delete(key);
      save(read().filter((each) => each.request.key !== key));
    },
    isUnderWayElsewhere(key) {
      const kept = own.has(key) ? undefined : read().find((each) => each.request.key === key);
      // A device whose clock was set meanwhile lets go sooner, and keeps nobody waiting.
      return kept !== undefined && Math.abs(deviceMs() - kept.deviceMs) < LONGEST_SEND_MS;
    },
  };
}

function isKept<C extends Kept>(value: unknown): value is KeptTap<C> {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, sentAtMs, deviceMs, request } = value as Partial<KeptTap<C>>;
  const isTimed = typeof sentAtMs === 'number' && typeof deviceMs === 'number';
  return typeof slug === 'string' && isTimed && typeof request?.key === 'string';
}

/** A new command key: a UUIDv7, so that keys sort by the time they were made (I1). */
export function newCommandKey(nowMs: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(nowMs / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
