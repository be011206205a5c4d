import type { ActivityChange } from '../../../shared/contract/activity.ts';
import type { OfficeActivityEntry } from '../../../shared/contract/office-activity.ts';
import { type ShopAct, shopActs } from '../../../shared/contract/shop-acts.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import { type ProducerNames, producersOf } from '../../shop/producers.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { ShopFact } from '../../shop/state.ts';
import { changedDefaults } from '../../shop/stream-defaults.ts';
import type { ApplicationDeps } from '../deps.ts';
import { staffNamed } from './activity.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'readers' | 'directory'>;
type ShopActFact = Extract<ShopFact, { type: ShopAct }>;

/** Facts of the shop's log that one look goes back over, and how often a page looks. */
const FACTS_AT_ONCE = 1_000;
const MAX_LOOKS = 10;

interface Act {
  seq: number;
  atMs: number;
  fact: ShopActFact;
  /** So many of the same kind at once, as an import makes them. */
  times: number;
}

/** What was done to the shop itself before a place of its log, newest first; of a table or a bulk change one entry. */
export async function shopActivity(
  deps: Deps,
  { staffId, before, limit }: { staffId?: string; before: number; limit: number },
): Promise<{ entries: OfficeActivityEntry[]; next: number | null }> {
  const acts: Act[] = [];
  let until = before - 1;
  for (let looks = 0; looks < MAX_LOOKS && until > 0 && acts.length < limit; looks += 1) {
    const from = Math.max(0, until - FACTS_AT_ONCE);
    // Each says who did it; no look goes beyond its part of the log.
    const part = { logId: SHOP_LOG, afterSeq: from, untilSeq: until, ids: [staffId ?? '"staffId"'] };
    const stored = await deps.readers.factsNaming({ ...part, types: shopActs, limit: FACTS_AT_ONCE });
    for (const { seq, atMs, ...each } of stored.toReversed()) {
      const fact = factOf<ShopActFact>({ seq, atMs, ...each });
      if (staffId !== undefined && fact.by.staffId !== staffId) continue;
      const newer = acts.at(-1);
      if (newer && isOneWith(newer, fact, atMs)) newer.times += 1;
      else acts.push({ seq, atMs, fact, times: 1 });
    }
    until = from;
  }
  const staff = await staffNamed(
    deps,
    acts.map(({ fact }) => fact.by.staffId),
  );
  const names = await namesOf(deps, acts);
  const entries = acts.map(({ seq, atMs, fact, times }): OfficeActivityEntry => {
    const who = staff.get(fact.by.staffId);
    return {
      ...{ seq, atMs, type: fact.type, changes: times > 1 ? [] : changesIn(fact) },
      by: {
        ...{ staffId: fact.by.staffId, device: fact.by.device },
        ...(who && { name: who.name, ...secondNames({ nameEn: who.nameEn }), role: who.role }),
      },
      ...(times > 1 ? { times } : aboutOf(fact, names)),
    };
  });
  return { entries, next: until > 0 ? until + 1 : null };
}

/** Many of one kind in one moment are one act: nobody does them by hand. */
function isOneWith(newer: Act, fact: ShopActFact, atMs: number): boolean {
  return newer.atMs === atMs && newer.fact.type === fact.type && newer.fact.by.staffId === fact.by.staffId;
}

/** The old beside the new, where a fact of the shop has both. */
function changesIn(fact: ShopActFact): ActivityChange[] {
  if (fact.type !== 'stream_defaults_set') return [];
  const { was, now } = fact;
  return changedDefaults(was, now).map((field) => ({
    ...{ field, from: was[field] ?? null, to: now[field] ?? null },
  }));
}

interface Names {
  producers: ReadonlyMap<string, ProducerNames>;
  products: ReadonlyMap<string, { name: string; nameEn?: string }>;
}

async function namesOf({ engines }: Pick<Deps, 'engines'>, acts: readonly Act[]): Promise<Names> {
  const ids = acts.flatMap(({ fact }) => ('productId' in fact ? fact.productId : []));
  return engines.shop.read((shop) => ({
    producers: producersOf(shop),
    products: new Map(
      ids.flatMap((id) => {
        const product = shop.products.get(id);
        return product ? [[id, { name: product.name, ...secondNames(product) }] as const] : [];
      }),
    ),
  }));
}

type About = Pick<OfficeActivityEntry, 'about' | 'aboutEn' | 'buyerId' | 'money' | 'share'>;

function aboutOf(fact: ShopActFact, names: Names): About {
  const producer = (id: string): About => {
    const known = names.producers.get(id);
    return known ? called(known.producer, known.producerEn) : {};
  };
  switch (fact.type) {
    case 'product_created':
      return called(fact.product.name, fact.product.nameEn);
    case 'product_changed':
    case 'warehouse_adjusted': {
      const product = names.products.get(fact.productId);
      return product ? called(product.name, product.nameEn) : {};
    }
    case 'producer_added':
      return { about: fact.producer };
    case 'producer_described':
      return producer(fact.producerId);
    case 'producer_share_set':
      return { ...producer(fact.producerId), share: { wasBps: fact.wasBps, shareBps: fact.shareBps } };
    case 'payout_made':
    case 'settlement_adjusted':
      return {
        ...producer(fact.producerId),
        money: { minor: fact.amountMinor, currency: fact.currency },
      };
    case 'bank_booked':
      return {
        ...(fact.party !== '' && { about: fact.party }),
        money: { minor: fact.amountMinor, currency: fact.currency },
      };
    case 'buyer_limited':
    case 'buyer_limit_lifted':
    case 'chat_banned':
    case 'chat_ban_lifted':
      return { buyerId: fact.buyerId };
    case 'ship_days_set':
      return { about: fact.origin };
    case 'lineup_saved':
      return { about: fact.name };
    default:
      return {};
  }
}

function called(about: string, aboutEn: string | undefined): About {
  return { about, ...(aboutEn && { aboutEn }) };
}
