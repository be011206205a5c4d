import type { ConsoleItem } from '../../../shared/contract/console.ts';
import { type Floor, flashOn } from './floor.ts';

export type ChangeKind =
  | 'pinned'
  | 'unpinned'
  | 'stopped'
  | 'resumed'
  | 'price'
  | 'limit'
  | 'flash'
  | 'flash-ended'
  | 'promotion'
  | 'stock'
  | 'removed'
  | 'lineup';

/** A change by a console fact: its item (null: the order of the bag) and the version it left. */
export interface ConsoleChange {
  itemNumber: number | null;
  version: number;
  kind: ChangeKind;
}

/** What consoles changed between two states of the floor: versions move by their facts alone (L4). */
export function consoleChanges(was: Floor, is: Floor): ConsoleChange[] {
  const changes: ConsoleChange[] = [];
  for (const item of Object.values(is.items)) {
    const before = was.items[item.itemNumber];
    if (!before || before === item || before.version >= item.version) continue;
    const { itemNumber, version } = item;
    changes.push({ itemNumber, version, kind: kindOf(before, item, was, is) });
  }
  const isSameSize = was.order.length === is.order.length;
  const isNew = is.order.some((itemNumber) => !was.items[itemNumber]);
  if (is.lineupVersion > was.lineupVersion && (isSameSize || isNew)) {
    changes.push({ itemNumber: null, version: is.lineupVersion, kind: 'lineup' });
  }
  return changes;
}

function kindOf(before: ConsoleItem, item: ConsoleItem, was: Floor, is: Floor): ChangeKind {
  const isPin = (floor: Floor) => floor.pins.some((pin) => pin.itemNumber === item.itemNumber);
  if (item.isRemoved) return 'removed';
  if (item.isStopped !== before.isStopped) return item.isStopped ? 'stopped' : 'resumed';
  if (item.listPriceMinor !== before.listPriceMinor) return 'price';
  if (item.buyerLimit !== before.buyerLimit) return 'limit';
  if (item.adjusted !== before.adjusted) return 'stock';
  if (JSON.stringify(item.promotion) !== JSON.stringify(before.promotion)) return 'promotion';
  const flash = flashOn(item);
  if (flashOn(before) && !flash) return 'flash-ended';
  if (flash && (flash.flashId !== before.flash?.flashId || flash.version !== before.flash.version))
    return 'flash';
  return isPin(was) && !isPin(is) ? 'unpinned' : 'pinned';
}
