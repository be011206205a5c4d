import { describe, expect, test } from 'vitest';
import { Broken } from '../../server/audit/broken.ts';
import { StreamFacts } from '../../server/audit/facts/stream-facts.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { emptyStream } from '../../server/market/market.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

/** Ana holds potatoes at 2,990 when a flash at 1,990 starts at 20:00; it is 20:00:01. */
function aCart({
  units = 2,
  stock = 10,
  cap = 5,
  perBuyer = 2,
  isNew = false,
}: {
  units?: number;
  stock?: number;
  cap?: number;
  perBuyer?: number;
  isNew?: boolean;
} = {}) {
  const market = aLiveStream(
    aProduct('potato', { stock, price: 2_990 }),
    aProduct('walnut', { stock: 10, price: 4_200 }),
  );
  market.until('19:59:00');
  const ana = market.buyer('ana', { isNew });
  replyOf(ana.adds('potato', units));
  const startsAtMs = at('20:00');
  const flashId = market.host.startsFlash('potato', {
    price: 1_990,
    startsAtMs,
    seconds: 300,
    cap,
    perBuyer,
  });
  market.until('20:00:01');
  return { market, ana, flashId };
}

const books = ({ bench }: Market) => {
  const facts = new StreamFacts(emptyStream(bench.state.streamId));
  for (const { text, seq, atMs } of bench.log) facts.take(JSON.parse(text), { seq, atMs });
};

describe('[F7] a row that is held at list price when a flash starts', () => {
  test('is offered its price, as far as quota and limit go, with the total before and after', () => {
    const { ana, flashId } = aCart({ units: 3 });
    expect(ana.quote()!.takings).toEqual([
      {
        ...{ itemNumber: 1, flashId, units: 2, wasMinor: 2_990, nowMinor: 1_990 },
        ...{ totalBeforeMinor: 8_970, totalAfterMinor: 6_970 },
      },
    ]);
  });

  test('has it by one tap: two facts of one decision, exactly those units, a time of their own, the same place', () => {
    const { market, ana, flashId } = aCart({ units: 3 });
    replyOf(ana.adds('walnut', 1));
    const taken = ana.takesFlash('potato', flashId);
    expect(replyOf(taken)).toMatchObject({ unitPriceMinor: 1_990, heldUntilMs: at('20:05:01') });
    expect(factsOf(taken).map(({ type }) => type)).toEqual(['cart_removed', 'cart_added']);
    expect(ana.cart().lines.map(({ itemNumber }) => itemNumber)).toEqual([1, 2]);
    expect(ana.cart().lines[0]!.holds).toMatchObject([
      { units: 1, unitPriceMinor: 2_990, flashId: null },
      { units: 2, unitPriceMinor: 1_990, flashId },
    ]);
    expect(market.shelf('potato')).toEqual({ available: 7, held: 3, unpaid: 0, sold: 0 });
    expect(market.quota(flashId)).toEqual({ free: 3, lapsed: 0, held: 2, unpaid: 0, sold: 0 });
    expect(() => books(market)).not.toThrow();
    expect(ana.quote()!.takings).toBeUndefined();
  });

  test('has it with nothing left on the shelf, and whoever waits in line for units is not passed over', () => {
    const { market, ana, flashId } = aCart({ units: 2, stock: 2, cap: 2 });
    const bo = market.buyer('bo');
    replyOf(bo.waits('potato'));
    replyOf(ana.takesFlash('potato', flashId));
    expect(market.shelf('potato')).toEqual({ available: 0, held: 2, unpaid: 0, sold: 0 });
    expect(bo.cart().lines).toEqual([]);
    expect(() => books(market)).not.toThrow();
  });

  test('[H6] has it where newcomers keep their whole share, and a limit was lowered below what is held', () => {
    const { market, ana, flashId } = aCart({ units: 2, stock: 4, cap: 4, isNew: true });
    replyOf(market.host.limits('potato', 1));
    replyOf(ana.takesFlash('potato', flashId));
    expect(market.quota(flashId).held).toBe(2);
    expect(() => books(market)).not.toThrow();
  });

  test('keeps its place in a waiting line', () => {
    const { market, ana, flashId } = aCart({ units: 2, stock: 2, cap: 2 });
    replyOf(ana.waits('potato'));
    replyOf(ana.takesFlash('potato', flashId));
    expect(market.bench.facts().some(({ type }) => type === 'waitlist_left')).toBe(false);
  });
});

