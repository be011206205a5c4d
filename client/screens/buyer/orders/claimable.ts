import type { ClaimView, MyParcel } from '../../../../shared/contract/packing.ts';

type Line = MyParcel['lines'][number];

/**
 * How many units of a line in a parcel can still be claimed (O6): those its buyer has, without what came back or is claimed.
 * A claim names an item and its price, so lines alike are counted together.
 * @param parcels of its order
 * @param claims of its order
 */
export function claimableUnits(
  line: Line,
  parcels: readonly MyParcel[],
  claims: readonly ClaimView[],
): number {
  const isAlike = (other: Pick<Line, 'orderId' | 'itemNumber' | 'unitPriceMinor'>) =>
    other.orderId === line.orderId &&
    other.itemNumber === line.itemNumber &&
    other.unitPriceMinor === line.unitPriceMinor;
  const left = new Map<number, number>();
  for (const { lines } of parcels) {
    for (const other of lines.filter(isAlike)) {
      left.set(other.lineIndex, other.claimed.lineUnits - other.claimed.goneUnits);
    }
  }
  const claimed = claims.reduce(
    (sum, claim) => (claim.status === 'OPEN' && isAlike(claim) ? sum + claim.units : sum),
    0,
  );
  const all = [...left.values()].reduce((sum, units) => sum + units, 0);
  return Math.max(0, Math.min(line.units - line.sellable - line.damaged, all - claimed));
}
