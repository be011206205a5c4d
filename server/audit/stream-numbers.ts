import { factOf } from '../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../event-log/ports/store.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SHOP_LOG } from '../shop/shop.ts';
import type { ShopFact } from '../shop/state.ts';

/** Facts read at once. */
const PAGE = 5_000;

/** The number that a fact of the shop gives a stream (O7); 0: none. */
export function streamNumberOf(stored: StoredFact): number {
  if (stored.type !== 'stream_named' && stored.type !== 'stream_numbered') return 0;
  const fact = factOf<ShopFact>(stored);
  return ('shopNumber' in fact && fact.shopNumber) || 0;
}

/** The numbers that the shop of a market has given its streams (O7), read from its log. */
export async function streamNumbersOf(ledger: Pick<Ledger, 'facts'>): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  for (let after = 0; ; ) {
    const page = await ledger.facts(SHOP_LOG, after, PAGE);
    for (const stored of page) {
      if (stored.type !== 'stream_named' && stored.type !== 'stream_numbered') continue;
      const fact = factOf<ShopFact>(stored);
      if ('shopNumber' in fact && fact.shopNumber !== undefined) numbers.set(fact.streamId, fact.shopNumber);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return numbers;
    after = last.seq;
  }
}
