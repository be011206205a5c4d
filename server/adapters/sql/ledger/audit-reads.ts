import type { AuditReads } from '../../../ports/audit-reads.ts';
import type { Ledger } from '../../../ports/ledger.ts';

/** Items, flashes and vouchers of one stream are fewer than this. */
const ALL = 10_000;

/** Answers the auditor out of ledgers, a new one for each question: it has to see what is there by then. */
export function auditReadsOver(openLedger: () => Promise<Ledger>): Omit<AuditReads, 'close'> {
  const look = async <T>(question: (ledger: Ledger) => Promise<T>): Promise<T> => {
    const ledger = await openLedger();
    try {
      return await question(ledger);
    } finally {
      await ledger.close();
    }
  };
  return {
    counters: (streamId) =>
      look(async (ledger) => {
        const head = await ledger.head(streamId);
        if (!head) return null;
        const stock = await ledger.rows('stock', streamId, null, ALL);
        const flashes = await ledger.rows('flashes', streamId, null, ALL);
        const vouchers = await ledger.rows('vouchers', streamId, null, ALL);
        return { head, stock, flashes, vouchers };
      }),
    orderSums: (streamId) =>
      look(async (ledger) => {
        const head = await ledger.head(streamId);
        if (!head) return null;
        const stock = await ledger.rows('stock', streamId, null, ALL);
        const units = await ledger.orderedUnits(streamId);
        return { head, stock, units, orderCount: await ledger.count('orders', streamId) };
      }),
  };
}
