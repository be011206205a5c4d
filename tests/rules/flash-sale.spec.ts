import { describe, expect, test } from 'vitest';
import type { FlashStory } from '../builders/host.ts';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const market = () => aLiveStream(aProduct('potato', { stock: 10, floor: 1_000 })).until('20:00');
const reasonOf = (attempt: Parameters<typeof refusalOf>[0]) => {
  const refusal = refusalOf(attempt);
  return refusal.code === 'FLASH_INVALID' ? `${refusal.field}: ${refusal.reason}` : refusal.code;
};

describe('[F1] validation', () => {
  const cases: [string, FlashStory, string | null][] = [
    ['0 < price', { price: 0 }, 'priceMinor: not_below_list'],
    ['price < list', { price: 2_990 }, 'priceMinor: not_below_list'],
    ['a price just below list', { price: 2_989 }, null],
    ['price ≥ floor', { price: 999 }, 'CONSENT_MISSING'],
    ['the floor itself', { price: 1_000 }, null],
    ['below the floor with a recorded consent', { price: 999, consent: true }, null],
    ['duration ≥ 10 s', { seconds: 9 }, 'durationSeconds: duration'],
    ['10 s', { seconds: 10 }, null],
    ['60 min', { seconds: 3_600 }, null],
    ['duration ≤ 60 min', { seconds: 3_601 }, 'durationSeconds: duration'],
    ['1 ≤ cap', { cap: 0 }, 'cap: cap'],
    ['cap = available + held', { cap: 10 }, null],
    ['cap ≤ available + held', { cap: 11 }, 'cap: cap'],
    ['1 ≤ perBuyerCap', { perBuyer: 0 }, 'perBuyerCap: per_buyer_cap'],
    ['perBuyerCap ≤ 99', { perBuyer: 100 }, 'perBuyerCap: per_buyer_cap'],
    ['99 per buyer', { perBuyer: 99 }, null],
    ['prelaunch 10 s', { prelaunch: 10 }, null],
    ['prelaunch ≥ 10 s', { prelaunch: 9 }, 'prelaunchSeconds: prelaunch'],
    ['prelaunch 300 s', { prelaunch: 300 }, null],
    ['prelaunch ≤ 300 s', { prelaunch: 301 }, 'prelaunchSeconds: prelaunch'],
    ['a start long past', { startsAtMs: at('19:59') }, 'startsAtMs: prelaunch'],
  ];
  test.each(cases)('%s', (_what, story, reason) => {
    const m = market();
    replyOf(m.buyer('ana').adds('potato', 3));
    const attempt = m.host.flashes('potato', story);
    if (reason === null) replyOf(attempt);
    else expect(reasonOf(attempt)).toBe(reason);
  });

  test('one flash per item at a time, announced or running', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { prelaunch: 60 });
    expect(reasonOf(m.host.flashes('potato'))).toBe('itemNumber: overlap');
    m.until('20:01:01');
    expect(reasonOf(m.host.flashes('potato'))).toBe('itemNumber: overlap');
    m.host.endsFlash(flashId);
    replyOf(m.host.flashes('potato'));
  });

  test('a price above the lowest of 30 days warns, and is refused in strict mode', () => {
    const m = market();
    expect(replyOf(m.host.flashes('potato', { recentLow: 1_500 })).warning).toEqual({
      recentLowMinor: 1_500,
    });
    const strict = aLiveStream(aProduct('potato'), { settings: { strictRecentLow: true } });
    expect(reasonOf(strict.host.flashes('potato', { recentLow: 1_500 }))).toBe(
      'priceMinor: above_recent_low',
    );
    expect(replyOf(strict.host.flashes('potato', { recentLow: 1_990 })).warning).toBeNull();
  });

  test('the fields stand in the fact, the consent and who pays too', () => {
    const m = market();
    const facts = factsOf(m.host.flashes('potato', { price: 900, consent: true, fundedBy: 'shop' }));
    expect(facts).toMatchObject([
      { type: 'flash_sale_announced', floorConsent: true, fundedBy: 'shop', afterEnd: 'list' },
      { type: 'flash_sale_started', dueAtMs: at('20:00') },
    ]);
  });

  test('only a stream that sells has flashes, and only of items in the bag', () => {
    const m = aLiveStream(aProduct('potato'));
    m.host.removes('potato');
    expect(refusalOf(m.host.flashes('potato')).code).toBe('NOT_IN_LINEUP');
    m.host.endsStream();
    expect(refusalOf(m.host.flashes('potato')).code).toBe('STREAM_NOT_LIVE');
  });
});

