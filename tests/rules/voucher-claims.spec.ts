import { describe, expect, test } from 'vitest';
import { publicView } from '../../server/market/market.ts';
import type { Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';
import { threeProducers } from '../builders/three-producers.ts';

describe('[V3] claims', () => {
  const claimed = (m: Market, voucherId: string) => m.bench.state.vouchers.get(voucherId)!.claimed;

  test('one is taken at PLACED, and back when the order runs out or is cancelled', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 3 });
    const ana = m.buyer('ana');
    const order = () => ana.places({ lines: { potatoes: 1 } });
    order();
    expect(claimed(m, voucherId)).toBe(1);
    m.passes(15 * 60_000);
    expect(claimed(m, voucherId)).toBe(0);
    replyOf(ana.cancels(order()));
    expect(claimed(m, voucherId)).toBe(0);
    const paid = order();
    replyOf(ana.pays(paid));
    expect(claimed(m, voucherId)).toBe(1);
    replyOf(ana.cancels(paid));
    replyOf(ana.cancels(paid));
    expect(claimed(m, voucherId)).toBe(0);
  });

  test('it comes back when the last unit is unfilled, once, and not before', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const ana = m.buyer('ana');
    const orderId = ana.places({ lines: { potatoes: 2, quinoa: 1 } });
    replyOf(ana.pays(orderId));
    replyOf(m.host.cannotFill(orderId, 'potatoes', 2));
    expect(claimed(m, voucherId)).toBe(1);
    replyOf(m.host.cannotFill(orderId, 'quinoa', 1));
    expect(claimed(m, voucherId)).toBe(0);
    // There is nothing left to cancel, but it may be cancelled all the same.
    replyOf(ana.cancels(orderId));
    expect(claimed(m, voucherId)).toBe(0);
  });

  test('[O4] what was packed keeps its claim, whatever comes back', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const ana = m.buyer('ana');
    const orderId = ana.places({ lines: { potatoes: 1 } });
    replyOf(ana.pays(orderId));
    m.closes();
    const { shipmentId } = replyOf(m.packer.packs([orderId], 'O1'));
    replyOf(m.packer.ships(shipmentId));
    replyOf(m.packer.loses(shipmentId));
    expect(m.bench.order(orderId)!.refundedMinor).toBe(990);
    expect(claimed(m, voucherId)).toBe(1);
  });

  test('a buyer gets no more of it than one may, also under the same phone; then the next best counts', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ perBuyerCap: 1 });
    const ana = m.buyer('ana', { phone: 'one phone' });
    const bo = m.buyer('bo', { phone: 'one phone' });
    const first = ana.places({ lines: { potatoes: 1 } });
    for (const who of [ana, bo]) {
      expect(refusalOf(who.orders({ lines: { potatoes: 1 }, vouchers: [voucherId] }))).toMatchObject({
        code: 'VOUCHER_GONE',
        reason: 'buyer_limit',
      });
    }
    expect(m.bench.order(ana.places({ lines: { potatoes: 1 } }))!.totalMinor).toBe(1_990);
    replyOf(ana.cancels(first));
    expect(m.bench.order(bo.places({ lines: { potatoes: 1 } }))!.totalMinor).toBe(990);
  });

  test('[B2] whoever becomes another takes the claims along', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ perBuyerCap: 2 });
    const guest = m.buyer('guest');
    const ana = m.buyer('ana');
    guest.places({ lines: { potatoes: 1 } });
    ana.places({ lines: { potatoes: 1 } });
    replyOf(guest.becomes(ana));
    expect(refusalOf(ana.orders({ lines: { potatoes: 1 }, vouchers: [voucherId] }))).toMatchObject({
      reason: 'buyer_limit',
    });
    expect(claimed(m, voucherId)).toBe(2);
  });

  test('the last one goes to whoever stands first in the log', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 1 });
    const named = { lines: { potatoes: 1 }, vouchers: [voucherId] };
    replyOf(m.buyer('ana').orders(named));
    expect(refusalOf(m.buyer('bo').orders(named))).toMatchObject({ code: 'VOUCHER_GONE', reason: 'used_up' });
    expect(publicView(m.bench.state).vouchers[voucherId]).toMatchObject({ left: 0 });
  });

  test('a late payment needs a claim again; with none left the money goes back', () => {
    const m = threeProducers();
    m.host.makesVoucher({ cap: 1 });
    const ana = m.buyer('ana');
    const late = ana.places({ lines: { potatoes: 1 } });
    m.passes(16 * 60_000);
    const taken = m.buyer('bo').places({ lines: { potatoes: 1 } });
    expect(m.bench.order(taken)!.totalMinor).toBe(990);
    replyOf(ana.pays(late));
    expect(m.bench.order(late)!.status).toBe('EXPIRED_REFUNDED');

    const again = threeProducers();
    const voucherId = again.host.makesVoucher({ cap: 1 });
    const bo = again.buyer('bo');
    const orderId = bo.places({ lines: { potatoes: 1 } });
    again.passes(16 * 60_000);
    again.host.endsVoucher(voucherId);
    replyOf(bo.pays(orderId));
    expect(again.bench.order(orderId)).toMatchObject({ status: 'PAID', late: true, totalMinor: 990 });
    expect(claimed(again, voucherId)).toBe(1);
  });

  test('a replay of the log counts the same', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ perBuyerCap: 2 });
    m.buyer('ana').places({ lines: { potatoes: 1 } });
    replyOf(m.host.promotes('quinoa', { units: 2, total: 6_000 }));
    m.bench.restart();
    expect(claimed(m, voucherId)).toBe(1);
    expect(m.item('quinoa').promotion).toMatchObject({ totalMinor: 6_000 });
  });
});
