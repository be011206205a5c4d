import { describe, expect, test } from 'vitest';
import { Broken } from '../../server/audit/broken.ts';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { auditBooks } from '../builders/audit.ts';
import { idOf, replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';
import { threeProducers } from '../builders/three-producers.ts';

const HOUR = 3_600_000;
const HOME = idOf(930_000);
const MOTHERS = idOf(930_001);

/** What verify finds in a log, and in a fact that no rule would have written behind it. */
function foundIn({ bench: { log, state } }: Market, forged?: StreamFact): string | null {
  const checked = new StreamFacts(emptyStream(state.streamId));
  try {
    for (const { text, seq, atMs } of log) checked.take(JSON.parse(text), { seq, atMs });
    if (forged) checked.take(forged, { seq: log.length + 1, atMs: state.atMs });
    return null;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const { invariant, found, expected } = error.finding;
    return `${invariant}: ${found}, ${expected}`;
  }
}

/** Everything that a log has to be true of, whatever happened in it. */
function booksOf(market: Market): void {
  const { bench } = market;
  expect(foundIn(market)).toBeNull();
  expect(auditBooks(bench.state, bench.orders())).toEqual([]);
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
}

describe('[O10] an address changed until it is packed', () => {
  test('moves with what it was charged, charges nothing more, and what two parcels became one by comes back at CLOSED: golden', () => {
    const market = aLiveStream(
      aProduct('potato', { stock: 20, price: 1_990, origin: 'O1', shipping: [800, 300] }),
    );
    const ana = market.buyer('ana');
    const first = ana.buys('potato', 2);
    replyOf(ana.adds('potato', 1));
    const second = ana.places({ lines: { potato: [1, 1_990] }, addressId: MOTHERS });
    replyOf(ana.pays(second));
    expect([ana.order(first).shippingMinor, ana.order(second).shippingMinor]).toEqual([1_100, 800]);
    expect(factsOf(ana.movesTo(second, HOME))).toEqual([
      {
        type: 'order_address_changed',
        orderId: second,
        addressId: HOME,
        phoneTag: `phone-of-${ana.buyerId}`,
      },
    ]);
    const order = ana.order(second);
    expect(order).toMatchObject({ addressId: HOME, shippingMinor: 800, totalMinor: 2_790, refundedMinor: 0 });
    const groups = market.bench.state.buyers.get(ana.buyerId)!.groups!;
    expect(
      groups.map(({ addressId, units, goodsMinor, charged }) => ({ addressId, units, goodsMinor, charged })),
    ).toEqual([
      {
        addressId: HOME,
        units: [{ itemNumber: 1, units: 3 }],
        goodsMinor: 5_970,
        charged: [
          { orderId: first, paidMinor: 1_100, givenMinor: 0 },
          { orderId: second, paidMinor: 800, givenMinor: 0 },
        ],
      },
      { addressId: MOTHERS, units: [{ itemNumber: 1, units: 0 }], goodsMinor: 0, charged: [] },
    ]);
    booksOf(market);
    market.closes();
    // One parcel of three costs 800 + 2 × 300: of 1,900 charged, 500 come back, from the order that paid last.
    market.packer.creditsShipping();
    expect(ana.order(second).refundedMinor).toBe(500);
    expect(ana.order(first).refundedMinor).toBe(0);
    booksOf(market);
  });

  test('of an unpaid order it joins the groups of the new address once it is paid', () => {
    const market = aLiveStream(
      aProduct('potato', { stock: 20, price: 1_990, origin: 'O1', shipping: [800, 300] }),
    );
    const ana = market.buyer('ana');
    replyOf(ana.adds('potato', 1));
    const orderId = ana.places({ lines: { potato: [1, 1_990] } });
    replyOf(ana.movesTo(orderId, MOTHERS));
    replyOf(ana.pays(orderId));
    const groups = market.bench.state.buyers.get(ana.buyerId)!.groups!;
    expect(groups.map(({ addressId }) => addressId)).toEqual([MOTHERS]);
    // The same address again changes nothing, and answers the same.
    expect(factsOf(ana.movesTo(orderId, MOTHERS))).toEqual([]);
    booksOf(market);
  });

  test('[H7] counts by phone move with it, and a limit that the other phone has used up refuses', () => {
    const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_990, limit: 3 }));
    const [ana, bo] = [market.buyer('ana'), market.buyer('bo', { phone: 'mothers' })];
    const hers = ana.buys('potato', 2);
    bo.buys('potato', 2);
    expect(refusalOf(ana.movesTo(hers, MOTHERS, 'mothers'))).toEqual({
      code: 'BUYER_LIMIT',
      itemNumber: 1,
      allowance: 1,
    });
    replyOf(ana.movesTo(hers, MOTHERS, 'aunts'));
    // Nothing is left with the phone of before, so that another buyer may order all of it there.
    const dan = market.buyer('dan', { phone: `phone-of-${ana.buyerId}` });
    dan.buys('potato', 3);
    booksOf(market);
  });

  test('is refused once it is packed, over, or abroad, without an address, and to anybody else', () => {
    const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_990 }));
    const ana = market.buyer('ana');
    const [packed, cancelled] = [ana.buys('potato', 1), ana.buys('potato', 1)];
    replyOf(ana.cancels(cancelled));
    expect(refusalOf(market.buyer('bo').movesTo(packed, MOTHERS))).toEqual({ code: 'NOT_FOUND' });
    expect(refusalOf(ana.movesTo(packed, MOTHERS, null))).toEqual({ code: 'ADDRESS_REQUIRED' });
    expect(refusalOf(ana.movesTo(packed, MOTHERS, 'aunts', 'SG'))).toEqual({
      code: 'ADDRESS_FIXED',
      reason: 'abroad',
    });
    expect(refusalOf(ana.movesTo(cancelled, MOTHERS))).toEqual({ code: 'ADDRESS_FIXED', reason: 'over' });
    market.closes();
    market.passes(2 * HOUR);
    // After the end it may still be changed: packing comes later.
    replyOf(ana.movesTo(packed, MOTHERS));
    market.packer.sends(packed);
    expect(refusalOf(ana.movesTo(packed, HOME))).toEqual({ code: 'ADDRESS_FIXED', reason: 'packed' });
    expect(ana.order(packed).afterSale!.shipments[0]!.addressId).toBe(MOTHERS);
    booksOf(market);
  });
});

