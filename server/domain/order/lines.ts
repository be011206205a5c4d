import type { Refusal } from '../../../shared/contract/refusals.ts';
import { isFirstPaid, shortOf } from '../basket/add.ts';
import { priceInForce } from '../basket/price.ts';
import { partsOf } from '../basket/remove.ts';
import type { DecideAt } from '../decision.ts';
import type { Discount, HoldPart, PlacedLine } from '../facts.ts';
import { capsOf, orderedByPhone } from '../limits.ts';
import { type Buyer, type Flash, type Hold, type Item, isSelling, type StreamState } from '../state.ts';

export interface AskedLine {
  itemNumber: number;
  units: number;
  unitPriceMinor: number;
}

/** A line that can be ordered, as the order fact will hold it. */
export interface FilledLine {
  placed: PlacedLine;
  directUnits: number;
}

export type LineOutcome =
  | { ok: true; lines: FilledLine[] }
  | { ok: false; asked: AskedLine; refusal: Refusal };

/** What earlier lines of the same order take: two lines of one item share its stock, its quota and its limits. */
export interface Tally {
  direct: Map<number, number>;
  flash: Map<string, number>;
  limits: Map<string, number>;
  holds: Map<string, number>;
}

export function emptyTally(): Tally {
  return { direct: new Map(), flash: new Map(), limits: new Map(), holds: new Map() };
}

/** Lines of the same item and price are one line before any check (H2). */
export function mergeLines(lines: readonly AskedLine[]): AskedLine[] {
  const merged = new Map<string, AskedLine>();
  for (const line of lines) {
    const id = `${line.itemNumber}@${line.unitPriceMinor}`;
    const known = merged.get(id);
    if (known) known.units += line.units;
    else merged.set(id, { ...line });
  }
  return [...merged.values()];
}

/**
 * Fills one asked line: held units first, earliest deadline first, the rest directly where that is allowed (O1).
 * Reasons come in the order stream, item, stopped, price, buyer, hold, quota, stock.
 */
export function fillLine(
  state: StreamState,
  asked: AskedLine,
  buyer: Buyer | undefined,
  by: DecideAt & { phoneTag: string | null; buyerId: string },
  tally: Tally,
): LineOutcome {
  const no = (refusal: Refusal): LineOutcome => ({ ok: false, asked, refusal });
  const { itemNumber } = asked;
  const item = state.items.get(itemNumber);
  if (!item) return no({ code: 'NOT_IN_LINEUP', itemNumber });

  const holds = holdsFor(state, buyer, item, asked.unitPriceMinor, tally);
  const heldUnits = Math.min(
    asked.units,
    holds.reduce((sum, { left }) => sum + left, 0),
  );
  const direct = asked.units - heldUnits;
  let flash: Flash | null = null;
  let directPriceMinor = asked.unitPriceMinor;
  if (direct > 0) {
    const price = priceInForce(state, item, { seenPriceMinor: asked.unitPriceMinor, joinedAtMs: null }, by);
    flash = price.kind === 'flash' ? price.flash : null;
    directPriceMinor = price.priceMinor;
    const mayBuyDirectly = isFirstPaid(state, buyer) || (buyer?.lines.get(itemNumber)?.direct ?? 0) >= direct;
    const refusal =
      whyNotSold(state, item) ??
      whyNotPriced(asked, price.priceMinor, mayBuyDirectly) ??
      whyOverLimit(state, item, holds, heldUnits, flash, direct, by, buyer, tally) ??
      whyNotHeld(mayBuyDirectly, itemNumber, heldUnits, price.priceMinor) ??
      whyShort(state, item, flash, direct, tally);
    if (refusal) return no(refusal);
  } else {
    const refusal = whyOverLimit(state, item, holds, heldUnits, null, 0, by, buyer, tally);
    if (refusal) return no(refusal);
  }

  const filled = fromHolds(state, item, holds, heldUnits, tally);
  if (direct > 0) {
    addTo(tally.direct, itemNumber, direct);
    if (flash) addTo(tally.flash, flash.flashId, direct);
    filled.push({
      placed: placedLine(state, item, flash, directPriceMinor, direct, []),
      directUnits: direct,
    });
  }
  for (const { placed } of filled) {
    for (const { limit } of capsOf(item, flashById(state, placed.flashId)))
      addTo(tally.limits, limit, placed.units);
  }
  return { ok: true, lines: filled };
}

interface UsableHold {
  hold: Hold;
  priceMinor: number;
  left: number;
}

/** What a held unit costs now: a bound price never rises; a later fall of the list price is given (F4). */
export function boundPrice(hold: Hold, item: Item): number {
  return hold.flashId === null ? Math.min(hold.unitPriceMinor, item.listPriceMinor) : hold.unitPriceMinor;
}

function holdsFor(
  state: StreamState,
  buyer: Buyer | undefined,
  item: Item,
  seenMinor: number,
  tally: Tally,
): UsableHold[] {
  const usable: UsableHold[] = [];
  for (const holdId of buyer?.lines.get(item.itemNumber)?.holds ?? []) {
    const hold = state.holds.get(holdId);
    if (!hold) continue;
    const priceMinor = boundPrice(hold, item);
    const left = hold.units - (tally.holds.get(holdId) ?? 0);
    if (left > 0 && (hold.unitPriceMinor === seenMinor || priceMinor === seenMinor))
      usable.push({ hold, priceMinor, left });
  }
  return usable.sort((a, b) => a.hold.untilMs - b.hold.untilMs);
}

