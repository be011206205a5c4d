import { describe, expect, test } from 'vitest';
import { nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { invalidate, publicView } from '../../server/market/market.ts';
import { mayAdd } from '../../shared/live-view/may-add.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import type { Shopper } from '../builders/shopper.ts';

const MINUTE = 60_000;
const guest = (m: Market, name: string) => m.buyer(`guest ${name}`, { isNew: true });
const allowance = (who: Shopper) => who.mine().allowance!;

describe('[B1] how many of a product one person may still add', () => {
  test('[B1] what is reserved and what was ordered count against the limit', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40, limit: 4 }));
    const ana = m.buyer('ana');
    expect(ana.mayAdd('potato')).toMatchObject({ units: 4, bound: 'limit' });
    ana.takes('potato', 1);
    expect(ana.mayAdd('potato')).toMatchObject({ units: 3, bound: 'limit' });
    replyOf(ana.adds('potato', 2));
    expect(ana.mayAdd('potato')).toMatchObject({ units: 1, bound: 'limit' });
    replyOf(ana.adds('potato', 1));
    expect(ana.mayAdd('potato')).toMatchObject({ units: 0, bound: 'limit' });
    expect(refusalOf(ana.adds('potato', 1))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 0 });
  });

  test('[B1] a flash has a limit of its own, which ends with it', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40 })).until('20:00');
    m.host.flashes('potato', { price: 1_990, cap: 10, perBuyer: 2 });
    const ana = m.until('20:01').buyer('ana');
    replyOf(ana.adds('potato', 1));
    expect(ana.mayAdd('potato')).toMatchObject({ units: 1, bound: 'limit' });
    ana.takes('potato', 1);
    expect(ana.mayAdd('potato')).toMatchObject({ units: 0, bound: 'limit' });
    m.until('20:20');
    expect(ana.mayAdd('potato')).toMatchObject({ units: 20, bound: 'reserved' });
  });

  test('[B1] where there is no limit the shelf alone is said, up to twenty', () => {
    const m = aLiveStream(aProduct('potato', { stock: 3 }));
    expect(m.buyer('ana').mayAdd('potato')).toMatchObject({ units: 3, bound: null });
    expect(m.buyer('ana').mine().allowance).toMatchObject({ ordered: [] });
  });
});

describe('[H1] how long an add is reserved', () => {
  test('[H1][H6] ten minutes, five at a flash price; for who is new three', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40 })).until('20:00');
    expect(m.buyer('ana').mayAdd('potato')?.reservedMs).toBe(10 * MINUTE);
    expect(guest(m, 'bo').mayAdd('potato')?.reservedMs).toBe(3 * MINUTE);
    m.host.flashes('potato', { price: 1_990, cap: 10, perBuyer: 2 });
    m.until('20:01');
    expect(m.buyer('ana').mayAdd('potato')?.reservedMs).toBe(5 * MINUTE);
    expect(guest(m, 'bo').mayAdd('potato')?.reservedMs).toBe(3 * MINUTE);
  });

  test('[H1] what is said is what the add then does', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40 })).until('20:00');
    for (const who of [m.buyer('ana'), guest(m, 'bo')]) {
      const said = who.mayAdd('potato')!.reservedMs!;
      expect(replyOf(who.adds('potato')).heldUntilMs).toBe(m.bench.nowMs + said);
    }
  });

  test('[H1] not at all where nothing is reserved', () => {
    const m = aLiveStream(aProduct('potato'), { holdPolicy: 'first_paid' });
    expect(m.buyer('ana').mayAdd('potato')).toMatchObject({ units: 10, bound: null, reservedMs: null });
  });

  test('[H6] beyond four units a newcomer’s add is not reserved, and that is said', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40 }));
    const bo = guest(m, 'bo');
    replyOf(bo.adds('potato', 3));
    expect(allowance(bo)).toMatchObject({ isNew: true, reservable: 1 });
    replyOf(bo.adds('potato', 1));
    expect(bo.mayAdd('potato')).toMatchObject({ reservedMs: null });
    expect(replyOf(bo.adds('potato', 1)).heldUntilMs).toBeNull();
  });

  test('[H6] who has paid online in this stream is told what regulars have', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40 }));
    const bo = guest(m, 'bo');
    bo.buys('potato', 1);
    expect(allowance(bo)).toMatchObject({ isNew: false, holdMs: 10 * MINUTE, orderUnits: null });
  });
});

