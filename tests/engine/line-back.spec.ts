import { expect, test } from 'vitest';
import { backByLine } from '../../server/application/order/line-back.ts';
import type { StreamFact } from '../../server/market/facts.ts';

const orderId = 'mine';
const by = { staffId: 'mei', device: 'desk' };
const part = (lineIndex: number, refundMinor: number, of = orderId) => ({
  ...{ orderId: of, lineIndex, units: 1, goodsMinor: 1, refundMinor },
});
const told = (...facts: StreamFact[]) =>
  backByLine(
    facts.map((fact) => ({ fact })),
    orderId,
    [3_000, 2_000],
  );

test('[O8] what is back of each line is what its buyer got, whoever bears it and whatever said so', () => {
  expect(
    told(
      { type: 'line_unfilled', ...part(0, 100), by },
      { type: 'order_refunded', orderId, lines: [part(0, 200), part(1, 300)], by },
      { type: 'shipment_lost', shipmentId: 's', refunds: [part(1, 400), part(1, 9, 'other')], by },
      { type: 'claim_decided', claimId: 'c', accepted: true, refund: part(0, 500), by },
      { type: 'claim_decided', claimId: 'd', accepted: false, refund: null, by },
    ),
  ).toEqual([800, 700]);
});

test('[O8] of an order that was cancelled after its payment each line is back whole, of one that nobody paid nothing is', () => {
  const given: StreamFact = { type: 'order_refunded', orderId, lines: [part(0, 200)], by };
  expect(told(given, { type: 'order_cancelled', orderId, stage: 'paid', refundMinor: 4_800 })).toEqual([
    3_000, 2_000,
  ]);
  expect(told({ type: 'order_cancelled', orderId, stage: 'paid', refundMinor: 0 })).toEqual([0, 0]);
});
