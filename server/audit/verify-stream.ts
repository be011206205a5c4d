import type { Head } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import { emptyStream, streamRules } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import { SETTLEMENT } from '../ports/settlement.ts';
import type { ShopState } from '../shop/state.ts';
import type { VerifiedWith } from './audited-kind.ts';
import { Broken, type Finding } from './broken.ts';
import { StreamFacts } from './facts/stream-facts.ts';
import { sameOpen, sameSnapshot, walk } from './log-walk.ts';
import { checkKeys } from './rows/keys.ts';
import { StreamRows } from './rows/stream-rows.ts';
import { SettledRows } from './settlement/settled-rows.ts';

/**
 * Looks through a stream: its chain, its rules, its rows, and what the ledger made of it.
 * @returns the first deadline that was written too late; null: none
 * @throws Broken
 */
export async function verifyStream(
  head: Head,
  { ledger, terms, verified: { shop, limited }, onProgress }: VerifiedWith,
): Promise<Finding | null> {
  const state = emptyStream(head.logId);
  const facts = new StreamFacts(state, { shop, limited });
  const rows = new StreamRows(ledger, state);
  const cursor = await ledger.cursor(SETTLEMENT, head.logId);
  const settled = new SettledRows(ledger, head.logId, cursor, terms);
  const snapshot = await ledger.snapshot(head.logId, streamRules.snapshotVersion);
  await walk<StreamFact>(ledger, head, onProgress, {
    take(fact, { seq, atMs }) {
      facts.take(fact, { seq, atMs });
      rows.note(fact, { seq, atMs });
      settled.note(fact, { seq, atMs });
      if (snapshot?.seq === seq) sameSnapshot(head.logId, snapshot, streamRules.writeState(state));
    },
    async endPage() {
      await rows.endPage();
      await settled.endPage();
    },
  });
  sameOpen(head, streamRules.isOpen(state));
  await rows.end();
  await settled.end();
  await checkKeys(ledger, state);
  if (shop && state.rehearsalOf === null) checkTransfers(state, shop);
  return facts.late;
}

/** S5: what a stream received, the warehouse gave under the same transfer. */
function checkTransfers(state: StreamState, shop: ShopState): void {
  for (const transferId of state.transfers) {
    if (shop.transfers.has(transferId)) continue;
    throw new Broken({
      invariant: 'INV1',
      logId: state.streamId,
      seq: null,
      at: `transfer ${transferId}`,
      found: 'units that came in',
      expected: 'the same transfer out of the warehouse',
    });
  }
}
