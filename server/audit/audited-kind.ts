import type { LogState, LogType } from '../event-log/log-type.ts';
import type { Head, StoredFact } from '../event-log/ports/store.ts';
import type { Ledger, Projections } from '../ports/ledger.ts';
import type { Effects } from '../ports/rows.ts';
import type { TermsHistory } from '../shop/ledger/terms.ts';
import type { ShopState } from '../shop/state.ts';
import type { Finding } from './broken.ts';
import type { LimitedTimes } from './facts/limited.ts';
import type { OnProgress } from './log-walk.ts';

/** What one look through a market has found so far; the list of kinds has the shop first. */
export interface VerifiedLogs {
  /** null: the shop was not looked at, or is broken. */
  shop: ShopState | null;
  /** Whom it limited when (B11), as far as it was looked at. */
  limited: LimitedTimes;
}

export interface VerifiedWith {
  ledger: Ledger;
  terms: TermsHistory;
  verified: VerifiedLogs;
  onProgress: OnProgress;
}

export interface RebuiltWith {
  ledger: Ledger;
  projections: Projections;
  terms: TermsHistory;
  onProgress: OnProgress;
}

/** What a lost fact means to people: an order, or money. */
export interface ToldLoss {
  kind: 'order' | 'payment' | 'refund' | 'cancellation';
  /** The order's number in its stream. */
  number: string;
  amountMinor: number;
}

/** A kind of log, as the commands for the verified have to know it. */
export interface AuditedKind {
  rules: LogType<LogState, { type: string }, Effects>;
  /**
   * Looks through one log to its first fault.
   * @returns the first deadline that an older version wrote too late (T7); null: none
   * @throws Broken
   */
  verify(head: Head, by: VerifiedWith): Promise<Finding | null>;
  /** Makes the rows and the snapshot of one log again, from its facts alone. */
  rebuild(head: Head, by: RebuiltWith): Promise<void>;
  /** What has to be settled by hand if this fact is lost; null: nothing. */
  lossOf(ledger: Ledger, logId: string, stored: StoredFact): Promise<ToldLoss | null>;
  /** The number that a fact gives an order or a stream; 0: none. */
  numberGivenBy(stored: StoredFact): number;
}