describe('[F7] it is refused, and nothing is released', () => {
  test('beyond what is held at list price, the limit and the quota of the flash', () => {
    const { market, ana, flashId } = aCart({ units: 3, cap: 2, perBuyer: 2 });
    expect(refusalOf(ana.takesFlash('potato', flashId, { units: 4 }))).toMatchObject({
      code: 'CART_CHANGED',
      units: 3,
    });
    expect(refusalOf(ana.takesFlash('potato', flashId, { units: 3 }))).toMatchObject({
      code: 'BUYER_LIMIT',
      allowance: 2,
    });
    replyOf(market.buyer('bo').adds('potato', 1));
    expect(refusalOf(ana.takesFlash('potato', flashId, { units: 2 }))).toMatchObject({
      code: 'INSUFFICIENT',
      max: 1,
    });
    replyOf(market.buyer('cy').adds('potato', 1));
    expect(refusalOf(ana.takesFlash('potato', flashId, { units: 1 })).code).toBe('FLASH_QUOTA_GONE');
    expect(ana.cart().lines[0]!.holds).toMatchObject([{ units: 3, unitPriceMinor: 2_990 }]);
  });

  test('[V1] where the whole cart would cost more: the voucher needs what it costs now', () => {
    const { market, ana, flashId } = aCart({ units: 2 });
    market.host.makesVoucher({ fromMinor: 5_000, off: { kind: 'amount', offMinor: 3_000 } });
    expect(ana.quote()).toMatchObject({ totalMinor: 2_980 });
    expect(ana.quote()!.takings).toBeUndefined();
    const asked = { units: 2, totalBeforeMinor: 2_980, totalAfterMinor: 3_980 };
    expect(refusalOf(ana.takesFlash('potato', flashId, asked))).toEqual({
      code: 'NOT_CHEAPER',
      itemNumber: 1,
    });
    expect(replyOf(ana.orders({ total: 2_980 })).order.totalMinor).toBe(2_980);
  });

  test('is judged by the lines that are to be ordered, where those are not all of the cart', () => {
    const { ana, flashId } = aCart({ units: 2 });
    replyOf(ana.adds('walnut', 1));
    const asked = { units: 2, totalBeforeMinor: 5_980, totalAfterMinor: 3_980 };
    expect(refusalOf(ana.takesFlash('potato', flashId, asked)).code).toBe('PRICE_CHANGED');
    // Without the item itself there is nothing that could get cheaper.
    expect(refusalOf(ana.takesFlash('potato', flashId, { ...asked, orderedItems: [2] })).code).toBe(
      'NOT_CHEAPER',
    );
    replyOf(ana.takesFlash('potato', flashId, { ...asked, orderedItems: [1] }));
    expect(ana.cart().lines.map(({ itemNumber }) => itemNumber)).toEqual([1, 2]);
  });

  test('where it would cost more than was shown', () => {
    const { ana, flashId } = aCart();
    const asked = { units: 1, totalBeforeMinor: 5_980, totalAfterMinor: 4_000 };
    expect(refusalOf(ana.takesFlash('potato', flashId, asked))).toEqual({
      code: 'PRICE_CHANGED',
      wasMinor: 4_000,
      nowMinor: 4_980,
    });
  });

  test('when the flash is over, called off, or stopped', () => {
    const { market, ana, flashId } = aCart();
    market.until('20:00:02');
    replyOf(market.host.stops('potato'));
    expect(refusalOf(ana.takesFlash('potato', flashId)).code).toBe('STOPPED');
    replyOf(market.host.resumes('potato'));
    replyOf(market.host.endsFlash(flashId));
    expect(refusalOf(ana.takesFlash('potato', flashId)).code).toBe('FLASH_ENDED');
  });

  test('before the start; around it, it is drawn with the taps', () => {
    const market = aLiveStream(aProduct('potato', { stock: 10, price: 2_990 }));
    const bo = market.until('19:59:00').buyer('bo');
    replyOf(bo.adds('potato', 1));
    const flashId = market.host.startsFlash('potato', {
      price: 1_990,
      startsAtMs: at('20:00'),
      seconds: 300,
    });
    const asked = { units: 1, totalBeforeMinor: 2_990, totalAfterMinor: 1_990 };
    expect(refusalOf(bo.takesFlash('potato', flashId, asked))).toMatchObject({
      code: 'FLASH_NOT_STARTED',
      inMs: 60_000,
    });
    const attempt = market.until('20:00:00.100').buyer('bo').takesFlash('potato', flashId, asked);
    expect(attempt.outcome.kind).toBe('parked');
    market.until('20:00:01');
    expect(replyOf(attempt)).toMatchObject({ unitPriceMinor: 1_990 });
  });
});

