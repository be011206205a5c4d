/**
 * What an order is called outside of its stream, unique in the shop (O7): the shop's number of the stream and the order's own,
 * `12-1085`. In a rehearsal, which has no number in the shop, the order's own alone.
 * @param shopNumber the shop's number of the stream; null: it has none
 */
export function referenceOf(shopNumber: number | null, number: string): string {
  return shopNumber === null ? number : `${shopNumber}-${number}`;
}
