import { describe, expect, test } from 'vitest';
import { DAY } from '../../shared/values/time.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { aParcelMarket, booksOf } from '../builders/parcel-market.ts';

describe('[O4] a parcel on its way', () => {
  test('is shipped once, delivered once, and each step is refused out of its order', () => {
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
    const market = aParcelMarket();
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
