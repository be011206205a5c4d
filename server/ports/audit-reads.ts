import type { Head } from '../event-log/ports/store.ts';
import type { OrderedUnits } from './ledger.ts';
import type { FlashRow, StockRow, VoucherRow } from './rows.ts';

/** What the tables count of a stream, all of it as of one moment: the head says which. */
export interface Counters {
  head: Head;
  stock: StockRow[];
  flashes: FlashRow[];
  vouchers: VoucherRow[];
}

/** Counters beside what the orders themselves add up to. */
export interface OrderSums {
  head: Head;
  stock: StockRow[];
  units: OrderedUnits[];
  /** Orders in the table. */
  orderCount: number;
}

/** The tables of a running market, for the auditor: read apart from everything that an order waits for. */
export interface AuditReads {
  /** @returns null if there is no such log */
  counters(streamId: string): Promise<Counters | null>;
  /** Adds up all orders of a stream: takes longer the more there are. */
  orderSums(streamId: string): Promise<OrderSums | null>;
  close(): Promise<void>;
}
