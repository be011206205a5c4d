import type { LogGap } from '../event-log/ports/log-gaps.ts';
import type { Head, KeyRow, StoredFact, StoredSnapshot } from '../event-log/ports/store.ts';
import type { EmptiedText } from './personal-texts.ts';
import type { AdderRow, OrderLineRow, Rows, TextUseRow } from './rows.ts';
import type { SealedAddress } from './sealed-address.ts';

/** A table that shows what a log means. */
export type TableName = keyof Rows;

/** The tables whose rows belong to orders. */
export type OrderTable = 'orders' | 'lines' | 'closedOrders' | 'shipmentLines' | 'claims';

/** Units of a stream's orders by where they stand, counted from the tables of orders alone. */
export interface OrderedUnits extends Pick<OrderLineRow, 'itemNumber' | 'flashId'> {
  unpaid: number;
  sold: number;
}

/**
 * A market read from end to end, all of it as of one moment, while others may go on writing: what verifying, replaying
 * and comparing need. Lists come a page at a time, in the order of their keys, so that no log is too long.
 */
export interface Ledger {
  /** Every log, the shop's first. Owners are left out. */
  heads(): Promise<Head[]>;
  head(logId: string): Promise<Head | null>;
  facts(logId: string, afterSeq: number, limit: number): Promise<StoredFact[]>;
  /** The texts of the same facts as one JSON array: the quickest way to read a log that is trusted. */
  factTexts(logId: string, afterSeq: number, limit: number): Promise<string>;
  /** Accepted keys, those with the same key side by side. */
  keys(logId: string, after: KeyRow | null, limit: number): Promise<KeyRow[]>;
  /** Rows of one table that belong to a log, after a row of it or from the first on. The shop's are its products. */
  rows<Name extends TableName>(
    name: Name,
    logId: string,
    after: Rows[Name][number] | null,
    limit: number,
  ): Promise<Rows[Name]>;
  count(name: TableName, logId: string): Promise<number>;
  /** How far a consumer outside the transaction has come in a log; 0 at first. */
  cursor(consumer: string, logId: string): Promise<number>;
  /** Orders of a stream by their ids, at most 500, with all that other tables say of them. */
  ordersById(logId: string, orderIds: readonly string[]): Promise<Pick<Rows, OrderTable | 'shipments'>>;
  /** Until when people's words are kept, by their ids, at most 500 (A4). */
  textUses(textIds: readonly string[]): Promise<TextUseRow[]>;
  /** Which of these, at most 500, are not in the table. */
  addersMissing(adders: readonly AdderRow[]): Promise<AdderRow[]>;
  orderedUnits(logId: string): Promise<OrderedUnits[]>;
  /** The newest whole snapshot of a version, or null. */
  snapshot(logId: string, version: number): Promise<StoredSnapshot | null>;
  /** The fingerprints of the secrets that addresses are sealed with; none of a market from before they were noted. */
  sealedUnder(): Promise<string[]>;
  /** Sealed addresses in the order of their ids, after one of them or from `''` on; at most `limit`. */
  sealedAddresses(
    afterId: string,
    limit: number,
  ): Promise<Pick<SealedAddress, 'addressId' | 'buyerId' | 'sealed'>[]>;
  /** People's words that were destroyed (A4), the last first, as far as an older copy may still have them; at most 100,000. */
  emptiedTexts(nowMs: number): Promise<EmptiedText[]>;
  /** What a log may have lost before, the oldest first; none of a market from before that was noted. */
  gaps(logId: string): Promise<LogGap[]>;
  /**
   * Reads every table and index from end to end, whatever they hold.
   * @returns the first thing that the database says is wrong with its own file; null: it is whole
   */
  damage(): Promise<string | null>;
  close(): Promise<void>;
}

/** Where projections are made again: nothing of it counts until it is finished. Nobody else writes meanwhile. */
export interface Projections {
  /** Forgets every row and snapshot of a log. What other tables keep of all logs together is forgotten with the shop. */
  clear(logId: string, kind: string): Promise<void>;
  /** Writes rows with their last values; minutes are added up. */
  write(rows: Rows): Promise<void>;
  snapshot(logId: string, snapshot: StoredSnapshot): Promise<void>;
  /** Whether the log is open, as its head says it. */
  isOpen(logId: string, isOpen: boolean): Promise<void>;
  /** Where a consumer stands of which the rows were made again. */
  cursor(consumer: string, logId: string, seq: number): Promise<void>;
  /** All that was cleared and written becomes visible at once. */
  finish(): Promise<void>;
}
