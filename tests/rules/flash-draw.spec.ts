import { expect, test } from 'vitest';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

/** A flash of potatoes at 20:00, announced at 19:59, at 1,990 instead of 2,990. */
function aCountdown(cap = 3) {
  const market = aLiveStream(aProduct('potato', { stock: 100, price: 2_990 }));
  market.until('19:59:00');
  const startsAtMs = at('20:00');
  const flashId = market.host.startsFlash('potato', { price: 1_990, startsAtMs, seconds: 300, cap });
  const taps = (who: string, time: string, story: { flashId?: string } = { flashId }) =>
    market
      .until(time)
      .buyer(who)
      .adds('potato', 1, { seen: 1_990, ...story });
  return { market, flashId, taps };
}

test('[F7] the lots decide who is first of those who came around the start, each with the own arrival', () => {
  const { market, taps } = aCountdown(2);
  const buyers = ['ana', 'bo', 'cy', 'dee'];
  const lotOf = new Map(buyers.map((who, n) => [market.buyer(who).buyerId, String(9 - n)]));
  market.bench.lotOf = ({ of }) => lotOf.get(of)!;
  const times = ['19:59:59.700', '19:59:59.900', '20:00:00.100', '20:00:00.299'];
  const attempts = buyers.map((who, n) => taps(who, times[n]!));
  expect(attempts.map(({ outcome }) => outcome.kind)).toEqual(Array(4).fill('parked'));
  market.until('20:00:01');
  expect(attempts.map(({ outcome }) => outcome.kind)).toEqual(['refused', 'refused', 'accepted', 'accepted']);
  const [first, second] = market.bench.facts().filter(({ type }) => type === 'cart_added');
  expect(first).toMatchObject({ buyerId: market.buyer('dee').buyerId });
  expect(second).toMatchObject({ buyerId: market.buyer('cy').buyerId, receivedAtMs: at('20:00:00.100') });
});

