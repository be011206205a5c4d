import type { LineFault, Refusal } from '../../../shared/contract/refusals.ts';
import type { Buyer } from '../account/state.ts';
import type { Ask, Decision } from '../kernel/decision.ts';
import type { Item } from '../lineup/state.ts';
import type { AskedLine, Portion } from '../order/tally.ts';
import type { StreamState } from '../state.ts';
import { mayBeCash, whyBeyondShare } from './share.ts';

/** H3: why an order of a newcomer is too large, or null. */
export function whyTooLarge(state: Readonly<StreamState>, portions: readonly Portion[]): Refusal | null {
  const { newcomerOrderUnits: max } = state.settings;
  const units = portions.reduce((sum, portion) => sum + portion.units, 0);
  return max > 0 && units > max ? { code: 'NEWCOMER_LIMIT', max } : null;
}

/**
 * H6: why newcomers may not keep what an order of one of them would, or null. Every item in the way is named (O1). What
 * the buyer holds as a newcomer is kept already: it may be ordered whatever the share says by now.
 */
export function whyShareIsFull(
  state: Readonly<StreamState>,
  asked: readonly AskedLine[],
  portions: readonly Portion[],
): Extract<Decision<never>, { kind: 'refused' }> | null {
  const lines: LineFault[] = [];
  const asks: Ask[] = [];
  for (const [item, { units, inside }] of unitsByItem(state, portions)) {
    const refusal = whyBeyondShare(state, item, units - inside);
    if (!refusal) continue;
    const { itemNumber } = item;
    // What is held may be ordered in any case, so it is part of what may be ordered now.
    const whole = { ...refusal, max: refusal.max + inside };
    for (const { unitPriceMinor } of asked.filter((line) => line.itemNumber === itemNumber)) {
      lines.push({ itemNumber, unitPriceMinor, refusal: whole });
    }
    asks.push({ itemNumber, code: refusal.code, units });
  }
  const first = lines[0];
  return first ? { kind: 'refused', refusal: first.refusal, lines, asks } : null;
}

/** H6: cash of a newcomer is taken within what they may hold, and within the share of all of them. */
export function isCashRefused(
  state: Readonly<StreamState>,
  buyer: Buyer | undefined,
  portions: readonly Portion[],
): boolean {
  const ordered = [...unitsByItem(state, portions)];
  const added = ordered.reduce((sum, [, { units, inside }]) => sum + units - inside, 0);
  if ((buyer?.newUnits ?? 0) + added > state.settings.newBuyerUnits) return true;
  return ordered.some(([item, of]) => !mayBeCash(state, item, of));
}

/** The units of an order, item by item: `inside` are those that its buyer holds as a newcomer. */
function unitsByItem(
  state: Readonly<StreamState>,
  portions: readonly Portion[],
): Map<Item, { units: number; inside: number }> {
  const ordered = new Map<Item, { units: number; inside: number }>();
  for (const { item, units, holds } of portions) {
    const inside = holds.reduce(
      (sum, part) => sum + (state.holds.get(part.holdId)?.isNew ? part.units : 0),
      0,
    );
    const known = ordered.get(item) ?? { units: 0, inside: 0 };
    known.units += units;
    known.inside += inside;
    ordered.set(item, known);
  }
  return ordered;
}
