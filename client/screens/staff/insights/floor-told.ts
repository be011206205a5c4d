import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesItem } from '../../../../shared/contract/sales.ts';

/** What a section of the review is told of the floor. */
export interface FloorTold {
  slug: string;
  floor: FloorReport;
  items: readonly SalesItem[];
  currency: string;
}
