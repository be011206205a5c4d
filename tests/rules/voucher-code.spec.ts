import { describe, expect, test } from 'vitest';
import { consoleFrame, privateView, publicView } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { codesOf } from '../../server/market/voucher/code.ts';
import { changesOf } from '../../shared/live-view/told.ts';
import { foldCode, madeUpCode } from '../../shared/values/voucher-code.ts';
import { idOf } from '../builders/bench.ts';
import { at, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { askedFor, placedBy, threeProducers } from '../builders/three-producers.ts';

const OFF_900 = { off: { kind: 'amount' as const, offMinor: 900 } };
const OFF_500 = { off: { kind: 'amount' as const, offMinor: 500 } };

/** What the quote says to ana, who has typed this. */
function typed(m: Market, code: string, units: Record<string, number> = { potatoes: 1 }) {
  return m.buyer('ana').quote(askedFor(m, units), idOf(930_000), null, code)!;
}

test('[V1] [M2] a code that is made up has eight characters that nobody takes for others, each as likely', () => {
  let bytes = 0;
  const next = (count: number) => Uint8Array.from({ length: count }, () => bytes++ % 256);
  const seen = new Map<string, number>();
  for (let turn = 0; turn < 31; turn += 1) {
    const code = madeUpCode(next);
    expect(code).toHaveLength(8);
    expect(foldCode(code)).toBe(code);
    for (const letter of code) seen.set(letter, (seen.get(letter) ?? 0) + 1);
  }
  expect(seen.size).toBe(31);
  expect([...new Set(seen.values())]).toEqual([8]);
});

describe('[V1] a voucher that has a code', () => {
  test('counts for who types it, in any case and spelling, and for nobody else', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ ...OFF_900, code: 'Spring10' });
    expect(placedBy(m, { lines: { potatoes: 1 } }).totalMinor).toBe(1_990);
    for (const code of ['SPRING10', 'spring10', 'SPR1NGIO']) {
      const order = placedBy(m, { lines: { potatoes: 1 }, code, total: 1_090 });
      expect(order).toMatchObject({ totalMinor: 1_090, vouchers: [voucherId] });
    }
    expect(placedBy(m, { lines: { potatoes: 1 }, code: 'SPRING11' }).totalMinor).toBe(1_990);
  });

  test('by its id alone it is as if it were not there', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ ...OFF_900, code: 'SPRING' });
    const named = { lines: { potatoes: 1 }, vouchers: [voucherId] };
    const unknown = { lines: { potatoes: 1 }, vouchers: [idOf(77)] };
    const { voucherId: _id, ...said } = refusalOf(m.buyer('ana').orders(named)) as { voucherId: string };
    expect(refusalOf(m.buyer('ana').orders(unknown))).toMatchObject(said);
    expect(refusalOf(m.buyer('ana').orders({ ...named, code: 'SUMMER' }))).toMatchObject(said);
    expect(placedBy(m, { ...named, code: 'spring' }).vouchers).toEqual([voucherId]);
  });

  test('the quote says what it takes off, and the order costs just that', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ ...OFF_900, code: 'SPRING' });
    const quote = typed(m, 'spring');
    expect(quote).toMatchObject({ totalMinor: 1_090, vouchers: [{ voucherId, isUsed: true, minor: 900 }] });
    expect(quote.code).toMatchObject({ outcome: 'used', minor: 900, voucher: { voucherId, ...OFF_900 } });
    const order = { lines: { potatoes: 1 }, code: 'spring', vouchers: [voucherId] };
    expect(placedBy(m, { ...order, total: quote.totalMinor }).totalMinor).toBe(1_090);
  });

  test('or why it does not count: each reason for itself, and the quote stands all the same', () => {
    const m = threeProducers();
    const why = (code: string, units?: Record<string, number>) => {
      const quote = typed(m, code, units);
      expect(quote.totalMinor).toBeGreaterThan(0);
      return quote.code;
    };
    expect(why('NOTHING')).toEqual({ outcome: 'not_used', reason: 'unknown' });
    m.host.makesVoucher({ ...OFF_500, code: 'LATER', startsAtMs: at('20:30'), endsAtMs: at('21:00') });
    expect(why('later')).toEqual({
      ...{ outcome: 'not_used', reason: 'not_started', startsAtMs: at('20:30') },
    });
    const over = m.host.makesVoucher({ ...OFF_500, code: 'OVER' });
    m.host.endsVoucher(over);
    expect(why('OVER')).toEqual({ outcome: 'not_used', reason: 'ended' });
    m.host.makesVoucher({ ...OFF_500, code: 'FEWER', cap: 1 });
    m.buyer('bo').places({ lines: { potatoes: 1 }, code: 'FEWER' });
    expect(why('FEWER')).toEqual({ outcome: 'not_used', reason: 'used_up' });
    m.host.makesVoucher({ ...OFF_500, code: 'ONCE', perBuyerCap: 1 });
    m.buyer('ana').places({ lines: { potatoes: 1 }, code: 'ONCE' });
    expect(why('ONCE')).toEqual({ outcome: 'not_used', reason: 'buyer_limit' });
    m.host.makesVoucher({ ...OFF_500, code: 'BIGGER', fromMinor: 5_000 });
    expect(why('BIGGER')).toMatchObject({ outcome: 'not_used', reason: 'not_met', missingMinor: 3_010 });
    const ofWalnuts = { kind: 'items' as const, itemNumbers: [m.numberOf('walnuts')] };
    m.host.makesVoucher({ ...OFF_500, code: 'WALNUT', scope: ofWalnuts });
    expect(why('WALNUT')).toEqual({ outcome: 'not_used', reason: 'nothing' });
    expect(why('WALNUT', { walnuts: 1 })).toMatchObject({ outcome: 'used', minor: 500 });
    m.host.makesVoucher({ off: { kind: 'shipping', offMinor: null }, code: 'SENDS' });
    expect(why('SENDS')).toEqual({ outcome: 'not_used', reason: 'nothing' });
    m.host.makesVoucher(OFF_900);
    m.host.makesVoucher({ ...OFF_500, code: 'SMALLER' });
    const smaller = typed(m, 'SMALLER');
    expect(smaller.code).toMatchObject({ outcome: 'not_used', reason: 'not_better' });
    expect(smaller.vouchers.map(({ isUsed, minor }) => [isUsed, minor])).toEqual([
      [true, 900],
      [false, 500],
    ]);
  });

  test('[O2] a code that stopped counting raises no total that was seen', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ ...OFF_900, code: 'SPRING' });
    m.host.endsVoucher(voucherId);
    const order = { lines: { potatoes: 1 }, code: 'SPRING', total: 1_090 };
    expect(refusalOf(m.buyer('ana').orders(order))).toEqual({
      ...{ code: 'PRICE_CHANGED', wasMinor: 1_090, nowMinor: 1_990 },
    });
    expect(refusalOf(m.buyer('ana').orders({ ...order, vouchers: [voucherId] }))).toEqual({
      ...{ code: 'VOUCHER_GONE', voucherId, reason: 'ended', nowMinor: 1_990 },
    });
  });

  test('[V3] the last one goes to whoever stands first in the log, typed or not', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ ...OFF_900, code: 'SPRING', cap: 1 });
    const order = { lines: { potatoes: 1 }, code: 'SPRING', vouchers: [voucherId] };
    replyOf(m.buyer('ana').orders(order));
    expect(refusalOf(m.buyer('bo').orders(order))).toMatchObject({ code: 'VOUCHER_GONE', reason: 'used_up' });
  });
});