test('[F7] the window ends 300 ms after the start: who comes before its draw is held is decided after it', () => {
  const { market, taps } = aCountdown(2);
  const lotOf = new Map(
    [
      ['ana', '9'],
      ['bo', '8'],
      ['eve', '1'],
      ['fay', '0'],
    ].map(([who, lot]) => [market.buyer(who!).buyerId, lot!]),
  );
  market.bench.lotOf = ({ of }) => lotOf.get(of)!;
  const inTime = [taps('ana', '19:59:59.900'), taps('bo', '20:00:00.299')];
  const late = [taps('eve', '20:00:00.300'), taps('fay', '20:00:00.349')];
  market.until('20:00:01');
  expect(inTime.map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted']);
  expect(late.map((attempt) => refusalOf(attempt).code)).toEqual(Array(2).fill('FLASH_QUOTA_GONE'));
});

test('[F7] who comes too late for the draw is decided as they came, whatever their lots; and later, at once', () => {
  const { market, taps } = aCountdown(2);
  market.bench.lotOf = ({ of }) => (of === market.buyer('fay').buyerId ? '0' : '9');
  const late = [taps('eve', '20:00:00.300'), taps('fay', '20:00:00.310')];
  expect(late.map(({ outcome }) => outcome.kind)).toEqual(['parked', 'parked']);
  market.until('20:00:00.350');
  expect(late.map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted']);
  const [first] = market.bench.facts().filter(({ type }) => type === 'cart_added');
  expect(first).toMatchObject({ buyerId: market.buyer('eve').buyerId });
  const { taps: tapsOf } = aCountdown();
  expect(tapsOf('ana', '20:00:00.350').outcome.kind).toBe('accepted');
});

test('[F7] what is bought at list price during the countdown waits for nothing', () => {
  const { market } = aCountdown();
  const attempt = market.until('19:59:59.900').buyer('ana').adds('potato', 1, { seen: 2_990 });
  expect(replyOf(attempt)).toMatchObject({ unitPriceMinor: 2_990 });
});

test('[F7] a flash that starts as it is announced has no draw', () => {
  const market = aLiveStream(aProduct('potato', { stock: 100, price: 2_990 }));
  const flashId = market.host.startsFlash('potato', { price: 1_990, seconds: 300, cap: 3 });
  const attempt = market.buyer('ana').adds('potato', 1, { seen: 1_990, flashId });
  expect(replyOf(attempt)).toMatchObject({ unitPriceMinor: 1_990 });
});

test('[F7] a start that is put off while taps are kept for it says by how much', () => {
  const { market, flashId, taps } = aCountdown();
  const attempt = taps('ana', '19:59:59.900');
  replyOf(market.host.edits(flashId, { startsAtMs: at('20:00:30'), endsAtMs: at('20:05:30') }));
  market.until('20:00:01');
  expect(refusalOf(attempt)).toMatchObject({ code: 'FLASH_NOT_STARTED', inMs: 30_000 });
});

test('[F7] a flash that is called off while taps are kept for it adds nothing at list price', () => {
  const { market, flashId, taps } = aCountdown();
  const attempt = taps('ana', '19:59:59.900');
  replyOf(market.host.endsFlash(flashId));
  market.until('20:00:01');
  expect(refusalOf(attempt)).toMatchObject({ code: 'PRICE_CHANGED', wasMinor: 1_990, nowMinor: 2_990 });
});

test('[F7] units of a cart that are not held are no way past the draw: their order is drawn as a tap is', () => {
  const { market, taps } = aCountdown(2);
  const bot = market.buyer('bot', { isNew: true });
  // Four are held, and two more lie in the cart that anybody may order first.
  replyOf(bot.adds('potato', 4, { seen: 2_990 }));
  expect(replyOf(bot.adds('potato', 2, { seen: 2_990 })).heldUntilMs).toBeNull();
  const lotOf = new Map([
    [bot.buyerId, '9'],
    [market.buyer('ana').buyerId, '1'],
    [market.buyer('bo').buyerId, '2'],
  ]);
  market.bench.lotOf = ({ of }) => lotOf.get(of)!;
  market.until('20:00:00.001');
  const order = bot.orders({ lines: { potato: [2, 1_990] } });
  const inTime = [taps('ana', '20:00:00.100'), taps('bo', '20:00:00.200')];
  expect(order.outcome.kind).toBe('parked');
  market.until('20:00:01');
  expect(inTime.map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted']);
  expect(refusalOf(order).code).toBe('FLASH_QUOTA_GONE');
});

/** A bot's cart with a potato and an apple that nobody holds for it, both on flashes of 20:00. */
function twoFlashes({ appleLaterMs = 0 } = {}) {
  const market = aLiveStream(aProduct('potato', { price: 2_990 }), aProduct('apple', { price: 990 }));
  const bot = market.buyer('bot', { isNew: true });
  // Four are held; what else lies in the cart anybody may order first.
  market.until('19:59:00');
  replyOf(bot.adds('potato', 4, { seen: 2_990 }));
  replyOf(bot.adds('potato', 1, { seen: 2_990 }));
  expect(replyOf(bot.adds('apple', 1, { seen: 990 })).heldUntilMs).toBeNull();
  const startsAtMs = at('20:00');
  market.host.startsFlash('potato', { price: 1_990, startsAtMs, seconds: 300, cap: 3 });
  const terms = { price: 690, startsAtMs: startsAtMs + appleLaterMs, seconds: 300, cap: 1 };
  const appleId = market.host.startsFlash('apple', terms);
  return {
    market,
    bot,
    appleId,
    ordersBoth: () => bot.orders({ lines: { potato: [1, 1_990], apple: [1, 690] } }),
  };
}

test('[F7] an order of two flashes is drawn for each: the draw of one is no way past that of the other', () => {
  const { market, bot, appleId, ordersBoth } = twoFlashes();
  market.bench.lotOf = ({ of }) => (of === bot.buyerId ? '0' : '9');
  market.until('20:00:00.001');
  const order = ordersBoth();
  expect(order.outcome.kind).toBe('parked');
  const tap = market.until('20:00:00.200').buyer('ana').adds('apple', 1, { seen: 690, flashId: appleId });
  market.until('20:00:01');
  expect(replyOf(tap)).toMatchObject({ unitPriceMinor: 690 });
  expect(refusalOf(order).code).toBe('FLASH_QUOTA_GONE');
});

test('[F7] an order of two flashes that nobody else wants is placed once both draws are held', () => {
  const { market, ordersBoth } = twoFlashes({ appleLaterMs: 200 });
  market.until('20:00:00.250');
  const order = ordersBoth();
  market.until('20:00:00.549');
  expect(order.outcome.kind).toBe('parked');
  market.until('20:00:00.550');
  expect(replyOf(order).order.lines).toHaveLength(2);
});
