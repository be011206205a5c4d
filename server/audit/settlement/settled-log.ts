import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { isPlacedFact, type PlacedFact } from '../../market/order/placed-fact.ts';
import type { LedgerEntryRow, Rows } from '../../ports/rows.ts';
import { emptyBook, type SettlementBook } from '../../shop/ledger/book.ts';
import { settlementRows } from '../../shop/ledger/settlement-rows.ts';
import type { TermsHistory } from '../../shop/ledger/terms.ts';
import { isSettled, post } from '../../subscribers/settlement/post.ts';

/** The settlement of one stream, folded from its log alone: what the tables of the ledger must show (M5). */
export class SettledLog {
  private readonly terms: TermsHistory;
  private readonly placed = new Map<string, PlacedFact>();
  private book: SettlementBook | null = null;
  private entries: LedgerEntryRow[] = [];

  /** @param terms what the shop's log says about when producers are paid */
  constructor(terms: TermsHistory) {
    this.terms = terms;
  }

  take(streamId: string, fact: StreamFact, stamp: Stamp): void {
    if (fact.type === 'stream_created' && fact.rehearsalOf === null) {
      this.book = emptyBook({ streamId, hostId: fact.hostId, currency: fact.currency }, this.terms);
    }
    if (!this.book) return;
    // Before anything had an amount (S9).
    if (fact.type === 'currency_changed') this.book.currency = fact.now;
    if (isPlacedFact(fact)) this.placed.set(fact.orderId, fact);
    if (!isSettled(fact)) return;
    this.entries.push(...post(this.book, fact, stamp, (orderId) => this.placedOrder(orderId)));
    if (fact.type === 'order_paid') this.placed.delete(fact.orderId);
  }

  /** The rows that changed since the last look. */
  rows(): Pick<Rows, 'ledgerEntries' | 'payables' | 'settlementStates'> {
    const entries = this.entries;
    this.entries = [];
    if (!this.book) return { ledgerEntries: [], payables: [], settlementStates: [] };
    return settlementRows(this.book, entries);
  }

  private placedOrder(orderId: string): PlacedFact {
    const order = this.placed.get(orderId);
    if (!order) throw new Error(`Order ${orderId} was paid and never placed.`);
    return order;
  }
}
