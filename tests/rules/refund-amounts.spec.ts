import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { dueAtDoor, mostBack } from '../../server/market/order/refund.ts';
import { firstUnits } from '../../shared/values/money.ts';
import { afterActs, playAfter } from '../builders/after-sale-acts.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { openingOf, play } from '../builders/play.ts';
import { days } from '../builders/random-day.ts';
import { entriesOfLog, written } from '../builders/settlement.ts';

const RUNS = Number(process.env.FAIRDAY_RUNS ?? 150);
const PATIENCE_MS = 20_000 + RUNS * 200;
const HOUR = 3_600_000;

/** Two units of one line that were paid 36.30 for. */
function bought(payment: 'sandbox' | 'cash_on_delivery' = 'sandbox') {
  const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_815, limit: 2 }));
  const ana = market.buyer('ana');
  ana.adds('potato', 2);
  const orderId = ana.places({ payment });
  if (payment === 'sandbox') replyOf(ana.pays(orderId));
  const line = () => ana.order(orderId).lines[0]!;
  const backs = () => ana.order(orderId).refundedMinor;
  return { market, ana, orderId, line, backs, ...market };
}

/** Every entry of the settlement, in the order of the log. */
function settled({ bench }: Market) {
  return entriesOfLog(
    bench.log.map(({ text, ...stamp }) => ({ ...stamp, fact: JSON.parse(text) as StreamFact })),
  );
}

const balance = (market: Market) => written(settled(market));

