import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { By } from '../kernel/by.ts';

/** What happens to a flash sale. */
export interface FlashSaleFacts {
  flash_sale_announced: {
    flashId: string;
    itemNumber: number;
    priceMinor: number;
    listPriceMinor: number;
    startsAtMs: number;
    endsAtMs: number;
    cap: number;
    perBuyerCap: number;
    prelaunchSeconds: number;
    afterEnd: 'list' | 'off';
    fundedBy: Funder;
    floorConsent: boolean;
    by: By;
  };
  flash_sale_edited: {
    flashId: string;
    priceMinor: number;
    startsAtMs: number;
    endsAtMs: number;
    cap: number;
    perBuyerCap: number;
    /** Absent: nobody said anew that the producer agrees. */
    floorConsent?: true;
    by: By;
  };
  flash_sale_started: { flashId: string; dueAtMs: number };
  flash_sale_ended: {
    flashId: string;
    endedAtMs: number;
    reason: 'due' | 'host' | 'stream';
    by: By | null;
  };
  flash_sale_undone: { flashId: string; undoes: number; by: By };
}
