import { describe, expect, test } from 'vitest';
import { Broken } from '../../server/audit/broken.ts';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { replay } from '../builders/bench.ts';
import type { Host } from '../builders/host.ts';
import { aLiveStream, aProduct, at, type Market, type StreamStory } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

const END = at('20:05');

/** A flash from 20:00 to 20:05, at 1,990 instead of 2,990. */
function aFlash({
  cap = 50,
  stock = 100,
  afterEnd = 'list' as 'list' | 'off',
  ...story
}: Partial<StreamStory> & { cap?: number; stock?: number; afterEnd?: 'list' | 'off' } = {}) {
  const market = aLiveStream(aProduct('potato', { stock, price: 2_990 }), story);
  market.until('19:59:00');
  const terms = { price: 1_990, startsAtMs: at('20:00'), seconds: 300, cap, perBuyer: 5, afterEnd };
  return { market, flashId: market.host.startsFlash('potato', terms) };
}

const seen = (flashId: string) => ({ seen: 1_990, flashId });

/** What the books find broken in a log; null: nothing. */
function finding({ bench }: Market, change = (fact: StreamFact): StreamFact => fact) {
  const books = new StreamFacts(emptyStream(bench.state.streamId));
  try {
    for (const { text, seq, atMs } of bench.log) {
      books.take(change(JSON.parse(text)), { seq, atMs });
    }
    return null;
  } catch (error) {
    if (error instanceof Broken) return error.finding;
    throw error;
  }
}

describe('[F5] a receipt fixes the price that was due when it was given', () => {
  test('an add that came in time and was not decided has the flash price on its second try', () => {
    const { market, flashId } = aFlash();
    market.until('20:05:12');
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    const reply = replyOf(market.buyer('ana').adds('potato', 1, story));
    expect(reply).toMatchObject({ unitPriceMinor: 1_990, lateOk: false, heldUntilMs: at('20:10') });
    expect(market.bench.facts().at(-1)).toMatchObject({
      type: 'cart_added',
      receiptAtMs: END - 1,
      flashId,
    });
    expect(finding(market)).toBeNull();
  });

  test('an order that was turned away in time has the flash price on its second try', () => {
    const { market, flashId } = aFlash({ holdPolicy: 'first_paid' });
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, seen(flashId)));
    market.until('20:05:20');
    expect(refusalOf(ana.orders({ lines: { potato: [1, 1_990] } })).code).toBe('PRICE_CHANGED');
    const { order } = replyOf(ana.orders({ lines: { potato: [1, 1_990] }, receiptAtMs: END - 500 }));
    expect(order).toMatchObject({
      totalMinor: 1_990,
      receivedAtMs: END - 500,
      lines: [{ tapAtMs: END - 500 }],
    });
    expect(finding(market)).toBeNull();
  });

  test('a quote is judged by it as well', () => {
    const { market, flashId } = aFlash();
    market.until('20:05:09');
    const story = { ...seen(flashId), quote: true, receiptAtMs: END + 1_999 };
    expect(replyOf(market.buyer('ana').adds('potato', 1, story))).toMatchObject({ lateOk: true });
    const late = { ...story, receiptAtMs: END + 2_000 };
    expect(refusalOf(market.buyer('ben').adds('potato', 1, late)).code).toBe('PRICE_CHANGED');
    expect(finding(market)).toBeNull();
  });

  test.each([
    [29_999, true],
    [30_000, false],
  ])('it is good for thirty seconds: %i ms after its arrival, %s', (ms, isGood) => {
    const { market, flashId } = aFlash();
    market.bench.passTo(END - 1 + ms);
    const { outcome } = market.buyer('ana').adds('potato', 1, { ...seen(flashId), receiptAtMs: END - 1 });
    expect(outcome.kind).toBe(isGood ? 'accepted' : 'refused');
  });

  test('what a clock says that runs ahead proves nothing', () => {
    const { market, flashId } = aFlash();
    market.until('20:05:01');
    const story = { ...seen(flashId), receivedAtMs: at('20:05:01'), receiptAtMs: at('20:05:02') };
    expect(refusalOf(market.buyer('ana').adds('potato', 1, story)).code).toBe('PRICE_CHANGED');
  });

  test('a setting of 0 is no receipt', () => {
    const { market, flashId } = aFlash({ settings: { receiptMs: 0 } });
    market.until('20:05:01');
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    expect(refusalOf(market.buyer('ana').adds('potato', 1, story)).code).toBe('PRICE_CHANGED');
  });

  test('it gives the price once per buyer and flash, whoever the buyer has become', () => {
    const { market, flashId } = aFlash();
    const ana = market.until('20:05:05').buyer('ana');
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    replyOf(ana.adds('potato', 1, story));
    expect(refusalOf(ana.adds('potato', 1, story)).code).toBe('PRICE_CHANGED');
    const guest = market.buyer('guest');
    replyOf(guest.adds('potato', 1, story));
    const other = market.buyer('other');
    guest.becomes(other);
    expect(refusalOf(other.adds('potato', 1, story)).code).toBe('PRICE_CHANGED');
    expect(finding(market)).toBeNull();
  });

  test('one that was not needed is not used up, and leaves no trace', () => {
    const { market, flashId } = aFlash();
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, { ...seen(flashId), receiptAtMs: at('20:03:50') }));
    expect(market.bench.facts().at(-1)).not.toHaveProperty('receiptAtMs');
    market.until('20:05:05');
    replyOf(ana.adds('potato', 1, { ...seen(flashId), receiptAtMs: END - 1 }));
    expect(finding(market)).toBeNull();
  });

  test('the price of a flash is found when the next one has begun meanwhile', () => {
    const { market, flashId } = aFlash();
    market.until('20:05:01');
    market.host.startsFlash('potato', { price: 2_500, startsAtMs: at('20:05:02'), seconds: 60, cap: 5 });
    market.until('20:05:10');
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    expect(replyOf(market.buyer('ana').adds('potato', 1, story))).toMatchObject({ unitPriceMinor: 1_990 });
    expect(finding(market)).toBeNull();
  });

  test('an item that its flash switched off is sold to who came in time', () => {
    const { market, flashId } = aFlash({ afterEnd: 'off' });
    market.until('20:05:10');
    expect(refusalOf(market.buyer('ben').adds('potato', 1, seen(flashId))).code).toBe('FLASH_ENDED');
    replyOf(market.buyer('ana').adds('potato', 1, { ...seen(flashId), receiptAtMs: END - 1 }));
  });
});

