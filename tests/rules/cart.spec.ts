import { expect, test } from 'vitest';
import { aLiveStream, aProduct, at } from '../builders/market.ts';
import { factsOf, faultsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

test('[H1] a hold is 10 minutes, a flash line 5, a new buyer 3', () => {
  const m = aLiveStream(aProduct('potato'), aProduct('walnut')).until('20:00');
  m.host.startsFlash('walnut', { cap: 3 });
  expect(replyOf(m.buyer('ana').adds('potato')).heldUntilMs).toBe(at('20:10'));
  expect(replyOf(m.buyer('ana').adds('walnut')).heldUntilMs).toBe(at('20:05'));
  expect(replyOf(m.buyer('new', { isNew: true }).adds('potato')).heldUntilMs).toBe(at('20:03'));
});

test('[H1] adding a unit takes a new hold for that unit; the older one keeps its deadline', () => {
  const m = aLiveStream(aProduct('potato')).until('20:00');
  replyOf(m.buyer('ana').adds('potato'));
  replyOf(m.until('20:04').buyer('ana').adds('potato'));
  expect(
    m
      .buyer('ana')
      .cart()
      .lines[0]!.holds.map(({ untilMs }) => untilMs),
  ).toEqual([at('20:10'), at('20:14')]);
});

test('[H1][T5] a hold is good until its deadline and not at it', () => {
  const m = aLiveStream(aProduct('potato')).until('20:00');
  m.buyer('ana').adds('potato');
  m.until('20:09:59.999');
  expect(m.shelf('potato').held).toBe(1);
  m.until('20:10');
  expect(m.shelf('potato').held).toBe(0);
});

test('[H2] an expired hold names its own units only, and the line keeps them listed', () => {
  const m = aLiveStream(aProduct('potato')).until('20:00');
  m.buyer('ana').adds('potato', 2);
  m.until('20:04').buyer('ana').adds('potato');
  m.until('20:10');
  expect(m.buyer('ana').cart().lines).toMatchObject([{ expiredUnits: 2, holds: [{ units: 1 }] }]);
});

test('[H2] removal frees expired units first, then the latest hold', () => {
  const m = aLiveStream(aProduct('potato')).until('20:00');
  m.buyer('ana').adds('potato', 2);
  m.until('20:04').buyer('ana').adds('potato', 2);
  m.buyer('ana').removes('potato', 3);
  expect(m.buyer('ana').cart().lines[0]!.holds).toMatchObject([{ units: 1, untilMs: at('20:10') }]);
  expect(refusalOf(m.buyer('ana').removes('potato', 2))).toEqual({
    code: 'CART_CHANGED',
    itemNumber: 1,
    units: 1,
  });
});

test('[H2] orders use the earliest deadline first', () => {
  const m = aLiveStream(aProduct('potato')).until('20:00');
  m.buyer('ana').adds('potato');
  m.until('20:04').buyer('ana').adds('potato');
  m.buyer('ana').places({ lines: { potato: 1 } });
  expect(m.buyer('ana').cart().lines[0]!.holds).toMatchObject([{ untilMs: at('20:14') }]);
});

test('[H2] one line per item and price, also when held and direct units meet', () => {
  const m = aLiveStream(aProduct('potato', { stock: 30 }), { settings: { newBuyerUnits: 2 } });
  const ana = m.buyer('ana', { isNew: true });
  replyOf(ana.adds('potato', 2));
  replyOf(ana.adds('potato', 3));
  const { order } = replyOf(ana.orders({ lines: { potato: 5 } }));
  expect(order.lines).toMatchObject([{ units: 5, unitPriceMinor: 2_990 }]);
});

test('[H2] lines of one item that are asked twice are merged before any check', () => {
  const m = aLiveStream(aProduct('potato', { stock: 2 }));
  m.buyer('ana').adds('potato', 2);
  const line = { itemNumber: 1, units: 1, unitPriceMinor: 2_990 };
  expect(replyOf(m.buyer('ana').orders({ asked: [line, line] })).order.lines).toMatchObject([{ units: 2 }]);
});

test('[H2][O1] lines of one item that are short together are one fault, with all that is possible', () => {
  const m = aLiveStream(aProduct('potato', { stock: 5 }), { holdPolicy: 'first_paid' });
  const line = { itemNumber: 1, units: 3, unitPriceMinor: 2_990 };
  expect(faultsOf(m.buyer('ana').orders({ asked: [line, line] }))).toEqual([
    {
      itemNumber: 1,
      unitPriceMinor: 2_990,
      refusal: { code: 'INSUFFICIENT', itemNumber: 1, max: 5 },
    },
  ]);
});

test('[H3] at most 20 units are held per buyer and stream', () => {
  const m = aLiveStream(aProduct('potato', { stock: 50 }), aProduct('walnut', { stock: 50 }));
  replyOf(m.buyer('ana').adds('potato', 15));
  expect(refusalOf(m.buyer('ana').adds('walnut', 6))).toEqual({
    code: 'HOLD_LIMIT',
    itemNumber: 2,
    allowance: 5,
  });
  replyOf(m.buyer('ana').adds('walnut', 5));
});

test('[H3] three expiries make a buyer first_paid here; several in one cut count once', () => {
  const m = aLiveStream(aProduct('potato'), aProduct('walnut')).until('20:00');
  const ana = m.buyer('ana');
  ana.adds('potato');
  ana.adds('walnut');
  m.until('20:10');
  expect(m.bench.state.buyers.get(ana.buyerId)!.strikes).toBe(1);
  ana.adds('potato');
  m.until('20:20');
  ana.adds('potato');
  expect(ana.cart().firstPaid).toBe(false);
  m.until('20:30');
  expect(ana.cart().firstPaid).toBe(true);
  expect(replyOf(ana.adds('potato')).heldUntilMs).toBeNull();
});

test('[H4] expiry is final: an order for the lost hold is refused, a new hold may be', () => {
  const m = aLiveStream(aProduct('potato', { stock: 1 })).until('20:00');
  m.buyer('ana').adds('potato');
  m.until('20:10').buyer('ben').adds('potato');
  expect(refusalOf(m.buyer('ana').orders({ lines: { potato: 1 } })).code).toBe('HOLD_EXPIRED');
  expect(refusalOf(m.buyer('ana').adds('potato')).code).toBe('ALL_HELD');
});

test('[H6] a new buyer holds at most 4 units, and is first_paid beyond', () => {
  const m = aLiveStream(aProduct('potato', { stock: 50 }));
  const ana = m.buyer('ana', { isNew: true });
  expect(replyOf(ana.adds('potato', 4)).heldUntilMs).not.toBeNull();
  expect(replyOf(ana.adds('potato', 1)).heldUntilMs).toBeNull();
});

test('[H6] of a single unit, one may be held by a new buyer', () => {
  const m = aLiveStream(aProduct('potato', { stock: 1 }));
  expect(replyOf(m.buyer('a', { isNew: true }).adds('potato')).heldUntilMs).not.toBeNull();
});

test('[H6] who has paid online here is not new any more; the add records what was known', () => {
  const m = aLiveStream(aProduct('potato', { stock: 50 }));
  const ana = m.buyer('ana', { isNew: true });
  ana.buys('potato');
  expect(factsOf(ana.adds('potato', 9))).toMatchObject([{ isNew: false }]);
});

test('[H7] caps count what was ordered under the same phone, and the hold is kept', () => {
  const m = aLiveStream(aProduct('potato', { limit: 2 }));
  const [ana, twin] = [m.buyer('ana', { phone: 'one' }), m.buyer('twin', { phone: 'one' })];
  ana.adds('potato', 2);
  ana.places();
  replyOf(twin.adds('potato', 1));
  expect(refusalOf(twin.orders())).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 0 });
  expect(m.shelf('potato').held).toBe(1);
});