describe('[H3] bounds over all products', () => {
  test('[H3] a buyer may have twenty units reserved', () => {
    const m = aLiveStream(aProduct('potato', { stock: 40 }), aProduct('walnut', { stock: 40 }));
    const ana = m.buyer('ana');
    replyOf(ana.adds('potato', 18));
    expect(ana.mayAdd('walnut')).toMatchObject({ units: 2, bound: 'reserved' });
    expect(refusalOf(ana.adds('walnut', 3))).toMatchObject({ code: 'HOLD_LIMIT', allowance: 2 });
  });

  test('[H3] one order of a newcomer has at most twenty, whatever the host makes of it', () => {
    const m = aLiveStream(aProduct('potato', { stock: 90 }), { settings: { newcomerOrderUnits: 6 } });
    const bo = guest(m, 'bo');
    replyOf(bo.adds('potato', 4));
    expect(bo.mayAdd('potato')).toMatchObject({ units: 2, bound: 'order' });
    replyOf(bo.adds('potato', 2));
    expect(bo.mayAdd('potato')).toMatchObject({ units: 0, bound: 'order' });
    m.host.setsBounds({ newcomerOrderUnits: 0 });
    expect(bo.mayAdd('potato')).toMatchObject({ units: 21, bound: null });
  });
});

test('[H6][K3] that the host changed the bounds is told to every buyer at once', () => {
  const m = aLiveStream(aProduct('potato', { stock: 4 }));
  replyOf(guest(m, 'bo').adds('potato'));
  const changed = nothingInvalidated();
  for (const fact of factsOf(m.host.setsBounds({ newcomerOrderUnits: 2 }))) {
    invalidate(changed, m.bench.state, fact);
  }
  expect([...changed.buyers]).toEqual([guest(m, 'bo').buyerId]);
});

test('[B1][H3][H6] what the screen says may be added is added, and one more is refused', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x7fffffff) * below);
  };
  let refusals = 0;
  for (let day = 0; day < 12; day += 1) {
    const m = aLiveStream(
      aProduct('potato', { stock: 3 + random(12), limit: 1 + random(4) }),
      aProduct('walnut', { stock: 2 + random(30) }),
    ).until('20:00');
    for (let step = 0; step < 60; step += 1) {
      const who = random(2) === 0 ? m.buyer(`regular ${random(3)}`) : guest(m, String(random(3)));
      const name = random(2) === 0 ? 'potato' : 'walnut';
      const said = who.mayAdd(name)!;
      const units = said.units + 1;
      // What a newcomer has without a hold is judged by the order, not by the add.
      const isJudgedByAdd = said.bound !== 'order';
      if (said.units < 21 && isJudgedByAdd && random(2) === 0) {
        refusalOf(who.adds(name, units));
        refusals += 1;
      } else if (said.units > 0) {
        const added = 1 + random(Math.min(said.units, 3));
        const { heldUntilMs } = replyOf(who.adds(name, added));
        if (added === 1) expect(heldUntilMs).toBe(said.reservedMs && m.bench.nowMs + said.reservedMs);
      } else if (random(3) === 0) m.passes(MINUTE);
      if (random(5) === 0 && who.cart().lines.some(({ holds }) => holds.length > 0)) who.orders();
    }
  }
  expect(refusals).toBeGreaterThan(50);
});

test('[B1] of an item that is not in the lineup nothing is said', () => {
  const m = aLiveStream(aProduct('potato', { stock: 3 }));
  const view = publicView(m.bench.state);
  const own = { lines: [], allowance: allowance(m.buyer('ana')) };
  expect(mayAdd(view, own, 99, m.bench.nowMs)).toBeNull();
});