describe('[F5] [F6] a receipt gives no unit', () => {
  test('units come from those that lapsed first, then from those that were never taken', () => {
    const { market, flashId } = aFlash({ cap: 5 });
    const ben = market.until('20:04:00').buyer('ben');
    replyOf(ben.adds('potato', 2, seen(flashId)));
    market.until('20:05:01');
    replyOf(ben.removes('potato', 2));
    expect(market.quota(flashId)).toMatchObject({ free: 3, lapsed: 2, held: 0 });
    replyOf(market.buyer('ana').adds('potato', 3, { ...seen(flashId), receiptAtMs: END - 1 }));
    expect(market.quota(flashId)).toMatchObject({ free: 2, lapsed: 0, held: 3 });
    expect(market.bench.facts().at(-1)).toMatchObject({ fromLapsed: 2 });
    expect(finding(market)).toBeNull();
  });

  test('an order has them likewise, and all of them are counted once', () => {
    const { market, flashId } = aFlash({ cap: 5, holdPolicy: 'first_paid' });
    const [ana, ben] = [market.until('20:04:00').buyer('ana'), market.buyer('ben')];
    replyOf(ana.adds('potato', 4, seen(flashId)));
    replyOf(ben.adds('potato', 2, seen(flashId)));
    const benOrder = ben.places({ lines: { potato: 2 } });
    market.until('20:05:01');
    replyOf(ben.cancels(benOrder));
    expect(market.quota(flashId)).toMatchObject({ free: 3, lapsed: 2, unpaid: 0 });
    replyOf(ana.orders({ lines: { potato: [4, 1_990] }, receiptAtMs: END - 1 }));
    expect(market.quota(flashId)).toMatchObject({ free: 1, lapsed: 0, unpaid: 4 });
    expect(finding(market)).toBeNull();
    expect(writeState(replay(market.bench.log, emptyStream(market.bench.state.streamId)))).toBe(
      writeState(market.bench.state),
    );
  });

  test.each([
    ['a voucher', (host: Host) => host.voucher({ off: { kind: 'amount', offMinor: 100 } })],
    ['a promotion', (host: Host) => host.promotes('potato', { units: 4, total: 7_900 })],
  ])('%s takes nothing from what a line says of its taps and its units', (_, offers) => {
    const { market, flashId } = aFlash({ cap: 5, holdPolicy: 'first_paid' });
    const [ana, ben] = [market.until('20:04:00').buyer('ana'), market.buyer('ben')];
    replyOf<unknown>(offers(market.host));
    replyOf(ana.adds('potato', 4, seen(flashId)));
    replyOf(ben.adds('potato', 2, seen(flashId)));
    const benOrder = ben.places({ lines: { potato: 2 } });
    market.until('20:05:01');
    replyOf(ben.cancels(benOrder));
    replyOf(ana.orders({ lines: { potato: [4, 1_990] }, receiptAtMs: END - 1 }));
    const placed = market.bench.facts().findLast((fact) => fact.type === 'order_placed');
    const [line] = placed!.lines;
    expect(line!.payMinor).toBeLessThan(4 * 1_990);
    expect(line).toMatchObject({ byReceipt: true, fromLapsed: 2, tapAtMs: END - 1 });
    expect(market.quota(flashId)).toMatchObject({ free: 1, lapsed: 0, unpaid: 4 });
    expect(finding(market)).toBeNull();
  });

  test('the quota of the flash stays its bound', () => {
    const { market, flashId } = aFlash({ cap: 2 });
    replyOf(market.until('20:04:00').buyer('ben').adds('potato', 2, seen(flashId)));
    market.until('20:05:05');
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    expect(refusalOf(market.buyer('ana').adds('potato', 1, story)).code).toBe('FLASH_QUOTA_GONE');
  });

  test('so does the shelf, and what others bought meanwhile is gone', () => {
    const { market, flashId } = aFlash({ cap: 3, stock: 3 });
    market.until('20:05:05');
    replyOf(market.buyer('ben').adds('potato', 3));
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    expect(refusalOf(market.buyer('ana').adds('potato', 1, story)).code).toBe('ALL_HELD');
  });

  test('stop, pause, the end of the stream and limits are judged now', () => {
    const { market, flashId } = aFlash();
    const story = { ...seen(flashId), receiptAtMs: END - 1 };
    market.until('20:05:05');
    const ana = market.buyer('ana');
    expect(refusalOf(ana.adds('potato', 6, story))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 5 });
    replyOf(market.host.stops('potato'));
    expect(refusalOf(ana.adds('potato', 1, story)).code).toBe('STOPPED');
    replyOf(market.host.endsStream());
    expect(refusalOf(ana.adds('potato', 1, story)).code).toBe('STREAM_NOT_LIVE');
  });
});

