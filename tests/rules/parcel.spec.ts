import { describe, expect, test } from 'vitest';
import { cancelOrder } from '../../server/domain/order/cancel.ts';
import { writeState } from '../../server/domain/snapshot.ts';
import { emptyStream } from '../../server/domain/state.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function aMarket(): Market {
  return aLiveStream(
    aProduct('potato', { stock: 20, price: 1_999, limit: 6 }),
    aProduct('quinoa', { stock: 20, price: 3_500 }),
    aProduct('walnut', { stock: 20, price: 4_200, origin: 'Nuodeng' }),
    aProduct('berry', { stock: 20, price: 1_000, perishable: true }),
    { settings: { closedOrdersKept: 3 } },
  );
}

/** Everything that a log has to be true of, whatever happened in it. */
function booksOf(market: Market): void {
  const { bench } = market;
  expect(auditBooks(bench.state, bench.orders())).toEqual([]);
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
}

describe('[O4] packing', () => {
  test('starts when the stream is closed and the free hour of each order is over', () => {
    const market = aMarket();
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
    const market = aMarket();
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
    const market = aMarket();
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
    const market = aMarket();
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
    const market = aMarket();
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
  const market = aMarket();
  const ana = market.buyer('ana');
  const orderId = ana.buys('potato', 6);
  expect(refusalOf(ana.adds('potato'))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 0 });
  replyOf(market.packer.refunds(orderId, 'potato', 2));
  expect(refusalOf(ana.adds('potato', 3))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 2 });
  replyOf(ana.adds('potato', 2));
  // K1: what is paid back stays sold.
  expect(market.shelf('potato')).toEqual({ available: 12, held: 2, unpaid: 0, sold: 6 });
});

describe('[O4] a parcel on its way', () => {
  test('is shipped once, delivered once, and each step is refused out of its order', () => {
    const market = aMarket();
    const orderId = market.buyer('ana').buys('potato', 2);
    market.closes();
    const { shipmentId } = replyOf(market.packer.packs([orderId]));
    expect(refusalOf(market.packer.delivers(shipmentId))).toEqual({
      code: 'PARCEL_INVALID',
      reason: 'status',
      status: 'PACKED',
    });
    replyOf(market.packer.ships(shipmentId, 'SF-1000'));
    expect(factsOf(market.packer.ships(shipmentId, 'SF-1000'))).toEqual([]);
    expect(refusalOf(market.packer.ships(shipmentId, 'SF-2000'))).toMatchObject({ status: 'SHIPPED' });
    const shippedAtMs = market.bench.nowMs;
    market.passes(2 * DAY);
    expect(refusalOf(market.packer.delivers(shipmentId, shippedAtMs - 1))).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'deliveredAtMs',
    });
    expect(refusalOf(market.packer.delivers(shipmentId, market.bench.nowMs + 1))).toMatchObject({
      code: 'BAD_REQUEST',
    });
    replyOf(market.packer.delivers(shipmentId, shippedAtMs + DAY));
    expect(factsOf(market.packer.delivers(shipmentId))).toEqual([]);
    expect(refusalOf(market.packer.loses(shipmentId))).toMatchObject({ status: 'DELIVERED' });
    expect(market.packer.shipment(shipmentId)).toMatchObject({
      status: 'DELIVERED',
      trackingCode: 'SF-1000',
      deliveredAtMs: shippedAtMs + DAY,
    });
    booksOf(market);
  });

  test('[K1] lost, it is paid back whole to the fen, and no unit goes back to the shelf', () => {
    const market = aMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 3);
    market.closes();
    const shelf = market.shelf('potato');
    replyOf(market.host.cannotFill(orderId, 'potato', 1));
    const shipmentId = market.packer.sends(orderId);
    const lost = factsOf(market.packer.loses(shipmentId)).at(-1);
    expect(lost).toMatchObject({ refunds: [{ units: 2, goodsMinor: 3_998, refundMinor: 3_998 }] });
    expect(ana.order(orderId).refundedMinor).toBe(ana.order(orderId).totalMinor);
    expect(factsOf(market.packer.loses(shipmentId))).toEqual([]);
    expect(market.shelf('potato')).toEqual({ ...shelf, sold: shelf.sold - 1 });
    market.passes(30 * DAY);
    expect(ana.order(orderId).status).toBe('PAID');
    booksOf(market);
  });
});

