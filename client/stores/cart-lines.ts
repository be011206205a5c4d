import type { LiveView } from '../../shared/live-view/entries.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
import type { CartLine, CartView } from '../../shared/market/cart/contract.ts';
import type { LiveRequest } from '../../shared/protocol.ts';

export type OrderLine = LiveRequest<'order:place'>['lines'][number];

/**
 * What of a cart can be ordered now: held units at their bound prices, units wanted without a hold at the price in
 * force; one line per item and price (H2). Expired units are not part of it.
 */
export function orderableLines(cart: CartView, view: LiveView, nowMs: number): OrderLine[] {
  return cart.lines.flatMap((line) => linesOf(line, view, nowMs));
}

function linesOf({ itemNumber, directUnits, holds }: CartLine, view: LiveView, nowMs: number): OrderLine[] {
  const unitsByPrice = new Map<number, number>();
  const count = (priceMinor: number, units: number) =>
    unitsByPrice.set(priceMinor, (unitsByPrice.get(priceMinor) ?? 0) + units);
  for (const hold of holds) {
    if (hold.untilMs > nowMs) count(hold.unitPriceMinor, hold.units);
  }
  const price = shownPrice(view, itemNumber, nowMs);
  if (directUnits > 0 && price) count(price.priceMinor, directUnits);
  return [...unitsByPrice].map(([unitPriceMinor, units]) => ({ itemNumber, units, unitPriceMinor }));
}

export function totalOf(lines: readonly OrderLine[]): { units: number; totalMinor: number } {
  let units = 0;
  let totalMinor = 0;
  for (const line of lines) {
    units += line.units;
    totalMinor += line.units * line.unitPriceMinor;
  }
  return { units, totalMinor };
}

/** The first deadline among the holds that still run, or null. */
export function earliestHold(cart: CartView, nowMs: number): number | null {
  let earliest: number | null = null;
  for (const { holds } of cart.lines) {
    for (const { untilMs } of holds) {
      if (untilMs > nowMs && (earliest === null || untilMs < earliest)) earliest = untilMs;
    }
  }
  return earliest;
}

export function isSameLine(a: Pick<OrderLine, 'itemNumber' | 'unitPriceMinor'>, b: OrderLine): boolean {
  return a.itemNumber === b.itemNumber && a.unitPriceMinor === b.unitPriceMinor;
}
