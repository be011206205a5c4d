import type { OrderView } from '../../shared/market/order/contract.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import { KEPT_CARTS } from './placing.ts';

/** What this device keeps of a cart in a stream where nothing is reserved (H2). */
export interface KeptCart {
  slug: string;
  /** Wanted units by item, in the order in which they were first added; never 0. */
  lines: [itemNumber: number, units: number][];
  /** Keys of adds, and ids of orders, that are counted in already: another page of this device may hear of them too. */
  counted: string[];
}

/** Streams whose carts this device keeps: the newest. */
const MOST_KEPT = 20;
/** A key or an order comes again within a reload, or from a page beside this one. */
const MOST_COUNTED = 40;

/** The cart of a stream as the device has it. */
export function keptCart(keep: DeviceStorage, slug: string): KeptCart {
  return all(keep).find((each) => each.slug === slug) ?? { slug, lines: [], counted: [] };
}

/**
 * Adds units to the cart of a stream, or takes them out with a number below 0; as many as there are.
 * @param name of the add, by its key: counted once, whoever hears of it
 */
export function changeKept(
  keep: DeviceStorage,
  slug: string,
  changes: readonly { itemNumber: number; units: number }[],
  name?: string,
): void {
  const cart = keptCart(keep, slug);
  if (name !== undefined && cart.counted.includes(name)) return;
  const units = new Map(cart.lines);
  for (const change of changes) {
    const left = (units.get(change.itemNumber) ?? 0) + change.units;
    if (left > 0) units.set(change.itemNumber, left);
    else units.delete(change.itemNumber);
  }
  const counted = name === undefined ? cart.counted : [...cart.counted, name].slice(-MOST_COUNTED);
  const others = all(keep).filter((each) => each.slug !== slug);
  const next = [...others, { slug, lines: [...units], counted }];
  keep.write(KEPT_CARTS, JSON.stringify(next.slice(-MOST_KEPT)));
}

/** What was ordered leaves the cart of its stream, once. */
export function takeOrdered(keep: DeviceStorage, slug: string, { orderId, lines }: OrderView): void {
  const ordered = lines.map(({ itemNumber, units }) => ({ itemNumber, units: -units }));
  changeKept(keep, slug, ordered, orderId);
}

function all(keep: DeviceStorage): KeptCart[] {
  try {
    const carts: unknown = JSON.parse(keep.read(KEPT_CARTS) ?? '[]');
    return Array.isArray(carts) ? carts.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is KeptCart {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, lines, counted } = value as Partial<KeptCart>;
  const areLines = Array.isArray(lines) && lines.every((line) => Array.isArray(line) && line.every(isCount));
  return typeof slug === 'string' && areLines && Array.isArray(counted);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}