describe('[V1] a code is given once', () => {
  test('as long as its voucher is not over, in whatever spelling', () => {
    const m = threeProducers();
    const first = m.host.makesVoucher({ code: 'HELLO' });
    for (const code of ['hello', 'HE11O', 'HEIL0']) {
      expect(refusalOf(m.host.voucher({ code }))).toEqual({
        ...{ code: 'VOUCHER_INVALID', field: 'code', reason: 'code_taken' },
      });
    }
    m.host.endsVoucher(first);
    const second = m.host.makesVoucher({ ...OFF_500, code: 'hello' });
    expect(placedBy(m, { lines: { potatoes: 1 }, code: 'Hello' })).toMatchObject({
      ...{ totalMinor: 1_490, vouchers: [second] },
    });
  });

  test('a replay of the log finds it again', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ code: 'SPRING' });
    m.bench.restart();
    expect(placedBy(m, { lines: { potatoes: 1 }, code: 'spring' }).vouchers).toEqual([voucherId]);
  });
});

describe('[INV17] who is told a code', () => {
  test('whoever made it, and nobody else: not viewers, not the floor, not an order', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ ...OFF_900, name: 'For Anna', code: 'SPRING' });
    const { staffId } = m.host.by;
    const other = m.host.as(idOf(900_002));
    other.makesVoucher({ ...OFF_500, code: 'AUTUMN' });
    const { state } = m.bench;
    expect(codesOf(state, staffId)).toEqual({ codes: [{ voucherId, code: 'SPRING' }] });
    expect(codesOf(state, idOf(900_003))).toEqual({ codes: [] });
    placedBy(m, { lines: { potatoes: 1 }, code: 'spring' });
    const told = JSON.stringify([
      changesOf(publicView(state)),
      consoleFrame(state, 'h'),
      privateView(state, m.buyer('ana').buyerId),
      m.buyer('bo').quote(askedFor(m, { potatoes: 1 })),
    ]);
    expect(told).not.toMatch(/SPRING|AUTUMN/i);
    // That there is something to type is all that viewers hear of it; neither its terms nor its id.
    expect(publicView(state)).toMatchObject({ vouchers: {}, stream: { takesCodes: true, isQuoted: true } });
    expect(JSON.stringify(changesOf(publicView(state)))).not.toContain(voucherId);
    const floor = consoleFrame(state, 'h').vouchers.find((each) => each.voucherId === voucherId);
    expect(floor).toMatchObject({ name: 'For Anna', hasCode: true, claimed: 1 });
    // The scan can fail: the state itself has it.
    expect(writeState(state)).toMatch(/SPRING/);
  });

  test('when the last of them is ended there is nothing to type', () => {
    const m = threeProducers();
    m.host.endsVoucher(m.host.makesVoucher({ code: 'SPRING' }));
    expect(publicView(m.bench.state).stream?.takesCodes).toBeUndefined();
  });

  test('the fact has it as it was written, in capitals', () => {
    const m = threeProducers();
    expect(factsOf(m.host.voucher({ code: 'Spring10', name: 'Spring' }))).toMatchObject([
      { type: 'voucher_created', code: 'SPRING10', name: 'Spring' },
    ]);
  });
});
