import type { Ledger } from '../ports/ledger.ts';
import { SHOP_LOG } from '../shop/shop.ts';

/** What tells one market from every other: the hash of the first fact of its shop; null while it has none. */
export async function marketIdOf(ledger: Ledger): Promise<string | null> {
  const [first] = await ledger.facts(SHOP_LOG, 0, 1);
  return first?.hash ?? null;
}
