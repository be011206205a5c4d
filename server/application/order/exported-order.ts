import type { ListedOrder } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';

/** An order with the stream that it was placed in, and what it is called in the shop (O7). */
export interface ExportedOrder extends ListedOrder {
  stream: Pick<StreamRow, 'slug' | 'currency'>;
  reference: string;
  /** Something of it is with no carrier although its day is over (P4). */
  isLate: boolean;
}
