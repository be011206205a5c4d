import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Buyer } from '../account/state.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';

/**
 * B1: what counts against a limit is what a buyer holds now plus what was ordered and not given back. `taken` keeps
 * the second part per limit; the first is read from the holds.
 */
export type LimitId = string;

/**
 * The ids of items' limits, each with a list of it alone: an order asks for each several times, and a text that is joined
 * anew is hashed anew wherever it is looked up.
 */
const ofItems = new BoundedMap<number, readonly [LimitId]>(2_048);

function itemLimits(itemNumber: number): readonly [LimitId] {
  const known = ofItems.get(itemNumber);
  if (known) return known;
  const made: readonly [LimitId] = [`item:${itemNumber}`];
  ofItems.set(itemNumber, made);
  return made;
}

export function itemLimit(itemNumber: number): LimitId {
  return itemLimits(itemNumber)[0];
}

export function flashLimit(flashId: string): LimitId {
  return `flash:${flashId}`;
}

/** How often one buyer may claim a voucher (V3). */
export function voucherLimit(voucherId: string): LimitId {
  return `voucher:${voucherId}`;
}

/** What a limit per person is about: an item, or a flash of it; null: a voucher. */
export function subjectOf(
  state: Readonly<StreamState>,
  limit: LimitId,
): { itemNumber: number; flashId: string | null } | null {
  const [kind, id = ''] = limit.split(':');
  if (kind === 'item') return { itemNumber: Number(id), flashId: null };
  const flash = kind === 'flash' ? state.flashes.get(id) : undefined;
  return flash ? { itemNumber: flash.itemNumber, flashId: id } : null;
}

/** The limits that units of an item, bought at list or at a flash price, count against. */
export function limitsOf(itemNumber: number, flashId: string | null): readonly LimitId[] {
  return flashId === null ? itemLimits(itemNumber) : [itemLimit(itemNumber), flashLimit(flashId)];
}

/** Units of a buyer under one limit: ordered and not given back, and held now (B1). */
export function counted(state: StreamState, buyer: Buyer | undefined, limit: LimitId): number {
  if (!buyer) return 0;
  return takenUnder(buyer, limit) + heldUnder(state, buyer, limit);
}

/** Units of a buyer under one limit that were ordered and not given back. */
export function takenUnder(buyer: Buyer | undefined, limit: LimitId): number {
  return buyer?.taken.find((taken) => taken.limit === limit)?.units ?? 0;
}

/** Adds to what a buyer has ordered under one limit; never below 0, and nothing is kept of 0. */
export function addTaken(buyer: Buyer, limit: LimitId, units: number): void {
  const known = buyer.taken.find((taken) => taken.limit === limit);
  const next = Math.max(0, (known?.units ?? 0) + units);
  if (next === 0) buyer.taken = buyer.taken.filter((taken) => taken !== known);
  else if (known) known.units = next;
  else buyer.taken.push({ limit, units: next });
}

/** Units ordered under the same phone by other buyers (H7). */
export function orderedByPhone(
  state: StreamState,
  phoneTag: string | null,
  buyerId: string,
  limit: LimitId,
): number {
  if (phoneTag === null) return 0;
  let units = 0;
  for (const [other, count] of state.phones.get(phoneTag)?.get(limit) ?? []) {
    if (other !== buyerId) units += count;
  }
  return units;
}

/** True if a purchase has any cap: most have none. */
export function isCapped(item: Item, flash: Flash | null): boolean {
  return item.buyerLimit !== null || flash !== null;
}

/** The caps on a purchase: the item's per buyer and stream, and the flash's own (B1). */
export function capsOf(item: Item, flash: Flash | null): { limit: LimitId; cap: number }[] {
  const caps: { limit: LimitId; cap: number }[] = [];
  if (item.buyerLimit !== null) caps.push({ limit: itemLimit(item.itemNumber), cap: item.buyerLimit });
  if (flash) caps.push({ limit: flashLimit(flash.flashId), cap: flash.perBuyerCap });
  return caps;
}

/** The units that the first violated limit still allows, or null if none is violated (B1). */
export function overLimit(
  state: StreamState,
  buyer: Buyer | undefined,
  item: Item,
  flash: Flash | null,
  units: number,
): number | null {
  for (const { limit, cap } of capsOf(item, flash)) {
    const left = cap - counted(state, buyer, limit);
    if (units > left) return Math.max(0, left);
  }
  return null;
}

/**
 * Adds to what a buyer and a phone have ordered under the caps of a line; negative gives back. Never below 0. Of an item
 * that never had a limit nothing is kept: when it gets one, what is in memory is counted (order/limit-counts.ts).
 */
export function countOrdered(
  state: StreamState,
  buyer: Buyer,
  phoneTag: string | null,
  line: { itemNumber: number; flashId: string | null },
  units: number,
): void {
  const item = state.items.get(line.itemNumber);
  if (!item) return;
  const flash = line.flashId === null ? null : (state.flashes.get(line.flashId) ?? null);
  if (item.buyerLimit !== null || item.isCounted) {
    countUnder(state, buyer, phoneTag, itemLimit(item.itemNumber), units);
  }
  if (flash) countUnder(state, buyer, phoneTag, flashLimit(flash.flashId), units);
}

/** Adds to what a buyer and a phone have taken under one limit; negative gives back. */
export function countUnder(
  state: StreamState,
  buyer: Buyer,
  phoneTag: string | null,
  limit: LimitId,
  units: number,
): void {
  addTaken(buyer, limit, units);
  if (phoneTag === null) return;
  const byLimit = childMap(state.phones, phoneTag);
  addTo(childMap(byLimit, limit), buyer.buyerId, units);
}

/** What a buyer has ordered under one limit counts for another phone (H7), as far as it counted for the one before. */
export function moveOrdered(
  state: StreamState,
  buyerId: string,
  tags: { from: string | null; to: string },
  limit: LimitId,
  units: number,
): void {
  const known = tags.from === null ? undefined : state.phones.get(tags.from)?.get(limit);
  const moved = Math.min(units, known?.get(buyerId) ?? 0);
  if (!known || moved <= 0) return;
  addTo(known, buyerId, -moved);
  addTo(childMap(childMap(state.phones, tags.to), limit), buyerId, moved);
}

function heldUnder(state: StreamState, buyer: Buyer, limit: LimitId): number {
  let units = 0;
  for (const line of buyer.lines) {
    for (const holdId of line.holds) {
      const hold = state.holds.get(holdId);
      if (hold && limitsOf(hold.itemNumber, hold.flashId).includes(limit)) units += hold.units;
    }
  }
  return units;
}

function addTo(counts: Map<string, number>, id: string, units: number): void {
  const next = Math.max(0, (counts.get(id) ?? 0) + units);
  if (next === 0) counts.delete(id);
  else counts.set(id, next);
}

function childMap<V>(parent: Map<string, Map<string, V>>, id: string): Map<string, V> {
  let child = parent.get(id);
  if (!child) {
    child = new Map();
    parent.set(id, child);
  }
  return child;
}
