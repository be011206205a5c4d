import { describe, expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import type { Shopper } from '../builders/shopper.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Three potatoes at 19.99 that were delivered just now. */
function delivered(settings = {}): { market: Market; ana: Shopper; orderId: string; shipmentId: string } {
  const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_999 }), { settings });
  const ana = market.buyer('ana');
  const orderId = ana.buys('potato', 3);
  market.closes();
  const shipmentId = market.packer.sends(orderId);
  replyOf(market.packer.delivers(shipmentId));
  return { market, ana, orderId, shipmentId };
}

describe('[O6] a quality claim', () => {
  test('is possible while t < delivery + 48 h, and not before', () => {
    const { market, ana, orderId } = delivered();
    const deliveredAtMs = market.bench.nowMs;
    expect(market.packer.shipment(ana.order(orderId).afterSale!.shipments[0]!.shipmentId).deliveredAtMs).toBe(
      deliveredAtMs,
    );
    market.passes(48 * HOUR - 1);
    replyOf(ana.claims(orderId, 'potato'));
    market.passes(1);
    expect(refusalOf(ana.claims(orderId, 'potato'))).toEqual({ code: 'CLAIM_INVALID', reason: 'too_late' });
  });

  test('needs a delivery, the buyer of the order, and units that were delivered', () => {
    const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_999 }));
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 3);
    market.closes();
    expect(refusalOf(ana.claims(orderId, 'potato'))).toMatchObject({ reason: 'not_delivered' });
    const shipmentId = market.packer.sends(orderId);
    expect(refusalOf(ana.claims(orderId, 'potato'))).toMatchObject({ reason: 'not_delivered' });
    replyOf(market.packer.delivers(shipmentId));
    expect(refusalOf(ana.claims(orderId, 'potato', { units: 4 }))).toEqual({
      code: 'CLAIM_INVALID',
      reason: 'units',
      max: 3,
    });
    expect(refusalOf(market.buyer('bo').claims(orderId, 'potato'))).toEqual({ code: 'NOT_FOUND' });
    expect(refusalOf(ana.claims(orderId, 'potato', { price: 1_998 }))).toEqual({ code: 'NOT_FOUND' });
  });

  test('accepted, it pays the bad share back to the fen; the whole is never more than was paid', () => {
    const { market, ana, orderId } = delivered();
    const third = replyOf(ana.claims(orderId, 'potato', { shareBps: 3_333 })).claimId;
    const whole = replyOf(ana.claims(orderId, 'potato', { units: 2 })).claimId;
    expect(refusalOf(ana.claims(orderId, 'potato'))).toEqual({
      code: 'CLAIM_INVALID',
      reason: 'units',
      max: 0,
    });
    // 1,999 × 33.33 % = 666.27: half up, once.
    expect(factsOf(market.packer.decides(third, true)).at(-1)).toMatchObject({
      refund: { units: 1, goodsMinor: 666, refundMinor: 666 },
    });
    expect(factsOf(market.packer.decides(whole, true)).at(-1)).toMatchObject({
      refund: { units: 2, goodsMinor: 3_998, refundMinor: 3_998 },
    });
    expect(ana.order(orderId)).toMatchObject({
      refundedMinor: 4_664,
      lines: [{ refundedUnits: 3, refundedGoodsMinor: 4_664 }],
    });
    expect(factsOf(market.packer.decides(whole, true))).toEqual([]);
    expect(refusalOf(market.packer.decides(whole, false))).toMatchObject({ reason: 'decided' });
  });

  test('declined, its units may be claimed again in time', () => {
    const { market, ana, orderId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato', { units: 3 }));
    expect(refusalOf(ana.claims(orderId, 'potato'))).toMatchObject({ max: 0 });
    replyOf(market.packer.decides(claimId, false));
    expect(ana.order(orderId).refundedMinor).toBe(0);
    replyOf(ana.claims(orderId, 'potato', { units: 3 }));
  });

  test('[O5] what came back is not claimed too, and what was claimed is not paid back twice', () => {
    const { market, ana, orderId, shipmentId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato', { units: 2 }));
    replyOf(market.packer.decides(claimId, true));
    const units = [{ orderId, lineIndex: 0, units: 3, condition: 'sellable' as const }];
    replyOf(market.packer.takesBack(shipmentId, units));
    expect(ana.order(orderId).refundedMinor).toBe(5_997);
    expect(refusalOf(ana.claims(orderId, 'potato'))).toMatchObject({ code: 'CLAIM_INVALID' });
  });

  test('an open one keeps its order from being COMPLETED until it is decided', () => {
    const { market, ana, orderId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato'));
    market.passes(8 * DAY);
    expect(ana.order(orderId).status).toBe('PAID');
    replyOf(market.packer.decides(claimId, false));
    market.passes(1);
    expect(ana.order(orderId).status).toBe('COMPLETED');
    const { bench } = market;
    expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
  });

  test('is decided of a forgotten order, and recalled with its parcels', () => {
    const { market, ana, orderId } = delivered({ closedOrdersKept: 0 });
    expect(market.bench.state.orders.size).toBe(0);
    expect(market.bench.state.shipments.size).toBe(0);
    const { claimId } = replyOf(ana.claims(orderId, 'potato'));
    replyOf(market.packer.decides(claimId, true));
    expect(ana.order(orderId).afterSale).toMatchObject({
      shipments: [{ status: 'DELIVERED' }],
      claims: [{ status: 'ACCEPTED', refundMinor: 1_999 }],
    });
    expect(market.bench.state.claims.size).toBe(0);
  });
});
