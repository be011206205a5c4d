import { describe, expect, test } from 'vitest';
import { MAX_MINOR } from '../../shared/values/money.ts';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { faultsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

describe('[O1] one payment over many lines, every line or none', () => {
  test('one short line refuses the whole order', () => {
    const m = aLiveStream(aProduct('mug', { stock: 5 }), aProduct('cap', { stock: 1 }), {
      holdPolicy: 'first_paid',
    });
    const order = m.buyer('ana').orders({ lines: { mug: 1, cap: 2 } });
    expect(refusalOf(order)).toEqual({ code: 'INSUFFICIENT', itemNumber: 2, max: 1 });
    expect(m.shelf('mug')).toEqual({ available: 5, held: 0, unpaid: 0, sold: 0 });
  });

  test('a refusal names each line at fault, so that the rest can be ordered', () => {
    const m = aLiveStream(aProduct('mug'), aProduct('cap', { stock: 1 }), aProduct('tea'), {
      holdPolicy: 'first_paid',
    });
    m.host.stops('tea');
    const order = m.buyer('ana').orders({ lines: { mug: 1, cap: 2, tea: 1 } });
    expect(faultsOf(order).map(({ itemNumber, refusal }) => [itemNumber, refusal.code])).toEqual([
      [2, 'INSUFFICIENT'],
      [3, 'STOPPED'],
    ]);
    replyOf(m.buyer('ana').orders({ lines: { mug: 1, cap: 1 } }));
  });

  test('held units are used first; for more than the cart has, without first_paid, the cart has changed', () => {
    const m = aLiveStream(aProduct('mug'));
    m.buyer('ana').adds('mug', 2);
    expect(refusalOf(m.buyer('ana').orders({ lines: { mug: 3 } }))).toEqual({
      code: 'CART_CHANGED',
      itemNumber: 1,
      units: 2,
    });
    m.buyer('ana').removes('mug', 1);
    expect(refusalOf(m.buyer('ana').orders({ lines: { mug: 2 } }))).toEqual({
      code: 'CART_CHANGED',
      itemNumber: 1,
      units: 1,
    });
  });

  test('fewer lines than the cart has: what is not ordered stays in it, held until the same moment', () => {
    const m = aLiveStream(aProduct('mug'), aProduct('cap'), aProduct('tea')).until('20:00');
    const ana = m.buyer('ana');
    for (const name of ['mug', 'cap', 'tea']) replyOf(ana.adds(name, 2));
    const until = { untilMs: at('20:10') };
    const lines = [
      { itemNumber: 1, units: 2, unitPriceMinor: 2_990 },
      { itemNumber: 3, units: 1, unitPriceMinor: 2_990 },
    ];
    expect(ana.quote(lines)).toMatchObject({ goodsMinor: 3 * 2_990, lines });
    replyOf(
      m
        .until('20:04')
        .buyer('ana')
        .orders({ lines: { mug: 2, tea: 1 } }),
    );
    expect(ana.cart().lines).toMatchObject([
      { itemNumber: 2, holds: [{ units: 2, ...until }] },
      { itemNumber: 3, holds: [{ units: 1, ...until }] },
    ]);
    expect(m.shelf('cap')).toMatchObject({ available: 8, held: 2 });
    m.until('20:10');
    expect(m.shelf('cap')).toMatchObject({ available: 10, held: 0 });
  });

  test('without an add nothing is reserved, and the price at which it can be added is said', () => {
    const m = aLiveStream(aProduct('mug', { stock: 5 }));
    expect(refusalOf(m.buyer('ana').orders({ lines: { mug: 2 } }))).toEqual({
      code: 'NOT_RESERVED',
      itemNumber: 1,
      units: 2,
      nowMinor: 2_990,
    });
    replyOf(m.buyer('ana').adds('mug', 2));
    replyOf(m.buyer('ana').orders({ lines: { mug: 2 } }));
    // What was ordered is not in the cart any more: a second order of it is one without an add.
    expect(refusalOf(m.buyer('ana').orders({ lines: { mug: 2 } })).code).toBe('NOT_RESERVED');
  });

  test('units that ran out are HOLD_EXPIRED; with more asked for than ran out, the cart has changed', () => {
    const m = aLiveStream(aProduct('mug')).until('20:00');
    m.buyer('ana').adds('mug', 2);
    m.until('20:04').buyer('ana').adds('mug', 1);
    m.until('20:10');
    const ask = (units: number) => refusalOf(m.buyer('ana').orders({ lines: { mug: units } }));
    expect(ask(3)).toEqual({ code: 'HOLD_EXPIRED', itemNumber: 1, heldUnits: 1, nowMinor: 2_990 });
    expect(ask(4)).toEqual({ code: 'CART_CHANGED', itemNumber: 1, units: 1 });
    m.until('20:14');
    // With nothing left that could be ordered, the time is the matter.
    expect(ask(4)).toEqual({ code: 'HOLD_EXPIRED', itemNumber: 1, heldUnits: 0, nowMinor: 2_990 });
  });

  test('units that are reserved at another price than the one asked for: the cart has changed', () => {
    const m = aLiveStream(aProduct('mug'));
    m.buyer('ana').adds('mug', 2);
    expect(refusalOf(m.buyer('ana').orders({ lines: { mug: [2, 2_000] } }))).toEqual({
      code: 'CART_CHANGED',
      itemNumber: 1,
      units: 2,
    });
  });

  test('what is possible for a line counts its held units', () => {
    const m = aLiveStream(aProduct('mug', { stock: 5 }), { settings: { newBuyerUnits: 2 } });
    const ana = m.buyer('ana', { isNew: true });
    ana.adds('mug', 2);
    ana.adds('mug', 3);
    replyOf(m.buyer('ben').adds('mug', 2));
    expect(refusalOf(ana.orders({ lines: { mug: 5 } }))).toEqual({
      code: 'INSUFFICIENT',
      itemNumber: 1,
      max: 3,
    });
  });

  test('units wanted without a hold are ordered once, not once per price', () => {
    const m = aLiveStream(aProduct('mug'), { settings: { newBuyerUnits: 0 } });
    const ana = m.buyer('ana', { isNew: true });
    ana.adds('mug', 2);
    const asked = [2_990, 3_500].map((unitPriceMinor) => ({ itemNumber: 1, units: 2, unitPriceMinor }));
    expect(refusalOf(ana.orders({ asked }))).toEqual({ code: 'CART_CHANGED', itemNumber: 1, units: 2 });
  });

  test('reasons are judged in the order stream, item, stopped, price, buyer, hold, quota, stock', () => {
    const m = aLiveStream(aProduct('mug', { stock: 1, limit: 1 }));
    const ask = () => refusalOf(m.buyer('ana').orders({ lines: { mug: [2, 2_000] } })).code;
    expect(ask()).toBe('BUYER_LIMIT');
    m.host.stops('mug');
    expect(ask()).toBe('STOPPED');
    m.host.removes('mug');
    expect(ask()).toBe('NOT_IN_LINEUP');
    m.host.endsStream();
    expect(ask()).toBe('STREAM_NOT_LIVE');
  });

  test('no line, too many lines, no address, a payment that is not offered', () => {
    const m = aLiveStream(aProduct('mug'), { payments: ['sandbox'] });
    const ana = m.buyer('ana');
    expect(refusalOf(ana.orders({ asked: [] })).code).toBe('CART_EMPTY');
    const line = { itemNumber: 1, units: 1, unitPriceMinor: 2_990 };
    expect(refusalOf(ana.orders({ asked: Array(51).fill(line) }))).toEqual({
      code: 'TOO_MANY_LINES',
      max: 50,
    });
    ana.adds('mug');
    expect(refusalOf(ana.orders({ hasAddress: false })).code).toBe('ADDRESS_REQUIRED');
    expect(refusalOf(ana.orders({ payment: 'cash_on_delivery' }))).toEqual({
      code: 'PAYMENT_FAILED',
      possible: ['sandbox'],
    });
  });

  test('where practice payments are off, an order with one is refused, and no answer names that way', () => {
    const m = aLiveStream(aProduct('mug', { stock: 40 }), {
      payments: ['sandbox', 'cash_on_delivery'],
      holdPolicy: 'first_paid',
    });
    const ana = m.buyer('ana', { isNew: true });
    const off = { isPracticeOff: true };
    expect(refusalOf(ana.orders({ lines: { mug: 1 }, payment: 'sandbox', ...off }))).toEqual({
      code: 'PAYMENT_FAILED',
      possible: ['cash_on_delivery'],
    });
    for (let n = 0; n < 2; n += 1) ana.places({ lines: { mug: 1 }, payment: 'cash_on_delivery', ...off });
    expect(refusalOf(ana.orders({ lines: { mug: 1 }, payment: 'cash_on_delivery', ...off }))).toMatchObject({
      code: 'NEWCOMER_CASH',
      possible: [],
    });
    expect(replyOf(ana.orders({ lines: { mug: 1 } })).order.payment).toBe('sandbox');
  });

  test('the price of a flash that stopped its item is FLASH_ENDED, also in an order', () => {
    const m = aLiveStream(aProduct('mug'), { holdPolicy: 'first_paid' }).until('20:00');
    m.host.startsFlash('mug', { seconds: 60, afterEnd: 'off' });
    m.until('20:01');
    expect(refusalOf(m.buyer('ana').orders({ lines: { mug: [1, 1_990] } }))).toEqual({
      code: 'FLASH_ENDED',
      itemNumber: 1,
      endedAtMs: at('20:01'),
    });
  });
});

describe('[O2] the total that the client saw', () => {
  test('a higher one now is refused with both', () => {
    const m = aLiveStream(aProduct('mug'));
    m.buyer('ana').adds('mug');
    expect(refusalOf(m.buyer('ana').orders({ total: 2_000 }))).toEqual({
      code: 'PRICE_CHANGED',
      wasMinor: 2_000,
      nowMinor: 2_990,
    });
  });

  test('a lower one is given and stated in the reply', () => {
    const m = aLiveStream(aProduct('mug'));
    m.buyer('ana').adds('mug');
    m.host.prices('mug', 2_500);
    const order = m.buyer('ana').orders({ lines: { mug: [1, 2_990] } });
    expect(replyOf(order).order).toMatchObject({ totalMinor: 2_500, lines: [{ unitPriceMinor: 2_500 }] });
  });
});

test('[O1][X47] an order adds up to what the shop deals in at most, and not to a fen more', () => {
  const m = aLiveStream(aProduct('gold', { price: 50_000_000 }), aProduct('mug', { price: 49_999_999 }), {
    holdPolicy: 'first_paid',
  });
  const shelves = () => [m.shelf('gold'), m.shelf('mug')];
  const before = shelves();
  const dear = m.buyer('ana').orders({ lines: { gold: 2 }, total: MAX_MINOR });
  expect(refusalOf(dear)).toEqual({ code: 'BAD_REQUEST', field: 'lines' });
  expect(shelves()).toEqual(before);
  const order = m.buyer('ana').orders({ lines: { gold: 1, mug: 1 }, total: MAX_MINOR });
  expect(replyOf(order).order.totalMinor).toBe(MAX_MINOR);
});

test('[O3] the reply is made from the state that holds the order, at the seq of its last fact', () => {
  const m = aLiveStream(aProduct('mug'));
  m.buyer('ana').adds('mug');
  const reply = replyOf(m.buyer('ana').orders({ payment: 'cash_on_delivery' }));
  expect(reply).toMatchObject({ seq: m.bench.state.seq, order: { status: 'PAID', number: '1001' } });
});

test('[O1] two flashes of one price are two lines, and cannot-fill reaches both', () => {
  const m = aLiveStream(aProduct('mug', { stock: 20 })).until('20:00');
  const ana = m.buyer('ana');
  m.host.startsFlash('mug', { seconds: 10, perBuyer: 1 });
  ana.adds('mug');
  m.until('20:00:10').host.startsFlash('mug', { seconds: 10, perBuyer: 1 });
  ana.adds('mug');
  const orderId = ana.places({ lines: { mug: [2, 1_990] } });
  ana.pays(orderId);
  expect(ana.order(orderId).lines).toHaveLength(2);
  replyOf(m.host.cannotFill(orderId, 'mug', 2));
  expect(ana.order(orderId).refundedMinor).toBe(3_980);
});

test('[T2] partial refunds of a line sum to the whole, unit by unit', () => {
  const m = aLiveStream(aProduct('mug', { price: 333 }));
  const orderId = m.buyer('ana').buys('mug', 3);
  for (let unit = 0; unit < 3; unit += 1) replyOf(m.host.cannotFill(orderId, 'mug', 1));
  expect(m.buyer('ana').order(orderId).refundedMinor).toBe(999);
});

test('[M1] the golden cart: base and share rate stand in the order from the first day', () => {
  const m = aLiveStream(
    aProduct('potatoes', { price: 2_990, producer: 'P1' }),
    aProduct('quinoa', { price: 3_500, producer: 'P2' }),
    aProduct('walnuts', { price: 4_200, producer: 'P3' }),
  );
  m.host.startsFlash('potatoes', { price: 1_990 });
  const ana = m.buyer('ana');
  ana.adds('potatoes', 2);
  ana.adds('quinoa');
  ana.adds('walnuts');
  const order = ana.order(ana.places());
  expect(order).toMatchObject({ goodsMinor: 11_680, shippingMinor: 0, totalMinor: 11_680 });
  expect(
    order.lines.map(({ producerId, goodsMinor, shareBps }) => [producerId, goodsMinor, shareBps]),
  ).toEqual([
    ['producer-P1', 3_980, 8_000],
    ['producer-P2', 3_500, 8_000],
    ['producer-P3', 4_200, 8_000],
  ]);
  expect(order.lines[0]!.discounts).toEqual([{ kind: 'flash', funder: 'producer', minor: 2_000 }]);
});

test('[M1] what a host or the shop gives away is added back to the base', () => {
  const m = aLiveStream(aProduct('potatoes', { price: 2_990 }));
  m.host.startsFlash('potatoes', { price: 1_990, fundedBy: 'host' });
  m.buyer('ana').adds('potatoes', 2);
  expect(m.buyer('ana').order(m.buyer('ana').places())).toMatchObject({
    totalMinor: 3_980,
    goodsMinor: 5_980,
  });
});
