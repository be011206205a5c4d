import { expect, test } from 'vitest';
import { firstAnswer, persistedRefusal } from '../../server/event-log/admission/idempotency-cache.ts';
import { mergeBuyers } from '../../server/market/account/merge.ts';
import { accept } from '../../server/market/kernel/decision.ts';
import { type Ask, buyerId, codeOf, Stall } from '../builders/engine-stall.ts';
import { gate, turns } from '../builders/engine-store.ts';

test('[I3] a key in progress is the same promise, not a second command', async () => {
  const stall = await Stall.open();
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const ask = stall.add(0);
  const answers = [stall.send(ask), stall.send(ask)];
  await turns();
  answers.push(stall.send(ask));
  expect(await stall.engine.statusOf([buyerId(0)], ask.key!)).toBe('in_progress');
  open();
  const [first, ...others] = await Promise.all(answers);
  expect(first).toMatchObject({ kind: 'accepted', replay: false });
  for (const other of others) expect(other).toEqual({ ...first, replay: true });
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[I2] an accepted key gets its first answer for ever, also after a restart', async () => {
  const stall = await Stall.open();
  const ask = stall.add(0);
  const first = await stall.send(ask);
  const head = await stall.head();
  const replayed = { ...first, replay: true };
  expect(await stall.send(ask)).toEqual(replayed);
  stall.clock.passes(120_000);
  await stall.restarts();
  expect(await stall.send(ask)).toEqual(replayed);
  expect(await stall.engine.statusOf([buyerId(0)], ask.key!)).toEqual(replayed);
  expect(await stall.head()).toEqual(head);
});

test('[I2] a stored answer that names what it refused of many is no refusal', () => {
  const reply = { changed: [{ productId: 'a' }], refused: [] };
  expect(firstAnswer({ reply: JSON.stringify(reply) })).toEqual({ kind: 'accepted', reply, replay: true });
  const refusal = { code: 'SOLD_OUT', itemNumber: 1 };
  const stored = JSON.stringify(persistedRefusal({ kind: 'refused', refusal }));
  expect(firstAnswer({ reply: stored })).toEqual({ kind: 'refused', refusal });
});

test('[I2] a refusal is replayed for 60 s, and then judged afresh', async () => {
  const stall = await Stall.open({ stock: [1] });
  await stall.send(stall.add(0));
  const ask = stall.add(1);
  expect(codeOf(await stall.send(ask))).toBe('ALL_HELD');
  await restocks(stall);
  stall.clock.passes(59_999);
  expect(codeOf(await stall.send(ask))).toBe('ALL_HELD');
  stall.clock.passes(2);
  expect(await stall.send({ ...ask, readAtMs: stall.clock.steadyMs() })).toMatchObject({
    kind: 'accepted',
    replay: false,
  });
});

test('[I2] a rush of accepted answers does not push a refusal out of its minute', {
  timeout: 30_000,
}, async () => {
  const stall = await Stall.open({ stock: [0, 30_000] });
  const ask = stall.add(0);
  expect(codeOf(await stall.send(ask))).toBe('SOLD_OUT');
  for (let round = 0; round < 11; round += 1) {
    await Promise.all(
      Array.from({ length: 2_000 }, (_, n) =>
        stall.send(stall.add(1 + round * 2_000 + n, { itemNumber: 2 })),
      ),
    );
  }
  let isDecided = false;
  const { decide } = ask;
  const outcome = await stall.send({
    ...ask,
    decide(state, when) {
      isDecided = true;
      return decide(state, when);
    },
  });
  expect(codeOf(outcome)).toBe('SOLD_OUT');
  expect(isDecided).toBe(false);
});

test('[I1] the same key with other contents is KEY_REUSED in every state, with no effect', async () => {
  const stall = await Stall.open({ stock: [10] });
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const ask = stall.add(0);
  const other = stall.add(0, { key: ask.key!.key, units: 2 });
  const first = stall.send(ask);
  expect(codeOf(await stall.send(other))).toBe('KEY_REUSED');
  open();
  await first;
  expect(codeOf(await stall.send(other))).toBe('KEY_REUSED');
  await stall.restarts();
  expect(codeOf(await stall.send(other))).toBe('KEY_REUSED');
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[I1] a key is its buyer’s own: another may use the same', async () => {
  const stall = await Stall.open();
  const ask = stall.add(0);
  await stall.send(ask);
  expect(await stall.send(stall.add(1, { key: ask.key!.key }))).toMatchObject({
    kind: 'accepted',
    replay: false,
  });
});

