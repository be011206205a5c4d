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

/** Orders of one item that were placed in one minute, as the tables have them: each once, however many lines of it it has. */
export interface ItemMinuteOrders {
  itemNumber: number;
  /** Of the epoch. */
  minute: number;
  ordered: number;
  /** By the close. */
  paid: number;
  /** Of those, with a unit that is neither cancelled nor given back. */
  kept: number;
}

export interface ItemPayer {
  itemNumber: number;
  buyerId: string;
}

/** What is needed to count a stream's numbers anew, read while a server may be writing on. */
export interface Recount {
  /** The report as the tables give it. */
  sales(streamId: string, asOfMs: number): Promise<SalesReport | null>;
  outside(streamId: string): Promise<OutsideLog>;
  /** By item, then by minute. */
  itemMinutes(streamId: string): Promise<ItemMinuteOrders[]>;
  /** Each item beside everybody who paid for it by the close, ids as they were written. */
  itemPayers(streamId: string): Promise<ItemPayer[]>;
  close(): Promise<void>;
}