describe('[INV7] the books prove what a receipt gave', () => {
  function aReceipt() {
    const { market, flashId } = aFlash({ cap: 5 });
    const ben = market.until('20:04:00').buyer('ben');
    replyOf(ben.adds('potato', 2, seen(flashId)));
    market.until('20:05:01');
    replyOf(ben.removes('potato', 2));
    market.until('20:05:10');
    replyOf(market.buyer('ana').adds('potato', 3, { ...seen(flashId), receiptAtMs: END - 1 }));
    return market;
  }
  const changed = (change: object) => (fact: StreamFact) =>
    fact.type === 'cart_added' && fact.receiptAtMs !== undefined
      ? ({ ...fact, ...change } as StreamFact)
      : fact;

  test.each([
    ['none at all', { receiptAtMs: undefined }, /^3 lapsed|^2 lapsed units|^a flash price at/],
    ['one of after the end', { receiptAtMs: END }, /^a flash price at/],
    ['one that is too old', { receiptAtMs: at('20:04:39') }, /^a receipt of/],
    ['one of later than its command', { receiptAtMs: at('20:05:11') }, /^a receipt of/],
    ['other units than the lapsed ones', { fromLapsed: 1 }, /^1 lapsed units/],
  ])('%s is broken', (_name, change, found) => {
    expect(finding(aReceipt(), changed(change))).toMatchObject({
      invariant: 'INV7',
      found: expect.stringMatching(found),
    });
  });

  test('one where the price was due anyway is broken', () => {
    const { market, flashId } = aFlash();
    market.until('20:04:00');
    replyOf(market.buyer('ana').adds('potato', 1, seen(flashId)));
    const change = (fact: StreamFact) =>
      fact.type === 'cart_added' ? { ...fact, receiptAtMs: at('20:03:50') } : fact;
    expect(finding(market, change)).toMatchObject({
      invariant: 'INV7',
      expected: expect.stringMatching(/due anyway/),
    });
  });
});
