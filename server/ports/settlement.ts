import type { StoredFact } from '../event-log/ports/store.ts';
import type { LedgerEntry } from '../shop/ledger/entry.ts';
import type { PaidLine } from '../shop/payout/facts.ts';
import type { Standing } from '../shop/payout/pay-out.ts';
import type { KeptPromises } from '../shop/payout/statement.ts';
import type { PayoutRow, Rows, SettlementStateRow } from './rows.ts';

/** What the settlement writes of a stream: it follows the log, apart from the orders' own transactions. */
export type SettlementRows = Pick<Rows, 'ledgerEntries' | 'payables' | 'settlementStates'>;

/** The name of the settlement's cursors. */
export const SETTLEMENT = 'settlement';

/** Lists of a report are no longer than this; who needs more asks for a shorter time. */
export const MAX_SETTLEMENT_ROWS = 20_000;

/** The settlement's tables: written along the logs, and read for statements and payouts. */
export interface SettlementStore {
  /** What is remembered of orders, parcels or claims; at most 2,000 are asked for. */
  states(
    streamId: string,
    kind: SettlementStateRow['kind'],
    ids: readonly string[],
  ): Promise<SettlementStateRow[]>;
  /** The facts by which orders were placed; at most 2,000 are asked for. */
  placed(streamId: string, orderIds: readonly string[]): Promise<StoredFact[]>;
  /**
   * Writes what facts up to `to` came to, and that it is written, in one transaction. @returns false if the settlement
   * does not stand at `from` any more: then nothing was written
   */
  write(streamId: string, from: number, to: number, rows: SettlementRows): Promise<boolean>;
  /** Logs of streams that are further than the settlement, at most so many. */
  behind(limit: number): Promise<string[]>;

  /** Payables, whose next part is due first at the front (M7). `open`: only those of which something is owed, or to be taken back. */
  standings(filter: {
    producerId?: string;
    currency?: string;
    open: boolean;
    limit: number;
  }): Promise<ShownStanding[]>;
  /** A producer's account: entries of `[fromMs, toMs)` in the order of time, at most MAX_SETTLEMENT_ROWS. */
  account(producerId: string, currency: string, fromMs: number, toMs: number): Promise<AccountEntry[]>;
  /** What was owed to a producer before an instant, above 0 in their favour. */
  owedBefore(producerId: string, currency: string, beforeMs: number): Promise<number>;
  /** Every account with its balance, debits above 0: together 0 in each currency (M5). */
  trialBalance(): Promise<AccountBalance[]>;
  /** The promise per producer and currency, as of an instant. */
  promises(nowMs: number): Promise<ProducerPromise[]>;
  /** What a producer's goods of streams since a time wait to be packed for: paid, and in no parcel yet. */
  toPack(producerId: string, sinceMs: number): Promise<ToPack[]>;
  /** Orders paid in cash whose buyers are owed something back, the longest waiting first. */
  owedByHand(limit: number): Promise<OwedByHand[]>;
  /** Of these orders, at most 200, what their buyers were given back by hand, and when the last of it was. */
  givenByHand(orderIds: readonly string[]): Promise<GivenByHand[]>;
  /** Payouts, newest first. */
  payouts(filter: { producerId?: string; limit: number }): Promise<PayoutRow[]>;
  /** A payout with what it paid, at most MAX_SETTLEMENT_ROWS lines, the one that was due first first; null: there is none. */
  payout(payoutId: string): Promise<{ payout: PayoutRow; lines: ShownPaidLine[] } | null>;
  /** How many lines each payout paid late; those without one are left out. At most 2,000 are asked for. */
  latePayouts(payoutIds: readonly string[]): Promise<LatePayout[]>;
}

/** A payout that paid lines for the first time once they were due, which is what the promise goes by (M2). */
export interface LatePayout {
  payoutId: string;
  lines: number;
}

/** What a payout paid of one payable, with what a person needs to recognise it. */
export interface ShownPaidLine extends PaidLine {
  number: string;
  /** The good as it was called in the stream; empty: an adjustment. */
  name: string;
  /** Empty: there is the one name. */
  nameEn: string;
  units: number;
  dueUntilMs: number;
}

/** A payable with what a person needs to recognise it. */
export interface ShownStanding extends Standing {
  /** The good as it was called in the stream. */
  name: string;
  /** Empty: there is the one name. */
  nameEn: string;
  slug: string;
}

/** An entry with the payable that it is about, where it is about one. */
export interface AccountEntry extends LedgerEntry {
  number: string | null;
  name: string | null;
  nameEn: string | null;
  units: number | null;
  deliveredAtMs: number | null;
  dueUntilMs: number | null;
  /** What of it is kept in reserve, and until when (M7). */
  reservedMinor: number | null;
  reservedUntilMs: number | null;
  /** When the payable was first paid. */
  paidAtMs: number | null;
}

/** What a buyer who paid at the door is owed back; nobody but the shop can give it. */
export interface OwedByHand {
  streamId: string;
  orderId: string;
  number: string;
  buyerId: string;
  addressId: string | null;
  currency: string;
  owedMinor: number;
  /** When the first of it was owed. */
  sinceMs: number;
}

/** What a buyer who paid at the door was given back. */
export interface GivenByHand {
  orderId: string;
  minor: number;
  lastAtMs: number;
}

export interface ToPack {
  name: string;
  /** Empty: there is the one name. */
  nameEn: string;
  units: number;
  orders: number;
  /** The first day that any of it was promised to be handed over by (P4); null: none was. */
  shipBy: string | null;
}

export interface AccountBalance {
  account: string;
  currency: string;
  amountMinor: number;
}

export interface ProducerPromise extends KeptPromises {
  producerId: string;
  currency: string;
  /** Owed and not paid yet, refunds taken off. */
  openMinor: number;
  /** Of that: not due yet; on hold; kept in reserve (M7); and, below 0, refunds of what was paid already. The rest is due. */
  notDueMinor: number;
  pausedMinor: number;
  reservedMinor: number;
  takenBackMinor: number;
}
