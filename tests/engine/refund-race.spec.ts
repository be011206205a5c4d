import { afterEach, beforeEach, expect, test } from 'vitest';
import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { accepted, type MarketHouse } from '../builders/engine-house.ts';
import { entriesOfLog, written } from '../builders/settlement.ts';
import { openStreet, type Street, settled } from '../builders/street.ts';

const ROUNDS = 100;
const PRICE = 2_990;
/** Each order has two units of one item, and one of another. */
const UNITS = [2, 1];
const LINES = [
  { itemNumber: 1, unitPriceMinor: PRICE },
  { itemNumber: 2, unitPriceMinor: PRICE },
] as const;
const WHOLE = 3 * PRICE;

let street: Street;
/** What the provider has given back, by the name of the refund; a name that comes again gives nothing. */
let given: Map<string, { orderId: string; amountMinor: number }>;
let calls: number;

beforeEach(async () => {
  street = await openStreet(2);
  given = new Map();
  calls = 0;
  for (const house of street.houses) {
    house.app.deps.providers.get('sandbox')!.refund = async ({ refundId, orderId, amountMinor }) => {
      calls += 1;
      // Away half of the time: before it has done anything, or after, so that its answer is lost.
      if (calls % 4 === 1) throw new Error('The provider is away.');
      const known = given.get(refundId);
      if (known) expect(known).toEqual({ orderId, amountMinor });
      given.set(refundId, { orderId, amountMinor });
      if (calls % 4 === 3) throw new Error('The answer of the provider is lost.');
    };
  }
});
afterEach(() => street.close());

type Act = (house: MarketHouse, stream: { streamId: string }, orderId: string) => Promise<{ ok: boolean }>;

const [line, other] = LINES;
const unitsBack =
  (units: number): Act =>
  (house, stream, orderId) =>
    house.console(stream, 'order:refund', { orderId, ...line, units });
const unfilled: Act = (house, stream, orderId) =>
  house.console(stream, 'order:cannot-fill', { orderId, ...line, units: 1 });
const amount =
  (amountMinor: number, bearer: 'producer' | 'host' | 'shop'): Act =>
  (house, stream, orderId) =>
    house.console(stream, 'order:refund-amount', {
      ...{ orderId, ...line, amountMinor, bearer, reason: 'late', backMinor: 0 },
    });
/** One unit of each line, by one command. */
const ofBoth =
  (command: 'order:refund' | 'order:cannot-fill'): Act =>
  (house, stream, orderId) =>
    house.console(stream, command, { orderId, ...line, units: 1, more: [{ ...other, units: 1 }] });
/** All of the order, as one amount that is split over its lines. */
const amountOverBoth: Act = (house, stream, orderId) =>
  house.console(stream, 'order:refund-amount', {
    ...{ orderId, ...line, more: [other], amountMinor: WHOLE },
    ...{ bearer: 'shop', reason: 'goodwill', backMinor: 0 },
  });
const amounts: readonly Act[] = [
  amount(2_000, 'producer'),
  amount(2_000, 'shop'),
  amount(2 * PRICE, 'host'),
  amountOverBoth,
];
/** The whole of it goes back: decided on what nobody else has given yet (O11). */
const calledOff: Act = (house, stream, orderId) =>
  house.console(stream, 'order:call-off', { orderId, reason: 'unavailable', refundMinor: WHOLE });
const acts: readonly Act[] = [
  ...amounts,
  ...[unitsBack(2), unfilled, unitsBack(1), calledOff],
  ...[ofBoth('order:refund'), ofBoth('order:cannot-fill')],
];

