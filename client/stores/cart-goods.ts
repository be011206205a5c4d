import type { CardEntry } from '../../shared/market/lineup/entry.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import { cartsAt } from './carts-at.ts';

/** Where this device keeps what it last saw in the carts of its streams. */
const CART_GOODS = 'fairday.cart-goods';
/** Products that are kept of one cart: a page that leads to it names no more. */
const MOST_NAMED = 4;

/** A product of a cart, as it was seen there last. */
export type CartGood = Pick<CardEntry, 'name' | 'nameEn' | 'picture'> & { units: number };
export interface CartGoods {
  goods: CartGood[];
  /** How many products there are besides. */
  more: number;
  /** Units of all of them; absent: noted by an older page. */
  units?: number;
}

/** What was in each cart when this device saw it last, by the slug of its stream. */
export function cartGoods(keep: Pick<DeviceStorage, 'read'>): Partial<Record<string, CartGoods>> {
  try {
    const kept: unknown = JSON.parse(keep.read(CART_GOODS) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, each]) => Array.isArray(each?.goods)));
  } catch {
    return {};
  }
}

/** Keeps what is in the cart of a stream; those of streams that have none any more go. */
export function noteGoods(keep: DeviceStorage, slug: string, goods: readonly CartGood[]): void {
  const more = Math.max(0, goods.length - MOST_NAMED);
  const units = goods.reduce((sum, good) => sum + good.units, 0);
  const all = { ...cartGoods(keep), [slug]: { goods: goods.slice(0, MOST_NAMED), more, units } };
  const kept = Object.fromEntries(cartsAt(keep).flatMap((each) => (all[each] ? [[each, all[each]]] : [])));
  keep.write(CART_GOODS, JSON.stringify(kept));
}
