import { describe, expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { createRehearsal } from '../../server/market/stream/rehearsal.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import {
  keepShare,
  plannedShares,
  setProducerShare,
  shareAt,
  sharesOf,
} from '../../server/shop/producer-share.ts';
import { emptyShop, type ShopState } from '../../server/shop/state.ts';
import { MAX_SHARES_KEPT, MAX_SHARES_PLANNED } from '../../shared/values/share-bounds.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';

const by = { staffId: 'operator', device: 'laptop' };
/** Noon of 3 May in the shop's zone. */
const NOON = Date.UTC(2026, 4, 3, 4);
const START_OF_5TH = Date.UTC(2026, 4, 4, 16);

function aShop(): ShopState {
  const shop = emptyShop();
  applyShopFact(shop, { type: 'producer_added', producerId: 'ma', producer: 'Ma', by }, { seq: 1, atMs: 1 });
  return shop;
}

/** Sets it, and takes what came of it into the state. @returns how many facts there were, or the refusal */
function sets(
  shop: ShopState,
  from: string,
  shareBps: number,
  { atMs = NOON, version = sharesOf(shop, 'ma').version, producerId = 'ma' } = {},
) {
  const decision = setProducerShare(shop, { producerId, version, from, shareBps }, { atMs, by });
  if (decision.kind === 'refused') return decision.refusal;
  if (decision.kind !== 'accepted') throw new Error(decision.kind);
  for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs });
  return decision.facts.length;
}

describe('[M6] a producer’s share', () => {
  test('holds from the start of a day of the shop, today from now on', () => {
    const shop = aShop();
    expect(shareAt(shop, 'ma', NOON)).toBeNull();
    expect(sets(shop, '2026-05-05', 8_200)).toBe(1);
    expect(shareAt(shop, 'ma', START_OF_5TH - 1)).toBeNull();
    expect(shareAt(shop, 'ma', START_OF_5TH)).toBe(8_200);
    expect(shareAt(shop, 'other', START_OF_5TH)).toBeNull();
    sets(shop, '2026-05-03', 7_500, { atMs: NOON + HOUR });
    expect(shareAt(shop, 'ma', NOON)).toBeNull();
    expect(shareAt(shop, 'ma', NOON + HOUR)).toBe(7_500);
  });

  test('what is decided later takes the place of what was planned for its day and after it, and of nothing before', () => {
    const shop = aShop();
    sets(shop, '2026-05-05', 8_200);
    sets(shop, '2026-05-20', 9_000);
    sets(shop, '2026-05-10', 8_500);
    const planned = plannedShares(shop, 'ma', NOON).map(({ shareBps, wasBps }) => [wasBps, shareBps]);
    expect(planned).toEqual([
      [8_000, 8_200],
      [8_200, 8_500],
    ]);
    expect(shareAt(shop, 'ma', START_OF_5TH + 30 * DAY)).toBe(8_500);
    expect(sharesOf(shop, 'ma').changes).toHaveLength(3);
  });

  test('the same again is no fact, also where nobody set any; taking back a plan is one', () => {
    const shop = aShop();
    expect(sets(shop, '2026-05-03', 8_000)).toBe(0);
    sets(shop, '2026-05-05', 8_200);
    expect(sets(shop, '2026-05-05', 8_200)).toBe(1);
    expect(sets(shop, '2026-05-06', 8_200)).toBe(0);
    expect(sets(shop, '2026-05-03', 8_000)).toBe(1);
    expect(plannedShares(shop, 'ma', NOON)).toEqual([]);
  });

  test('a day that is none, is over or is far away is refused, and so are an unknown producer and an older version', () => {
    const shop = aShop();
    const wrong = { code: 'BAD_REQUEST', field: 'from' };
    for (const from of ['2026-02-31', '2026-05-02', '2027-05-05'])
      expect(sets(shop, from, 8_200)).toEqual(wrong);
    expect(sets(shop, '2027-05-04', 8_200)).toBe(1);
    expect(sets(shop, '2026-05-05', 8_200, { producerId: 'nobody' })).toEqual({ code: 'NOT_FOUND' });
    expect(sets(shop, '2026-05-05', 8_200, { version: 0 })).toEqual({ code: 'STALE_VERSION', version: 1 });
  });

  test('so many changes may be planned, so many are remembered; what is in force is never forgotten', () => {
    const shop = aShop();
    for (let n = 0; n < MAX_SHARES_PLANNED; n += 1) {
      expect(sets(shop, `2026-06-${String(n + 1).padStart(2, '0')}`, 8_100 + n)).toBe(1);
    }
    expect(sets(shop, '2026-07-01', 9_000)).toEqual({ code: 'BAD_REQUEST', field: 'from' });
    expect(sets(shop, '2026-06-01', 7_000)).toBe(1);
    const old = { shares: new Map() };
    const change = { type: 'producer_share_set', producerId: 'ma', wasBps: 8_000, by } as const;
    keepShare(old, { ...change, fromMs: 1, shareBps: 7_700 }, 1);
    for (let n = 0; n < MAX_SHARES_KEPT + 5; n += 1) {
      keepShare(old, { ...change, fromMs: 9_000 + (n % 2), shareBps: 8_000 + n }, 2);
    }
    expect(old.shares.get('ma').changes).toHaveLength(MAX_SHARES_KEPT);
    expect(shareAt(old, 'ma', 2)).toBe(7_700);
  });
});

describe('[M6] [M1] the share stays with the item of a lineup', () => {
  const shareOf = (facts: readonly StreamFact[]) =>
    facts.flatMap((fact) => (fact.type === 'order_placed' ? fact.lines.map(({ shareBps }) => shareBps) : []));

  test('an order has the share that its item was added with; without one, the stream’s own', () => {
    const m = aLiveStream(aProduct('mug', { share: 8_250 }), aProduct('cap'));
    const ana = m.buyer('ana');
    replyOf(ana.adds('mug'));
    replyOf(ana.adds('cap'));
    replyOf(ana.orders());
    expect(shareOf(m.bench.facts())).toEqual([8_250, 8_000]);
    expect(m.bench.facts().filter(({ type }) => type === 'item_added')).toMatchObject([
      { shareBps: 8_250 },
      {},
    ]);
    expect(m.bench.facts().filter((fact) => 'shareBps' in fact)).toHaveLength(1);
  });

  test('a product that is taken out and added again has the share of the second time', () => {
    const m = aLiveStream(aProduct('mug', { share: 8_000 }));
    replyOf(m.adds(aProduct('mug again', { share: 9_000 })));
    const ana = m.buyer('ana');
    replyOf(ana.adds('mug'));
    replyOf(ana.adds('mug again'));
    replyOf(ana.orders());
    expect(shareOf(m.bench.facts())).toEqual([8_000, 9_000]);
  });

  test('a rehearsal has the shares of its stream', () => {
    const m = aLiveStream(aProduct('mug', { share: 8_250 }));
    const made = createRehearsal({ seq: 0 } as never, { of: m.bench.state, slug: 'practice' }, {
      atMs: 0,
      by,
    } as never);
    expect(made.kind === 'accepted' && made.facts.find(({ type }) => type === 'item_added')).toMatchObject({
      shareBps: 8_250,
    });
  });
});
