import type { OrderWithLines } from '../ports/readers.ts';
import type { ShipmentLineRow } from '../ports/rows.ts';

export type PackedLine = Pick<ShipmentLineRow, 'lineIndex' | 'units'>;

/** True if an order is paid and some of its units are in no parcel. @param packed all that was packed of it */
export function isToPack({ order, lines }: OrderWithLines, packed: readonly PackedLine[]): boolean {
  if (order.status !== 'PAID') return false;
  return lines.some(({ lineIndex, units, cancelledUnits, withdrawnUnits }) => {
    const taken = packed
      .filter((each) => each.lineIndex === lineIndex)
      .reduce((sum, each) => sum + each.units, 0);
    return units - cancelledUnits - withdrawnUnits > taken;
  });
}
