import type { Item } from '../lineup/state.ts';
import type { ShippingTable, WeightTier } from './table.ts';

/** What a parcel group holds: units by item, and their goods value (M1). */
export interface Contents {
  parts: { item: Item; units: number }[];
  goodsMinor: number;
}

/**
 * What sending a parcel group costs (P2, P3): nothing if it is empty, or from the goods value on that travels free; else
 * by its weight, or the highest base and the increments of all other units; never more than the ceiling.
 * @param table undefined: the products alone say it
 */
export function feeOf(table: ShippingTable | undefined, { parts, goodsMinor }: Contents): number {
  if (parts.every(({ units }) => units === 0)) return 0;
  if (isFree(table, goodsMinor)) return 0;
  const feeMinor = table?.tiers ? byWeight(table.tiers, gramsOf(parts)) : byProduct(parts);
  return Math.min(feeMinor, table?.capMinor ?? feeMinor);
}

export function gramsOf(parts: Contents['parts']): number {
  return parts.reduce((sum, { item, units }) => sum + item.grams * units, 0);
}

/** What still fits before the next tier, in grams; 0 at the very end of one. */
export function gramsLeft(tiers: readonly WeightTier[], grams: number): number {
  const most = tiers.at(-1)?.upToGrams ?? 0;
  if (most === 0) return 0;
  const inLast = grams > most ? ((grams - 1) % most) + 1 : grams;
  return (tiers.find(({ upToGrams }) => inLast <= upToGrams)?.upToGrams ?? most) - inLast;
}

function isFree(table: ShippingTable | undefined, goodsMinor: number): boolean {
  const fromMinor = table?.freeFromMinor ?? null;
  return fromMinor !== null && goodsMinor >= fromMinor;
}

/** What is heavier than the last tier goes in several parcels of just that weight, and one with the rest. */
function byWeight(tiers: readonly WeightTier[], grams: number): number {
  const last = tiers.at(-1);
  if (!last) return 0;
  const full = grams > last.upToGrams ? Math.floor((grams - 1) / last.upToGrams) : 0;
  const rest = grams - full * last.upToGrams;
  return full * last.feeMinor + (tiers.find(({ upToGrams }) => rest <= upToGrams) ?? last).feeMinor;
}

/** One unit pays its base: of those with the highest, the one whose increment is the dearest to save. */
function byProduct(parts: Contents['parts']): number {
  let baseMinor = 0;
  let savedMinor = 0;
  let incrementsMinor = 0;
  for (const { item, units } of parts) {
    if (units === 0 || !item.shipping) continue;
    const { shipping } = item;
    incrementsMinor += shipping.incrementMinor * units;
    if (shipping.baseMinor > baseMinor) {
      baseMinor = shipping.baseMinor;
      savedMinor = shipping.incrementMinor;
    } else if (shipping.baseMinor === baseMinor) {
      savedMinor = Math.max(savedMinor, shipping.incrementMinor);
    }
  }
  return baseMinor + incrementsMinor - savedMinor;
}
