import { type Channel, channels } from '../../shared/values/channel.ts';
import { SECOND } from '../../shared/values/time.ts';

/** What one viewer's screens have shown of one item. */
export interface Exposure {
  itemNumber: number;
  viewerId: string;
  shownMs: number;
  isOpened: boolean;
  /** The viewer stands for so many, since only some pages tell. */
  oneIn: number;
  /** Whose link had brought the screen (C1). */
  channel: Channel;
}

/** Viewers exposed to anything for a second or more, and those of them who tapped something. */
export interface ExposedViewers {
  viewers: number;
  opened: number;
}

export interface ItemExposure {
  viewerSeconds: number;
  /** Viewers who had the card in sight for a second or more. */
  viewers: number;
  /** Of them, those who tapped it. */
  opened: number;
}

export interface ExposureTally extends ExposedViewers {
  items: Map<number, ItemExposure>;
  /** Viewers whose screens have told. */
  screens: number;
  /** By what a channel's screens showed alone: who came by two may be in both, or in neither. */
  channels: Record<Channel, ExposedViewers>;
}

/** A card that was in sight for less was scrolled past. */
export const SHORTEST_EXPOSURE_MS = SECOND;

/** What a viewer's screens have shown of one item. */
type Shown = Pick<Exposure, 'shownMs' | 'isOpened' | 'oneIn'>;

/** The definition of the exposure numbers, over plain rows. What a database groups must equal it. */
export function tallyExposures(rows: Iterable<Exposure>, rootOf: (id: string) => string): ExposureTally {
  const viewers = new Map<string, Map<number, Shown>>();
  const byChannel = new Map(channels.map((channel) => [channel, new Map<string, Map<number, Shown>>()]));
  for (const row of rows) {
    const root = rootOf(row.viewerId);
    addShown(viewers, root, row);
    addShown(byChannel.get(row.channel)!, root, row);
  }
  const sums = new Map<number, ItemExposureSums>();
  for (const items of viewers.values()) {
    for (const [itemNumber, { shownMs, isOpened, oneIn }] of items) {
      const item = sums.get(itemNumber) ?? { itemNumber, shownMs: 0, viewers: 0, opened: 0 };
      item.shownMs += shownMs * oneIn;
      if (isLong({ shownMs })) item.viewers += oneIn;
      if (isLong({ shownMs }) && isOpened) item.opened += oneIn;
      sums.set(itemNumber, item);
    }
  }
  const exposed = Array.from(byChannel, ([channel, own]) => [channel, exposedOf(own)] as const);
  return {
    ...exposedOf(viewers),
    screens: viewers.size,
    items: exposedItems([...sums.values()]),
    channels: Object.fromEntries(exposed) as ExposureTally['channels'],
  };
}

function addShown(viewers: Map<string, Map<number, Shown>>, viewerId: string, row: Exposure): void {
  const items = viewers.get(viewerId) ?? new Map<number, Shown>();
  const known = items.get(row.itemNumber) ?? { shownMs: 0, isOpened: false, oneIn: 1 };
  items.set(row.itemNumber, {
    shownMs: known.shownMs + row.shownMs,
    isOpened: known.isOpened || row.isOpened,
    oneIn: Math.max(known.oneIn, row.oneIn),
  });
  viewers.set(viewerId, items);
}

/** Each viewer counts as often as the rarest telling of its pages stands for. */
function exposedOf(viewers: ReadonlyMap<string, ReadonlyMap<number, Shown>>): ExposedViewers {
  const exposed = { viewers: 0, opened: 0 };
  for (const items of viewers.values()) {
    const shown = [...items.values()];
    const weight = Math.max(...shown.map(({ oneIn }) => oneIn));
    if (shown.some(isLong)) exposed.viewers += weight;
    if (shown.some((item) => isLong(item) && item.isOpened)) exposed.opened += weight;
  }
  return exposed;
}

function isLong({ shownMs }: Pick<Shown, 'shownMs'>): boolean {
  return shownMs >= SHORTEST_EXPOSURE_MS;
}

export function noExposedViewers(): ExposureTally['channels'] {
  const none = channels.map((channel) => [channel, { viewers: 0, opened: 0 }] as const);
  return Object.fromEntries(none) as ExposureTally['channels'];
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
