import type { Buyer } from '../account/state.ts';
import { cartLine } from '../cart/lines.ts';
import type { Hold } from '../cart/state.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { bothTaps, type Portion, type Tap, type UnitCount } from './tally.ts';

/** A hold that an order may use, and how many of its units are left for it. */
export interface UsableHold {
  hold: Hold;
  left: number;
}

const nothing: readonly UsableHold[] = [];

/**
 * The holds that answer to a seen price: a flash price is met exactly, a list price also by units that fell below it
 * since (F4, O2). Units at just that price go first, then by deadline, the earliest first (H2).
 * @param used units per hold that earlier lines of the order use
 */
export function holdsFor(
  state: StreamState,
  buyer: Buyer | undefined,
  asked: { itemNumber: number; unitPriceMinor: number },
  used: UnitCount<string>,
): readonly UsableHold[] {
  const line = cartLine(buyer, asked.itemNumber);
  if (!line || line.holds.length === 0) return nothing;
  const seenMinor = asked.unitPriceMinor;
  const usable: UsableHold[] = [];
  for (const holdId of line.holds) {
    const hold = state.holds.get(holdId);
    if (!hold) continue;
    const left = hold.units - used.of(holdId);
    const fits = hold.flashId === null ? hold.unitPriceMinor <= seenMinor : hold.unitPriceMinor === seenMinor;
    if (left > 0 && fits) usable.push({ hold, left });
  }
  return usable.sort(
    (a, b) =>
      Number(b.hold.unitPriceMinor === seenMinor) - Number(a.hold.unitPriceMinor === seenMinor) ||
      a.hold.untilMs - b.hold.untilMs,
  );
}

/** At most `units` units out of holds: a portion per flash and price. */
export function fromHolds(
  state: StreamState,
  item: Item,
  holds: readonly UsableHold[],
  units: number,
): Portion[] {
  if (holds.length === 0) return [];
  const portions = new Map<string, Portion>();
  let left = units;
  for (const usable of holds) {
    if (left === 0) break;
    const part = { holdId: usable.hold.holdId, units: Math.min(left, usable.left) };
    left -= part.units;
    const { flashId, unitPriceMinor } = usable.hold;
    const id = `${flashId ?? ''}@${unitPriceMinor}`;
    let portion = portions.get(id);
    if (portion) {
      portion.holds.push(part);
      portion.units += part.units;
    } else {
      const flash = flashById(state, flashId);
      portion = { item, flash, unitPriceMinor, units: part.units, holds: [part] };
      portions.set(id, portion);
    }
    const tap = bothTaps(portion.tap, tapOf(usable.hold));
    if (tap) portion.tap = tap;
  }
  return [...portions.values()];
}

function tapOf({ tapAtMs, lateOk }: Hold): Tap | undefined {
  return tapAtMs === undefined ? undefined : { atMs: tapAtMs, isLateOk: lateOk === true };
}

function flashById(state: StreamState, flashId: string | null): Flash | null {
  return flashId === null ? null : (state.flashes.get(flashId) ?? null);
}
