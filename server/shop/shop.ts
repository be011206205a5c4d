import type { ChangeSet, LogType } from '../event-log/log-type.ts';
import { snapshotVersion } from '../lib/format.ts';
import { refusalTally } from '../market/kernel/refusal-tally.ts';
import type { Stamp } from '../market/kernel/stamp.ts';
import { readState, writeState } from '../market/snapshot.ts';
import {
  type Effects,
  noRows,
  type ProductRow,
  type RefusalTally,
  type Rows,
  type StagedRows,
} from '../ports/rows.ts';
import { applyShopFact } from './fold.ts';
import type { SettlementFact } from './payout/facts.ts';
import { payableOfAdjustment, postShop } from './payout/post.ts';
import { searchText } from './search-text.ts';
import { emptyShop, type ShopFact, type ShopProduct, type ShopState } from './state.ts';
import { firstFreeStreamNumber } from './stream-numbers.ts';

/** The id of the one log of the shop. */
export const SHOP_LOG = 'shop';

/** The shop's log: catalogue, warehouse, names of streams. It has no deadlines. */
export const shopRules: LogType<ShopState, ShopFact, Effects> = {
  kind: 'shop',
  snapshotVersion: snapshotVersion(2, emptyShop()),
  writeState,
  readState,
  empty: emptyShop,
  apply: applyShopFact,
  isOpen: () => true,
  idsNow: (_state, ids) => ids,
  numberAfterGap: firstFreeStreamNumber,
  whomToAsk: () => null,
  deadlinesOf: () => [],
  allDeadlines: () => [],
  isBefore: (a, b) => a.dueAtMs < b.dueAtMs,
  sizeOf: ({ products }) => products.size,
  decideDeadline: () => [],
  following: () => null,
  gather: () => new ShopChangeSet(),
  tally: refusalTally,
};

/** A product as its table keeps it: for lists, and to be searched. What its own page tells besides is in the log. */
export function productRow(product: ShopProduct): ProductRow {
  const { originEn, categoryEn, description, descriptionEn, morePictures, returns, tags, ...row } = product;
  return { ...row, searchText: searchText(product) };
}

export class ShopChangeSet implements ChangeSet<ShopState, ShopFact> {
  private readonly products = new Set<string>();
  private readonly settled = noRows();
  /** Whether somebody may write in no chat by it, or again (N7). */
  changesWhoWrites = false;

  note(_state: ShopState, fact: ShopFact, stamp: Stamp): void {
    switch (fact.type) {
      case 'chat_banned':
      case 'chat_ban_lifted':
        this.changesWhoWrites = true;
        break;
      case 'product_created':
        this.products.add(fact.product.productId);
        break;
      case 'product_changed':
      case 'warehouse_adjusted':
      case 'units_allotted':
      case 'units_returned':
        this.products.add(fact.productId);
        break;
      case 'stream_named':
      case 'stream_numbered':
      case 'producer_added':
      case 'shop_described':
      case 'stream_defaults_set':
      case 'lineup_saved':
      case 'lineup_deleted':
      case 'producer_described':
      case 'ship_days_set':
      case 'producer_share_set':
      case 'buyer_limited':
      case 'buyer_limit_lifted':
      case 'chat_identities_confirmed':
      case 'chat_words_set':
        break;
      default:
        this.settle(fact, stamp);
    }
  }

  /** The ledger's side of a fact, and what it pays (M4, M5). */
  private settle(fact: SettlementFact, stamp: Stamp): void {
    const { ledgerEntries, payables, payouts, payoutLines } = this.settled;
    ledgerEntries.push(...postShop(fact, stamp));
    if (fact.type === 'settlement_adjusted') payables.push(payableOfAdjustment(fact, stamp));
    if (fact.type !== 'payout_made') return;
    const { payoutId, producerId, currency, amountMinor, lines, by } = fact;
    payouts.push({ payoutId, ...stamp, producerId, currency, amountMinor, staffId: by.staffId });
    for (const { streamId, ...line } of lines) {
      payoutLines.push({ payoutId, lineStreamId: streamId, ...line, atMs: stamp.atMs });
    }
  }

  rows(state: ShopState): Rows {
    const rows: Rows = { ...this.settled, products: [] };
    for (const productId of this.products) {
      const product = state.products.get(productId);
      if (product) rows.products.push(productRow(product));
    }
    return rows;
  }

  effects(state: ShopState, refusals: RefusalTally[]): Effects {
    return { rows: this.rows(state), refusals };
  }

  stagedEffects(): StagedRows {
    return { orders: [], lines: [] };
  }
}
