import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { afterActs, playAfter } from '../builders/after-sale-acts.ts';
import { auditBooks } from '../builders/audit.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { openingOf, play } from '../builders/play.ts';
import { days } from '../builders/random-day.ts';
import { entriesOfLog, written } from '../builders/settlement.ts';

const RUNS = Number(process.env.FAIRDAY_RUNS ?? 100);
const HOUR = 3_600_000;

const balance = ({ bench }: Market) =>
  written(
    entriesOfLog(bench.log.map(({ text, ...stamp }) => ({ ...stamp, fact: JSON.parse(text) as StreamFact }))),
  );

describe('[O11] the shop cancels an order', () => {
  test('that nobody has paid: its units are on sale again, a payment that comes later goes back', () => {
    const m = aLiveStream(aProduct('mug'));
    const orderId = m.buyer('ana').takes('mug', 2);
    expect(factsOf(m.packer.callsOff(orderId, { reason: 'mispriced' }))).toEqual([
      {
        ...{ type: 'order_cancelled', orderId, stage: 'unpaid', refundMinor: 0, reason: 'mispriced' },
        calledOffBy: m.packer.by,
      },
    ]);
    expect(m.shelf('mug')).toEqual({ available: 10, held: 0, unpaid: 0, sold: 0 });
    expect(m.buyer('ana').order(orderId)).toMatchObject({ status: 'CANCELLED', calledOff: 'mispriced' });
    expect(factsOf(m.buyer('ana').pays(orderId))).toMatchObject([{ type: 'payment_refunded' }]);
  });

  test('that is paid, also hours after its free hour and when its stream is closed: all of it goes back', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10, price: 1_815, shipping: [800, 300] }));
    const orderId = m.buyer('ana').buys('potato', 2);
    m.closes();
    m.passes(50 * HOUR);
    expect(refusalOf(m.buyer('ana').cancels(orderId)).code).toBe('NOT_CANCELLABLE');
    const paidMinor = m.buyer('ana').order(orderId).totalMinor;
    const facts = factsOf(m.packer.callsOff(orderId));
    expect(facts).toMatchObject([
      ...[{ type: 'order_recalled' }].filter(() => facts[0]?.type === 'order_recalled'),
      { type: 'order_cancelled', stage: 'paid', refundMinor: paidMinor, calledOffBy: m.packer.by },
      { type: 'stock_transferred_out', units: 2 },
    ]);
    expect(balance(m)).toEqual({ psp_clearing: paidMinor, refunds_payable: -paidMinor });
  });

  test('of which an amount and a unit are back: the rest goes back, and whoever bore the amount has it again', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10, price: 1_815, limit: 3 }));
    const ana = m.buyer('ana');
    const orderId = ana.buys('potato', 2);
    replyOf(m.packer.gives(orderId, 'potato', 1_000, { bearer: 'shop' }));
    replyOf(m.packer.refunds(orderId, 'potato', 1));
    expect(factsOf(m.packer.callsOff(orderId))).toMatchObject([{ refundMinor: 1_815, countsRest: true }]);
    expect(balance(m)).toEqual({ psp_clearing: 3_630, refunds_payable: -3_630 });
  });

  test('[B1] what was refunded before counts back once: another order keeps its place under the limit', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10, price: 1_815, limit: 3 }));
    const ana = m.buyer('ana');
    ana.buys('potato', 1);
    const orderId = ana.buys('potato', 2);
    replyOf(m.packer.refunds(orderId, 'potato', 1));
    replyOf(m.packer.callsOff(orderId));
    expect(refusalOf(ana.adds('potato', 3))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 2 });
  });

  test('of cash that nobody has handed over: nothing goes back', () => {
    const m = aLiveStream(aProduct('mug'));
    m.buyer('ana').adds('mug');
    const orderId = m.buyer('ana').places({ payment: 'cash_on_delivery' });
    expect(factsOf(m.packer.callsOff(orderId))).toMatchObject([{ stage: 'paid', refundMinor: 0 }]);
    expect(balance(m)).toEqual({});
  });
});

describe('[O11] what is refused', () => {
  test('another sum than was looked at: it was paid, or refunded, meanwhile', () => {
    const m = aLiveStream(aProduct('mug'));
    const orderId = m.buyer('ana').takes('mug');
    replyOf(m.buyer('ana').pays(orderId));
    expect(refusalOf(m.packer.callsOff(orderId, { refundMinor: 0 }))).toEqual({
      ...{ code: 'CANCEL_INVALID', reason: 'changed', refundMinor: 2_990 },
    });
    replyOf(m.packer.gives(orderId, 'mug', 500));
    expect(refusalOf(m.packer.callsOff(orderId, { refundMinor: 2_990 }))).toMatchObject({
      ...{ reason: 'changed', refundMinor: 2_490 },
    });
  });

  test('[O4] one that a parcel has something of, that is cancelled, that ran out, or that there is not', () => {
    const m = aLiveStream(aProduct('mug'), aProduct('tea', { origin: 'Shaxi' }));
    const ana = m.buyer('ana');
    const [packed, gone, late] = [ana.buys('mug'), ana.buys('mug'), ana.takes('mug')];
    replyOf(ana.cancels(gone));
    m.passes(HOUR);
    m.closes();
    replyOf(m.packer.packs([packed]));
    const why = (orderId: string) => refusalOf(m.packer.callsOff(orderId));
    expect(why(packed)).toEqual({ code: 'CANCEL_INVALID', reason: 'packed' });
    expect(why(gone)).toEqual({ code: 'CANCEL_INVALID', reason: 'over' });
    expect(why(late)).toEqual({ code: 'CANCEL_INVALID', reason: 'over' });
    expect(why(idOf(990_001))).toEqual({ code: 'NOT_FOUND' });
  });
});

test(
  '[O11] [M5] over random days what the shop cancels leaves the books true: no order gives back more than it took',
  () => {
    fc.assert(
      fc.property(days, afterActs, (day, acts) => {
        const market = openingOf(day);
        for (const act of day.acts) play(market, act);
        market.host.endsStream();
        market.passes(2 * HOUR + 1);
        for (const act of acts) {
          playAfter(market, act);
          const [first] = market.bench.orders().filter(({ status }) => status === 'PAID');
          if (act.act === 'credit' && first) market.packer.callsOff(first.orderId);
        }
        const { bench } = market;
        expect(auditBooks(bench.state, bench.orders())).toEqual([]);
        for (const order of bench.orders()) {
          expect(order.refundedMinor).toBeLessThanOrEqual(order.totalMinor);
          if (!order.calledOff) continue;
          expect(order.status).toBe('CANCELLED');
          expect(order.afterSale?.shipments ?? []).toEqual([]);
        }
        const sum = Object.values(balance(market)).reduce((all, minor) => all + minor, 0);
        expect(sum).toBe(0);
      }),
      { numRuns: RUNS },
    );
  },
  20_000 + RUNS * 200,
);
