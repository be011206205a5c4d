import { describe, expect, test } from 'vitest';
import { FloorFollower } from '../../server/insights/floor/follower.ts';
import type { ExposedPart } from '../../server/insights/floor/funnel.ts';
import type { Refused } from '../../server/insights/floor/refused.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import type { PartBy } from '../../shared/contract/parts.ts';
import { isTooFew, LEAST_AT_STEP, lostMost, lostWhen } from '../../shared/values/lost-most.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';
import { aParcelMarket } from '../builders/parcel-market.ts';

/** What is told of a market's log, read from its first fact on. */
function partsOf(
  m: Market,
  by: PartBy = 'item',
  exposed: ExposedPart[] | null = null,
  refused: Refused[] = [],
) {
  const follower = new FloorFollower(m.bench.state.streamId);
  for (const { text, seq, atMs } of m.bench.log) follower.take(JSON.parse(text) as StreamFact, { seq, atMs });
  return follower.parts(by, exposed, refused).parts;
}
const lossOf = (m: Market, of: string, step: string, by: PartBy = 'item') =>
  partsOf(m, by)
    .find((part) => part.of === of)
    ?.losses.find((loss) => loss.step === step);
const between = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });

describe('when most was lost', () => {
  const when = (...minutes: [minute: number, lost: number][]) => lostWhen(new Map(minutes));
  test('the shortest run of minutes with four fifths of it', () => {
    expect(when([14, 4], [15, 5], [16, 5])).toEqual({ from: 14, to: 16 });
    expect(when([3, 1], [14, 4], [15, 4], [40, 1])).toEqual({ from: 14, to: 15 });
    expect(when([3, 1], [4, 7], [5, 2])).toEqual({ from: 4, to: 5 });
    expect(when([10, 8], [30, 2])).toEqual({ from: 10, to: 10 });
    expect(when([10, 7], [12, 3])).toEqual({ from: 10, to: 12 });
  });
  test('where that is longer than five minutes, the five in which most was lost, and how much that is', () => {
    expect(when([10, 7], [30, 3])).toEqual({ from: 10, to: 10, lost: 7 });
    expect(when([10, 3], [20, 2], [24, 2], [25, 3])).toEqual({ from: 24, to: 25, lost: 5 });
    expect(when([10, 5], [14, 5])).toEqual({ from: 10, to: 14 });
    expect(when([10, 5], [15, 5])).toEqual({ from: 10, to: 10, lost: 5 });
  });
  test('of equally short ones the one with more, then the first; minutes in any order, and what is no loss', () => {
    expect(when([1, 1], [2, 8], [3, 2])).toEqual({ from: 2, to: 3 });
    expect(when([1, 1], [2, 8], [3, 1])).toEqual({ from: 2, to: 2 });
    expect(when([1, 1], [2, 3], [3, 1])).toEqual({ from: 1, to: 2 });
    expect(when([6, 5], [2, 5], [5, -3], [7, 0])).toEqual({ from: 2, to: 6 });
    expect(when([5, -3], [7, 0])).toBeNull();
    expect(when()).toBeNull();
  });
});

describe('where most was lost', () => {
  const at8 = { step: 'paid', of: LEAST_AT_STEP, lost: 2 } as const;
  test('by its share, of equal shares the larger loss; a step of fewer than eight is too few to say', () => {
    const many = { step: 'added', of: 100, lost: 24 } as const;
    expect(lostMost([many, at8])).toBe(at8);
    const equal = { step: 'added', of: 100, lost: 25 } as const;
    expect(lostMost([equal, at8])).toBe(equal);
    expect(lostMost([{ ...at8, of: 7, lost: 7 }, many])).toBe(many);
    expect(lostMost([{ ...at8, of: 7, lost: 7 }])).toBeNull();
    expect(lostMost([{ ...at8, lost: 0 }])).toBeNull();
    expect([isTooFew([{ ...at8, of: 7 }]), isTooFew([at8])]).toEqual([true, false]);
    // Whoever lost three of seven did not lose nothing.
    expect([
      isTooFew([
        { ...many, lost: 0 },
        { ...at8, of: 7, lost: 3 },
      ]),
      isTooFew([{ ...many, lost: 0 }]),
    ]).toEqual([...[true, false]]);
  });
});

