import { describe, expect, test } from 'vitest';
import { publicView } from '../../server/market/market.ts';
import { idOf } from '../builders/bench.ts';
import { at, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { placedBy, threeProducers } from '../builders/three-producers.ts';

const voucherOf = (m: Market, voucherId: string) => m.bench.state.vouchers.get(voucherId)!;
const invalid = (field: string, reason: string, limit?: number) => ({
  ...{ code: 'VOUCHER_INVALID', field, reason },
  ...(limit !== undefined && { limit }),
});

describe('[V3] what of a voucher can be changed', () => {
  test('its window: longer and shorter, and viewers hear of it at once', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ endsAtMs: at('20:00') });
    replyOf(m.host.editsVoucher(voucherId, { endsAtMs: at('21:00') }));
    expect(publicView(m.bench.state).vouchers[voucherId]).toMatchObject({ endsAtMs: at('21:00') });
    m.until('20:30');
    expect(placedBy(m, { lines: { potatoes: 1 } }).totalMinor).toBe(990);
    replyOf(m.host.editsVoucher(voucherId, { endsAtMs: at('20:31') }));
    m.until('20:31');
    expect(placedBy(m, { lines: { potatoes: 1 } }).totalMinor).toBe(1_990);
  });

  test('its start until it has begun; its end comes after it, at most 31 days', () => {
    const m = threeProducers();
    const soon = m.host.makesVoucher({ startsAtMs: at('20:00'), endsAtMs: at('21:00') });
    replyOf(m.host.editsVoucher(soon, { startsAtMs: at('20:10') }));
    const begins = (startsAtMs: number) => m.host.editsVoucher(soon, { startsAtMs });
    expect(refusalOf(begins(at('21:00')))).toMatchObject(invalid('endsAtMs', 'duration'));
    m.until('20:09:59.999');
    expect(placedBy(m, { lines: { potatoes: 1 } }).totalMinor).toBe(1_990);
    m.until('20:10');
    expect(refusalOf(begins(at('20:20')))).toEqual(invalid('startsAtMs', 'started'));
    const ends = (endsAtMs: number) => refusalOf(m.host.editsVoucher(soon, { endsAtMs }));
    expect(ends(m.bench.nowMs)).toMatchObject(invalid('endsAtMs', 'duration'));
    expect(ends(at('20:10') + 31 * 86_400_000 + 1)).toMatchObject(invalid('endsAtMs', 'duration'));
  });

  test('how many may claim it: more, and fewer down to what is claimed', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 2 });
    const order = () => placedBy(m, { lines: { potatoes: 1 } }).totalMinor;
    expect([order(), order(), order()]).toEqual([990, 990, 1_990]);
    replyOf(m.host.editsVoucher(voucherId, { cap: 3 }));
    expect([order(), order()]).toEqual([990, 1_990]);
    expect(refusalOf(m.host.editsVoucher(voucherId, { cap: 2 }))).toEqual(invalid('cap', 'claimed', 3));
    replyOf(m.host.editsVoucher(voucherId, { cap: 4 }));
    replyOf(m.host.editsVoucher(voucherId, { cap: 3 }));
    expect(voucherOf(m, voucherId)).toMatchObject({ cap: 3, claimed: 3 });
  });

  test('what it takes off until somebody has claimed it: what was promised stays', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const off = { kind: 'percent' as const, bps: 1_000, maxMinor: 500 };
    replyOf(m.host.editsVoucher(voucherId, { off, fromMinor: 1_000 }));
    expect(placedBy(m, { lines: { potatoes: 1 } }).totalMinor).toBe(1_791);
    const other = { off: { kind: 'amount' as const, offMinor: 500 } };
    expect(refusalOf(m.host.editsVoucher(voucherId, other))).toEqual(invalid('off', 'claimed'));
    expect(refusalOf(m.host.editsVoucher(voucherId, { fromMinor: 0 }))).toEqual(invalid('off', 'claimed'));
    // The same terms once more are no change of them.
    replyOf(m.host.editsVoucher(voucherId, { off: { ...off }, fromMinor: 1_000, name: 'Tenth' }));
    expect(voucherOf(m, voucherId).name).toBe('Tenth');
  });

  test('its name, which can be taken away again; the fact says all that stands then', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ name: 'First' });
    expect(factsOf(m.host.editsVoucher(voucherId, { name: 'Second' }))).toEqual([
      {
        type: 'voucher_edited',
        ...{ voucherId, name: 'Second', off: { kind: 'amount', offMinor: 1_000 }, fromMinor: 0 },
        ...{ startsAtMs: m.bench.nowMs, endsAtMs: m.bench.nowMs + 3_600_000, cap: 100 },
        ...{ undoes: null, by: m.host.by },
      },
    ]);
    expect(factsOf(m.host.editsVoucher(voucherId, { name: 'Second' }))).toEqual([]);
    replyOf(m.host.editsVoucher(voucherId, { name: null }));
    expect(voucherOf(m, voucherId).name).toBeUndefined();
    m.bench.restart();
    expect(voucherOf(m, voucherId).name).toBeUndefined();
  });

  test('[I4] what is over stays so; terms that could not be made cannot be changed to', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ endsAtMs: at('20:00') });
    expect(refusalOf(m.host.editsVoucher(voucherId, { fromMinor: 999 }))).toMatchObject(
      invalid('offMinor', 'above_threshold'),
    );
    expect(refusalOf(m.host.editsVoucher(idOf(5), { cap: 1 }))).toEqual({ code: 'NOT_FOUND' });
    m.until('20:00');
    const longer = { endsAtMs: at('21:00') };
    expect(refusalOf(m.host.editsVoucher(voucherId, longer))).toEqual(invalid('voucherId', 'ended'));
    const ended = m.host.makesVoucher();
    m.host.endsVoucher(ended);
    expect(refusalOf(m.host.editsVoucher(ended, longer))).toEqual(invalid('voucherId', 'ended'));
    m.closes();
    expect(refusalOf(m.host.editsVoucher(ended, longer))).toEqual({ code: 'STREAM_CLOSED' });
  });

  test('[L4] it is decided on what was seen', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const { version } = voucherOf(m, voucherId);
    replyOf(m.host.editsVoucher(voucherId, { cap: 9, version }));
    expect(refusalOf(m.host.editsVoucher(voucherId, { cap: 8, version }))).toEqual({
      ...{ code: 'STALE_VERSION', version: voucherOf(m, voucherId).version },
    });
  });

  test('a late payment needs a claim under the limit of now; its terms are those of then', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 2 });
    const late = m.buyer('ana').places({ lines: { potatoes: 1 } });
    m.passes(16 * 60_000);
    replyOf(m.host.editsVoucher(voucherId, { cap: 1, off: { kind: 'amount', offMinor: 5 } }));
    replyOf(m.buyer('ana').pays(late));
    expect(m.bench.order(late)).toMatchObject({ status: 'PAID', late: true, totalMinor: 990 });
    expect(voucherOf(m, voucherId)).toMatchObject({ claimed: 1, cap: 1 });
  });
});

