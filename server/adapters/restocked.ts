import type { SoldItem } from '../insights/sales.ts';

/** An item as the tables have it: they keep what was allotted and what was corrected, and not what came to it. */
type StoredItem = Omit<SoldItem, 'restocked'>;

/** Adds to each item the units that came to its shelf. @param restocks bodies of the facts that brought them */
export function withRestocked(
  items: readonly StoredItem[],
  restocks: readonly { body: string }[],
): SoldItem[] {
  const units = new Map<number, number>();
  for (const { body } of restocks) {
    const { itemNumber, delta } = (JSON.parse(body) as { body: { itemNumber: number; delta: number } }).body;
    units.set(itemNumber, (units.get(itemNumber) ?? 0) + delta);
  }
  return items.map((item) => ({ ...item, restocked: units.get(item.itemNumber) ?? 0 }));
}
