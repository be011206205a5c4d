import type { LiveRequest } from '../../shared/protocol.ts';
import { LONGEST_SEND_MS } from './command-link.ts';
import type { Keep } from './keep.ts';

/** An order that was sent, or was about to be, and has no answer yet (I1). */
export interface PendingOrder {
  slug: string;
  sentAtMs: number;
  request: LiveRequest<'order:place'>;
}

/** As it lies on the device; the device's own time is the same for all its pages, right or wrong. */
interface KeptOrder extends PendingOrder {
  deviceMs: number;
}

/** The orders of this device that still want an answer; the key is kept here before its first try (I1). */
export interface PendingOrders {
  keepBeforeSending(order: PendingOrder): void;
  /** After an answer, whichever it is. */
  settle(key: string): void;
  all(): PendingOrder[];
  /** True while another page of this device, or this one before it was loaded again, may be sending an order. */
  isUnderWayElsewhere(key: string): boolean;
}

const NAME = 'fairday.pending-orders';
const MOST_KEPT = 20;

/** @param deviceMs what the device takes for the time */
export function createPendingOrders(keep: Keep, deviceMs: () => number = () => Date.now()): PendingOrders {
  /** Keys of orders that this page sends itself. */
  const own = new Set<string>();
  function read(): KeptOrder[] {
    const text = keep.read(NAME);
    if (!text) return [];
    try {
      const list: unknown = JSON.parse(text);
      return Array.isArray(list) ? list.filter(isKeptOrder) : [];
    } catch {
      return [];
    }
  }
  function save(orders: KeptOrder[]) {
    if (orders.length === 0) keep.remove(NAME);
    else keep.write(NAME, JSON.stringify(orders.slice(-MOST_KEPT)));
  }
  return {
    all: () => read().map(({ slug, sentAtMs, request }) => ({ slug, sentAtMs, request })),
    keepBeforeSending(order) {
      const { key } = order.request;
      own.add(key);
      save([...read().filter((each) => each.request.key !== key), { ...order, deviceMs: deviceMs() }]);
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

function isKeptOrder(value: unknown): value is KeptOrder {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, sentAtMs, deviceMs, request } = value as Partial<KeptOrder>;
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
