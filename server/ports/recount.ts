import type { SalesReport } from '../../shared/contract/sales.ts';
import type { Presence } from '../insights/attendance.ts';
import type { Exposure } from '../insights/exposure.ts';
import type { RefusedAsk } from '../insights/sales.ts';

/** What the numbers of a stream need besides its log; ids are as they were written. */
export interface OutsideLog {
  presences: Presence[];
  exposures: Exposure[];
  refusals: RefusedAsk[];
  /** From every id that was merged to what it is now (B2). */
  roots: Map<string, string>;
}

/** What is needed to count a stream's numbers anew, read while a server may be writing on. */
export interface Recount {
  /** The report as the tables give it. */
  sales(streamId: string, asOfMs: number): Promise<SalesReport | null>;
  outside(streamId: string): Promise<OutsideLog>;
  close(): Promise<void>;
}
