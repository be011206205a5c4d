import type { PartBy } from '../../../../shared/contract/parts.ts';
import type { World } from '../../../stores/world.ts';
import type { PartRow } from './items-rows.ts';

/** Columns that only items have: nobody counts them of other parts. */
const ofItems = [
  'showRequests',
  'questions',
  'flashUnits',
  'exposureSeconds',
  'ctr',
  'sellThrough',
  'unmetUnits',
] as const;
type OfItems = (typeof ofItems)[number];

/** Every column beside the name, in the order in which they stand. */
export const partColumns = [
  'lost',
  'seen',
  'tapped',
  'added',
  'ordered',
  'paid',
  'kept',
  'refunded',
  'cancelled',
  'paidUnits',
  'gmvPaidMinor',
  'refused',
  'showRequests',
  'questions',
  'share',
  'lostUnits',
  'lostMinor',
  'flashUnits',
  'exposureSeconds',
  'ctr',
  'sellThrough',
  'unmetUnits',
] as const;
export type PartColumn = (typeof partColumns)[number];

/** Shown until somebody chooses others: what a desk of 1366 px has room for. */
const usualColumns: readonly PartColumn[] = partColumns.slice(0, partColumns.indexOf('share'));

const isOfItems = (column: PartColumn): column is OfItems => ofItems.some((each) => each === column);

/** Whether anybody counts a column of such parts: a refusal keeps no channel and no price. */
export function isCountedOf(by: PartBy, column: PartColumn): boolean {
  if (by === 'item') return true;
  return !isOfItems(column) && (column !== 'refused' || by === 'producer');
}

/** What was lost otherwise than by share: one tap ranks by it, also while its column is not chosen. */
export const lossColumns = ['lostUnits', 'lostMinor'] as const satisfies readonly PartColumn[];

/** The chosen columns, and the loss that rows are ranked by beside the share. */
export function withRanked(columns: readonly PartColumn[], by: RowOrder['by']): readonly PartColumn[] {
  const ranked = lossColumns.find((column) => column === by);
  if (!ranked || columns.includes(ranked)) return columns;
  return columns.flatMap((column) => (column === 'lost' ? [column, ranked] : [column]));
}

/** What a column counts, where one step counts people and the next one orders: so that nobody takes one from the other. */
export const unitOf: Partial<Record<PartColumn | 'name', 'people' | 'orders'>> = {
  ...{ seen: 'people', tapped: 'people', added: 'people', refused: 'people' },
  ...{ ordered: 'orders', paid: 'orders', kept: 'orders', refunded: 'orders', cancelled: 'orders' },
};

/** What a row is sorted by; null stands last. */
export function valueIn(row: PartRow, column: PartColumn | 'name'): number | string | null {
  const { part, item, most } = row;
  switch (column) {
    case 'name':
      return row.name;
    case 'lost':
      return most && most.lost / most.of;
    case 'seen':
    case 'tapped':
      return row[column];
    case 'added':
    case 'ordered':
    case 'paid':
    case 'kept':
    case 'refunded':
    case 'cancelled':
      return part[column];
    case 'refused':
      return part.refused?.reduce((sum, { buyers }) => sum + buyers, 0) ?? null;
    case 'paidUnits':
      return part.units.paid;
    case 'gmvPaidMinor':
      return part.minor.paid;
    case 'questions':
      return row.questions?.asked ?? null;
    case 'share':
      return row.share;
    case 'lostUnits':
      return part.units.unpaid + part.units.undone;
    case 'lostMinor':
      return part.minor.unpaid + part.minor.undone;
    default:
      return item?.[column] ?? null;
  }
}

export interface RowOrder {
  by: PartColumn | 'name';
  isDescending: boolean;
}

/** Rows by one column; without a value last either way, equal ones as they come. */
export function sortRows(rows: readonly PartRow[], { by, isDescending }: RowOrder): PartRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const one = valueIn(a, by);
    const other = valueIn(b, by);
    if (one === other) return by === 'lost' ? (b.most?.lost ?? 0) - (a.most?.lost ?? 0) : 0;
    if (one === null) return 1;
    if (other === null) return -1;
    if (typeof one === 'string' || typeof other === 'string') {
      return sign * String(one).localeCompare(String(other));
    }
    return sign * (one - other);
  });
}

const KEPT = 'fairday.item-columns';

/** The columns that somebody has chosen on this device. */
export function keptColumns(keep: World['keep']): readonly PartColumn[] {
  const kept = keep.read(KEPT);
  if (kept === null) return usualColumns;
  const names = new Set(kept.split(' '));
  return partColumns.filter((column) => names.has(column));
}

export function keepColumns(keep: World['keep'], columns: readonly PartColumn[]): void {
  keep.write(KEPT, columns.join(' '));
}