describe('[F7] nobody pays more for a unit than its card shows without having been asked', () => {
  test('an order of what is held at list price is asked first, once for each flash', () => {
    const { market, ana, flashId } = aCart({ units: 1 });
    expect(refusalOf(ana.orders())).toEqual({
      code: 'CHEAPER_NOW',
      ...{ itemNumber: 1, flashId, units: 1, wasMinor: 2_990, nowMinor: 1_990 },
      ...{ totalBeforeMinor: 2_990, totalAfterMinor: 1_990 },
    });
    expect(refusalOf(ana.orders({ declined: ['00000000-0000-7000-8000-000000000999'] })).code).toBe(
      'CHEAPER_NOW',
    );
    expect(replyOf(ana.orders({ declined: [flashId] })).order.totalMinor).toBe(2_990);
    expect(market.quota(flashId).free).toBe(5);
  });

  test('one that took it pays the flash price', () => {
    const { ana, flashId } = aCart({ units: 1 });
    replyOf(ana.takesFlash('potato', flashId));
    expect(replyOf(ana.orders()).order.totalMinor).toBe(1_990);
  });

  test('one that came before the start is not asked, nor one when nothing is left of the flash', () => {
    const before = aCart({ units: 1 });
    expect(replyOf(before.ana.orders({ receivedAtMs: at('19:59:59.999') })).order.totalMinor).toBe(2_990);
    const { market, ana } = aCart({ units: 1, cap: 1 });
    replyOf(market.buyer('bo').adds('potato', 1));
    expect(replyOf(ana.orders()).order.totalMinor).toBe(2_990);
  });

  test('[F4] a buyer who has had all of the flash that one may have is not asked', () => {
    const { ana, flashId } = aCart({ units: 2, perBuyer: 1 });
    replyOf(ana.takesFlash('potato', flashId));
    expect(replyOf(ana.orders()).order.totalMinor).toBe(4_980);
  });
});

test('[INV9] books that say of units that they were taken, which nobody released for it, are found', () => {
  const { market, ana, flashId } = aCart();
  replyOf(ana.takesFlash('potato', flashId));
  const found = (change: (fact: StreamFact) => StreamFact) => {
    const facts = new StreamFacts(emptyStream(market.bench.state.streamId));
    try {
      for (const { text, seq, atMs } of market.bench.log) facts.take(change(JSON.parse(text)), { seq, atMs });
      return null;
    } catch (error) {
      return error instanceof Broken ? error.finding.invariant : String(error);
    }
  };
  expect(found((fact) => fact)).toBeNull();
  const alone = (fact: StreamFact) => {
    if (fact.type !== 'cart_removed') return fact;
    const { takes: _, ...others } = fact;
    return others;
  };
  expect(found(alone)).toBe('INV9');
  const more = (fact: StreamFact) =>
    fact.type === 'cart_added' && fact.taken ? { ...fact, units: fact.units - 1 } : fact;
  expect(found(more)).toBe('INV9');
});
