import { describe, expect, test } from 'vitest';
import { liftLimit, limitBuyer, limitOf } from '../../server/shop/buyer-limits.ts';
import type { ShopDecision } from '../../server/shop/decide.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop, type ShopState } from '../../server/shop/state.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

const limited = { untilMs: at('21:00'), reason: 'unpaid', contact: '0872 123 4567' } as const;
const REFUSED = { code: 'BUYER_RESTRICTED', ...limited } as const;

describe('[B11] whom the shop limits', () => {
  test('adds, orders, waits and takes nothing: each says until when, why and whom to ask', () => {
    const m = aLiveStream(aProduct('mug', { stock: 4 }), aProduct('cap', { stock: 1 }));
    const ana = m.buyer('ana');
    replyOf(ana.adds('mug'));
    replyOf(m.buyer('ben').adds('cap'));
    const flashId = m.host.startsFlash('mug', { price: 1_000, cap: 2 });
    ana.restriction = limited;
    expect(refusalOf(ana.adds('mug'))).toEqual(REFUSED);
    expect(refusalOf(ana.waits('cap'))).toEqual(REFUSED);
    expect(refusalOf(ana.takesFlash('mug', flashId))).toEqual(REFUSED);
    expect(refusalOf(ana.orders())).toEqual(REFUSED);
    // Before an address is typed.
    expect(refusalOf(ana.orders({ hasAddress: false }))).toEqual(REFUSED);
  });

  test('what is held runs out, what is ordered goes on and may be paid', () => {
    const m = aLiveStream(aProduct('mug', { stock: 2 }));
    const ana = m.buyer('ana');
    replyOf(ana.adds('mug'));
    const { order } = replyOf(ana.orders());
    replyOf(ana.adds('mug'));
    ana.restriction = { ...limited, untilMs: at('23:00') };
    expect(m.shelf('mug')).toMatchObject({ held: 1 });
    replyOf(ana.pays(order.orderId));
    m.passes(HOUR);
    expect(m.shelf('mug')).toMatchObject({ available: 1, held: 0, sold: 1 });
  });

  test('from its instant on the limit is over by itself, and wants of a limited buyer are no unmet demand', () => {
    const m = aLiveStream(aProduct('mug', { stock: 4 }));
    const ana = m.buyer('ana');
    ana.restriction = { ...limited, untilMs: m.bench.nowMs + 1 };
    const { outcome } = ana.adds('mug');
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'BUYER_RESTRICTED' } });
    expect((outcome as { asks?: unknown }).asks ?? []).toEqual([]);
    m.passes(1);
    replyOf(ana.adds('mug'));
  });
});

const by = { by: { staffId: 'operator', device: 'laptop' } };
const NOON = Date.UTC(2026, 4, 3, 4);

/** Decides, folds what was decided, and says how many facts there were. */
function does<Reply>(state: ShopState, decision: ShopDecision<Reply>, atMs: number): [Reply, number] {
  if (decision.kind !== 'accepted') throw new Error(decision.kind);
  for (const fact of decision.facts) applyShopFact(state, fact, { seq: state.seq + 1, atMs });
  return [decision.reply(state, state.seq), decision.facts.length];
}

describe('[B11] the fact of the shop', () => {
  test('it lasts until a day of the shop begins', () => {
    const shop = emptyShop();
    const asked = { buyerId: 'ana', ids: ['ana'], days: 2, reason: 'claims' } as const;
    const [{ limit }] = does(shop, limitBuyer(shop, asked, { atMs: NOON, ...by }), NOON);
    const zone = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    expect(zone.format(limit!.untilMs)).toBe('2026-05-05 00:00:00');
    expect(limit).toMatchObject({ reason: 'claims', sinceMs: NOON, by: by.by });
    expect(limitOf(shop, ['ana'], limit!.untilMs - 1)).not.toBeNull();
    expect(limitOf(shop, ['ana'], limit!.untilMs)).toBeNull();
  });

  test('the same again is no fact, another takes its place, and lifting nothing is none', () => {
    const shop = emptyShop();
    const limits = (days: number, reason: 'claims' | 'other' = 'claims') =>
      does(
        shop,
        limitBuyer(shop, { buyerId: 'ana', ids: ['ana'], days, reason }, { atMs: NOON, ...by }),
        NOON,
      );
    expect(limits(7)[1]).toBe(1);
    expect(limits(7)[1]).toBe(0);
    expect(limits(7, 'other')[1]).toBe(1);
    expect(limits(3)[0].limit!.untilMs).toBeLessThan(NOON + 4 * DAY);
    expect(does(shop, liftLimit(shop, { ids: ['ana'] }, by), NOON)).toEqual([{ limit: null }, 1]);
    expect(does(shop, liftLimit(shop, { ids: ['ana'] }, by), NOON)).toEqual([{ limit: null }, 0]);
  });

  test('what is over is forgotten by the next limit', () => {
    const shop = emptyShop();
    const limits = (buyerId: string, atMs: number) =>
      does(
        shop,
        limitBuyer(shop, { buyerId, ids: [buyerId], days: 1, reason: 'other' }, { atMs, ...by }),
        atMs,
      );
    limits('ana', NOON);
    limits('ben', NOON + 3 * DAY);
    expect([...shop.limits.keys()]).toEqual(['ben']);
  });

  test('[B2] whichever guests become one buyer, a limit of any of them counts for all, and lifting frees all', () => {
    let seed = 20_260_503;
    const below = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * n);
    };
    for (let run = 0; run < 200; run += 1) {
      const shop = emptyShop();
      /** Guests as one group each; a merge joins two. The first of a group is who it is now. */
      const groups = Array.from({ length: 6 }, (_, n) => [`guest ${n}`]);
      const model = new Map<string, number>();
      let atMs = NOON;
      for (let step = 0; step < 25; step += 1) {
        atMs += below(2 * DAY);
        const ids = groups[below(groups.length)]!;
        const what = below(4);
        if (what === 0 && groups.length > 1) {
          const other = groups.find((group) => group !== ids)!;
          groups.splice(groups.indexOf(other), 1);
          ids.push(...other);
        } else if (what === 1) {
          does(shop, liftLimit(shop, { ids }, by), atMs);
          for (const id of ids) model.delete(id);
        } else if (what === 2) {
          const request = { buyerId: ids[0]!, ids, days: 1 + below(9), reason: 'unpaid' } as const;
          const [{ limit }] = does(shop, limitBuyer(shop, request, { atMs, ...by }), atMs);
          for (const id of ids) model.delete(id);
          model.set(ids[0]!, limit!.untilMs);
        }
        for (const group of groups) {
          const until = Math.max(0, ...group.map((id) => model.get(id) ?? 0));
          expect([run, step, limitOf(shop, group, atMs)?.untilMs ?? 0]).toEqual([
            run,
            step,
            until > atMs ? until : 0,
          ]);
        }
      }
    }
  });
});
