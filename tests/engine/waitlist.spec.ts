import { expect, test } from 'vitest';
import { removeFromCart } from '../../server/market/cart/remove.ts';
import { joinWaitlist } from '../../server/market/waitlist/join.ts';
import { accepted, MarketHouse } from '../builders/engine-house.ts';
import { buyerId, codeOf, Stall } from '../builders/engine-stall.ts';
import { turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

/** A stall whose only unit buyer 0 holds since 20:00, and for which the buyers named wait. */
async function waitedFor(buyers: readonly number[]): Promise<Stall> {
  const stall = await Stall.open({ stock: [1] });
  await stall.send(stall.add(0));
  for (const n of buyers) {
    const by = { buyerId: buyerId(n), isNewInShop: false, networkTag: '-' };
    await stall.does((state, when) => joinWaitlist(state, { itemNumber: 1, units: 1 }, { ...when, ...by }));
  }
  return stall;
}

const lastFacts = async (stall: Stall, count: number) =>
  (await stall.facts()).slice(-count).map(({ type, atMs }) => [type, atMs]);

test('[H5] a unit that is given back is held for who waits before the next command of the same cut', async () => {
  const stall = await waitedFor([1]);
  const gives = stall.engine.submit({
    readAtMs: stall.clock.steadyMs(),
    ids: [buyerId(0)],
    key: null,
    decide: (state, when) =>
      removeFromCart(state, { itemNumber: 1, units: 1 }, { ...when, buyerId: buyerId(0) }),
  });
  const adds = stall.send(stall.add(2));
  expect(codeOf(await gives)).toBe('accepted');
  expect(codeOf(await adds)).toBe('ALL_HELD');
  expect(stall.store.batches.at(-1)?.facts.map(({ type }) => type)).toEqual([
    'cart_removed',
    'waitlist_offered',
  ]);
});

test('[H5][K4] who waits is counted among those whom stock could not serve', async () => {
  const stall = await waitedFor([1]);
  const asked = stall.store.batches.flatMap(({ effects }) => effects.refusals);
  expect(asked).toMatchObject([{ itemNumber: 1, code: 'ALL_HELD', count: 1, largestAsk: 1 }]);
});

test('[H5][T6] a hold that runs out, and each offer after it, passes on without anybody asking', async () => {
  const stall = await waitedFor([1, 2]);
  for (const time of ['20:10', '20:13', '20:16']) {
    stall.clock.passTo(at(time));
    await turns();
  }
  expect(await lastFacts(stall, 5)).toEqual([
    ['hold_expired', at('20:10')],
    ['waitlist_offered', at('20:10')],
    ['offer_expired', at('20:13')],
    ['waitlist_offered', at('20:13')],
    ['offer_expired', at('20:16')],
  ]);
});

test('[H5][T6] a server that was down offers what came free meanwhile when it is back, with the full time', async () => {
  const stall = await waitedFor([1, 2]);
  stall.dies().clock.passTo(at('21:00'));
  await stall.restarts();
  await stall.settles();
  expect(await lastFacts(stall, 2)).toEqual([
    ['hold_expired', at('20:10')],
    ['waitlist_offered', at('21:00')],
  ]);
  const [offered] = await stall.factsOf('waitlist_offered');
  expect(JSON.parse(offered!.body).body).toMatchObject({ buyerId: buyerId(1), untilMs: at('21:03') });
});

test('[H5][T6] more overdue holds than one cut takes are all over before anything is offered', async () => {
  const stall = await Stall.open({ stock: [1_300] });
  await Promise.all(Array.from({ length: 1_300 }, (_, n) => stall.send(stall.add(n))));
  const by = { buyerId: buyerId(5_000), isNewInShop: false, networkTag: '-' };
  await stall.does((state, when) => joinWaitlist(state, { itemNumber: 1, units: 2 }, { ...when, ...by }));
  stall.dies().clock.passTo(at('20:30'));
  await stall.restarts();
  await stall.settles();
  expect(await lastFacts(stall, 2)).toEqual([
    ['hold_expired', at('20:10')],
    ['waitlist_offered', at('20:30')],
  ]);
});

test('[H5] a buyer joins, is offered a unit and orders it, through the use cases', async () => {
  const house = await MarketHouse.open();
  try {
    const { stream } = await house.liveStream(1);
    const [holder, waiter] = [await house.buyer(), await house.buyer()];
    accepted(await house.adds(holder, stream));
    const joined = await house.live(waiter, stream, 'waitlist:join', { itemNumber: 1, units: 1 });
    expect(joined).toMatchObject({ ok: true, place: 1 });
    accepted(await house.live(holder, stream, 'cart:remove', { itemNumber: 1, units: 1 }));
    const { cart } = await house.app.application.privateView(stream.streamId, waiter);
    expect(cart.lines).toMatchObject([{ holds: [{ units: 1, isOffer: true }] }]);
    accepted(await house.places(waiter, stream));
    expect(await house.shelf(stream)).toEqual({ available: 0, held: 0, unpaid: 1, sold: 0 });
  } finally {
    await house.close();
  }
});

test('[S6][H5] where the books are not trusted nobody is given a place, and leaving works', async () => {
  const house = await MarketHouse.open();
  try {
    const { stream } = await house.liveStream(1);
    house.app.deps.pausedHere.add(stream.streamId);
    const buyer = await house.buyer();
    const joined = await house.live(buyer, stream, 'waitlist:join', { itemNumber: 1, units: 2 });
    expect(joined).toMatchObject({ ok: false, code: 'SELLING_PAUSED' });
    accepted(await house.live(buyer, stream, 'waitlist:leave', { itemNumber: 1 }));
  } finally {
    await house.close();
  }
});
