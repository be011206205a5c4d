import { describe, expect, test } from 'vitest';
import { Broken } from '../../server/audit/broken.ts';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { emptyStream } from '../../server/market/market.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

const END = at('20:05');

/** A flash from 20:00 to 20:05, at 1,990 instead of 2,990, in a market where orders need no hold. */
function aFlash(holdPolicy: 'hold' | 'first_paid' = 'first_paid'): { market: Market; flashId: string } {
  const market = aLiveStream(aProduct('potato', { stock: 100, price: 2_990 }), { holdPolicy });
  market.until('19:59:00');
  const startsAtMs = at('20:00');
  const flashId = market.host.startsFlash('potato', { price: 1_990, startsAtMs, seconds: 300, cap: 50 });
  return { market, flashId };
}

const flashSale = (flashId: string, receivedAtMs: number) => ({ seen: 1_990, flashId, receivedAtMs });

/** What the books find broken in a log; null: nothing. */
function finding({ bench }: Market, change = (fact: StreamFact): StreamFact => fact) {
  const books = new StreamFacts(emptyStream(bench.state.streamId));
  try {
    for (const { text, seq, atMs } of bench.log) books.take(change(JSON.parse(text)), { seq, atMs });
    return null;
  } catch (error) {
    if (error instanceof Broken) return error.finding;
    throw error;
  }
}

const placedIn = ({ bench }: Market) => bench.facts().find(({ type }) => type === 'order_placed');

describe('[T3] a fact keeps the arrival that judged its price', () => {
  test('an add that waited behind the end of its flash says when it came', () => {
    const { market, flashId } = aFlash('hold');
    market.until('20:05:00.000');
    replyOf(market.buyer('ana').adds('potato', 1, flashSale(flashId, END - 200)));
    expect(market.bench.facts().at(-1)).toMatchObject({ type: 'cart_added', receivedAtMs: END - 200 });
    expect(market.bench.log.at(-1)!.atMs).toBe(END);
  });

  test('one that is dated with its arrival does not say it a second time', () => {
    const { market, flashId } = aFlash('hold');
    market.until('20:04:00');
    replyOf(market.buyer('ana').adds('potato', 1, { seen: 1_990, flashId }));
    expect(market.bench.facts().at(-1)).not.toHaveProperty('receivedAtMs');
  });

  test('an order that waited behind the end of a flash has its price, and says when it came', () => {
    const { market, flashId } = aFlash();
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }));
    market.until('20:05:00.000');
    const { order } = replyOf(ana.orders({ lines: { potato: [1, 1_990] }, receivedAtMs: END - 1 }));
    expect(placedIn(market)).toMatchObject({
      receivedAtMs: END - 1,
      lines: [{ flashId, unitPriceMinor: 1_990 }],
    });
    expect(order).toMatchObject({ placedAtMs: END, receivedAtMs: END - 1 });
  });

  test('[F5] an order that came in a flash has its price when the next flash has been announced meanwhile', () => {
    const { market, flashId } = aFlash();
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }));
    market.until('20:05:00.000');
    market.host.startsFlash('potato', { price: 2_500, startsAtMs: at('20:06'), seconds: 60, cap: 5 });
    replyOf(ana.orders({ lines: { potato: [1, 1_990] }, receivedAtMs: END - 1 }));
    expect(finding(market)).toBeNull();
  });

  test('[F5] an order of units that were held says when the tap came that bound their price, and that it was late', () => {
    const { market, flashId } = aFlash('hold');
    const ana = market.until('20:05:01.300').buyer('ana');
    replyOf(ana.adds('potato', 1, { seen: 1_990, flashId, quote: true }));
    const { order } = replyOf(market.until('20:08:00').buyer('ana').orders());
    expect(order.lines).toMatchObject([{ tapAtMs: at('20:05:01.300'), lateOk: true }]);
    expect(placedIn(market)).toMatchObject({ lines: [{ tapAtMs: at('20:05:01.300'), lateOk: true }] });
    const ben = market.buyer('ben');
    replyOf(ben.adds('potato'));
    const listLine = replyOf(ben.orders()).order.lines[0];
    expect(listLine).not.toHaveProperty('tapAtMs');
    expect(listLine).not.toHaveProperty('lateOk');
  });
});

describe('[INV7] the books prove each price by its arrival', () => {
  /** An order in time, decided behind the end of its flash. */
  function anOrderBehindTheEnd() {
    const { market, flashId } = aFlash();
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }));
    market.until('20:05:00.000');
    replyOf(ana.orders({ lines: { potato: [1, 1_990] }, receivedAtMs: END - 1 }));
    return market;
  }
  const arriving = (receivedAtMs: number | undefined) => (fact: StreamFact) => {
    if (fact.type !== 'order_placed') return fact;
    const { receivedAtMs: _was, ...placed } = fact;
    const lines = placed.lines.map(({ tapAtMs: _tap, ...line }) => line);
    const rest = { ...placed, lines };
    return receivedAtMs === undefined ? rest : { ...rest, receivedAtMs };
  };

  test('a flash price of an order that came a millisecond before the end is proven', () => {
    expect(finding(anOrderBehindTheEnd())).toBeNull();
  });

  test('a flash price of an order that is dated with the end, and says nothing else, is broken', () => {
    const market = anOrderBehindTheEnd();
    const found = finding(market, arriving(undefined));
    expect(found).toMatchObject({ invariant: 'INV7', found: `a flash price at ${END}` });
  });

  test('an arrival after the time that dates the fact is broken', () => {
    const market = anOrderBehindTheEnd();
    const found = finding(market, arriving(END + 5));
    expect(found).toMatchObject({ invariant: 'INV8', found: `received at ${END + 5} and dated ${END}` });
  });

  test('the list price of who came while the flash ran and had units is broken', () => {
    const { market } = aFlash();
    const ana = market.buyer('ana');
    market.until('20:06:00');
    market.passes(1_000);
    replyOf(market.host.pins('potato'));
    replyOf(ana.orders({ lines: { potato: [1, 2_990] }, receivedAtMs: at('20:06:00.500') }));
    expect(finding(market)).toBeNull();
    const found = finding(market, arriving(END - 1));
    expect(found).toMatchObject({ invariant: 'INV7', found: `item 1 at list price at ${END - 1}` });
  });

  test('a flash price of who came after the flash is broken', () => {
    const { market, flashId } = aFlash();
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }));
    market.until('20:06:00');
    expect(refusalOf(ana.orders({ lines: { potato: [1, 1_990] } })).code).toBe('PRICE_CHANGED');
    replyOf(ana.orders({ lines: { potato: [1, 2_990] } }));
    const change = (fact: StreamFact): StreamFact =>
      fact.type === 'order_placed'
        ? { ...fact, lines: fact.lines.map((line) => ({ ...line, flashId, unitPriceMinor: 1_990 })) }
        : fact;
    expect(finding(market, change)).toMatchObject({ invariant: 'INV7' });
  });

  test('a line that names another tap than its holds do is broken', () => {
    const { market, flashId } = aFlash('hold');
    const ana = market.until('20:04:00').buyer('ana');
    replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }));
    replyOf(ana.orders());
    const change = (fact: StreamFact): StreamFact =>
      fact.type === 'order_placed'
        ? { ...fact, lines: fact.lines.map((line) => ({ ...line, lateOk: true as const })) }
        : fact;
    expect(finding(market, change)).toMatchObject({
      invariant: 'INV7',
      found: expect.stringMatching(/^a late tap/),
    });
  });
});