describe('[O5] what comes back', () => {
  test('refused at the door, all of it comes back, each unit sellable or damaged', () => {
    const market = aMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 3);
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    const part = { orderId, lineIndex: 0, units: 2, condition: 'sellable' as const };
    expect(refusalOf(market.packer.takesBack(shipmentId, [part]))).toMatchObject({ reason: 'units' });
    const rest = { ...part, units: 1, condition: 'damaged' as const };
    replyOf(market.packer.takesBack(shipmentId, [part, rest]));
    expect(market.packer.shipment(shipmentId)).toMatchObject({
      status: 'RETURNED',
      lines: [{ units: 3, sellable: 2, damaged: 1 }],
    });
    expect(ana.order(orderId).refundedMinor).toBe(5_997);
    expect(refusalOf(market.packer.takesBack(shipmentId))).toMatchObject({ status: 'RETURNED' });
    const back = [...market.bench.state.returned.entries()].filter(([name]) => name.startsWith('returned:'));
    expect(back.map(([, moved]) => moved.units)).toEqual([2]);
    booksOf(market);
  });

  test('after delivery some of it may come back, no unit twice, and the refunds sum to the whole', () => {
    const market = aMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 3);
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    replyOf(market.packer.delivers(shipmentId));
    const one = { orderId, lineIndex: 0, units: 1, condition: 'sellable' as const };
    for (let n = 0; n < 3; n += 1) replyOf(market.packer.takesBack(shipmentId, [one]));
    expect(refusalOf(market.packer.takesBack(shipmentId, [one]))).toMatchObject({ status: 'RETURNED' });
    expect(ana.order(orderId).refundedMinor).toBe(5_997);
    expect(ana.order(orderId).lines[0]).toMatchObject({ refundedUnits: 3, refundedGoodsMinor: 5_997 });
    booksOf(market);
  });

  test('[O6] fresh goods do not come back without a reason, but may be refused at the door', () => {
    const market = aMarket();
    const orderId = market.buyer('ana').buys('berry');
    const other = market.buyer('bo').buys('berry');
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    replyOf(market.packer.delivers(shipmentId));
    expect(refusalOf(market.packer.takesBack(shipmentId))).toEqual({
      code: 'PARCEL_INVALID',
      reason: 'perishable',
    });
    replyOf(market.packer.takesBack(market.packer.sends(other)));
  });

  test('units that never were in the parcel are refused', () => {
    const market = aMarket();
    const orderId = market.buyer('ana').buys('potato');
    const other = market.buyer('bo').buys('potato');
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    market.packer.sends(other);
    const own = { orderId, lineIndex: 0, units: 1, condition: 'sellable' as const };
    for (const units of [
      [own, { ...own, orderId: other }],
      [{ ...own, units: 2 }],
      [own, { ...own, lineIndex: 1 }],
    ]) {
      expect(refusalOf(market.packer.takesBack(shipmentId, units))).toMatchObject({ reason: 'units' });
    }
  });
});

