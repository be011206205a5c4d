import { applyShopFact } from '../domain/shop/apply.ts';
import { emptyShop, type ShopFact, type ShopState } from '../domain/shop/state.ts';
import { noRows, type Rows } from '../ports/rows.ts';
import type { Gatherer, Rules } from './rules.ts';

/** The id of the one log of the shop. */
export const SHOP_LOG = 'shop';

/** The shop's log: catalogue, warehouse, names of streams. It has no deadlines. */
export const shopRules: Rules<ShopState, ShopFact> = {
  kind: 'shop',
  snapshotVersion: 2,
  empty: emptyShop,
  apply: applyShopFact,
  idsNow: (_state, ids) => ids,
  deadlinesOf: () => [],
  allDeadlines: () => [],
  decideDeadline: () => [],
  gather: () => new ShopGatherer(),
};

class ShopGatherer implements Gatherer<ShopState, ShopFact> {
  private readonly products = new Set<string>();

  note(_state: ShopState, fact: ShopFact): void {
    if (fact.type === 'product_created') this.products.add(fact.product.productId);
    else if (fact.type !== 'stream_named') this.products.add(fact.productId);
  }

  rows(state: ShopState): Rows {
    const rows = noRows();
    for (const productId of this.products) {
      const product = state.products.get(productId);
      if (product) rows.products.push({ ...product });
    }
    return rows;
  }

  rowsAhead(): { orders: []; lines: [] } {
    return { orders: [], lines: [] };
  }
}
