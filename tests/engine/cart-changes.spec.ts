import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cartChanges } from '../../server/application/cart-changes.ts';
import type { Engines } from '../../server/application/engines.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted, type HouseBuyer, MarketHouse } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';
import { openStreet } from '../builders/street.ts';

const HOUR = 3_600_000;

type Stream = { streamId: string };

/** Adds a unit and takes it out again, in turn. @returns what came of each */
async function turns(house: MarketHouse, buyer: HouseBuyer, stream: Stream, times: number, itemNumber = 1) {
  const answers = [];
  for (let turn = 0; turn < times; turn += 1) {
    answers.push(
      turn % 2 === 0
        ? await house.adds(buyer, stream, 1, itemNumber)
        : await house.live(buyer, stream, 'cart:remove', { itemNumber, units: 1 }),
    );
  }
  return answers;
}

const headOf = async (house: MarketHouse, { streamId }: Stream) => (await house.store.head(streamId))!.seq;

describe('what a buyer changes of one product', () => {
  let house: MarketHouse;
  beforeEach(async () => {
    house = await MarketHouse.open();
  });
  afterEach(() => house.close());

  test('[X116] 60 times an hour, adding and removing alike, and nothing is written beyond', async () => {
    const { stream } = await house.liveStream(20);
    const buyer = await house.buyer();
    const answers = await turns(house, buyer, stream, 60);
    for (const answer of answers) accepted(answer);
    const seq = await headOf(house, stream);
    for (const refused of await turns(house, buyer, stream, 40)) {
      expect(refused).toMatchObject({ ok: false, code: 'RATE_LIMITED', retryable: true });
      const { retryAfterMs } = refused as { retryAfterMs: number };
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(HOUR);
    }
    expect(await headOf(house, stream)).toBe(seq);
    // Others, and the same buyer elsewhere, are not held up.
    accepted(await house.adds(await house.buyer(), stream));
    accepted(await house.adds(buyer, (await house.liveStream(5)).stream));
    house.clock.passes(HOUR);
    accepted(await house.adds(buyer, stream));
  });

  test('[X116] what was refused, and what came again under its key, does not count', async () => {
    const { stream } = await house.liveStream(4);
    const [buyer, other] = [await house.buyer(), await house.buyer()];
    const key = house.ids.next();
    const once = { key, itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
    accepted(await house.live(buyer, stream, 'cart:add', once));
    accepted(await house.adds(other, stream, 1));
    for (let turn = 0; turn < 100; turn += 1) {
      expect(await house.adds(buyer, stream, 50)).toMatchObject({ ok: false, code: 'INSUFFICIENT' });
      expect(accepted(await house.live(buyer, stream, 'cart:add', once)).replay).toBe(true);
    }
    accepted(await house.live(buyer, stream, 'cart:remove', { itemNumber: 1, units: 1 }));
    // Two are counted: 58 are left.
    for (const answer of await turns(house, buyer, stream, 58)) accepted(answer);
    expect(await house.adds(buyer, stream)).toMatchObject({ code: 'RATE_LIMITED' });
    // A key that was answered gets its answer yet.
    expect(accepted(await house.live(buyer, stream, 'cart:add', once)).replay).toBe(true);
  });

  test('[X116] taps that are under way together are counted together', async () => {
    const { stream } = await house.liveStream(900);
    const buyer = await house.buyer();
    await house.pays((await house.takes(buyer, stream)).orderId, 2_990);
    const seq = await headOf(house, stream);
    const removing = () => house.live(buyer, stream, 'cart:remove', { itemNumber: 1, units: 1 });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, turn) => (turn % 2 ? removing() : house.adds(buyer, stream))),
    );
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(59);
    expect((await headOf(house, stream)) - seq).toBeLessThanOrEqual(59);
  });

  test('[X116] what is still being decided is no change yet: one tap too many waits a moment, not an hour', async () => {
    const { stream } = await house.liveStream(4);
    const buyer = await house.buyer();
    const inVain = Array.from({ length: 60 }, () => house.adds(buyer, stream, 50));
    const oneMore = await house.adds(buyer, stream);
    expect(oneMore).toMatchObject({ ok: false, code: 'RATE_LIMITED', retryable: true });
    const { retryAfterMs } = oneMore as { retryAfterMs: number };
    for (const answer of await Promise.all(inVain)) expect(answer).toMatchObject({ code: 'INSUFFICIENT' });
    expect(retryAfterMs).toBeLessThanOrEqual(2_000);
    accepted(await house.adds(buyer, stream));
  });

  test('[X116] joining and leaving a waiting list count as well', async () => {
    const { stream } = await house.liveStream(1);
    accepted(await house.adds(await house.buyer(), stream));
    const buyer = await house.buyer();
    let done = 0;
    for (let turn = 0; turn < 70; turn += 1) {
      const answer =
        turn % 2 === 0
          ? await house.live(buyer, stream, 'waitlist:join', { itemNumber: 1, units: 1 })
          : await house.live(buyer, stream, 'waitlist:leave', { itemNumber: 1 });
      if (answer.ok) done += 1;
      else expect(answer).toMatchObject({ code: 'RATE_LIMITED' });
    }
    expect(done).toBe(60);
  });
});

test('[X116] a tap that is refused after its hour is over takes nothing off the next', async () => {
  const clock = new TestClock(at('20:00'));
  const limits = { ...usualLimits, cartChangesPerProduct: 2 };
  const engines = { stream: async () => null } as unknown as Engines;
  const counted = cartChanges({ engines, clock, limits });
  const tap = (answer: Ack<object> | Promise<Ack<object>>) => {
    const request = { key: 'tap', itemNumber: 1, units: 1 };
    return counted(
      { buyerId: 'ana', allIds: ['ana'] },
      'stream',
      'cart:remove',
      request,
      async () => answer as Ack<{ seq: number }>,
    );
  };
  const done: Ack<object> = { ok: true };
  let refuse = (_answer: Ack<object>) => {};
  const late = tap(new Promise<Ack<object>>((resolve) => (refuse = resolve)));
  clock.passes(HOUR);
  accepted(await tap(done));
  refuse({ ok: false, code: 'NOT_RESERVED' } as Ack<object>);
  await late;
  accepted(await tap(done));
  expect(await tap(done)).toMatchObject({ code: 'RATE_LIMITED' });
});

test('[X116] through whichever of two servers they come, they are counted by the one that decides', async () => {
  const street = await openStreet(2);
  try {
    const [first, second] = street.houses as [MarketHouse, MarketHouse];
    const { stream } = await first.liveStream(20);
    const buyer = await first.buyer();
    let done = 0;
    for (let turn = 0; turn < 90; turn += 1) {
      const house = turn % 4 < 2 ? first : second;
      const answer =
        turn % 2 === 0
          ? await house.adds(buyer, stream)
          : await house.live(buyer, stream, 'cart:remove', { itemNumber: 1, units: 1 });
      if (answer.ok) done += 1;
      else expect(answer).toMatchObject({ code: 'RATE_LIMITED' });
    }
    expect(done).toBe(60);
  } finally {
    await street.close();
  }
});
