import type { OrderWithLines } from '../ports/readers.ts';
import type { ShipmentLineRow } from '../ports/rows.ts';

export type PackedLine = Pick<ShipmentLineRow, 'lineIndex' | 'units'>;

/**
 * The first promised day of units that are with no carrier (P4); null: there is none, or the order is over.
 * @param sent what carriers have had of it
 */
export function dueBy({ order, lines }: OrderWithLines, sent: readonly PackedLine[]): string | null {
  if (order.status !== 'PAID' || order.deliveredAtMs !== null) return null;
  const days = lines.flatMap(({ lineIndex, shipBy, units, cancelledUnits, withdrawnUnits }) => {
    const handedOver = sent
      .filter((each) => each.lineIndex === lineIndex)
      .reduce((sum, each) => sum + each.units, 0);
    return shipBy !== null && units - cancelledUnits - withdrawnUnits > handedOver ? [shipBy] : [];
  });
  return days.toSorted()[0] ?? null;
}

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