test('[H7] a cancelled order frees the phone', () => {
  const m = aLiveStream(aProduct('potato', { limit: 2 }));
  const [ana, twin] = [m.buyer('ana', { phone: 'one' }), m.buyer('twin', { phone: 'one' })];
  ana.adds('potato', 2);
  replyOf(ana.cancels(ana.places()));
  twin.adds('potato', 2);
  replyOf(twin.orders());
});

test('[H7] a buyer’s own orders under the phone count once, also after a merge', () => {
  const m = aLiveStream(aProduct('potato', { limit: 3 }), { settings: { maxUnpaidOrders: 0 } });
  const [guest, ana] = [m.buyer('guest', { phone: 'one' }), m.buyer('ana', { phone: 'one' })];
  guest.takes('potato');
  guest.takes('potato');
  replyOf(guest.becomes(ana));
  ana.takes('potato');
});

test('[B1] the limit counts what is held, unpaid and paid; what is given back is free again', () => {
  const m = aLiveStream(aProduct('potato', { limit: 3 }));
  const ana = m.buyer('ana');
  const orderId = ana.buys('potato', 2);
  replyOf(ana.adds('potato', 1));
  expect(refusalOf(ana.adds('potato', 1))).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 0 });
  ana.cancels(orderId);
  expect(refusalOf(ana.adds('potato', 3))).toEqual({ code: 'BUYER_LIMIT', itemNumber: 1, allowance: 2 });
});

