import type { Head } from '../event-log/ports/store.ts';
import { productRow, shopRules } from '../shop/shop.ts';
import type { ShopFact } from '../shop/state.ts';
import { whyWrongNumber } from '../shop/stream-numbers.ts';
import type { VerifiedWith } from './audited-kind.ts';
import { Broken, type Finding } from './broken.ts';
import { sameOpen, sameSnapshot, walk } from './log-walk.ts';
import { sameTable } from './rows/compare.ts';

/**
 * Looks through the shop: its chain, numbers, warehouse and ledger. What it finds is what streams are compared with.
 * @throws Broken
 */
export async function verifyShop(head: Head, { ledger, verified, onProgress }: VerifiedWith): Promise<null> {
  const { logId } = head;
  const state = shopRules.empty(logId);
  const changeSet = shopRules.gather(state);
  const snapshot = await ledger.snapshot(logId, shopRules.snapshotVersion);
  await walk<ShopFact>(ledger, head, onProgress, {
    take(fact, { seq, atMs }) {
      const no = (found: string, expected: string, invariant: Finding['invariant'] = 'INV1') =>
        new Broken({ invariant, logId, seq, at: fact.type, found, expected });
      const wrong = whyWrongNumber(state, fact);
      if (wrong) throw no(wrong.found, wrong.expected, 'INV10');
      try {
        shopRules.apply(state, fact, { seq, atMs });
      } catch (error) {
        throw no(
          error instanceof Error ? error.message : String(error),
          'a fact about what is in the catalogue',
        );
      }
      changeSet.note(state, fact, { seq, atMs });
      verified.limited.note(fact, atMs);
      const units = 'productId' in fact ? (state.products.get(fact.productId)?.warehouseUnits ?? 0) : 0;
      if (units < 0) throw no(`${units} units in the warehouse`, 'none below 0');
      if (snapshot?.seq === seq) sameSnapshot(logId, snapshot, shopRules.writeState(state));
    },
    endPage: async () => {},
  });
  sameOpen(head, shopRules.isOpen(state));
  const expected = changeSet.effects(state, []).rows;
  await sameTable(ledger, logId, 'products', [...state.products.values()].map(productRow));
  for (const name of ['ledgerEntries', 'payables', 'payouts', 'payoutLines'] as const) {
    await sameTable(ledger, logId, name, expected[name]);
  }
  verified.shop = state;
  return null;
}
