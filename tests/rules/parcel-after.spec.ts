import { describe, expect, test } from 'vitest';
import { DAY } from '../../shared/values/time.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';
import { aParcelMarket, booksOf } from '../builders/parcel-market.ts';

describe('[O4] COMPLETED', () => {
  test('seven days after the last delivery, as a deadline of its own time', () => {
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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

  test.each([
    ['in time', 2, 5],
    ['when the seven days are over', 9, 0],
  ])('what was left to pack is paid back %s', (_when, refundedAfterDays, daysLeft) => {
    const market = aParcelMarket();
    const ana = market.buyer('ana');
    replyOf(ana.adds('potato'));
    replyOf(ana.adds('walnut'));
    const orderId = ana.places();
    replyOf(ana.pays(orderId));
    market.closes();
    replyOf(market.packer.delivers(market.packer.sends(orderId)));
    market.passes(refundedAfterDays * DAY);
    replyOf(market.packer.refunds(orderId, 'walnut', 1));
    expect(ana.order(orderId).status).toBe('PAID');
    market.passes(Math.max(1, daysLeft * DAY));
    expect(ana.order(orderId).status).toBe('COMPLETED');
    booksOf(market);
  });
});

describe('[H6] cash on delivery', () => {
  test('a delivered parcel frees the share of new buyers, and its buyer is new no more', () => {
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