test('[B1] units ordered directly come on top of what is still held', () => {
  const m = aLiveStream(aProduct('potato', { limit: 2 }), { settings: { strikesToFirstPaid: 1 } }).until(
    '20:00',
  );
  const ana = m.buyer('ana');
  m.host.startsFlash('potato', { cap: 5, perBuyer: 2, seconds: 600 });
  replyOf(ana.adds('potato', 1));
  m.until('20:02');
  replyOf(ana.adds('potato', 1));
  m.until('20:05');
  const order = ana.orders({ lines: { potato: [2, 2_990] } });
  expect(refusalOf(order)).toMatchObject({ code: 'BUYER_LIMIT', allowance: 1 });
});

test('[B2] a guest becomes another buyer: cart, limits and orders go along', () => {
  const m = aLiveStream(aProduct('potato', { limit: 3 }));
  const [guest, ana] = [m.buyer('guest'), m.buyer('ana')];
  const orderId = guest.buys('potato', 1);
  guest.adds('potato', 1);
  replyOf(guest.becomes(ana));
  expect(ana.cart().lines).toMatchObject([{ holds: [{ units: 1 }] }]);
  expect(guest.cart()).toEqual(ana.cart());
  expect(refusalOf(ana.adds('potato', 2))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 1 });
  replyOf(guest.cancels(orderId));
});

test('[B2] a surplus of holds over a limit is released, latest first; orders never', () => {
  const m = aLiveStream(aProduct('potato', { limit: 3 })).until('20:00');
  const [guest, ana] = [m.buyer('guest'), m.buyer('ana')];
  ana.adds('potato', 2);
  m.until('20:01');
  guest.adds('potato', 2);
  expect(factsOf(guest.becomes(ana))).toMatchObject([{ type: 'buyers_merged', released: [{ units: 1 }] }]);
  expect(ana.cart().lines[0]!.holds).toMatchObject([
    { units: 2, untilMs: at('20:10') },
    { units: 1, untilMs: at('20:11') },
  ]);
});

test('[B2] a line whose holds were all released leaves the cart', () => {
  const m = aLiveStream(aProduct('potato', { limit: 2 })).until('20:00');
  const [guest, ana] = [m.buyer('guest'), m.buyer('ana')];
  guest.buys('potato', 2);
  m.until('20:01');
  ana.adds('potato', 2);
  replyOf(guest.becomes(ana));
  expect(ana.cart().lines).toEqual([]);
  expect(m.shelf('potato')).toMatchObject({ held: 0, sold: 2 });
});

test('[B2][H6] two new guests that become one hold no more than one', () => {
  const m = aLiveStream(aProduct('potato', { stock: 50 })).until('20:00');
  const [guest, ana] = [m.buyer('guest', { isNew: true }), m.buyer('ana', { isNew: true })];
  guest.adds('potato', 4);
  ana.adds('potato', 3);
  replyOf(guest.becomes(ana));
  expect(m.shelf('potato').held).toBe(4);
});

test('[B2] a guest who did nothing here leaves a fact while goods are sold, and none later', () => {
  const m = aLiveStream(aProduct('potato'));
  const [guest, other, ana] = [m.buyer('guest'), m.buyer('other'), m.buyer('ana')];
  expect(factsOf(guest.becomes(ana))).toMatchObject([{ type: 'buyers_merged', released: [] }]);
  expect(factsOf(guest.becomes(ana))).toEqual([]);
  m.host.endsStream();
  expect(factsOf(other.becomes(ana))).toEqual([]);
});