describe('[O8] money back by amount', () => {
  test('golden row: of 3,630 for two units 1,000 is given, then one unit pays 815 more, the other 1,815', () => {
    const { market, orderId, backs } = bought();
    replyOf(market.packer.gives(orderId, 'potato', 1_000));
    expect(backs()).toBe(1_000);
    expect(factsOf(market.host.cannotFill(orderId, 'potato', 1))).toMatchObject([
      { refundMinor: 815, covered: [{ bearer: 'shop', minor: 1_000 }] },
    ]);
    const last = factsOf(market.packer.refunds(orderId, 'potato', 1));
    expect(last).toMatchObject([{ lines: [{ refundMinor: 1_815 }] }]);
    expect(JSON.stringify(last)).not.toContain('covered');
    expect(backs()).toBe(3_630);
    expect(balance(market)).toEqual({ psp_clearing: 3_630, refunds_payable: -3_630 });
  });

  test('more than one unit is worth: the first unit pays nothing, and covers of it what it is worth', () => {
    const { market, orderId, backs, line } = bought();
    replyOf(market.packer.gives(orderId, 'potato', 2_000, { bearer: 'producer' }));
    expect(factsOf(market.host.cannotFill(orderId, 'potato', 1))).toMatchObject([{ refundMinor: 0 }]);
    expect(line()).toMatchObject({ given: [{ bearer: 'producer', minor: 185 }], refundedGoodsMinor: 185 });
    replyOf(market.host.cannotFill(orderId, 'potato', 1));
    expect(line().given).toBeUndefined();
    expect(backs()).toBe(3_630);
    expect(balance(market)).toEqual({ psp_clearing: 3_630, refunds_payable: -3_630 });
  });

  test('the oldest amount is covered first', () => {
    const { market, orderId, line } = bought();
    replyOf(market.packer.gives(orderId, 'potato', 500, { bearer: 'host' }));
    replyOf(market.packer.gives(orderId, 'potato', 600, { bearer: 'shop' }));
    replyOf(market.packer.gives(orderId, 'potato', 900, { bearer: 'shop' }));
    expect(line().given).toEqual([
      { bearer: 'host', minor: 500 },
      { bearer: 'shop', minor: 1_500 },
    ]);
    expect(factsOf(market.host.cannotFill(orderId, 'potato', 1))).toMatchObject([
      {
        covered: [
          { bearer: 'host', minor: 500 },
          { bearer: 'shop', minor: 1_315 },
        ],
      },
    ]);
    expect(line().given).toEqual([{ bearer: 'shop', minor: 185 }]);
  });

  test('cancelled, the rest comes back, and who bore the amount has it again', () => {
    const { market, ana, orderId, backs } = bought();
    for (const bearer of ['producer', 'host', 'shop'] as const) {
      replyOf(market.packer.gives(orderId, 'potato', 500, { bearer }));
    }
    expect(factsOf(ana.cancels(orderId))).toMatchObject([{ refundMinor: 2_130 }]);
    expect(backs()).toBe(3_630);
    expect(balance(market)).toEqual({ psp_clearing: 3_630, refunds_payable: -3_630 });
  });

  test('counts no unit, frees no limit and closes no claim', () => {
    const { market, ana, orderId, line } = bought();
    const before = { ...line() };
    replyOf(market.packer.gives(orderId, 'potato', 3_630));
    expect(line()).toEqual({ ...before, given: [{ bearer: 'shop', minor: 3_630 }] });
    expect(refusalOf(ana.adds('potato'))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 0 });
    market.closes();
    replyOf(market.packer.delivers(market.packer.sends(orderId)));
    const { claimId } = replyOf(ana.claims(orderId, 'potato', { units: 2, price: 1_815 }));
    const [claim] = ana.order(orderId).afterSale!.claims;
    expect(claim).toMatchObject({ claimId, status: 'OPEN', units: 2 });
    // Nothing is left to give: what the claim is worth the buyer has already.
    const decided = factsOf(market.packer.decides(claimId, true));
    expect(decided).toMatchObject([{ refund: { units: 2, refundMinor: 0, covered: [{ minor: 3_630 }] } }]);
    expect(balance(market)).toEqual({ psp_clearing: 3_630, refunds_payable: -3_630 });
  });

  test('is possible after the delivery, and of an order that is COMPLETED', () => {
    const { market, ana, orderId, backs } = bought();
    market.closes();
    replyOf(market.packer.delivers(market.packer.sends(orderId)));
    market.passes(8 * 24 * HOUR);
    expect(ana.order(orderId).status).toBe('COMPLETED');
    const [fact] = factsOf(market.packer.gives(orderId, 'potato', 700, { reason: 'late' }));
    expect(fact).toMatchObject({ type: 'order_refunded', reason: 'late', by: market.packer.by });
    expect(backs()).toBe(700);
    expect(ana.order(orderId).status).toBe('COMPLETED');
  });

  test('after a share was given for a bad unit, what was kept of it can still be given', () => {
    const { market, ana, orderId, line } = bought();
    market.closes();
    replyOf(market.packer.delivers(market.packer.sends(orderId)));
    const claims = { units: 2, price: 1_815, shareBps: 5_000 };
    const { claimId } = replyOf(ana.claims(orderId, 'potato', claims));
    replyOf(market.packer.decides(claimId, true));
    expect(line()).toMatchObject({ refundedUnits: 2, keptMinor: 1_815 });
    expect(mostBack(ana.order(orderId), 0, 'shop')).toBe(1_815);
    replyOf(market.packer.gives(orderId, 'potato', 1_815, { bearer: 'producer' }));
    expect(mostBack(ana.order(orderId), 0, 'producer')).toBe(0);
    expect(balance(market)).toEqual({ psp_clearing: 3_630, refunds_payable: -3_630 });
  });
});