describe('[F2] edits', () => {
  test('before the start: anything', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { prelaunch: 60 });
    const terms = {
      priceMinor: 1_500,
      startsAtMs: at('20:02'),
      endsAtMs: at('20:10'),
      cap: 2,
      perBuyerCap: 1,
    };
    replyOf(m.host.edits(flashId, terms));
    m.until('20:02');
    expect(m.flash(flashId)).toMatchObject({ phase: 'running', ...terms, free: 2 });
    m.until('20:09:59.999');
    expect(m.flash(flashId).phase).toBe('running');
    m.until('20:10');
    expect(m.flash(flashId).phase).toBe('over');
  });

  test('before the start: what F1 forbids stays forbidden, a consent stays given', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { prelaunch: 60, price: 900, consent: true });
    expect(reasonOf(m.host.edits(flashId, { perBuyerCap: 100 }))).toBe('perBuyerCap: per_buyer_cap');
    expect(reasonOf(m.host.edits(flashId, { priceMinor: 899 }))).toBe('CONSENT_MISSING');
    expect(reasonOf(m.host.edits(flashId, { startsAtMs: at('19:59') }))).toBe('startsAtMs: prelaunch');
    replyOf(m.host.edits(flashId, { cap: 3 }));
  });

  test('before the start: below the floor only with a consent, which the log keeps', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { prelaunch: 60 });
    expect(reasonOf(m.host.edits(flashId, { priceMinor: 899 }))).toBe('CONSENT_MISSING');
    replyOf(m.host.edits(flashId, { priceMinor: 899, floorConsent: true }));
    expect(m.flash(flashId)).toMatchObject({ priceMinor: 899 });
    expect(m.bench.facts().at(-1)).toMatchObject({ type: 'flash_sale_edited', floorConsent: true });
    // No less without another one, and a consent opens nothing that is fixed while it runs.
    expect(reasonOf(m.host.edits(flashId, { priceMinor: 898 }))).toBe('CONSENT_MISSING');
    m.until('20:01');
    expect(reasonOf(m.host.edits(flashId, { priceMinor: 898, floorConsent: true }))).toBe(
      'priceMinor: frozen',
    );
  });

  test.each([
    [{ priceMinor: 1_500 }, 'priceMinor: frozen'],
    [{ startsAtMs: at('20:00:01') }, 'startsAtMs: frozen'],
    [{ cap: 4 }, 'cap: only_up'],
    [{ cap: 13 }, 'cap: cap'],
    [{ perBuyerCap: 1 }, 'perBuyerCap: only_up'],
    [{ perBuyerCap: 100 }, 'perBuyerCap: per_buyer_cap'],
    [{ endsAtMs: at('20:05:01') }, 'endsAtMs: only_earlier'],
    [{ endsAtMs: at('20:01') }, 'endsAtMs: only_earlier'],
  ])('while running: %o is refused', (terms, reason) => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { cap: 5 });
    m.until('20:01');
    expect(reasonOf(m.host.edits(flashId, terms))).toBe(reason);
  });

  test('while running: both caps up and the end earlier', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { cap: 5 });
    replyOf(m.buyer('ana').adds('potato', 2));
    // available 8 + held 2 − free 3: seven more (F1).
    expect(refusalOf(m.host.edits(flashId, { cap: 13 }))).toMatchObject({ reason: 'cap', limit: 12 });
    replyOf(m.host.edits(flashId, { cap: 12, perBuyerCap: 3, endsAtMs: at('20:03') }));
    expect(m.quota(flashId)).toMatchObject({ free: 10, held: 2 });
    m.until('20:03');
    expect(m.flash(flashId).phase).toBe('over');
  });

  test('a flash that is over is not edited: a longer sale is a new flash', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { seconds: 10 });
    m.until('20:00:10');
    expect(reasonOf(m.host.edits(flashId, { endsAtMs: at('20:10') }))).toBe('flashId: ended');
    expect(refusalOf(m.host.endsFlash('no-such-flash')).code).toBe('NOT_FOUND');
  });
});