test('[B2] a key is found under every id merged into the buyer', async () => {
  const stall = await Stall.open();
  const ask = stall.add(0);
  const first = await stall.send(ask);
  const merged = { ...ask, ids: [buyerId(1), buyerId(0)] };
  const stranger = { ...ask, ids: [buyerId(2)] };
  expect(await stall.send(merged)).toEqual({ ...first, replay: true });
  await stall.restarts();
  expect(await stall.send(merged)).toEqual({ ...first, replay: true });
  expect(await stall.engine.statusOf([buyerId(1), buyerId(0)], ask.key!)).toEqual({
    ...first,
    replay: true,
  });
  expect(await stall.engine.statusOf([buyerId(2)], ask.key!)).toBe(null);
  expect(await stall.send(stranger)).toMatchObject({ replay: false });
});

test('[B2] [I2] a refusal is replayed under every id merged into the buyer as well', async () => {
  const stall = await Stall.open({ stock: [1] });
  await stall.send(stall.add(0));
  const ask = stall.add(1);
  expect(codeOf(await stall.send(ask))).toBe('ALL_HELD');
  await restocks(stall);
  expect(codeOf(await stall.send({ ...ask, ids: [buyerId(2), buyerId(1)] }))).toBe('ALL_HELD');
  expect(await stall.send({ ...ask, ids: [buyerId(2)] })).toMatchObject({ kind: 'accepted', replay: false });
});

test('[B2] [INV6] a command that was sent before its buyer became another is not done again', async () => {
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  await stall.send(stall.add(0));
  await stall.does((state, at) => mergeBuyers(state, { fromId: buyerId(0), intoId: buyerId(1) }, at));
  const late = stall.add(0);
  const again = { ...late, ids: [buyerId(1), buyerId(0)] };
  const first = await stall.send(again);
  expect(first).toMatchObject({ kind: 'accepted', replay: false });
  // The first try of the same tap comes now, under the id of then: to this node, to another, to one that starts.
  expect(await stall.send(late)).toEqual({ ...first, replay: true });
  expect(await stall.send(late, other)).toEqual({ ...first, replay: true });
  await stall.restarts();
  expect(await stall.engine.statusOf([buyerId(0)], late.key!)).toEqual({ ...first, replay: true });
  expect(await stall.send(late)).toEqual({ ...first, replay: true });
  expect((await stall.factsOf('cart_added')).length).toBe(2);
});

test('[B2] [INV6] nor is the very first tap of a guest who had done nothing here', async () => {
  const stall = await Stall.open();
  const late = stall.add(0);
  await stall.does((state, at) => mergeBuyers(state, { fromId: buyerId(0), intoId: buyerId(1) }, at));
  const first = await stall.send({ ...late, ids: [buyerId(1), buyerId(0)] });
  const other = await stall.anotherSeat();
  expect(await stall.send(late, other)).toEqual({ ...first, replay: true });
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[B2] [INV6] nor is one that another server accepted without a fact, before its buyer became another', async () => {
  const stall = await Stall.open();
  const [here, there] = [await stall.anotherSeat('here'), await stall.anotherSeat('there')];
  const idle: Ask<unknown> = { ...stall.add(0), decide: () => accept([], (_after, seq) => ({ seq })) };
  const first = await stall.send(idle, there);
  await stall.send(stall.add(2), here);
  await stall.does((state, at) => mergeBuyers(state, { fromId: buyerId(0), intoId: buyerId(1) }, at), there);
  here.engine.heard(await stall.head());
  const again = await stall.send({ ...idle, ids: [buyerId(1), buyerId(0)] }, here);
  expect(again).toEqual({ ...first, replay: true });
});

test('[B2] [I2] nor is one of a buyer whose becoming another is known in this stream alone', async () => {
  const stall = await Stall.open();
  const merges = (from: number, into: number) =>
    stall.does((state, at) => mergeBuyers(state, { fromId: buyerId(from), intoId: buyerId(into) }, at));
  await merges(0, 1);
  const late = stall.add(0);
  const first = await stall.send(late);
  await merges(0, 2);
  const other = await stall.anotherSeat();
  // Outside the first merge never came to its end: nobody there knows that the two are one.
  expect(await stall.send({ ...late, ids: [buyerId(2), buyerId(0)] }, other)).toEqual({
    ...first,
    replay: true,
  });
});