describe('[O8] several lines at once', () => {
  /** Two potatoes at 18.15 and three apples at 9.90. */
  const mixed = () => {
    const market = aLiveStream(
      aProduct('potato', { stock: 20, price: 1_815 }),
      aProduct('apple', { stock: 20, price: 990 }),
    );
    const ana = market.buyer('ana');
    ana.adds('potato', 2);
    ana.adds('apple', 3);
    const orderId = ana.places({ payment: 'sandbox' });
    replyOf(ana.pays(orderId));
    const lines = () => ana.order(orderId).lines;
    return { market, ana, orderId, lines, backs: () => ana.order(orderId).refundedMinor };
  };

  test('units of both are one fact, and all of the order goes back to the fen', () => {
    const { market, orderId, lines, backs } = mixed();
    const all = [
      ['potato', 2],
      ['apple', 3],
    ] as const;
    expect(factsOf(market.packer.refundsAll(orderId, all))).toMatchObject([
      { type: 'order_refunded', lines: [{ refundMinor: 3_630 }, { refundMinor: 2_970 }] },
    ]);
    expect(lines().map(({ refundedUnits }) => refundedUnits)).toEqual([2, 3]);
    expect(backs()).toBe(6_600);
    expect(balance(market)).toEqual({ psp_clearing: 6_600, refunds_payable: -6_600 });
  });

  test('one unit too many of the last line refuses all of it', () => {
    const { market, orderId, backs } = mixed();
    const tooMany = [
      ['potato', 1],
      ['apple', 4],
    ] as const;
    expect(refusalOf(market.packer.refundsAll(orderId, tooMany))).toEqual({ code: 'NOT_CANCELLABLE' });
    const unfilled = [{ ...market.packer.lineOf('apple'), units: 4 }];
    expect(refusalOf(market.host.cannotFill(orderId, 'potato', 1, undefined, unfilled))).toEqual({
      code: 'NOT_CANCELLABLE',
    });
    expect(backs()).toBe(0);
  });

  test('a line that is named twice has its units together: no unit is paid back twice', () => {
    const { market, orderId, lines } = mixed();
    const twice = (units: number) => [['potato', units] as const, ['potato', units] as const];
    expect(refusalOf(market.packer.refundsAll(orderId, twice(2)))).toEqual({ code: 'NOT_CANCELLABLE' });
    replyOf(market.packer.refundsAll(orderId, twice(1)));
    expect(lines()[0]).toMatchObject({ refundedUnits: 2 });
    const again = [{ ...market.packer.lineOf('apple'), units: 2 }];
    expect(refusalOf(market.host.cannotFill(orderId, 'apple', 2, undefined, again))).toEqual({
      code: 'NOT_CANCELLABLE',
    });
  });

  test('what can’t be filled of both leaves the order at once', () => {
    const { market, orderId, backs } = mixed();
    const more = [{ ...market.packer.lineOf('apple'), units: 3 }];
    expect(factsOf(market.host.cannotFill(orderId, 'potato', 1, undefined, more))).toMatchObject([
      { type: 'line_unfilled', lineIndex: 0, units: 1, refundMinor: 1_815 },
      { type: 'line_unfilled', lineIndex: 1, units: 3, refundMinor: 2_970 },
    ]);
    expect(backs()).toBe(4_785);
  });

  test('an amount is split by what can still be given back of each, named twice or not', () => {
    const { market, orderId, lines, backs } = mixed();
    const apple = market.packer.lineOf('apple');
    const more = [apple, apple];
    const gives = (amountMinor: number) =>
      market.packer.gives(orderId, 'potato', amountMinor, { bearer: 'producer', more });
    expect(factsOf(gives(1_001))).toMatchObject([
      {
        lines: [
          { lineIndex: 0, refundMinor: 551 },
          { lineIndex: 1, refundMinor: 450 },
        ],
      },
    ]);
    expect(refusalOf(gives(5_600))).toEqual({ code: 'REFUND_INVALID', reason: 'too_much', maxMinor: 5_599 });
    replyOf(gives(5_599));
    expect(lines().map(({ given }) => given)).toEqual([
      [{ bearer: 'producer', minor: 3_630 }],
      [{ bearer: 'producer', minor: 2_970 }],
    ]);
    expect(backs()).toBe(6_600);
    const unknown = { ...apple, unitPriceMinor: 991 };
    expect(refusalOf(market.packer.gives(orderId, 'potato', 1, { more: [unknown] }))).toEqual({
      code: 'NOT_FOUND',
    });
  });
});

test('[O8] [P3] an amount takes nothing out of its parcel group, wherever the order goes', () => {
  const elsewhere = idOf(900_901);
  const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_815, shipping: [800, 300] }));
  const ana = market.buyer('ana');
  const orderId = ana.buys('potato', 2);
  const goods = () =>
    (market.bench.state.buyers.get(ana.order(orderId).buyerId)?.groups ?? []).map(
      ({ addressId, goodsMinor }) => [addressId, goodsMinor],
    );
  const [[home]] = goods() as [[string, number]];
  replyOf(market.packer.gives(orderId, 'potato', 1_000, { bearer: 'producer' }));
  expect(goods()).toEqual([[home, 3_630]]);
  replyOf(ana.movesTo(orderId, elsewhere));
  expect(goods()).toEqual([
    [home, 0],
    [elsewhere, 3_630],
  ]);
});

