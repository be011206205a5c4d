import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';

/** What each tab of a review is told. */
export interface ReviewTold {
  slug: string;
  /** With stream, products and producers under the names that this reader knows. */
  report: SalesReport;
  /** Read from the stream’s log; null until something of it was. */
  floor: FloorReport | null;
}