test('fourteen of twenty are never paid, a product that loses more units loses a smaller share, four are too few', () => {
  const m = aLiveStream(
    ...[1, 2, 3, 4, 5, 6].map((n) =>
      aProduct(`good ${n}`, { stock: 900, price: 1_000, producer: `P${n % 2}` }),
    ),
  );
  let n = 0;
  const buys = (good: string, orders: number, unpaid: number, units = 1) => {
    for (let each = 0; each < orders; each += 1) {
      n += 1;
      const buyer = m.buyer(`buyer ${n}`);
      const orderId = buyer.takes(good, units);
      if (each >= unpaid) buyer.pays(orderId);
    }
  };
  m.until('20:05');
  buys('good 2', 40, 16, 4);
  buys('good 3', 4, 4);
  for (const [index, time] of ['20:14', '20:15', '20:16'].entries()) {
    m.until(time);
    buys('good 6', index === 0 ? 6 : 7, index === 0 ? 4 : 5);
  }
  m.until('21:00');
  const parts = partsOf(m);
  expect(parts.map(({ of }) => of)).toEqual(['1', '2', '3', '4', '5', '6']);
  const six = parts[5]!;
  expect(six).toMatchObject({ name: 'good 6', added: 20, ordered: 20, paid: 6, unpaid: 14, kept: 6 });
  expect(six).toMatchObject({ units: { paid: 6, unpaid: 14, undone: 0 }, minor: { unpaid: 14_000 } });
  expect(lostMost(six.losses)).toEqual({
    ...{ step: 'ordered', of: 20, lost: 14 },
    when: between('20:14', '20:16'),
  });
  expect(parts[1]).toMatchObject({ unpaid: 16, units: { unpaid: 64 } });
  expect(lostMost(parts[1]!.losses)).toMatchObject({ of: 40, lost: 16, when: between('20:05', '20:05') });
  expect([lostMost(parts[2]!.losses), isTooFew(parts[2]!.losses)]).toEqual([null, true]);
  const producers = partsOf(m, 'producer').map(({ name, ordered, unpaid }) => [name, ordered, unpaid]);
  expect(producers).toEqual([
    ['P0', 60, 30],
    ['P1', 4, 4],
  ]);
});

test('kept is what is neither cancelled nor given back to its last unit; it is lost in the minute of its order', () => {
  const m = aLiveStream(aProduct('mug', { stock: 90 }), aProduct('cap', { stock: 90 })).until('20:00');
  const placed = ['ana', 'bo', 'cai', 'dan'].map((name) => {
    const buyer = m.buyer(name);
    buyer.adds('mug', 2);
    buyer.adds('cap', 1);
    const orderId = buyer.places({ lines: { mug: 2, cap: 1 } });
    buyer.pays(orderId);
    return { buyer, orderId };
  });
  m.until('20:30');
  placed[0]!.buyer.cancels(placed[0]!.orderId);
  m.host.cannotFill(placed[1]!.orderId, 'mug', 1);
  const told = () =>
    partsOf(m).map(({ paid, kept, cancelled, units }) => [paid, kept, cancelled, units.undone]);
  expect(told()).toEqual([
    [4, 3, 2, 3],
    [4, 3, 1, 1],
  ]);
  m.host.cannotFill(placed[1]!.orderId, 'mug', 1);
  expect(told()).toEqual([
    [4, 2, 2, 4],
    [4, 3, 1, 1],
  ]);
  expect(lossOf(m, '1', 'paid')).toEqual({ step: 'paid', of: 4, lost: 2, when: between('20:00', '20:00') });
});

