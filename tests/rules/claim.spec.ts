import { describe, expect, test } from 'vitest';
import { changeSetOf, emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import type { Rows } from '../../server/ports/rows.ts';
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

describe('[A4] [O6] what a buyer wrote and photographed about a claim', () => {
  test('is named by its ids alone, in the fact and in the row, and kept for 180 days', () => {
    const { market, ana, orderId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato', { textId: 't-1', photoIds: ['p-1', 'p-2'] }));
    const opened = market.bench.facts().find(({ type }) => type === 'claim_opened');
    expect(opened).toMatchObject({ claimId, textId: 't-1', photoIds: ['p-1', 'p-2'] });
    const rows = rowsOf(market);
    expect(rows.claims).toMatchObject([{ claimId, textId: 't-1', photoIds: 'p-1 p-2' }]);
    const untilMs = market.bench.nowMs + 180 * DAY;
    expect(rows.textUses).toEqual(['t-1', 'p-1', 'p-2'].map((textId) => ({ textId, untilMs })));
  });

  test('has one row, however many claims of its order name it; it is kept as long as one of them needs it', () => {
    const { market, ana, orderId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato', { textId: 't-1', photoIds: ['p-1', 't-1'] }));
    replyOf(ana.claims(orderId, 'potato', { textId: 't-1' }));
    const untilMs = market.bench.nowMs + 180 * DAY;
    const both = ['t-1', 'p-1'].map((textId) => ({ textId, untilMs }));
    expect(rowsOf(market).textUses).toEqual(both);
    replyOf(ana.withdraws(orderId, claimId));
    expect(rowsOf(market).textUses).toEqual([both[0], { textId: 'p-1', untilMs: market.bench.nowMs }]);
  });

  test('is asked for again where it is not kept any more', () => {
    const { ana, orderId } = delivered();
    expect(refusalOf(ana.claims(orderId, 'potato', { textId: 't-1', areTextsKept: false }))).toEqual({
      code: 'CLAIM_INVALID',
      reason: 'texts',
    });
  });

  test('is nobody’s to read once its buyer takes the claim back; the units may be claimed anew', () => {
    const { market, ana, orderId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato', { units: 3, textId: 't-1' }));
    expect(refusalOf(market.buyer('bo').withdraws(orderId, claimId))).toEqual({ code: 'NOT_FOUND' });
    market.passes(HOUR);
    expect(factsOf(ana.withdraws(orderId, claimId))).toMatchObject([
      { type: 'claim_decided', accepted: false, refund: null, isWithdrawn: true },
    ]);
    expect(factsOf(ana.withdraws(orderId, claimId))).toEqual([]);
    expect(rowsOf(market).textUses).toEqual([{ textId: 't-1', untilMs: market.bench.nowMs }]);
    expect(rowsOf(market).claims).toMatchObject([{ status: 'WITHDRAWN', refundMinor: 0 }]);
    replyOf(ana.claims(orderId, 'potato', { units: 3 }));
  });

  test('stays where the desk has decided: a decided claim is not taken back', () => {
    const { market, ana, orderId } = delivered();
    const { claimId } = replyOf(ana.claims(orderId, 'potato'));
    replyOf(market.packer.decides(claimId, true));
    expect(refusalOf(ana.withdraws(orderId, claimId))).toEqual({ code: 'CLAIM_INVALID', reason: 'decided' });
  });
});

/** What the tables show of the orders in memory. */
function rowsOf(market: Market): Rows {
  const { state } = market.bench;
  const changes = changeSetOf(state);
  for (const orderId of state.orders.keys()) changes.invalidated.orders.add(orderId);
  return changes.rows(state);
}
