import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Buyer } from '../account/state.ts';
import { isFirstPaid } from '../cart/add.ts';
import { cartLine } from '../cart/lines.ts';
import { type Arrivals, priceInForce, quotaOf } from '../cart/price.ts';
import { capsOf, isCapped } from '../kernel/buyer-limits.ts';
import type { StreamState } from '../state.ts';
import { fromHolds, holdsFor } from './held.ts';
import type { AskedLine, Portion, Tally } from './tally.ts';
import { whyNotHeld, whyNotPriced, whyNotSold, whyOverLimit, whyShort } from './why-not.ts';

export type LineOutcome = { ok: true; portions: Portion[] } | { ok: false; refusal: Refusal };

/** Whom an order is filled for, and as of when: prices are judged by its arrival (T4). */
export interface FilledFor extends Arrivals {
  buyerId: string;
  phoneTag: string | null;
}

/** Lines of the same item and price are one line before any check (H2). */
export function mergeLines(lines: readonly AskedLine[]): AskedLine[] {
  const merged: AskedLine[] = [];
  // Lines are few: walking them costs less than a key for each.
  for (const line of lines) {
    const known = sameIn(merged, line);
    if (known) known.units += line.units;
    else merged.push({ ...line });
  }
  return merged;
}

function sameIn(
  merged: readonly AskedLine[],
  { itemNumber, unitPriceMinor }: AskedLine,
): AskedLine | undefined {
  for (const each of merged) {
    if (each.itemNumber === itemNumber && each.unitPriceMinor === unitPriceMinor) return each;
  }
  return undefined;
}

/**
 * Fills one asked line: held units first, earliest deadline first, the rest directly where that is allowed (O1).
 * Reasons come in the order stream, item, stopped, price, buyer, hold, quota, stock.
 */
export function fillLine(
  state: StreamState,
  asked: AskedLine,
  buyer: Buyer | undefined,
  by: FilledFor,
  tally: Tally,
): LineOutcome {
  const { itemNumber } = asked;
  const item = state.items.get(itemNumber);
  if (!item) return { ok: false, refusal: { code: 'NOT_IN_LINEUP', itemNumber } };

  const held = fromHolds(state, item, holdsFor(state, buyer, asked, tally.holds), asked.units);
  let heldUnits = 0;
  for (const { units } of held) heldUnits += units;
  const direct = asked.units - heldUnits;
  if (direct === 0) {
    const refusal = whyOverLimit(state, held, by, buyer, tally);
    return refusal ? { ok: false, refusal } : { ok: true, portions: counted(held, tally) };
  }

  const price = priceInForce(
    state,
    item,
    { seenPriceMinor: asked.unitPriceMinor, joinedAtMs: null },
    by,
    buyer,
  );
  const flash = price.kind === 'flash' ? price.flash : null;
  const fresh: Portion = { item, flash, unitPriceMinor: price.priceMinor, units: direct, holds: [] };
  const receiptAtMs = price.kind === 'flash' ? price.receiptAtMs : undefined;
  if (flash) fresh.tap = { atMs: receiptAtMs ?? by.receivedAtMs, isLateOk: false };
  if (receiptAtMs !== undefined) fresh.receiptAtMs = receiptAtMs;
  const wanted = (cartLine(buyer, itemNumber)?.direct ?? 0) - tally.direct.of(itemNumber);
  const mayBuyDirectly = isFirstPaid(state, buyer) || wanted >= direct;
  const refusal =
    whyNotSold(state, item, asked, price) ??
    whyNotPriced(asked, price.priceMinor, mayBuyDirectly) ??
    whyOverLimit(state, [...held, fresh], by, buyer, tally) ??
    (mayBuyDirectly
      ? null
      : whyNotHeld(state, buyer, { itemNumber, short: direct, heldUnits }, price.priceMinor)) ??
    whyShort(state, fresh, price.kind === 'flash' ? quotaOf(price) : null, heldUnits, tally);
  return refusal ? { ok: false, refusal } : { ok: true, portions: counted([...held, fresh], tally) };
}

/** Notes what a filled line takes, for the lines after it. */
function counted(portions: Portion[], tally: Tally): Portion[] {
  for (const { item, flash, units, holds } of portions) {
    if (isCapped(item, flash)) {
      for (const { limit } of capsOf(item, flash)) tally.limits.add(limit, units);
    }
    for (const part of holds) tally.holds.add(part.holdId, part.units);
    if (holds.length > 0) continue;
    tally.direct.add(item.itemNumber, units);
    if (flash) tally.flash.add(flash.flashId, units);
  }
  return portions;
}
