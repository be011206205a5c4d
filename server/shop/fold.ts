import type { Stamp } from '../market/kernel/stamp.ts';
import { keepLimit } from './buyer-limits.ts';
import { applySettlementFact } from './payout/facts.ts';
import { keepShare } from './producer-share.ts';
import type { ShopFact, ShopProduct, ShopState } from './state.ts';
import { afterDefaultsSet, streamDefaultsOf } from './stream-defaults.ts';
import { takeNumber } from './stream-numbers.ts';

/** What the facts of older goods leave out. */
const unsaid = { isPerishable: false, harvestedOn: '', batch: '', shipBaseMinor: 0, shipIncrementMinor: 0 };

/** Takes one fact of the shop into its state. */
export function applyShopFact(state: ShopState, fact: ShopFact, stamp: Stamp): void {
  switch (fact.type) {
    case 'product_created': {
      const { product } = fact;
      state.products.set(product.productId, { ...unsaid, ...product });
      state.producers.set(product.producer, product.producerId);
      state.skus.set(product.sku, product.productId);
      break;
    }
    case 'product_changed': {
      const product = productOf(state, fact.productId);
      if (fact.changes.sku !== undefined) {
        state.skus.delete(product.sku);
        state.skus.set(fact.changes.sku, product.productId);
      }
      Object.assign(product, fact.changes);
      if (product.isArchived === false) delete product.isArchived;
      // A second name that was taken away is one that there never was.
      if (product.nameEn === '') delete product.nameEn;
      if (product.producerEn === '') delete product.producerEn;
      if (product.originEn === '') delete product.originEn;
      if (product.categoryEn === '') delete product.categoryEn;
      // So is a description, or the last of its pictures or tags.
      if (product.description === '') delete product.description;
      if (product.descriptionEn === '') delete product.descriptionEn;
      if (product.morePictures?.length === 0) delete product.morePictures;
      if (product.tags?.length === 0) delete product.tags;
      if (fact.changes.returns === null) delete product.returns;
      break;
    }
    case 'warehouse_adjusted':
      productOf(state, fact.productId).warehouseUnits += fact.delta;
      break;
    case 'producer_added':
      state.producers.set(fact.producer, fact.producerId);
      break;
    case 'stream_named':
      state.slugs.set(fact.slug, fact.streamId);
      takeNumber(state, fact);
      break;
    case 'stream_numbered':
      takeNumber(state, fact);
      break;
    case 'shop_described':
      state.about = { about: fact.about, version: (state.about?.version ?? 0) + 1 };
      state.lastSaid.set('about', { staffId: fact.by.staffId, atMs: stamp.atMs });
      break;
    case 'stream_defaults_set':
      state.streamDefaults = afterDefaultsSet(streamDefaultsOf(state), fact, stamp.atMs);
      break;
    case 'producer_described': {
      const { version = 0 } = state.profiles.get(fact.producerId) ?? {};
      state.profiles.set(fact.producerId, { profile: fact.profile, version: version + 1 });
      break;
    }
    case 'ship_days_set': {
      const { version = 0 } = state.shipDays.get(fact.origin) ?? {};
      state.shipDays.set(fact.origin, { days: fact.days, version: version + 1 });
      state.lastSaid.set(`origin ${fact.origin}`, { staffId: fact.by.staffId, atMs: stamp.atMs });
      break;
    }
    case 'lineup_saved': {
      const { type: _, by: __, ...lineup } = fact;
      state.lineups.set(lineup.lineupId, { ...lineup, savedAtMs: stamp.atMs });
      break;
    }
    case 'lineup_deleted':
      state.lineups.delete(fact.lineupId);
      break;
    case 'producer_share_set':
      keepShare(state, fact, stamp.atMs);
      break;
    case 'buyer_limited':
      keepLimit(state, fact, stamp.atMs);
      break;
    case 'buyer_limit_lifted':
      state.limits.delete(fact.buyerId);
      break;
    case 'chat_banned': {
      const { buyerId, reason, by } = fact;
      state.chatBans.set(buyerId, { reason, sinceMs: stamp.atMs, by });
      break;
    }
    case 'chat_ban_lifted':
      state.chatBans.delete(fact.buyerId);
      break;
    case 'chat_identities_confirmed':
      state.anyoneInChats = { by: fact.by, atMs: stamp.atMs };
      break;
    case 'chat_words_set': {
      const { words, wordsDo } = fact;
      state.chatWords = { words, wordsDo, version: state.chatWords.version + 1 };
      break;
    }
    case 'units_allotted': {
      const { transferId, productId, units } = fact;
      state.transfers.set(transferId, { productId, units });
      productOf(state, productId).warehouseUnits -= units;
      break;
    }
    case 'units_returned':
      // Under its own id an allotment is undone, and may be made again; else a stream gave units back.
      if (!state.transfers.delete(fact.transferId)) state.returns.add(fact.transferId);
      productOf(state, fact.productId).warehouseUnits += fact.units;
      break;
    default:
      applySettlementFact(state.settlement, fact, stamp);
  }
  state.seq = stamp.seq;
  state.atMs = stamp.atMs;
}

function productOf(state: ShopState, productId: string): ShopProduct {
  const product = state.products.get(productId);
  if (!product) throw new Error(`Product ${productId} is not in the log of the shop.`);
  return product;
}