test('[O8] [O11] [O5] [M5] two operators on two servers give back of the same lines at once: each unit and each fen once', async () => {
  const [first, second] = street.houses as [MarketHouse, MarketHouse];
  const { stream } = await first.liveStream(ROUNDS * UNITS[0]!);
  const { productId } = await first.product(ROUNDS);
  const added = await first.console(stream, 'lineup:add', { productId, units: ROUNDS });
  expect(added.ok).toBe(true);
  const orderIds: string[] = [];
  let said = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const orderId = await bought(first, stream);
    orderIds.push(orderId);
    const here = acts[round % acts.length]!;
    const there = acts[Math.floor(round / acts.length) % acts.length]!;
    const answers = await Promise.all([here(first, stream, orderId), there(second, stream, orderId)]);
    const done = answers.filter(({ ok }) => ok).length;
    said += done;
    // Both looked before either gave: of two amounts one is given, also where the line could bear both.
    const whole = [...amounts, calledOff];
    if (whole.includes(here) && whole.includes(there)) expect(done).toBe(1);
    if (here === calledOff || there === calledOff) expect(done).toBe(1);
    // Whoever was first, the next one who looks can give what is left, and not a fen more.
    const named = { orderId, ...line, more: [other] };
    const all = { ...named, bearer: 'shop' as const, reason: 'goodwill' as const };
    const backMinor = await backOf(second, stream, orderId);
    const left = WHOLE - backMinor;
    const more = await second.console(stream, 'order:refund-amount', {
      ...all,
      backMinor,
      amountMinor: left + 1,
    });
    const isOff = await isCalledOff(second, stream, orderId);
    const reason = isOff ? 'status' : 'too_much';
    expect(more).toMatchObject({ ok: false, code: 'REFUND_INVALID', reason });
    if (isOff) expect(backMinor).toBe(WHOLE);
  }
  expect(said).toBeGreaterThan(ROUNDS);

  const log = await factsOf(first, stream);
  for (let n = 0; n < 400 && !(await isDone(log)); n += 1) {
    street.ground.clock.passes(10_000);
    await settled();
  }
  const paidBack = new Map<string, number>();
  for (const { orderId, amountMinor } of given.values())
    paidBack.set(orderId, (paidBack.get(orderId) ?? 0) + amountMinor);
  for (const orderId of orderIds) {
    const back = await backOf(second, stream, orderId);
    expect(await backOf(first, stream, orderId)).toBe(back);
    expect(back).toBeLessThanOrEqual(WHOLE);
    expect(paidBack.get(orderId) ?? 0).toBe(back);
  }
  const wholeMinor = [...paidBack.values()].reduce((sum, minor) => sum + minor, 0);
  const entries = entriesOfLog(log);
  expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  expect(written(entries)).toMatchObject({
    psp_clearing: ROUNDS * WHOLE,
    refunds_payable: -wholeMinor,
  });
  expect(calls).toBeGreaterThan(given.size * 1.5);
}, 60_000);

/** An order of both lines, paid. @returns its id */
async function bought(house: MarketHouse, stream: { streamId: string }): Promise<string> {
  const buyer = await house.buyer();
  const lines = LINES.map((each, at) => ({ ...each, units: UNITS[at]! }));
  for (const { itemNumber, units } of lines) {
    expect((await house.adds(buyer, stream, units, itemNumber)).ok).toBe(true);
  }
  const { addressId } = buyer;
  const asked = { lines, expectTotalMinor: WHOLE, addressId, payment: 'sandbox' } as const;
  const { orderId } = accepted(await house.live(buyer, stream, 'order:place', asked)).order;
  await house.pays(orderId, WHOLE);
  return orderId;
}

async function backOf(
  house: MarketHouse,
  { streamId }: { streamId: string },
  orderId: string,
): Promise<number> {
  const engine = (await house.app.engines.stream(streamId))!;
  return engine.read((state) => {
    const { lines, refundedMinor } = state.orders.look(orderId)!;
    for (const [at, { refundedUnits, unfilled }] of lines.entries())
      expect(refundedUnits + unfilled).toBeLessThanOrEqual(UNITS[at]!);
    return refundedMinor;
  });
}

async function isCalledOff(
  house: MarketHouse,
  { streamId }: { streamId: string },
  orderId: string,
): Promise<boolean> {
  const engine = (await house.app.engines.stream(streamId))!;
  return engine.read((state) => state.orders.look(orderId)?.calledOff !== undefined);
}

async function factsOf(house: MarketHouse, { streamId }: { streamId: string }) {
  const stored = await house.store.factsAfter(streamId, 0, 100_000);
  return stored.map((each) => ({ fact: factOf<StreamFact>(each), seq: each.seq, atMs: each.atMs }));
}

/** The provider has given as much as the log says. */
async function isDone(log: Awaited<ReturnType<typeof factsOf>>): Promise<boolean> {
  let owedMinor = 0;
  for (const { fact } of log) {
    if (fact.type === 'line_unfilled' || fact.type === 'order_cancelled') owedMinor += fact.refundMinor;
    if (fact.type === 'order_refunded') for (const { refundMinor } of fact.lines) owedMinor += refundMinor;
  }
  let givenMinor = 0;
  for (const { amountMinor } of given.values()) givenMinor += amountMinor;
  return givenMinor >= owedMinor;
}