describe('[O8] what is refused', () => {
  test('more than was paid and is not back', () => {
    const { market, orderId } = bought();
    replyOf(market.packer.gives(orderId, 'potato', 1_000));
    replyOf(market.host.cannotFill(orderId, 'potato', 1));
    expect(refusalOf(market.packer.gives(orderId, 'potato', 1_816))).toEqual({
      ...{ code: 'REFUND_INVALID', reason: 'too_much', maxMinor: 1_815 },
    });
    replyOf(market.packer.gives(orderId, 'potato', 1_815));
  });

  test('an order of which more has come back than was seen', () => {
    const { market, orderId } = bought();
    replyOf(market.packer.gives(orderId, 'potato', 1_000));
    expect(refusalOf(market.packer.gives(orderId, 'potato', 1_000, { backMinor: 0 }))).toEqual({
      ...{ code: 'REFUND_INVALID', reason: 'changed', backMinor: 1_000 },
    });
  });

  test('units that leave an order before its cash is handed over are not paid at the door', () => {
    const { market, ana, orderId } = bought('cash_on_delivery');
    const due = (units = 0) => dueAtDoor(ana.order(orderId), [{ lineIndex: 0, units }]);
    const { totalMinor } = ana.order(orderId);
    expect([due(), due(1), due(2)]).toEqual([totalMinor, totalMinor - 1_815, 0]);
    replyOf(market.packer.refunds(orderId, 'potato', 1));
    expect([due(), due(1)]).toEqual([totalMinor - 1_815, 0]);
  });

  test('cash that nobody has handed over; once it is, what was paid', () => {
    const { market, orderId, backs } = bought('cash_on_delivery');
    const asked = () => market.packer.gives(orderId, 'potato', 500, { bearer: 'producer' });
    expect(refusalOf(asked())).toEqual({ code: 'REFUND_INVALID', reason: 'cash_unpaid' });
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    expect(refusalOf(asked())).toMatchObject({ reason: 'cash_unpaid' });
    replyOf(market.packer.delivers(shipmentId));
    replyOf(asked());
    expect(backs()).toBe(500);
    expect(balance(market)).toMatchObject({ cod_receivable: 3_630, refunds_payable: -500 });
  });

  test('an order that is unpaid or cancelled, a line that it has not, and one that nobody knows', () => {
    const { market, ana, orderId } = bought();
    const unpaid = market.buyer('bo').takes('potato');
    const status = { code: 'REFUND_INVALID', reason: 'status' };
    expect(refusalOf(market.packer.gives(unpaid, 'potato', 1))).toEqual(status);
    const price = { unitPriceMinor: 1_814 };
    expect(refusalOf(market.packer.gives(orderId, 'potato', 1, price))).toEqual({ code: 'NOT_FOUND' });
    replyOf(ana.cancels(orderId));
    const seen = { backMinor: 3_630 };
    expect(refusalOf(market.packer.gives(orderId, 'potato', 1, seen))).toEqual(status);
    expect(refusalOf(market.packer.gives('nobody', 'potato', 1))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a line that has as many amounts as it may keep', () => {
    const { market, orderId } = bought();
    for (let n = 0; n < 20; n += 1) {
      replyOf(market.packer.gives(orderId, 'potato', 1, { bearer: n % 2 === 0 ? 'shop' : 'host' }));
    }
    expect(refusalOf(market.packer.gives(orderId, 'potato', 1))).toMatchObject({ reason: 'too_many' });
  });
});

describe('[O8] [M3] who bears it', () => {
  const delivered = () => {
    const sold = bought();
    sold.market.closes();
    return {
      ...sold,
      arrives: () => replyOf(sold.market.packer.delivers(sold.market.packer.sends(sold.orderId))),
    };
  };

  test.each([true, false])(
    'the producer: base, share and fee get smaller (before the delivery: %s)',
    (isBefore) => {
      const { market, orderId, arrives } = delivered();
      const gives = () => replyOf(market.packer.gives(orderId, 'potato', 1_000, { bearer: 'producer' }));
      if (isBefore) gives();
      arrives();
      if (!isBefore) gives();
      expect(balance(market)).toEqual({
        ...{ psp_clearing: 3_630, refunds_payable: -1_000 },
        ...{ 'producer_payable:producer-Ma': -2_104, shop_fee: -526 },
      });
    },
  );

  test.each([
    ['shop', { promo_expense: 1_000 }],
    ['host', { 'host_receivable:host': 1_000 }],
  ] as const)('the %s: the producer is paid as if nothing had been given', (bearer, pays) => {
    const { market, orderId, arrives } = delivered();
    replyOf(market.packer.gives(orderId, 'potato', 1_000, { bearer }));
    arrives();
    expect(balance(market)).toEqual({
      ...{ psp_clearing: 3_630, refunds_payable: -1_000, ...pays },
      ...{ 'producer_payable:producer-Ma': -2_904, shop_fee: -726 },
    });
  });
});

test(
  '[O8] [T2] of a line that is paid back in any order, max(what is back, the units) is back, and all of it in the end',
  () => {
    const step = fc.oneof(
      fc.record({
        minor: fc.integer({ min: 1, max: 3_000 }),
        bearer: fc.constantFrom('producer', 'host', 'shop'),
      }),
      fc.constant('unit' as const),
    );
    fc.assert(
      fc.property(
        fc.record({ units: fc.integer({ min: 1, max: 6 }), price: fc.integer({ min: 1, max: 2_000 }) }),
        fc.record({ steps: fc.array(step, { maxLength: 12 }), deliverAt: fc.nat(12) }),
        ({ units, price }, { steps, deliverAt }) => {
          const market = aLiveStream(aProduct('potato', { stock: 20, price, perishable: false }));
          const ana = market.buyer('ana');
          const orderId = ana.buys('potato', units);
          market.closes();
          const payMinor = units * price;
          let parcel: string | null = null;
          let gone = 0;
          let back = 0;
          const oneUnit = () => {
            const returned = [{ orderId, lineIndex: 0, units: 1, condition: 'sellable' as const }];
            replyOf(
              parcel === null
                ? market.host.cannotFill(orderId, 'potato', 1)
                : market.packer.takesBack(parcel, returned),
            );
            gone += 1;
            back = Math.max(back, firstUnits(payMinor, gone, units));
          };
          const arrives = () => {
            parcel = market.packer.sends(orderId);
            replyOf(market.packer.delivers(parcel));
          };
          for (const [index, next] of steps.entries()) {
            if (index === deliverAt && gone < units) arrives();
            if (next === 'unit') {
              if (gone < units) oneUnit();
            } else {
              const left = payMinor - back;
              const bearer = next.bearer as 'shop';
              const amount = Math.min(next.minor, left);
              expect(mostBack(ana.order(orderId), 0, bearer)).toBe(left);
              if (amount > 0) {
                replyOf(market.packer.gives(orderId, 'potato', amount, { bearer }));
                back += amount;
              }
            }
            expect(ana.order(orderId).refundedMinor).toBe(back);
            expect(balance(market).refunds_payable ?? 0).toBe(back === 0 ? 0 : -back);
          }
          while (gone < units) oneUnit();
          expect(balance(market)).toEqual({ psp_clearing: payMinor, refunds_payable: -payMinor });
        },
      ),
      { numRuns: RUNS },
    );
  },
  PATIENCE_MS,
);

test(
  '[O8] [M5] over random days every fen that came back is booked once, for its order',
  () => {
    fc.assert(
      fc.property(days, afterActs, (day, acts) => {
        const market = openingOf(day);
        for (const act of day.acts) play(market, act);
        market.host.endsStream();
        market.passes(2 * HOUR + 1);
        for (const act of acts) playAfter(market, act);
        const owed = new Map<string, number>();
        for (const { account, orderId, amountMinor, what } of settled(market)) {
          // A payment that did not fit was never the order's; shipping of a parcel group is another rule's (P3).
          const isOther = what === 'payment_refunded' || what === 'shipping_credited';
          if (account !== 'refunds_payable' || isOther) continue;
          owed.set(orderId ?? '', (owed.get(orderId ?? '') ?? 0) - amountMinor);
        }
        const credited = new Map<string, number>();
        for (const fact of market.bench.facts()) {
          if (fact.type !== 'shipping_credited') continue;
          for (const { orderId, amountMinor } of fact.lines) {
            credited.set(orderId, (credited.get(orderId) ?? 0) + amountMinor);
          }
        }
        for (const { orderId, refundedMinor } of market.bench.orders()) {
          expect((owed.get(orderId) ?? 0) + (credited.get(orderId) ?? 0), orderId).toBe(refundedMinor);
        }
      }),
      { numRuns: RUNS },
    );
  },
  PATIENCE_MS,
);
