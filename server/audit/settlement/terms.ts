import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { TermsHistory } from '../../shop/ledger/terms.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { ShopFact } from '../../shop/state.ts';

const PAGE = 5_000;

/** What the shop's log says about when producers are paid (M2). */
export async function readTerms(ledger: Ledger): Promise<TermsHistory> {
  const terms: { fromMs: number; terms: TermsHistory[number]['terms'] }[] = [];
  for (let seq = 0; ; ) {
    const page = await ledger.facts(SHOP_LOG, seq, PAGE);
    for (const stored of page) {
      seq = stored.seq;
      if (stored.type !== 'settlement_terms_set') continue;
      const fact = factOf<ShopFact>(stored);
      if (fact.type === 'settlement_terms_set') terms.push({ fromMs: stored.atMs, terms: fact.terms });
    }
    if (page.length < PAGE) return terms;
  }
}
