import type { Flash } from '../flash-sale/state.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';

/** Where a unit can be besides `available` (K1). */
export type Bucket = 'held' | 'unpaid' | 'sold';

/**
 * Takes units from `available` into a bucket, and of their flash's quota where they have one (K1).
 * @param fromLapsed how many of a flash's units come from `lapsed` instead of `free`: a late payment after its end (F6)
 */
export function take(
  state: StreamState,
  itemNumber: number,
  flashId: string | null,
  units: number,
  into: Bucket,
  fromLapsed = 0,
): void {
  const item = itemOf(state, itemNumber);
  item.available -= units;
  item[into] += units;
  const flash = flashOf(state, flashId);
  if (flash) {
    flash.free -= units - fromLapsed;
    flash.lapsed -= fromLapsed;
    flash[into] += units;
  }
  assertWhole(item, flash);
}

/** Moves units from one bucket to the next: placed (held → unpaid), paid (unpaid → sold). */
export function advance(
  state: StreamState,
  itemNumber: number,
  flashId: string | null,
  units: number,
  from: Bucket,
  into: Bucket,
): void {
  const item = itemOf(state, itemNumber);
  item[from] -= units;
  item[into] += units;
  const flash = flashOf(state, flashId);
  if (flash) {
    flash[from] -= units;
    flash[into] += units;
  }
  assertWhole(item, flash);
}

/** Gives units back to `available`; a flash unit also to `free` while its flash runs, to `lapsed` after (F6). */
export function release(
  state: StreamState,
  itemNumber: number,
  flashId: string | null,
  units: number,
  from: Bucket,
): void {
  const item = itemOf(state, itemNumber);
  item[from] -= units;
  item.available += units;
  const flash = flashOf(state, flashId);
  if (flash) giveBackQuota(flash, units, from);
  assertWhole(item, flash);
}

/** Takes sold units out of the world: the producer cannot fill them, so they never existed (K1). */
export function writeOff(
  state: StreamState,
  itemNumber: number,
  flashId: string | null,
  units: number,
): void {
  const item = itemOf(state, itemNumber);
  item.sold -= units;
  item.adjusted -= units;
  const flash = flashOf(state, flashId);
  if (flash) {
    flash.sold -= units;
    flash.lapsed += units;
  }
  assertWhole(item, flash);
}

export function itemOf(state: StreamState, itemNumber: number): Item {
  const item = state.items.get(itemNumber);
  if (!item) throw new Error(`Item ${itemNumber} is not in the log of ${state.streamId}.`);
  return item;
}

export function flashOf(state: StreamState, flashId: string | null): Flash | null {
  if (flashId === null) return null;
  const flash = state.flashes.get(flashId);
  if (!flash) throw new Error(`Flash ${flashId} is not in the log of ${state.streamId}.`);
  return flash;
}

/** K1 for one item and flash. A broken sum is a fault of the rules, never of a request: it stops the log. */
export function assertWhole(item: Item, flash: Flash | null): void {
  const { allotted, adjusted, available, held, unpaid, sold } = item;
  if (
    available < 0 ||
    held < 0 ||
    unpaid < 0 ||
    sold < 0 ||
    allotted + adjusted !== available + held + unpaid + sold
  ) {
    throw new Error(`K1 is broken for item ${item.itemNumber}: ${JSON.stringify(item)}`);
  }
  if (flash && !isFlashWhole(flash)) {
    throw new Error(`K1 is broken for flash ${flash.flashId}: ${JSON.stringify(flash)}`);
  }
}

function isFlashWhole({ cap, free, lapsed, held, unpaid, sold }: Flash): boolean {
  return (
    free >= 0 &&
    lapsed >= 0 &&
    held >= 0 &&
    unpaid >= 0 &&
    sold >= 0 &&
    cap === free + lapsed + held + unpaid + sold
  );
}

function giveBackQuota(flash: Flash, units: number, from: Bucket): void {
  flash[from] -= units;
  if (flash.phase === 'running') flash.free += units;
  else flash.lapsed += units;
}
