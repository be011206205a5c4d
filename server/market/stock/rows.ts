import type { StockRow } from '../../ports/rows.ts';
import type { Item } from '../lineup/state.ts';

/** The counts of an item, for SQL to check them once more (K1). */
export function stockRow(streamId: string, item: Item): StockRow {
  const { itemNumber, allotted, adjusted, available, held, unpaid, sold } = item;
  return {
    streamId,
    itemNumber,
    allotted,
    adjusted,
    available,
    held,
    unpaid,
    sold,
  };
}
