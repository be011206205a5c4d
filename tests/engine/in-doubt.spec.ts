import { beforeEach, expect, test } from 'vitest';
import { removeFromCart } from '../../server/market/cart/remove.ts';
import { buyerId, codeOf, type Seat, Stall } from '../builders/engine-stall.ts';
import { gate, turns } from '../builders/engine-store.ts';

/*
 * Two tries of one tap may be at two nodes at once: the buyer heard nothing of the first, and sent it again. What the later
 * one is told has to hold when the first one comes after all.
 */

let stall: Stall;
let here: Seat;
let there: Seat;

beforeEach(async () => {
  stall = await Stall.open({ stock: [1] });
  [here, there] = [await stall.anotherSeat('here'), await stall.anotherSeat('there')];
  await stall.send(stall.add(1), here);
});

/** Somebody wants the unit that another buyer holds; `again` is the same tap, sent once more. */
function tap() {
  const ask = stall.add(0);
  return { ask, again: { ...ask, key: { ...ask.key!, isInDoubt: true } } };
}

/** The unit is there again. */
async function comesFree(): Promise<void> {
  await stall.does(
    (state, when) => removeFromCart(state, { itemNumber: 1, units: 1 }, { ...when, buyerId: buyerId(1) }),
    here,
  );
}

const taken = async () => (await stall.factsOf('cart_added')).length;

test('[I2] [INV20] the later of two tries is refused: the first, which comes late to another node, is as well', async () => {
  const { ask, again } = tap();
  expect(codeOf(await stall.send(again, here))).toBe('ALL_HELD');
  await comesFree();
  expect(codeOf(await stall.send(ask, there))).toBe('ALL_HELD');
  expect(await taken()).toBe(1);
  // It is the tap that was refused, not the buyer.
  expect(codeOf(await stall.send(stall.add(0), there))).toBe('accepted');
});

test('[I2] so it is while the first is being committed: the store lets in one answer to a key', async () => {
  const { ask, again } = tap();
  const { open, opened } = gate();
  await comesFree();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(ask, there);
  await turns(20);
  // At this place of the log nobody else has the unit: only a no that was decided for another reason can come first.
  const later = await stall.send({ ...again, decide: () => refusal }, here);
  expect(codeOf(later)).toBe('STOPPED');
  open();
  expect(codeOf(await first)).toBe('STOPPED');
  expect(await taken()).toBe(1);
});

test('[I2] a no that was only remembered is written when its tap comes again in doubt', async () => {
  const { ask, again } = tap();
  expect(codeOf(await stall.send(ask, here))).toBe('ALL_HELD');
  await comesFree();
  expect(codeOf(await stall.send(again, here))).toBe('ALL_HELD');
  expect(codeOf(await stall.send(ask, there))).toBe('ALL_HELD');
  expect(await taken()).toBe(1);
});

test('[I2] so it is when the later try joins one that is being refused', async () => {
  const { ask, again } = tap();
  const answers = [stall.send(ask, here), stall.send(again, here)];
  expect((await Promise.all(answers)).map(codeOf)).toEqual(['ALL_HELD', 'ALL_HELD']);
  await comesFree();
  expect(codeOf(await stall.send(ask, there))).toBe('ALL_HELD');
  expect(await taken()).toBe(1);
});

test('[I1] [I2] [I3] a written no is known after a restart, to order:status as well, and its key is not for another tap', async () => {
  const { ask, again } = tap();
  await stall.send(again, here);
  await comesFree();
  await stall.restarts();
  expect(codeOf((await stall.engine.statusOf([buyerId(0)], ask.key!)) as never)).toBe('ALL_HELD');
  expect(codeOf(await stall.send(ask))).toBe('ALL_HELD');
  expect(codeOf(await stall.send(stall.add(0, { key: ask.key!.key, units: 3 })))).toBe('KEY_REUSED');
});

test('[INV20] a tap that is sure of itself, or has no other node to fear, is refused without a trace', async () => {
  const { ask, again } = tap();
  const written = stall.store.batches.length;
  expect(codeOf(await stall.send(ask, here))).toBe('ALL_HELD');
  const alone = await Stall.open({ stock: [0] });
  expect(codeOf(await alone.send(again))).toBe('SOLD_OUT');
  expect(stall.store.batches.length + alone.store.batches.length).toBe(written);
});

test('[I2] an acceptance is found under a key in doubt as under any other', async () => {
  const { ask, again } = tap();
  await comesFree();
  const first = await stall.send(ask, there);
  expect(codeOf(first)).toBe('accepted');
  expect(await stall.send(again, here)).toEqual({ ...first, replay: true });
});

test('[I3] a key that is let go is never seen, and what comes late under it is refused', async () => {
  const { ask } = tap();
  await comesFree();
  const key = ask.key!.key;
  expect(await here.engine.abandonKey([buyerId(0)], { key })).toBeNull();
  // Asked again, it is the same.
  expect(codeOf((await here.engine.abandonKey([buyerId(0)], { key })) as never)).toBe('KEY_REUSED');
  expect(codeOf(await stall.send(ask, there))).toBe('KEY_REUSED');
  expect(codeOf((await there.engine.statusOf([buyerId(0)], { key })) as never)).toBe('KEY_REUSED');
  expect(await taken()).toBe(1);
});

test('[I3] a server that is alone remembers what was let go', async () => {
  const alone = await Stall.open();
  const ask = alone.add(0);
  expect(await alone.engine.abandonKey([buyerId(0)], ask.key!)).toBeNull();
  expect(codeOf(await alone.send(ask))).toBe('KEY_REUSED');
  expect(await alone.factsOf('cart_added')).toEqual([]);
});

test('[I3] what was answered is said, whether yes or no, and what may still be accepted is in progress', async () => {
  const { ask } = tap();
  const key = ask.key!.key;
  expect(codeOf(await stall.send(ask, here))).toBe('ALL_HELD');
  await comesFree();
  expect(codeOf((await here.engine.abandonKey([buyerId(0)], { key })) as never)).toBe('ALL_HELD');
  expect(codeOf(await stall.send(ask, there))).toBe('KEY_REUSED');
  const other = stall.add(2);
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(other, there);
  await turns(20);
  expect(await there.engine.abandonKey([buyerId(2)], other.key!)).toBe('in_progress');
  open();
  expect(codeOf(await first)).toBe('accepted');
  expect(await here.engine.abandonKey([buyerId(2)], other.key!)).toEqual({ ...(await first), replay: true });
});

test('[I3] what could not be written is not said: the store is away', async () => {
  const { ask } = tap();
  stall.store.fates.push({ kind: 'failed', reason: 'other', message: 'away' });
  expect(await here.engine.abandonKey([buyerId(0)], ask.key!)).toBe('in_progress');
});

const refusal = { kind: 'refused' as const, refusal: { code: 'STOPPED' as const }, asks: [] };
