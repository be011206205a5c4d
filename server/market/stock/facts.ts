import type { By } from '../kernel/by.ts';

/** Units that come, go or are counted again, and whether they may be bought. */
export interface StockFacts {
  stock_transferred_in: { transferId: string; itemNumber: number; units: number };
  stock_transferred_out: {
    transferId: string;
    itemNumber: number;
    productId: string;
    units: number;
  };
  /** `wasLeft`: the units that could be bought just before it; absent in older facts. */
  stock_adjusted: { itemNumber: number; delta: number; wasLeft?: number; by: By };
  sale_stopped: { itemNumber: number; by: By };
  sale_resumed: { itemNumber: number; undoes: number | null; by: By };
  /** A transfer that left the warehouse and did not arrive in time: it may not arrive any more (S5). */
  transfer_voided: { transferId: string };
}