describe('[L5] a change of a voucher is taken back', () => {
  test('within five seconds, whole', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ name: 'First', cap: 5 });
    const before = { ...voucherOf(m, voucherId) };
    const { seq, undoUntilMs } = replyOf(m.host.editsVoucher(voucherId, { name: 'Second', cap: 7 }));
    expect(undoUntilMs).toBe(m.bench.nowMs + 5_000);
    expect(factsOf(m.host.undoes(seq))).toMatchObject([{ type: 'voucher_edited', undoes: seq, cap: 5 }]);
    const { version, ...now } = voucherOf(m, voucherId);
    expect({ ...now, version: before.version }).toEqual(before);
    expect(refusalOf(m.host.undoes(seq))).toMatchObject({ code: 'STALE_VERSION', version });
  });

  test('not after that, not over somebody else’s, and not by who may not change it', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const first = replyOf(m.host.editsVoucher(voucherId, { cap: 9 })).seq;
    replyOf(m.host.editsVoucher(voucherId, { cap: 8 }));
    expect(refusalOf(m.host.undoes(first))).toMatchObject({ code: 'STALE_VERSION' });
    const second = replyOf(m.host.editsVoucher(voucherId, { cap: 7 })).seq;
    replyOf(m.host.grants(idOf(900_005), ['pin']));
    expect(refusalOf(m.host.as(idOf(900_005)).undoes(second))).toEqual({ code: 'FORBIDDEN' });
    m.passes(5_000);
    expect(refusalOf(m.host.undoes(second))).toMatchObject({ code: 'STALE_VERSION' });
    expect(voucherOf(m, voucherId).cap).toBe(7);
  });

  test('[V3] not once it is over: its code may be given to another', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ code: 'TATER', endsAtMs: m.bench.nowMs + 60_000 });
    const { seq } = replyOf(m.host.editsVoucher(voucherId, { endsAtMs: m.bench.nowMs + 2_000 }));
    m.passes(2_000);
    const again = m.host.makesVoucher({ code: 'TATER' });
    expect(refusalOf(m.host.undoes(seq))).toMatchObject({ code: 'STALE_VERSION' });
    expect(voucherOf(m, again)).toMatchObject({ code: voucherOf(m, voucherId).code });
  });

  test('not when claims have come that the old terms could not have', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 1 });
    const { seq } = replyOf(m.host.editsVoucher(voucherId, { cap: 2 }));
    m.buyer('ana').places({ lines: { potatoes: 1 } });
    m.buyer('bo').places({ lines: { potatoes: 1 } });
    expect(refusalOf(m.host.undoes(seq))).toMatchObject({ code: 'STALE_VERSION' });
    const other = threeProducers();
    const id = other.host.makesVoucher();
    const changed = other.host.editsVoucher(id, { off: { kind: 'amount', offMinor: 5 } });
    const { seq: at } = replyOf(changed);
    other.buyer('ana').places({ lines: { potatoes: 1 } });
    expect(refusalOf(other.host.undoes(at))).toMatchObject({ code: 'STALE_VERSION' });
  });
});
