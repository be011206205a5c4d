import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { LedgerEntryRow, PayableRow, SettlementStateRow } from '../../ports/rows.ts';
import type { TermsHistory } from '../../shop/ledger/terms.ts';
import { allRows, rowKey, sameRow, sameTable, strayRow } from '../rows/compare.ts';
import { SettledLog } from './settled-log.ts';

/**
 * Compares the ledger's tables with the fold of a stream's log, as far as the settlement has followed it (INV18, INV19).
 * Entries come in the order of the log and are compared as they are made; payables and what is remembered at the end.
 */
export class SettledRows {
  private readonly ledger: Ledger;
  private readonly logId: string;
  private readonly cursor: number;
  private readonly settled: SettledLog;
  private readonly entries: AsyncGenerator<LedgerEntryRow>;
  private readonly payables = new Map<string, PayableRow>();
  private readonly states = new Map<string, SettlementStateRow>();

  /** @param cursor up to where the settlement has followed this log */
  constructor(ledger: Ledger, logId: string, cursor: number, terms: TermsHistory) {
    this.ledger = ledger;
    this.logId = logId;
    this.cursor = cursor;
    this.settled = new SettledLog(terms);
    this.entries = allRows(ledger, logId, 'ledgerEntries');
  }

  note(fact: StreamFact, stamp: Stamp): void {
    if (stamp.seq <= this.cursor) this.settled.take(this.logId, fact, stamp);
  }

  /** @throws Broken */
  async endPage(): Promise<void> {
    const { ledgerEntries, payables, settlementStates } = this.settled.rows();
    for (const entry of ledgerEntries) {
      const { value } = await this.entries.next();
      const isNext = value && rowKey('ledgerEntries', value) === rowKey('ledgerEntries', entry);
      sameRow(this.logId, 'ledgerEntries', entry, isNext ? value : undefined, entry.seq);
    }
    for (const row of payables) this.payables.set(rowKey('payables', row), row);
    for (const row of settlementStates) this.states.set(rowKey('settlementStates', row), row);
  }

  /** @throws Broken */
  async end(): Promise<void> {
    const { value } = await this.entries.next();
    if (value) throw strayRow(this.logId, 'ledgerEntries', value);
    await sameTable(this.ledger, this.logId, 'payables', [...this.payables.values()]);
    await sameTable(this.ledger, this.logId, 'settlementStates', [...this.states.values()]);
  }
}