describe('[O4] COMPLETED', () => {
  test('seven days after the last delivery, as a deadline of its own time', () => {
    const market = aMarket();
    const ana = market.buyer('ana');
    replyOf(ana.adds('potato'));
    replyOf(ana.adds('walnut'));
    const orderId = ana.places();
    replyOf(ana.pays(orderId));
    market.closes();
    const here = market.packer.sends(orderId);
    const { shipmentId: there } = replyOf(market.packer.packs([orderId], 'Nuodeng'));
    replyOf(market.packer.ships(there));
    replyOf(market.packer.delivers(here));
    market.passes(DAY);
    replyOf(market.packer.delivers(there));
    const dueAtMs = market.bench.nowMs + 7 * DAY;
    market.passes(7 * DAY - 1);
    expect(ana.order(orderId).status).toBe('PAID');
    market.passes(1);
    expect(ana.order(orderId).status).toBe('COMPLETED');
    expect(market.bench.facts().at(-1)).toEqual({ type: 'order_completed', orderId, dueAtMs });
    booksOf(market);
  });

  test('[T6] is judged when a forgotten order is read, with its own time', () => {
    const market = aMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato');
    const others = [1, 2, 3, 4].map((n) => market.buyer(`bo-${n}`).buys('quinoa'));
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    replyOf(market.packer.delivers(shipmentId));
    const dueAtMs = market.bench.nowMs + 7 * DAY;
    for (const other of others) market.packer.sends(other);
    expect(market.bench.state.orders.has(orderId)).toBe(false);
    market.passes(8 * DAY);
    expect(ana.order(orderId).status).toBe('PAID');
    expect(refusalOf(market.packer.takesBack(shipmentId))).toMatchObject({ code: 'PARCEL_INVALID' });
    replyOf(market.packer.completes(orderId));
    expect(market.bench.facts().slice(-2)).toMatchObject([
      { type: 'order_recalled', orderId },
      { type: 'order_completed', orderId, dueAtMs },
    ]);
    expect(ana.order(orderId).status).toBe('COMPLETED');
    booksOf(market);
  });

  test('waits for what is still to pack, for a claim, and for what was heard late', () => {
    const market = aMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 2);
    market.closes();
    const shipmentId = market.packer.sends(orderId);
    const shippedAtMs = market.bench.nowMs;
    market.passes(10 * DAY);
    // The carrier's list came late: the seven days are over, and it is completed at once.
    replyOf(market.packer.delivers(shipmentId, shippedAtMs + DAY));
    market.passes(1);
    expect(ana.order(orderId).status).toBe('COMPLETED');
    booksOf(market);
  });
});

describe('[H6] cash on delivery', () => {
  test('a delivered parcel frees the share of new buyers, and its buyer is new no more', () => {
    const market = aMarket();
    const nia = market.buyer('nia', { isNew: true });
    replyOf(nia.adds('quinoa', 2));
    const orderId = nia.places({ payment: 'cash_on_delivery' });
    expect(nia.order(orderId)).toMatchObject({ status: 'PAID' });
    market.closes();
    expect(market.item('quinoa').newBuyerUnits).toBe(2);
    const shipmentId = market.packer.sends(orderId);
    expect(market.item('quinoa').newBuyerUnits).toBe(2);
    replyOf(market.packer.delivers(shipmentId));
    expect(market.item('quinoa').newBuyerUnits).toBe(0);
    expect(market.bench.state.buyers.get(nia.buyerId)).toMatchObject({ newUnits: 0, hasPaid: true });
    booksOf(market);
  });

  test('a buyer is known once all of a cash order is there, not with its first parcel', () => {
    const market = aMarket();
    const nia = market.buyer('nia', { isNew: true });
    replyOf(nia.adds('quinoa'));
    replyOf(nia.adds('walnut'));
    const orderId = nia.places({ payment: 'cash_on_delivery' });
    market.closes();
    const hasPaid = () => market.bench.state.buyers.get(nia.buyerId)!.hasPaid;
    replyOf(market.packer.delivers(market.packer.sends(orderId)));
    expect(hasPaid()).toBe(false);
    const { shipmentId } = replyOf(market.packer.packs([orderId], 'Nuodeng'));
    replyOf(market.packer.ships(shipmentId));
    replyOf(market.packer.delivers(shipmentId));
    expect(hasPaid()).toBe(true);
    booksOf(market);
  });

  test('refused at the door nothing is paid back, because nothing was paid', () => {
    const market = aMarket();
    const nia = market.buyer('nia', { isNew: true });
    replyOf(nia.adds('quinoa', 2));
    const orderId = nia.places({ payment: 'cash_on_delivery' });
    market.closes();
    replyOf(market.packer.takesBack(market.packer.sends(orderId)));
    expect(nia.order(orderId)).toMatchObject({ refundedMinor: 0, lines: [{ refundedGoodsMinor: 7_000 }] });
    expect(market.bench.state.buyers.get(nia.buyerId)).toMatchObject({ newUnits: 0, hasPaid: false });
    booksOf(market);
  });
});
