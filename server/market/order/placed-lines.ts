import { lapsedPart } from '../cart/price.ts';
import type { StreamState } from '../state.ts';
import type { PlacedLine } from './order.ts';
import { bothTaps, type Portion } from './tally.ts';

/** The lines of an order as its fact holds them: one per item and price, and flash (H2). */
export function placedLines(state: StreamState, portions: readonly Portion[]): PlacedLine[] {
  const merged = new Map<string, Portion>();
  for (const portion of portions) {
    const { item, flash, unitPriceMinor, units, holds, tap, receiptAtMs } = portion;
    const id = `${item.itemNumber}@${unitPriceMinor}@${flash?.flashId ?? ''}`;
    const known = merged.get(id);
    if (known) {
      known.units += units;
      known.holds.push(...holds);
      const taps = bothTaps(known.tap, tap);
      if (taps) known.tap = taps;
      if (receiptAtMs !== undefined) known.receiptAtMs = receiptAtMs;
    } else {
      merged.set(id, { ...portion, holds: [...holds] });
    }
  }
  return [...merged.values()].map((portion) => placedLine(state, portion));
}

/**
 * Base of a line (M1): what a producer gave away lowers it, what shop or host gave is added back. Its members stand as
 * the log writes them.
 */
function placedLine(
  state: StreamState,
  { item, flash, unitPriceMinor, units, holds, tap, receiptAtMs }: Portion,
): PlacedLine {
  const payMinor = unitPriceMinor * units;
  const listPriceMinor = flash ? flash.listPriceMinor : item.listPriceMinor;
  const givenMinor = flash ? (listPriceMinor - unitPriceMinor) * units : 0;
  const line: PlacedLine = {
    discounts: flash ? [{ funder: flash.fundedBy, kind: 'flash', minor: givenMinor }] : [],
    flashId: flash?.flashId ?? null,
    goodsMinor: flash && flash.fundedBy !== 'producer' ? payMinor + givenMinor : payMinor,
    holds,
    itemNumber: item.itemNumber,
    listPriceMinor,
    payMinor,
    producerId: item.producerId,
    productId: item.productId,
    shareBps: item.shareBps ?? state.settings.shareBps,
    unitPriceMinor,
    units,
  };
  if (item.reserve) line.reserve = item.reserve;
  if (tap) line.tapAtMs = tap.atMs;
  if (tap?.isLateOk) line.lateOk = true;
  if (flash && receiptAtMs !== undefined) {
    const direct = units - holds.reduce((sum, part) => sum + part.units, 0);
    Object.assign(line, { byReceipt: true }, lapsedPart(flash, direct));
  }
  return line;
}
