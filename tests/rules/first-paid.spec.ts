import { describe, expect, test } from 'vitest';
import { accept } from '../../server/market/kernel/decision.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import type { Shopper } from '../builders/shopper.ts';

const aFirstPaid = (...products: Parameters<typeof aLiveStream>) =>
  aLiveStream(...products, { holdPolicy: 'first_paid' });

/** What a log of before says of an add: units that are wanted, and not held. */
function addedBefore(m: Market, who: string, units: number): void {
  const { buyerId } = m.buyer(who);
  m.bench.send(() =>
    accept(
      [
        {
          ...{ type: 'cart_added', buyerId, flashId: null, hold: null, isNew: false, itemNumber: 1 },
          ...{ lateOk: false, networkTag: '-', unitPriceMinor: 2_990, units },
        },
      ],
      () => null,
    ),
  );
}

describe('[H1] [H2] a stream where nothing is reserved keeps no cart', () => {
  test('a thousand changes of carts, of one buyer or of many, leave its log as it was', () => {
    const m = aFirstPaid(aProduct('potato', { stock: 5 }));
    const { length } = m.bench.log;
    for (let turn = 0; turn < 500; turn += 1) {
      const buyer = m.buyer(`buyer ${turn % 25}`, { isNew: turn % 2 === 0 });
      expect(replyOf(buyer.adds('potato', 1 + (turn % 5)))).toMatchObject({
        unitPriceMinor: 2_990,
        heldUntilMs: null,
      });
      expect(refusalOf(buyer.removes('potato')).code).toBe('CART_CHANGED');
    }
    expect(m.bench.log).toHaveLength(length);
    expect(m.bench.state.buyers.size).toBe(0);
    expect(m.shelf('potato')).toMatchObject({ available: 5, held: 0 });
  });

  test('an add is judged all the same, so that a no comes before the checkout', () => {
    const m = aFirstPaid(aProduct('potato', { stock: 3, limit: 2 }), aProduct('salt', { stock: 0 }));
    const ana = m.buyer('ana');
    expect(refusalOf(ana.adds('potato', 1, { seen: 1_000 }))).toMatchObject({ code: 'PRICE_CHANGED' });
    expect(refusalOf(ana.adds('potato', 3))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 2 });
    expect(refusalOf(ana.adds('salt'))).toMatchObject({ code: 'SOLD_OUT' });
    m.host.stops('potato');
    expect(refusalOf(ana.adds('potato'))).toMatchObject({ code: 'STOPPED' });
  });

  test('the viewer is told that nothing is held', () => {
    const m = aFirstPaid(aProduct('potato'));
    replyOf(m.buyer('ana').adds('potato'));
    expect(m.buyer('ana').cart()).toEqual({ firstPaid: true, lines: [] });
    expect(m.buyer('ana').mine().allowance).toMatchObject({ holdMs: null, reservable: 0 });
  });
});

