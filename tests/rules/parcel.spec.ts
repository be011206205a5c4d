import { describe, expect, test } from 'vitest';
import { cancelOrder } from '../../server/market/order/cancel.ts';
import { HOUR } from '../../shared/values/time.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { aParcelMarket, booksOf } from '../builders/parcel-market.ts';

describe('[O4] packing', () => {
  test('starts when the stream is closed and the free hour of each order is over', () => {
    const market = aParcelMarket();
    const ana = market.buyer('ana');
    const early = ana.buys('potato', 2);
    expect(refusalOf(market.packer.packs([early]))).toEqual({ code: 'PARCEL_INVALID', reason: 'too_early' });
    replyOf(market.host.endsStream());
    market.passes(HOUR);
    expect(market.bench.state.status).toBe('CLOSED');
    expect(replyOf(market.packer.packs([early])).shipmentId).toBeTruthy();
    booksOf(market);
  });

  test('waits for an order that may still be cancelled after CLOSED, to the millisecond', () => {
    const market = aParcelMarket();
    const ana = market.buyer('ana');
    const orderId = ana.takes('potato');
    replyOf(market.host.endsStream());
    market.passes(10 * 60_000);
    replyOf(ana.pays(orderId));
    const readyAtMs = market.bench.nowMs + HOUR;
    market.passes(HOUR - 1);
    expect(refusalOf(market.packer.packs([orderId]))).toEqual({
      code: 'PARCEL_INVALID',
      reason: 'too_early',
      readyAtMs,
    });
    market.passes(1);
    replyOf(market.packer.packs([orderId]));
  });

  test('[P1] merges the orders of one buyer, and takes the goods of one origin', () => {
    const market = aParcelMarket();
    const ana = market.buyer('ana');
    const first = ana.buys('potato', 2);
    const second = ana.buys('quinoa');
    const third = ana.buys('walnut');
    const other = market.buyer('bo').buys('quinoa');
    market.closes();
    expect(refusalOf(market.packer.packs([first, other]))).toMatchObject({ reason: 'different_buyers' });
    const packed = factsOf(market.packer.packs([first, second, third])).at(-1);
    expect(packed).toMatchObject({
      type: 'shipment_packed',
      origin: 'Jianchuan',
      lines: [
        { orderId: first, lineIndex: 0, units: 2 },
        { orderId: second, lineIndex: 0, units: 1 },
      ],
    });
    expect(refusalOf(market.packer.packs([first, second, third]))).toMatchObject({
      reason: 'nothing_to_pack',
    });
    expect(factsOf(market.packer.packs([first, second, third], 'Nuodeng')).at(-1)).toMatchObject({
      lines: [{ orderId: third, lineIndex: 0, units: 1 }],
    });
    booksOf(market);
  });

  test('a cancellation and a parcel: the one with the lower place in the log wins', () => {
    const market = aParcelMarket();
    const ana = market.buyer('ana');
    const [kept, gone] = [ana.buys('potato'), ana.buys('quinoa')];
    const sentAtMs = market.bench.nowMs;
    replyOf(ana.cancels(gone));
    market.closes();
    expect(refusalOf(market.packer.packs([gone]))).toMatchObject({ reason: 'not_paid' });
    replyOf(market.packer.packs([kept]));
    // Sent in time, and decided behind the parcel.
    const { bench } = market;
    const late = bench.send((state, when) => {
      const request = { orderId: kept };
      return cancelOrder(state, request, {
        ...when,
        receivedAtMs: sentAtMs,
        buyerId: ana.buyerId,
        lookedUp: bench.lookUp(kept),
      });
    });
    expect(refusalOf(late)).toEqual({ code: 'NOT_CANCELLABLE' });
    booksOf(market);
  });

  test('goods that cannot be filled, or were paid back before, are not packed', () => {
    const market = aParcelMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 4);
    market.closes();
    replyOf(market.host.cannotFill(orderId, 'potato', 1));
    replyOf(market.packer.refunds(orderId, 'potato', 1));
    expect(refusalOf(market.packer.refunds(orderId, 'potato', 3))).toEqual({ code: 'NOT_CANCELLABLE' });
    expect(factsOf(market.packer.packs([orderId])).at(-1)).toMatchObject({ lines: [{ units: 2 }] });
    expect(refusalOf(market.packer.refunds(orderId, 'potato', 1))).toEqual({ code: 'NOT_CANCELLABLE' });
    expect(refusalOf(market.host.cannotFill(orderId, 'potato', 1))).toEqual({ code: 'NOT_CANCELLABLE' });
  });
});

test('[B1] units that are paid back before they are packed may be bought again', () => {
  const market = aParcelMarket();
  const ana = market.buyer('ana');
  const orderId = ana.buys('potato', 6);
  expect(refusalOf(ana.adds('potato'))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 0 });
  replyOf(market.packer.refunds(orderId, 'potato', 2));
  expect(refusalOf(ana.adds('potato', 3))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 2 });
  replyOf(ana.adds('potato', 2));
  // K1: what is paid back stays sold.
  expect(market.shelf('potato')).toEqual({ available: 12, held: 2, unpaid: 0, sold: 6 });
});
