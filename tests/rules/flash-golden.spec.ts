import { expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

/** The golden table of F5: flash 20:00–20:05, cap 50, per buyer 2, list 2,990, flash 1,990. */
function theGoldenFlash(cap = 50, stock = 100): { market: Market; flashId: string } {
  const market = aLiveStream(aProduct('potato', { stock, price: 2_990 }));
  market.until('19:59:00');
  const flashId = market.host.startsFlash('potato', {
    price: 1_990,
    startsAtMs: at('20:00'),
    seconds: 300,
    cap,
    perBuyer: 2,
  });
  return { market, flashId };
}

/** One add of the table, with the flash's id and price. */
function add(
  time: string,
  { isNew = false, quote = false, endedAt = '' }: { isNew?: boolean; quote?: boolean; endedAt?: string } = {},
) {
  const { market, flashId } = theGoldenFlash();
  if (endedAt) replyOf(market.until(endedAt).host.endsFlash(flashId));
  const buyer = market.until(time).buyer('ana', { isNew });
  return { market, flashId, attempt: buyer.adds('potato', 1, { seen: 1_990, flashId, quote }) };
}

/** The same, when the draw of the flash was held (F7). */
function drawn(...story: Parameters<typeof add>) {
  const made = add(...story);
  made.market.until('20:00:00.350');
  return made;
}

const potato = { itemNumber: 1 };

test('[F5] row 1: 19:59:59.600 is too early; the list price is offered', () => {
  expect(refusalOf(add('19:59:59.600').attempt)).toEqual({
    code: 'FLASH_NOT_STARTED',
    ...potato,
    nowMinor: 2_990,
    startsAtMs: at('20:00'),
    inMs: 400,
  });
});

test.each([['19:59:59.800'], ['19:59:59.700']])('[F5] row 2: %s is kept and held at the start', (time) => {
  const { market, attempt } = add(time);
  expect(attempt.outcome).toMatchObject({ kind: 'parked', asOfMs: at('20:00') });
  market.until('20:00:00.349');
  expect(market.shelf('potato').held).toBe(0);
  market.until('20:00:00.350');
  expect(replyOf(attempt)).toMatchObject({ unitPriceMinor: 1_990, heldUntilMs: at('20:05') });
  expect(market.bench.log.at(-1)!.atMs).toBe(at('20:00'));
});

test('[F5] row 2: 19:59:59.699 is just too early to be kept', () => {
  expect(refusalOf(add('19:59:59.699').attempt).code).toBe('FLASH_NOT_STARTED');
});

test.each([
  ['3', '20:00:00.000', false, '20:05:00.000'],
  ['3b', '20:00:00.000', true, '20:03:00.000'],
  ['4', '20:04:59.999', false, '20:09:59.999'],
  ['4b', '20:04:59.999', true, '20:07:59.999'],
])('[F5][H6] row %s: an add at %s (new buyer: %s) is held at 1,990 until %s', (_row, time, isNew, until) => {
  expect(replyOf(drawn(time, { isNew }).attempt)).toMatchObject({
    unitPriceMinor: 1_990,
    heldUntilMs: at(until),
    lateOk: false,
  });
});

test('[F5] row 5: at the very end, without a quote, the price has changed', () => {
  expect(refusalOf(add('20:05:00.000').attempt)).toEqual({
    code: 'PRICE_CHANGED',
    ...potato,
    wasMinor: 1_990,
    nowMinor: 2_990,
  });
});

test.each([
  ['6', false, '20:10:00.000'],
  ['6b', true, '20:08:01.300'],
])('[F5][H6] row %s: a quote is honoured 1.3 s late (new buyer: %s), held until %s', (_row, isNew, until) => {
  expect(replyOf(add('20:05:01.300', { isNew, quote: true }).attempt)).toMatchObject({
    unitPriceMinor: 1_990,
    heldUntilMs: at(until),
    lateOk: true,
  });
});

test('[F5] row 6: 1.999 s late is still in the grace', () => {
  expect(replyOf(add('20:05:01.999', { quote: true }).attempt).lateOk).toBe(true);
});

test('[F5] row 7: 2 s late, the quote is worth nothing', () => {
  expect(refusalOf(add('20:05:02.000', { quote: true }).attempt).code).toBe('PRICE_CHANGED');
});

test('[F4][F5] row 8: held at 20:04:50, ordered at 20:08 at the bound price', () => {
  const { market, attempt } = add('20:04:50');
  replyOf(attempt);
  const { order } = replyOf(market.until('20:08').buyer('ana').orders());
  expect(order).toMatchObject({ totalMinor: 1_990, payByMs: at('20:18') });
});

test('[F5][H6] row 8b: a new buyer held at 20:04:50 has lost it at 20:08', () => {
  const { market, attempt } = add('20:04:50', { isNew: true });
  replyOf(attempt);
  const order = market
    .until('20:08')
    .buyer('ana')
    .orders({ lines: { potato: [1, 1_990] } });
  expect(refusalOf(order)).toEqual({ code: 'HOLD_EXPIRED', ...potato, heldUnits: 0, nowMinor: 2_990 });
});

test('[F5][H4] row 9: held at 20:04:50, ordered at 20:09:50.000: expired, and the list price needs a confirm', () => {
  const { market, attempt } = add('20:04:50');
  replyOf(attempt);
  const order = market
    .until('20:09:50')
    .buyer('ana')
    .orders({ lines: { potato: [1, 1_990] } });
  expect(refusalOf(order)).toEqual({ code: 'HOLD_EXPIRED', ...potato, heldUnits: 0, nowMinor: 2_990 });
});

test('[F5] row 9: a millisecond earlier the hold is good', () => {
  const { market, attempt } = add('20:04:50');
  replyOf(attempt);
  expect(replyOf(market.until('20:09:49.999').buyer('ana').orders()).order.totalMinor).toBe(1_990);
});

test('[F5][B1] row 10: a third unit for the same buyer is over the limit', () => {
  const { market, flashId } = theGoldenFlash();
  const ana = market.until('20:01').buyer('ana');
  replyOf(ana.adds('potato', 2, { seen: 1_990, flashId }));
  expect(refusalOf(ana.adds('potato', 1, { seen: 1_990, flashId }))).toEqual({
    code: 'BUYER_LIMIT',
    ...potato,
    allowance: 0,
  });
});

test('[F5][F3] row 11: with the quota gone and 30 in stock, the list price is offered and needs a confirm', () => {
  const { market, flashId } = theGoldenFlash(2, 32);
  replyOf(market.until('20:01').buyer('ben').adds('potato', 2, { seen: 1_990, flashId }));
  expect(market.item('potato').available).toBe(30);
  const ana = market.buyer('ana');
  expect(refusalOf(ana.adds('potato', 1, { seen: 1_990, flashId }))).toEqual({
    code: 'FLASH_QUOTA_GONE',
    ...potato,
    nowMinor: 2_990,
  });
  expect(replyOf(ana.adds('potato', 1, { seen: 2_990 })).unitPriceMinor).toBe(2_990);
});

test('[F3][F5] with the quota gone, who saw a list price that has risen since is told so, and of no flash', () => {
  const { market, flashId } = theGoldenFlash(2, 32);
  replyOf(market.until('20:01').buyer('ben').adds('potato', 2, { seen: 1_990, flashId }));
  replyOf(market.host.prices('potato', 3_190));
  const ana = market.buyer('ana');
  expect(refusalOf(ana.adds('potato', 1, { seen: 2_990 }))).toEqual({
    code: 'PRICE_CHANGED',
    ...potato,
    wasMinor: 2_990,
    nowMinor: 3_190,
  });
  const quotaGone = { code: 'FLASH_QUOTA_GONE', ...potato, nowMinor: 3_190 };
  expect(refusalOf(ana.adds('potato', 1, { seen: 1_990, flashId }))).toEqual(quotaGone);
  expect(refusalOf(ana.adds('potato', 1, { seen: 1_990 }))).toEqual(quotaGone);
  expect(replyOf(ana.adds('potato', 1, { seen: 3_190 })).unitPriceMinor).toBe(3_190);
});

test('[F5][K2] row 12: quota 5, available 1, add 2: the most that is possible is said', () => {
  const { market, flashId } = theGoldenFlash(5, 10);
  market.until('20:01').host.adjusts('potato', -9);
  expect(market.quota(flashId).free).toBe(5);
  expect(refusalOf(market.buyer('ana').adds('potato', 2, { seen: 1_990, flashId }))).toEqual({
    code: 'INSUFFICIENT',
    ...potato,
    max: 1,
  });
});

test('[F3][K1] more than the quota that is left is INSUFFICIENT, whatever stands on the shelf', () => {
  const { market, flashId } = theGoldenFlash(1, 30);
  const ana = market.until('20:01').buyer('ana');
  expect(refusalOf(ana.adds('potato', 2, { seen: 1_990, flashId }))).toEqual({
    code: 'INSUFFICIENT',
    ...potato,
    max: 1,
  });
  replyOf(ana.adds('potato', 1, { seen: 1_990, flashId }));
  expect(market.quota(flashId)).toMatchObject({ free: 0, held: 1 });
});

test('[F5] row 13: ended by the host at 20:03, a quote at 20:03:01 counts from the actual end', () => {
  const { attempt } = add('20:03:01', { quote: true, endedAt: '20:03' });
  expect(replyOf(attempt)).toMatchObject({ unitPriceMinor: 1_990, lateOk: true, heldUntilMs: at('20:08') });
  expect(refusalOf(add('20:03:02', { quote: true, endedAt: '20:03' }).attempt).code).toBe('PRICE_CHANGED');
});

test('[F5][T6] row 14: killed at 20:04:58, back at 20:05:03: what was acknowledged stands, the end has its own time', () => {
  const { market, flashId } = theGoldenFlash();
  replyOf(market.until('20:04:57').buyer('ben').adds('potato', 1, { seen: 1_990, flashId }));

  market.bench.restart();
  market.until('20:05:03');

  const end = market.bench.facts().at(-1);
  expect(end).toMatchObject({ type: 'flash_sale_ended', endedAtMs: at('20:05'), reason: 'due' });
  expect(market.bench.log.at(-1)!.atMs).toBe(at('20:05'));
  const late = market.buyer('ana').adds('potato', 1, { seen: 1_990, flashId, quote: true });
  expect(refusalOf(late).code).toBe('PRICE_CHANGED');
  expect(replyOf(market.buyer('ben').orders()).order.totalMinor).toBe(1_990);
  const again = replay(market.bench.log, emptyStream(market.bench.state.streamId));
  expect(writeState(again)).toBe(writeState(market.bench.state));
});

test('[F5] a quote needs a ticket from before the actual end', () => {
  const { market, flashId } = theGoldenFlash();
  const latecomer = market.until('20:05:01').buyer('ana', { joinedAt: '20:05:00' });
  const attempt = latecomer.adds('potato', 1, { seen: 1_990, flashId, quote: true });
  expect(refusalOf(attempt).code).toBe('PRICE_CHANGED');
});

test('[F5] a flash that was called off before its start was never quoted', () => {
  const { market, flashId } = theGoldenFlash();
  replyOf(market.until('19:59:59').host.endsFlash(flashId));
  const attempt = market.until('19:59:59.500').buyer('ana').adds('potato', 1, {
    seen: 1_990,
    flashId,
    quote: true,
  });
  expect(refusalOf(attempt).code).toBe('PRICE_CHANGED');
});

test('[F5] whoever names an old flash is judged by the one that runs now', () => {
  const { market, flashId } = theGoldenFlash();
  market.until('20:10').host.startsFlash('potato', { price: 2_200 });
  const attempt = market.buyer('ana').adds('potato', 1, { seen: 1_990, flashId });
  expect(refusalOf(attempt)).toMatchObject({ code: 'PRICE_CHANGED', wasMinor: 1_990, nowMinor: 2_200 });
});

test('[F5] without a flashId, an add before the start is simply at list price', () => {
  const { market } = theGoldenFlash();
  const attempt = market.until('19:59:59.900').buyer('ana').adds('potato', 1, { seen: 2_990 });
  expect(replyOf(attempt).unitPriceMinor).toBe(2_990);
});

test('[F5] a price below the seen one is given', () => {
  const { market } = theGoldenFlash();
  const attempt = market.until('20:01').buyer('ana').adds('potato', 1, { seen: 2_990 });
  expect(replyOf(attempt).unitPriceMinor).toBe(1_990);
});

test('[F5][T3] received inside, decided after the end: the price is judged by receivedAt', () => {
  const { market, flashId } = theGoldenFlash();
  const ana = market.until('20:05:00.400').buyer('ana');
  const attempt = ana.adds('potato', 1, { seen: 1_990, flashId, receivedAtMs: at('20:04:59.900') });
  expect(replyOf(attempt)).toMatchObject({ unitPriceMinor: 1_990, lateOk: false });
});

test("[F5] afterEnd 'off': FLASH_ENDED stands where PRICE_CHANGED stands, and quotes are still honoured", () => {
  const market = aLiveStream(aProduct('potato', { price: 2_990 }));
  const flashId = market.until('20:00').host.startsFlash('potato', { seconds: 60, afterEnd: 'off' });
  market.until('20:01:01');
  const ana = market.buyer('ana');
  expect(refusalOf(ana.adds('potato', 1, { seen: 1_990, flashId }))).toEqual({
    code: 'FLASH_ENDED',
    ...potato,
    endedAtMs: at('20:01'),
  });
  expect(refusalOf(ana.adds('potato', 1, { seen: 2_990 })).code).toBe('STOPPED');
  expect(replyOf(ana.adds('potato', 1, { seen: 1_990, flashId, quote: true })).lateOk).toBe(true);
});

test("[F5] afterEnd 'off' does not stop an item whose flash was called off before it began", () => {
  const market = aLiveStream(aProduct('potato'));
  const flashId = market.host.startsFlash('potato', { prelaunch: 60, afterEnd: 'off' });
  market.host.endsFlash(flashId);
  expect(market.item('potato').isStopped).toBe(false);
});