test('what comes back with a lost parcel, a returned one or a claim is not kept', () => {
  const m = aParcelMarket();
  const orders = ['ana', 'bo', 'cai', 'dan'].map((name) => {
    const buyer = m.buyer(name);
    return { buyer, orderId: buyer.buys('potato', 2) };
  });
  m.closes();
  const [lost, returned, claimed] = orders.map(({ orderId }) => m.packer.sends(orderId));
  const told = () =>
    partsOf(m)
      .filter(({ paid }) => paid > 0)
      .map(({ paid, kept, refunded, units }) => [paid, kept, refunded, units.undone]);
  replyOf(m.packer.loses(lost!));
  expect(told()).toEqual([[4, 3, 1, 2]]);
  replyOf(m.packer.takesBack(returned!));
  expect(told()).toEqual([[4, 2, 2, 4]]);
  replyOf(m.packer.delivers(claimed!));
  for (const units of [1, 1]) {
    const { claimId } = replyOf(orders[2]!.buyer.claims(orders[2]!.orderId, 'potato', { units }));
    replyOf(m.packer.decides(claimId, true));
  }
  expect(told()).toEqual([[4, 1, 3, 6]]);
});

test('from tapped to paid a product has lost whoever tapped and did not pay by the close, in the minute of the tap', () => {
  const m = aLiveStream(aProduct('mug', { stock: 90 }), aProduct('cap', { stock: 90 })).until('20:14');
  const [ana, bo, cai, dan] = [m.buyer('ana'), m.buyer('bo'), m.buyer('cai'), m.buyer('dan')];
  ana.pays(ana.takes('mug', 1));
  bo.takes('mug', 1);
  m.until('20:16');
  // Nobody counts twice: with a second order, or with a guest's order before the sign-in.
  ana.pays(ana.takes('mug', 1));
  cai.pays(cai.takes('mug', 1));
  dan.pays(dan.takes('mug', 1));
  dan.becomes(cai);
  const tapped = (time: string, viewers: number, of = '1'): ExposedPart => ({
    ...{ of, minute: Math.floor(at(time) / 60_000), step: 'tapped', viewers },
  });
  const exposed = [tapped('20:14', 21), tapped('20:15', 3), tapped('20:17', 4), tapped('20:14', 2, '2')];
  const [mug, cap] = partsOf(m, 'item', exposed);
  expect(mug).toMatchObject({ tapped: 28, ordered: 5, paid: 4, payers: 2 });
  // Ana is one of 20:14, Cai one of the last minute with taps before her order.
  expect(mug!.toPayment).toEqual({ of: 28, lost: 26, when: between('20:14', '20:15') });
  expect(cap!.toPayment).toEqual({ of: 2, lost: 2, when: between('20:14', '20:14') });
  // More paid than are known to have tapped, or no screen said: nobody can say.
  expect(partsOf(m, 'item', [tapped('20:14', 1)])[0]!.toPayment).toBeNull();
  expect(partsOf(m)[0]).toMatchObject({ payers: 2, toPayment: null });
  expect(partsOf(m, 'price', null)[0]).toMatchObject({ payers: null, toPayment: null });
  expect(partsOf(m, 'channel', [tapped('20:14', 9, 'direct')])[0]!.toPayment).toMatchObject({
    of: 9,
    lost: 7,
  });
});

test('[S4] who pays after the close has not paid for it', () => {
  const m = aLiveStream(aProduct('mug')).until('20:00');
  m.host.setsTerms({ payMs: 120 * 60_000 });
  const ana = m.buyer('ana');
  const orderId = ana.takes('mug', 1);
  m.host.endsStream();
  m.passes(61 * 60_000);
  ana.pays(orderId);
  expect(partsOf(m)[0]).toMatchObject({ ordered: 1, payers: 0 });
});
