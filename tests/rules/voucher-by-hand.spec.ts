import { describe, expect, test } from 'vitest';
import { idOf } from '../builders/bench.ts';
import { at } from '../builders/market.ts';
import { refusalOf } from '../builders/outcomes.ts';
import { placedBy, threeProducers } from '../builders/three-producers.ts';

describe('[V1] by hand', () => {
  test('whoever names vouchers gets those; an empty list is none', () => {
    const m = threeProducers();
    const small = m.host.makesVoucher({ off: { kind: 'amount', offMinor: 100 } });
    m.host.makesVoucher({ off: { kind: 'amount', offMinor: 900 } });
    expect(placedBy(m, { lines: { potatoes: 1 }, vouchers: [small] }).totalMinor).toBe(1_890);
    const none = placedBy(m, { lines: { potatoes: 1 }, vouchers: [] });
    expect(none.totalMinor).toBe(1_990);
    expect(none.vouchers).toBeUndefined();
  });

  test('[I4] a voucher that is gone, or not met, says why and what the order costs then', () => {
    const m = threeProducers();
    const best = m.host.makesVoucher({ off: { kind: 'amount', offMinor: 10 } });
    const voucherId = m.host.makesVoucher({ cap: 1, fromMinor: 5_000, startsAtMs: at('20:00') });
    const tries = (lines: Record<string, number>) =>
      refusalOf(m.buyer('ana').orders({ lines, vouchers: [voucherId] }));
    const gone = { code: 'VOUCHER_GONE', voucherId, nowMinor: 8_390 };
    const enough = { walnuts: 2 };
    expect(tries(enough)).toEqual({ ...gone, reason: 'not_started' });
    m.until('20:00');
    expect(tries({ potatoes: 2 })).toEqual({
      ...{ code: 'VOUCHER_NOT_MET', voucherId },
      ...{ missingMinor: 1_020, nowMinor: 3_970 },
    });
    expect(placedBy(m, { lines: enough, vouchers: [voucherId] }, 'bo').totalMinor).toBe(7_400);
    expect(tries(enough)).toEqual({ ...gone, reason: 'used_up' });
    m.host.endsVoucher(voucherId);
    expect(tries(enough)).toEqual({ ...gone, reason: 'ended' });
    m.host.endsVoucher(best);
    const two = [m.host.makesVoucher(), m.host.makesVoucher()];
    expect(refusalOf(m.buyer('ana').orders({ lines: enough, vouchers: two }))).toEqual({
      code: 'BAD_REQUEST',
      field: 'vouchers',
    });
    expect(refusalOf(m.buyer('ana').orders({ lines: enough, vouchers: [idOf(77)] }))).toMatchObject({
      code: 'VOUCHER_GONE',
    });
  });

  test('[T3] [T5] it counts by the arrival of the order, from its start up to its end', () => {
    const m = threeProducers();
    m.host.makesVoucher({ startsAtMs: at('20:00'), endsAtMs: at('20:10') });
    const total = () => placedBy(m, { lines: { potatoes: 1 } }).totalMinor;
    m.until('19:59:59.999');
    expect(total()).toBe(1_990);
    m.until('20:00');
    expect(total()).toBe(990);
    m.until('20:09:59.999');
    expect(total()).toBe(990);
    m.until('20:10');
    expect(total()).toBe(1_990);
  });

  test('[O2] a total that was seen with a voucher is not raised when it is gone', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    m.host.endsVoucher(voucherId);
    expect(refusalOf(m.buyer('ana').orders({ lines: { potatoes: 1 }, total: 990 }))).toEqual({
      code: 'PRICE_CHANGED',
      wasMinor: 990,
      nowMinor: 1_990,
    });
  });
});
