import { SECOND } from '../../../shared/values/time.ts';

/** What one viewer's screens have shown of one item. */
export interface Exposure {
  itemNumber: number;
  viewerId: string;
  shownMs: number;
  isOpened: boolean;
  /** The viewer stands for so many, since only some pages tell. */
  oneIn: number;
}

export interface ItemExposure {
  viewerSeconds: number;
  /** Viewers who had the card in sight for a second or more. */
  viewers: number;
  /** Of them, those who tapped it. */
  opened: number;
}

export interface ExposureTally {
  items: Map<number, ItemExposure>;
  /** Viewers exposed to anything for a second or more, and those of them who tapped something. */
  viewers: number;
  opened: number;
  /** Viewers whose screens have told. */
  screens: number;
}

/** A card that was in sight for less was scrolled past. */
export const SHORTEST_EXPOSURE_MS = SECOND;

/** The definition of the exposure numbers, over plain rows. What a database groups must equal it. */
export function tallyExposures(rows: Iterable<Exposure>, rootOf: (id: string) => string): ExposureTally {
  const viewers = new Map<string, Map<number, Omit<Exposure, 'itemNumber' | 'viewerId'>>>();
  for (const { itemNumber, viewerId, shownMs, isOpened, oneIn } of rows) {
    const root = rootOf(viewerId);
    const items = viewers.get(root) ?? new Map();
    const known = items.get(itemNumber) ?? { shownMs: 0, isOpened: false, oneIn: 1 };
    items.set(itemNumber, {
      shownMs: known.shownMs + shownMs,
      isOpened: known.isOpened || isOpened,
      oneIn: Math.max(known.oneIn, oneIn),
    });
    viewers.set(root, items);
  }
  const tally = { viewers: 0, opened: 0, screens: viewers.size };
  const sums = new Map<number, ItemExposureSums>();
  for (const items of viewers.values()) {
    let weight = 1;
    let isExposed = false;
    let hasOpened = false;
    for (const [itemNumber, { shownMs, isOpened, oneIn }] of items) {
      const item = sums.get(itemNumber) ?? { itemNumber, shownMs: 0, viewers: 0, opened: 0 };
      const isLong = shownMs >= SHORTEST_EXPOSURE_MS;
      item.shownMs += shownMs * oneIn;
      if (isLong) item.viewers += oneIn;
      if (isLong && isOpened) item.opened += oneIn;
      sums.set(itemNumber, item);
      weight = Math.max(weight, oneIn);
      isExposed ||= isLong;
      hasOpened ||= isLong && isOpened;
    }
    if (isExposed) tally.viewers += weight;
    if (hasOpened) tally.opened += weight;
  }
  return { ...tally, items: exposedItems([...sums.values()]) };
}

/** What a database sums up of one item. */
export interface ItemExposureSums extends Omit<ItemExposure, 'viewerSeconds'> {
  itemNumber: number;
  shownMs: number;
}

export function exposedItems(sums: readonly ItemExposureSums[]): ExposureTally['items'] {
  return new Map(
    sums.map(({ itemNumber, shownMs, ...item }) => [
      itemNumber,
      { ...item, viewerSeconds: shownMs / SECOND },
    ]),
  );
}