describe('what an order there is judged by', () => {
  test('[F4] its price is that of its own arrival, whatever an add was told', () => {
    const m = aFirstPaid(aProduct('potato'));
    m.until('19:59:00');
    const startsAtMs = at('20:00');
    const flashId = m.host.startsFlash('potato', { price: 1_990, startsAtMs, seconds: 300, cap: 5 });
    const ana = m.until('20:04:00').buyer('ana');
    expect(replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }))).toMatchObject({ unitPriceMinor: 1_990 });
    m.until('20:05:03');
    expect(refusalOf(ana.orders({ lines: { potato: [1, 1_990] } })).code).toBe('PRICE_CHANGED');
    replyOf(ana.orders({ lines: { potato: [1, 2_990] } }));
  });

  test('[B1] [K1] its limit and its stock are those of then: who orders first has the units', () => {
    const m = aFirstPaid(aProduct('potato', { stock: 3, limit: 2 }));
    const [ana, ben] = [m.buyer('ana'), m.buyer('ben')];
    for (const buyer of [ana, ben]) replyOf(buyer.adds('potato', 2));
    replyOf(ana.orders({ lines: { potato: 2 } }));
    expect(refusalOf(ana.orders({ lines: { potato: 1 } })).code).toBe('BUYER_LIMIT');
    expect(refusalOf(ben.orders({ lines: { potato: 2 } }))).toMatchObject({ code: 'INSUFFICIENT', max: 1 });
  });

  test('[F7] a tap on a countdown takes part in the draw, and leaves the log as it was', () => {
    const m = aFirstPaid(aProduct('potato'));
    m.until('19:59:00');
    const flashId = m.host.startsFlash('potato', {
      ...{ price: 1_990, startsAtMs: at('20:00'), seconds: 300, cap: 1 },
    });
    const early = m.until('19:59:30').buyer('bo').adds('potato', 1, { seen: 1_990, flashId });
    expect(refusalOf(early).code).toBe('FLASH_NOT_STARTED');
    const tap = m.until('19:59:59.900').buyer('ana').adds('potato', 1, { seen: 1_990, flashId });
    expect(tap.outcome.kind).toBe('parked');
    m.until('20:00:00');
    const { length } = m.bench.log;
    m.until('20:00:01');
    expect(replyOf(tap)).toMatchObject({ unitPriceMinor: 1_990, heldUntilMs: null });
    expect(m.bench.log).toHaveLength(length);
  });

  test('[H8] an add is no ask of another network: after the first minute what is ordered alone keeps the bound', () => {
    const m = aFirstPaid(aProduct('potato', { stock: 20 }));
    const [ana, ben] = ['net-a', 'net-b'].map((network) => m.buyer(network, { isNew: true, network })) as [
      Shopper,
      Shopper,
    ];
    replyOf(ana.orders({ lines: { potato: 10 } }));
    expect(refusalOf(ana.orders({ lines: { potato: 1 } })).code).toBe('NETWORK_LIMIT');
    m.passes(30_000);
    replyOf(ben.adds('potato'));
    m.passes(31_000);
    replyOf(ana.orders({ lines: { potato: 1 } }));
  });

  test('[F5] a receipt of an add is not used up by it: that of the order gives the price', () => {
    const m = aFirstPaid(aProduct('potato'));
    m.until('19:59:00');
    const flashId = m.host.startsFlash('potato', {
      ...{ price: 1_990, startsAtMs: at('20:00'), seconds: 300, cap: 5 },
    });
    const receiptAtMs = at('20:04:58');
    const ana = m.until('20:05:05').buyer('ana');
    expect(replyOf(ana.adds('potato', 1, { seen: 1_990, flashId, receiptAtMs }))).toMatchObject({
      unitPriceMinor: 1_990,
    });
    const { order } = replyOf(ana.orders({ lines: { potato: [1, 1_990] }, receiptAtMs }));
    expect(order.lines).toMatchObject([{ unitPriceMinor: 1_990 }]);
  });
});

describe('a log of before, which says what carts held', () => {
  test('shows them, takes units out of them, and sells them', () => {
    const m = aFirstPaid(aProduct('potato'));
    addedBefore(m, 'ana', 3);
    const ana = m.buyer('ana');
    expect(ana.cart().lines).toMatchObject([{ directUnits: 3, holds: [] }]);
    expect(factsOf(ana.removes('potato'))).toMatchObject([{ type: 'cart_removed', direct: 1 }]);
    replyOf(ana.adds('potato'));
    expect(ana.cart().lines).toMatchObject([{ directUnits: 2 }]);
    replyOf(ana.orders({ lines: { potato: 3 } }));
    expect(ana.cart().lines).toMatchObject([]);
  });

  test('[B2] leads who becomes another to the same cart', () => {
    const m = aFirstPaid(aProduct('potato'));
    addedBefore(m, 'guest', 2);
    addedBefore(m, 'ana', 1);
    replyOf(m.buyer('guest').becomes(m.buyer('ana')));
    expect(m.buyer('ana').cart().lines).toMatchObject([{ directUnits: 3 }]);
  });
});