describe('[INV9] [H7] an order that was moved to a phone', () => {
  const moved = (orderId: string, phoneTag: string): StreamFact => ({
    ...{ type: 'order_address_changed', orderId, addressId: MOTHERS, phoneTag },
  });

  test('is found where others under it had used up a limit, and nowhere else', () => {
    const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_990, limit: 3 }));
    const ana = market.buyer('ana');
    const hers = ana.buys('potato', 2);
    market.buyer('bo', { phone: 'mothers' }).buys('potato', 2);
    market.buyer('dan', { phone: 'aunts' }).buys('potato', 1);
    expect(foundIn(market, moved(hers, 'mothers'))).toBe('INV9: 4 under one phone under item:1, at most 3');
    expect(foundIn(market, moved(hers, 'aunts'))).toBeNull();
    // A lower limit takes nothing away from whoever has a phone alone, or has it already.
    replyOf(market.host.limits('potato', 1));
    expect(foundIn(market, moved(hers, 'nobodys'))).toBeNull();
    expect(foundIn(market, moved(hers, `phone-of-${ana.buyerId}`))).toBeNull();
    expect(foundIn(market, moved(hers, 'aunts'))).toMatch(/^INV9: 3 under one phone/);
  });

  test('is found where others under it had claimed its voucher', () => {
    const market = threeProducers();
    const voucherId = market.host.makesVoucher({ cap: 5, perBuyerCap: 1 });
    const hers = market.buyer('ana').places({ lines: { potatoes: 1 } });
    market.buyer('bo', { phone: 'mothers' }).places({ lines: { potatoes: 1 } });
    expect(foundIn(market, moved(hers, 'mothers'))).toBe(
      `INV9: 2 under one phone under voucher:${voucherId}, at most 1`,
    );
    expect(foundIn(market, moved(hers, 'aunts'))).toBeNull();
  });
});

test('[INV10] an address that was changed of an order that was cancelled is found', () => {
  const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_990 }));
  const ana = market.buyer('ana');
  const orderId = ana.buys('potato', 1);
  replyOf(ana.cancels(orderId));
  const forged: StreamFact = { type: 'order_address_changed', orderId, addressId: HOME, phoneTag: 'aunts' };
  expect(foundIn(market, forged)).toMatch(/^INV10: another address of order/);
});

describe('[O10] an address given by the shop', () => {
  test('moves the order as its buyer would, and the fact says who did it', () => {
    const market = aLiveStream(
      aProduct('potato', { stock: 20, price: 1_990, origin: 'O1', shipping: [800, 300] }),
    );
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 2);
    const phone = `phone-of-${ana.buyerId}`;
    expect(factsOf(market.packer.givesAddress(orderId, MOTHERS, phone))).toEqual([
      {
        ...{ type: 'order_address_changed', orderId, addressId: MOTHERS, phoneTag: phone },
        by: market.packer.by,
      },
    ]);
    expect(ana.order(orderId)).toMatchObject({ addressId: MOTHERS, shippingMinor: 1_100, refundedMinor: 0 });
    expect(factsOf(market.packer.givesAddress(orderId, MOTHERS, phone))).toEqual([]);
    booksOf(market);
  });

  test('stays where it is once it is packed or over, abroad, and where the address is not its buyer’s', () => {
    const market = aLiveStream(aProduct('potato', { stock: 20, price: 1_990 }));
    const ana = market.buyer('ana');
    const orderId = ana.buys('potato', 2);
    const gives = (phone: string | null, country: string | null = null) =>
      refusalOf(market.packer.givesAddress(orderId, MOTHERS, phone, country));
    expect(gives(null)).toEqual({ code: 'ADDRESS_REQUIRED' });
    expect(gives('other', 'FR')).toEqual({ code: 'ADDRESS_FIXED', reason: 'abroad' });
    market.closes();
    replyOf(market.packer.packs([orderId]));
    expect(gives('other')).toEqual({ code: 'ADDRESS_FIXED', reason: 'packed' });
    expect(refusalOf(market.packer.givesAddress(idOf(4_711), MOTHERS, 'other'))).toEqual({
      code: 'NOT_FOUND',
    });
  });
});
