import type { LiveRequest } from '../../shared/protocol.ts';
import type { Keep } from './keep.ts';

/** An order that was sent, or was about to be, and has no answer yet (I1). */
export interface PendingOrder {
  slug: string;
  sentAtMs: number;
  request: LiveRequest<'order:place'>;
}

/** The orders of this device that still want an answer; the key is kept here before its first try (I1). */
export interface PendingOrders {
  keepBeforeSending(order: PendingOrder): void;
  /** After an answer, whichever it is. */
  settle(key: string): void;
  all(): PendingOrder[];
}

const NAME = 'fairday.pending-orders';
const MOST_KEPT = 20;

export function createPendingOrders(keep: Keep): PendingOrders {
  function all(): PendingOrder[] {
    const text = keep.read(NAME);
    if (!text) return [];
    try {
      const list: unknown = JSON.parse(text);
      return Array.isArray(list) ? list.filter(isPendingOrder) : [];
    } catch {
      return [];
    }
  }
  function save(orders: PendingOrder[]) {
    if (orders.length === 0) keep.remove(NAME);
    else keep.write(NAME, JSON.stringify(orders.slice(-MOST_KEPT)));
  }
  return {
    all,
    keepBeforeSending(order) {
      save([...all().filter((each) => each.request.key !== order.request.key), order]);
    },
    settle(key) {
      save(all().filter((each) => each.request.key !== key));
    },
  };
}

function isPendingOrder(value: unknown): value is PendingOrder {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, sentAtMs, request } = value as Partial<PendingOrder>;
  return typeof slug === 'string' && typeof sentAtMs === 'number' && typeof request?.key === 'string';
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
