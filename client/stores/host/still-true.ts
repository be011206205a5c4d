import type { ConsoleChange } from './changes.ts';
import { type Floor, flashOn } from './floor.ts';

/** F1: a flash that stands at a price above the lowest of the last 30 days. */
export interface FlashWarning {
  itemNumber: number;
  recentLowMinor: number;
  /** The console fact that began the flash: the floor may not have come to it yet. */
  seq: number;
  /** The flash itself; null until the floor shows it. */
  flashId: string | null;
}

/** The warning as long as its flash is announced or running, else null. */
export function stillWarned(warning: FlashWarning | null, floor: Floor): FlashWarning | null {
  if (!warning || floor.seq < warning.seq) return warning;
  const item = floor.items[warning.itemNumber];
  const flashId = (item && flashOn(item)?.flashId) ?? null;
  if (flashId === null || (warning.flashId !== null && warning.flashId !== flashId)) return null;
  return warning.flashId === flashId ? warning : { ...warning, flashId };
}

/** True while the floor is as a change left it: nobody changed the same thing since, and it did not end by itself. */
export function stillStands({ itemNumber, version, kind }: ConsoleChange, floor: Floor): boolean {
  if (itemNumber === null) return floor.lineupVersion === version;
  const item = floor.items[itemNumber];
  if (!item || item.version !== version) return false;
  const isPinned = floor.pins.some((pin) => pin.itemNumber === itemNumber);
  if (kind === 'pinned') return isPinned;
  if (kind === 'unpinned') return !isPinned;
  return kind !== 'flash' || flashOn(item) !== null;
}

/** An offer to take an act back (L5), until the floor shows that a later act has overtaken it. */
export function stillOffered<Offer extends { seq: number }>(offer: Offer | null, floor: Floor): Offer | null {
  if (!offer || floor.seq < offer.seq) return offer;
  return floor.undoable?.some(({ seq }) => seq === offer.seq) ? offer : null;
}
