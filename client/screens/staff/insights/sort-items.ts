import type { SalesItem } from '../../../../shared/contract/sales.ts';

export const itemColumns = [
  'itemNumber',
  'name',
  'gmvPaidMinor',
  'paidUnits',
  'paidOrders',
  'flashUnits',
  'exposureSeconds',
  'ctr',
  'showRequests',
  'adders',
  'sellThrough',
  'unmetUnits',
] as const;
export type ItemColumn = (typeof itemColumns)[number];

export interface ItemOrder {
  by: ItemColumn;
  isDescending: boolean;
}

/** Items by one column; without a value last either way, equal ones by their spoken number. */
export function sortItems(items: readonly SalesItem[], { by, isDescending }: ItemOrder): SalesItem[] {
  const sign = isDescending ? -1 : 1;
  return [...items].sort((a, b) => {
    const one = a[by];
    const other = b[by];
    if (one === other) return a.itemNumber - b.itemNumber;
    if (one === null) return 1;
    if (other === null) return -1;
    if (typeof one === 'string' || typeof other === 'string') {
      return sign * String(one).localeCompare(String(other));
    }
    return sign * (one - other);
  });
}
