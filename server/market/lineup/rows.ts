import type { ItemRow } from '../../ports/rows.ts';
import type { Item } from './state.ts';

/** An item as the tables know it. */
export function itemRow(streamId: string, item: Item): ItemRow {
  const { itemNumber, productId, producerId, name, producer, nameEn = '', isRemoved } = item;
  const { showRequests, listPriceMinor } = item;
  return {
    streamId,
    itemNumber,
    productId,
    producerId,
    name,
    producer,
    nameEn,
    isRemoved,
    showRequests,
    listPriceMinor,
  };
}