test('[F3] the best priority wins, not the lowest price: a flash stands before a lower list price', () => {
  const m = market();
  m.host.startsFlash('potato');
  expect(refusalOf(m.host.prices('potato', 1_990))).toMatchObject({ reason: 'not_below_list' });
  replyOf(m.host.prices('potato', 1_991));
  expect(m.buyer('ana').sees('potato').priceMinor).toBe(1_990);
});

describe('[F4] binding', () => {
  test('hold: bound at the add, honoured when the flash is over, and the quota is taken then', () => {
    const m = market();
    const flashId = m.host.startsFlash('potato', { seconds: 60 });
    m.buyer('ana').adds('potato');
    expect(m.quota(flashId)).toMatchObject({ free: 4, held: 1 });
    expect(replyOf(m.until('20:02').buyer('ana').orders()).order.totalMinor).toBe(1_990);
  });

  test('first_paid: bound when the order is placed, until its window ends', () => {
    const m = aLiveStream(aProduct('potato'), { holdPolicy: 'first_paid' }).until('20:00');
    const flashId = m.host.startsFlash('potato', { seconds: 60 });
    const ana = m.buyer('ana');
    ana.adds('potato');
    expect(m.quota(flashId).free).toBe(5);
    const orderId = ana.places({ lines: { potato: 1 } });
    expect(m.quota(flashId)).toMatchObject({ free: 4, unpaid: 1 });
    m.until('20:05');
    expect(refusalOf(ana.orders({ lines: { potato: [1, 1_990] } }))).toMatchObject({
      code: 'PRICE_CHANGED',
      nowMinor: 2_990,
    });
    ana.pays(orderId);
    expect(ana.order(orderId)).toMatchObject({ status: 'PAID', totalMinor: 1_990 });
  });

  test('a bound price never rises; a later fall of the list price is given, and stays given', () => {
    const m = market();
    const ana = m.buyer('ana');
    ana.adds('potato');
    const price = () => ana.cart().lines[0]!.holds[0]!.unitPriceMinor;
    m.host.prices('potato', 3_500);
    expect(price()).toBe(2_990);
    m.host.prices('potato', 2_500);
    expect(price()).toBe(2_500);
    m.host.prices('potato', 2_990);
    expect(price()).toBe(2_500);
  });

  test('the price that a cart shows finds its own hold, also beside a cheaper one', () => {
    const m = market();
    const ana = m.buyer('ana');
    ana.adds('potato');
    m.host.prices('potato', 2_500);
    m.host.prices('potato', 2_990);
    ana.adds('potato');
    const asked = [2_990, 2_500].map((unitPriceMinor) => ({ itemNumber: 1, units: 1, unitPriceMinor }));
    expect(replyOf(ana.orders({ asked })).order.totalMinor).toBe(5_490);
  });

  test('a flash never applies to an earlier hold: its units are taken again', () => {
    const m = market();
    const ana = m.buyer('ana');
    ana.adds('potato');
    const flashId = m.host.startsFlash('potato');
    expect(replyOf(ana.orders({ declined: [flashId] })).order.totalMinor).toBe(2_990);
  });
});