test('[B2] [I3] two tries of one tap that are under way at once, before and after a merge, are one', async () => {
  const stall = await Stall.open();
  await stall.send(stall.add(0));
  await stall.does((state, at) => mergeBuyers(state, { fromId: buyerId(0), intoId: buyerId(1) }, at));
  const late = stall.add(0);
  const again = stall.send({ ...late, ids: [buyerId(1), buyerId(0)] });
  expect(await stall.send(late)).toEqual({ ...(await again), replay: true });
  expect((await stall.factsOf('cart_added')).length).toBe(2);
});

test('[I2] a try that came while the keys of others were read is not refused what they accepted', async () => {
  const stall = await Stall.open({ stock: [2, 5] });
  const other = await stall.anotherSeat();
  const ask = stall.add(0, { units: 2 });
  stall.store.fates.push({ kind: 'overtaken', first: () => stall.send(ask, other) });
  const { keysOf } = stall.store;
  const { open, opened } = gate();
  let isReading = false;
  stall.store.keysOf = async (...asked) => {
    const names = await keysOf(...asked);
    isReading = true;
    await opened;
    return names;
  };
  const beside = stall.send(stall.add(1, { itemNumber: 2 }));
  for (let n = 0; n < 20 && !isReading; n += 1) await turns();
  expect(isReading).toBe(true);
  const again = stall.send(ask);
  await turns();
  open();
  expect(await beside).toMatchObject({ kind: 'accepted' });
  expect(await again).toMatchObject({ kind: 'accepted', replay: true });
  expect((await stall.factsOf('cart_added')).length).toBe(2);
});

test('[I2] a no that was late on its way gives way to the yes that another node gave meanwhile', async () => {
  const stall = await Stall.open({ stock: [2] });
  const [here, there] = [await stall.anotherSeat('here'), await stall.anotherSeat('there')];
  const ask = stall.add(0);
  const { append } = stall.store;
  stall.store.append = async (batch) => {
    stall.store.append = append;
    const outcome = await append(batch);
    await restocks(stall);
    expect(await stall.send(ask, there)).toMatchObject({ kind: 'accepted', replay: false });
    stall.clock.passes(30);
    return outcome;
  };
  const all = stall.send(stall.add(1, { units: 2 }), here);
  const late = stall.send(ask, here);
  expect(await all).toMatchObject({ kind: 'accepted' });
  expect(await late).toMatchObject({ kind: 'accepted', replay: true });
});

test('[I3] the status of a key: never seen, refused, accepted', async () => {
  const stall = await Stall.open({ stock: [1] });
  const [good, bad] = [stall.add(0), stall.add(1)];
  const statusOf = (n: number, key: string) => stall.engine.statusOf([buyerId(n)], { key });
  expect(await statusOf(0, good.key!.key)).toBe(null);
  await stall.send(good);
  await stall.send(bad);
  expect(await statusOf(0, good.key!.key)).toMatchObject({ kind: 'accepted' });
  expect(await statusOf(1, bad.key!.key)).toMatchObject({ kind: 'refused', refusal: { code: 'ALL_HELD' } });
});

test('[I2] a store that can’t be asked about an old key makes it UNAVAILABLE, not a fault', async () => {
  const stall = await Stall.open();
  const ask = stall.add(0);
  await stall.send(ask);
  await stall.restarts();
  stall.store.isUnreadable = true;
  expect(codeOf(await stall.send(ask))).toBe('UNAVAILABLE');
  stall.store.isUnreadable = false;
  expect(await stall.send(ask)).toMatchObject({ kind: 'accepted', replay: true });
});

/** What was refused for want of goods would be taken now. */
async function restocks(stall: Stall): Promise<void> {
  await stall.does((state) => ({
    kind: 'accepted',
    facts: [
      {
        type: 'stock_adjusted',
        itemNumber: 1,
        delta: 5,
        by: { staffId: buyerId(9), device: 'desk' },
      } as never,
    ],
    reply: () => ({ seq: state.seq }),
  }));
}
