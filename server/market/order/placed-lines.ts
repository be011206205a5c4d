import { type SoldTerms, soldTermsIn } from '../../../shared/values/return-terms.ts';
import type { ShipDates } from '../../../shared/values/ship-days.ts';
import { lapsedPart } from '../cart/price.ts';
import type { StreamState } from '../state.ts';
import type { PlacedLine } from './order.ts';
import { bothTaps, type Portion } from './tally.ts';

/** What is promised of the goods of an order, each frozen with its line; absent: nothing, or it is only asked what it costs. */
export interface Promised {
  /** What each origin promises (P4); one that is not in it: no day. */
  shipDates?: ReadonlyMap<string, ShipDates> | undefined;
  /** On what terms each product may be returned (O6), by its number; one that is not in it: nobody can say. */
  soldTerms?: ReadonlyMap<number, SoldTerms> | undefined;
  /** When a parcel comes that goes abroad, nobody can say; absent: it does not. */
  isOverseas?: boolean | undefined;
}

/** The lines of an order as its fact holds them: one per item and price, and flash (H2). */
export function placedLines(
  state: StreamState,
  portions: readonly Portion[],
  promised: Promised,
): PlacedLine[] {
  const merged: Portion[] = [];
  // Portions are few: walking them costs less than a key for each.
  for (const portion of portions) {
    const { units, holds, tap, receiptAtMs } = portion;
    const known = sameIn(merged, portion);
    if (known) {
      known.units += units;
      known.holds.push(...holds);
      const taps = bothTaps(known.tap, tap);
      if (taps) known.tap = taps;
      if (receiptAtMs !== undefined) known.receiptAtMs = receiptAtMs;
    } else {
      merged.push({ ...portion, holds: [...holds] });
    }
  }
  return merged.map((portion) => placedLine(state, portion, promised));
}

function sameIn(merged: readonly Portion[], { item, flash, unitPriceMinor }: Portion): Portion | undefined {
  for (const each of merged) {
    if (each.item === item && each.flash === flash && each.unitPriceMinor === unitPriceMinor) return each;
  }
  return undefined;
}

/**
 * Base of a line (M1): what a producer gave away lowers it, what shop or host gave is added back. Its members stand in the
 * order of the alphabet, as the log writes them: what is sorted need not be copied for it.
 */
function placedLine(
  state: StreamState,
  { item, flash, unitPriceMinor, units, holds, tap, receiptAtMs }: Portion,
  { shipDates, soldTerms, isOverseas }: Promised,
): PlacedLine {
  const payMinor = unitPriceMinor * units;
  const listPriceMinor = flash ? flash.listPriceMinor : item.listPriceMinor;
  const givenMinor = flash ? (listPriceMinor - unitPriceMinor) * units : 0;
  const dates = shipDates?.get(item.origin);
  const line: PlacedLine = {
    discounts: flash ? [{ funder: flash.fundedBy, kind: 'flash', minor: givenMinor }] : [],
    flashId: flash?.flashId ?? null,
    goodsMinor: flash && flash.fundedBy !== 'producer' ? payMinor + givenMinor : payMinor,
    holds,
    itemNumber: item.itemNumber,
    ...(tap?.isLateOk && { lateOk: true as const }),
    listPriceMinor,
    payMinor,
    producerId: item.producerId,
    productId: item.productId,
    ...(item.reserve && { reserve: item.reserve }),
    ...soldTermsIn({ returns: soldTerms?.get(item.itemNumber) }),
    shareBps: item.shareBps ?? state.settings.shareBps,
    ...(dates && { shipBy: dates.shipBy }),
    ...(tap && { tapAtMs: tap.atMs }),
    unitPriceMinor,
    units,
  };
  if (flash && receiptAtMs !== undefined) {
    const direct = units - holds.reduce((sum, part) => sum + part.units, 0);
    Object.assign(line, { byReceipt: true }, lapsedPart(flash, direct));
  }
  return dates?.arriveBy && !isOverseas ? { arriveBy: dates.arriveBy, ...line } : line;
}