/** S3, L6: direct units need a stream and an item that sell; held ones do not. */
function whyNotSold(state: StreamState, item: Item): Refusal | null {
  if (!isSelling(state)) return { code: 'STREAM_NOT_LIVE' };
  if (item.isRemoved) return { code: 'NOT_IN_LINEUP', itemNumber: item.itemNumber };
  return item.isStopped ? { code: 'STOPPED', itemNumber: item.itemNumber } : null;
}

/** A higher price than the one seen needs the buyer's word; without a right to buy directly the hold is the matter. */
function whyNotPriced(asked: AskedLine, nowMinor: number, mayBuyDirectly: boolean): Refusal | null {
  if (!mayBuyDirectly || nowMinor <= asked.unitPriceMinor) return null;
  return { code: 'PRICE_CHANGED', itemNumber: asked.itemNumber, wasMinor: asked.unitPriceMinor, nowMinor };
}

function whyNotHeld(
  mayBuyDirectly: boolean,
  itemNumber: number,
  heldUnits: number,
  nowMinor: number,
): Refusal | null {
  return mayBuyDirectly ? null : { code: 'HOLD_EXPIRED', itemNumber, heldUnits, nowMinor };
}

/** B1 and H7: ordered so far, by this buyer and by others under the same phone, plus this order. */
function whyOverLimit(
  state: StreamState,
  item: Item,
  holds: readonly UsableHold[],
  heldUnits: number,
  flash: Flash | null,
  direct: number,
  by: { phoneTag: string | null; buyerId: string },
  buyer: Buyer | undefined,
  tally: Tally,
): Refusal | null {
  const parts = partsOf(
    holds.map(({ hold, left }) => ({ ...hold, units: left })),
    heldUnits,
  );
  const flashes = new Map<string | null, number>();
  for (const part of parts) addTo(flashes, state.holds.get(part.holdId)?.flashId ?? null, part.units);
  if (direct > 0) addTo(flashes, flash?.flashId ?? null, direct);
  const totals = new Map<string, { cap: number; units: number }>();
  for (const [flashId, units] of flashes) {
    for (const { limit, cap } of capsOf(item, flashById(state, flashId))) {
      totals.set(limit, { cap, units: (totals.get(limit)?.units ?? 0) + units });
    }
  }
  for (const [limit, { cap, units }] of totals) {
    const ordered = (buyer?.taken.get(limit) ?? 0) + orderedByPhone(state, by.phoneTag, by.buyerId, limit);
    const left = Math.max(0, cap - ordered - (tally.limits.get(limit) ?? 0));
    if (units > left) return { code: 'BUYER_LIMIT', itemNumber: item.itemNumber, allowance: left };
  }
  return null;
}

function whyShort(
  state: StreamState,
  item: Item,
  flash: Flash | null,
  direct: number,
  tally: Tally,
): Refusal | null {
  const taken = tally.direct.get(item.itemNumber) ?? 0;
  const flashTaken = flash ? (tally.flash.get(flash.flashId) ?? 0) : 0;
  const shelf =
    taken === 0 ? item : { ...item, available: item.available - taken, unpaid: item.unpaid + taken };
  const quota = flash && flashTaken > 0 ? { ...flash, free: flash.free - flashTaken } : flash;
  return shortOf(state, shelf, quota, direct);
}

/** Order lines out of holds: one per price (H2). */
function fromHolds(
  state: StreamState,
  item: Item,
  holds: readonly UsableHold[],
  heldUnits: number,
  tally: Tally,
): FilledLine[] {
  const groups = new Map<
    string,
    { flash: Flash | null; priceMinor: number; parts: HoldPart[]; units: number }
  >();
  let left = heldUnits;
  for (const usable of holds) {
    if (left === 0) break;
    const units = Math.min(left, usable.left);
    left -= units;
    const { holdId, flashId } = usable.hold;
    addTo(tally.holds, holdId, units);
    const id = `${flashId ?? ''}@${usable.priceMinor}`;
    const group = groups.get(id) ?? {
      flash: flashById(state, flashId),
      priceMinor: usable.priceMinor,
      parts: [],
      units: 0,
    };
    group.parts.push({ holdId, units });
    group.units += units;
    groups.set(id, group);
  }
  return [...groups.values()].map(({ flash, priceMinor, parts, units }) => ({
    placed: placedLine(state, item, flash, priceMinor, units, parts),
    directUnits: 0,
  }));
}

/** Base of a line (M1): what a producer gave away lowers it, what shop or host gave is added back. */
function placedLine(
  state: StreamState,
  item: Item,
  flash: Flash | null,
  unitPriceMinor: number,
  units: number,
  holds: HoldPart[],
): PlacedLine {
  const payMinor = unitPriceMinor * units;
  const listPriceMinor = flash ? flash.listPriceMinor : item.listPriceMinor;
  const discounts: Discount[] = [];
  let goodsMinor = payMinor;
  if (flash) {
    const minor = (listPriceMinor - unitPriceMinor) * units;
    discounts.push({ kind: 'flash', funder: flash.fundedBy, minor });
    if (flash.fundedBy !== 'producer') goodsMinor += minor;
  }
  return {
    itemNumber: item.itemNumber,
    productId: item.productId,
    producerId: item.producerId,
    units,
    unitPriceMinor,
    listPriceMinor,
    flashId: flash?.flashId ?? null,
    holds,
    discounts,
    payMinor,
    goodsMinor,
    shareBps: state.settings.shareBps,
  };
}

function flashById(state: StreamState, flashId: string | null): Flash | null {
  return flashId === null ? null : (state.flashes.get(flashId) ?? null);
}

function addTo<K>(counts: Map<K, number>, id: K, units: number): void {
  counts.set(id, (counts.get(id) ?? 0) + units);
}
