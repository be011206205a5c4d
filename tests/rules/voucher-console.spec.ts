import { describe, expect, test } from 'vitest';
import { publicView } from '../../server/market/market.ts';
import { MAX_VOUCHERS } from '../../shared/market/voucher/bounds.ts';
import { idOf } from '../builders/bench.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { threeProducers } from '../builders/three-producers.ts';

describe('at the console', () => {
  test('[I4] terms that cannot be are refused field by field', () => {
    const m = threeProducers();
    const no = (story: Parameters<typeof m.host.voucher>[0]) => refusalOf(m.host.voucher(story));
    const invalid = (field: string, reason: string) =>
      expect.objectContaining({ code: 'VOUCHER_INVALID', field, reason });
    expect(no({ scope: { kind: 'producer', producerId: idOf(7) } })).toEqual(invalid('scope', 'scope'));
    expect(no({ scope: { kind: 'items', itemNumbers: [1, 9] } })).toEqual(invalid('scope', 'scope'));
    const shipping = { off: { kind: 'shipping' as const, offMinor: null } };
    const ofOne = { scope: { kind: 'items' as const, itemNumbers: [1] } };
    expect(no({ ...shipping, ...ofOne })).toEqual(invalid('scope', 'scope'));
    expect(no({ fundedBy: 'producer' })).toEqual(invalid('fundedBy', 'funder'));
    expect(no({ ...shipping, fundedBy: 'producer' })).toEqual(invalid('fundedBy', 'funder'));
    expect(no({ fromMinor: 999 })).toEqual(invalid('offMinor', 'above_threshold'));
    expect(no({ endsAtMs: m.bench.nowMs })).toEqual(invalid('endsAtMs', 'duration'));
    expect(no({ endsAtMs: m.bench.nowMs + 32 * 86_400_000 })).toEqual(invalid('endsAtMs', 'duration'));
  });

  test('a promotion has to be cheaper than singly, cost something, and be decided on what was seen', () => {
    const m = threeProducers();
    const no = (story: Parameters<typeof m.host.promotes>[1]) =>
      refusalOf(m.host.promotes('potatoes', story));
    expect(no({ total: 5_970 })).toMatchObject({ field: 'totalMinor', reason: 'not_cheaper', limit: 5_969 });
    expect(no({ total: 2 })).toMatchObject({ field: 'totalMinor', reason: 'too_low', limit: 3 });
    expect(no({ seconds: -1 })).toMatchObject({ field: 'endsAtMs', reason: 'duration' });
    expect(no({ version: 1 })).toMatchObject({ code: 'STALE_VERSION' });
    replyOf(m.host.promotes('potatoes'));
    expect(publicView(m.bench.state).promotions[1]).toMatchObject({ units: 3, totalMinor: 5_000 });
    replyOf(m.host.promotes('potatoes', null));
    expect(publicView(m.bench.state).promotions).toEqual({});
  });

  test('[L4] ending always wins; ended twice is ended once, and viewers see it no more', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    expect(Object.keys(publicView(m.bench.state).vouchers)).toEqual([voucherId]);
    expect(factsOf(m.host.endsVoucher(voucherId))).toHaveLength(1);
    expect(factsOf(m.host.endsVoucher(voucherId))).toHaveLength(0);
    expect(publicView(m.bench.state).vouchers).toEqual({});
    expect(refusalOf(m.host.endsVoucher(idOf(5)))).toEqual({ code: 'NOT_FOUND' });
  });

  test('a stream makes so many vouchers and no more, and none once it is closed', () => {
    const m = threeProducers();
    m.bench.checksDecisions = false;
    for (let count = 0; count < MAX_VOUCHERS; count += 1) m.host.makesVoucher();
    expect(refusalOf(m.host.voucher())).toMatchObject({ reason: 'too_many', limit: MAX_VOUCHERS });
    m.closes();
    expect(refusalOf(m.host.voucher())).toEqual({ code: 'STREAM_CLOSED' });
    expect(refusalOf(m.host.promotes('potatoes'))).toEqual({ code: 'STREAM_CLOSED' });
  });
});
