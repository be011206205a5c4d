import { expect, test } from 'vitest';
import { mergeBuyers } from '../../server/market/account/merge.ts';
import { buyerId, chainFaults, codeOf, Stall } from '../builders/engine-stall.ts';
import { gate, turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

/** What a newcomer wants beyond the units that may be held (H6). */
const BEYOND_HOLDS = { isNew: true, units: 5 };

test('[design] a conflict: catch up, and decide again', async () => {
  const stall = await Stall.open({ stock: [1] });
  const other = await stall.anotherSeat();
  expect(codeOf(await stall.send(stall.add(1), other))).toBe('accepted');
  // This engine still believes that the unit is there.
  expect(codeOf(await stall.send(stall.add(0)))).toBe('ALL_HELD');
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[C12] the same key at two nodes is one command: the loser says the first answer', async () => {
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  const ask = stall.add(0);
  const [here, there] = await Promise.all([stall.send(ask), stall.send(ask, other)]);
  expect([here, there].map((outcome) => outcome.kind)).toEqual(['accepted', 'accepted']);
  expect([here, there].filter((outcome) => outcome.kind === 'accepted' && outcome.replay).length).toBe(1);
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[C12] a key that another node took long ago is replayed, not judged anew', async () => {
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  const ask = stall.add(0);
  const first = await stall.send(ask, other);
  // This engine catches up by another command, and so learns of the facts but not of the keys.
  await stall.send(stall.add(1));
  expect(await stall.engine.statusOf([buyerId(0)], ask.key!)).toEqual({ ...first, replay: true });
  expect(await stall.send(ask)).toEqual({ ...first, replay: true });
  const reused = stall.add(0, { key: ask.key!.key, units: 3 });
  expect(codeOf(await stall.send(reused))).toBe('KEY_REUSED');
  expect((await stall.factsOf('cart_added')).length).toBe(2);
});

test('[C12] [INV6] a key that an engine has missed and the store has: the constraint says so, and the first answer is told', async () => {
  const stall = await Stall.open();
  const ask = stall.add(0);
  const first = await stall.send(ask);
  stall.store.keysOf = async () => new Float64Array();
  const other = await stall.anotherSeat();
  expect(await stall.send(ask, other)).toEqual({ ...first, replay: true });
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[C12] commands that wait together keep their order through a conflict', async () => {
  const stall = await Stall.open({ stock: [900] });
  const other = await stall.anotherSeat();
  await stall.send(stall.add(5_000), other);
  // More than one cut: those behind must not pass those who are decided again.
  const asks = Array.from({ length: 600 }, (_, n) => stall.add(n));
  await Promise.all(asks.map((ask) => stall.send(ask)));
  const order = (await stall.factsOf('cart_added')).map(({ body }) => JSON.parse(body).body.buyerId);
  expect(order.slice(1)).toEqual(asks.map(({ ids }) => ids[0]));
});

test('[INV3, INV11] two nodes that both think they own a stream never oversell it', async () => {
  const stall = await Stall.open({ stock: [200], holdPolicy: 'first_paid' });
  const seats = [stall.seat, await stall.anotherSeat()];
  let random = 7;
  const next = (bound: number) => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(random / 65_536) % bound;
  };
  // Commits take a moment, so that the two are often in each other's way.
  const { append } = stall.store;
  let conflicts = 0;
  stall.store.append = async (batch) => {
    await turns(1 + next(4));
    const outcome = await append(batch);
    if (outcome.kind === 'conflict') conflicts += 1;
    return outcome;
  };
  const outcomes: Promise<string>[] = [];
  for (let round = 0; round < 60; round += 1) {
    for (let n = 0; n < 4; n += 1) {
      const ask = stall.place(round * 4 + n, { 1: 1 + next(2) });
      outcomes.push(stall.send(ask, seats[next(2)]!).then(codeOf));
    }
    await turns(next(6));
  }
  const codes = await Promise.all(outcomes);
  expect(conflicts).toBeGreaterThan(5);
  expect(codes.filter((code) => !['accepted', 'ALL_HELD', 'INSUFFICIENT'].includes(code))).toEqual([]);
  const placed = await stall.factsOf('order_placed');
  expect(placed.length).toBe(codes.filter((code) => code === 'accepted').length);
  const units = placed.flatMap(({ body }) =>
    JSON.parse(body).body.lines.map((line: { units: number }) => line.units),
  );
  expect(units.reduce((sum, n) => sum + n, 0)).toBe(200);
  expect(chainFaults(await stall.facts())).toEqual([]);
});

test('[INV4] the very same fact of another tap is not taken for a commit whose answer was lost', async () => {
  // Without holds two taps of one buyer, alike and of one millisecond, make facts of one hash.
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  const { append } = stall.store;
  stall.store.append = async () => {
    stall.store.append = append;
    await stall.send(stall.add(0, BEYOND_HOLDS), other);
    return { kind: 'unknown' };
  };
  const outcome = await stall.send(stall.add(0, BEYOND_HOLDS));
  expect(outcome).toMatchObject({ kind: 'accepted', reply: { seq: stall.engine.head.seq } });
  expect((await stall.factsOf('cart_added')).length).toBe(2);
});

test('[INV4] a tap that another node took behind the very same fact of another tap is told its own place', async () => {
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  const ask = stall.add(0, BEYOND_HOLDS);
  const { seq } = stall.engine.head;
  const { append } = stall.store;
  stall.store.append = async () => {
    stall.store.append = append;
    await stall.send(stall.add(0, BEYOND_HOLDS), other);
    await stall.send(ask, other);
    return { kind: 'unknown' };
  };
  const outcome = await stall.send(ask);
  expect(outcome).toMatchObject({ kind: 'accepted', reply: { seq: seq + 2 } });
  expect((await stall.factsOf('cart_added')).length).toBe(2);
});

test('[INV23] the very same deadline of another node does not say that a no came before what that node wrote next', async () => {
  const stall = await Stall.open({ stock: [10, 2] });
  await stall.flashes(60);
  stall.dies();
  const [first, second] = [await stall.anotherSeat('node-1'), await stall.anotherSeat('node-2')];
  stall.clock.passTo(at('20:01'));
  // The second node asks the store where the log stands, and the answer is long on its way.
  const { head } = stall.store;
  const { open, opened } = gate();
  stall.store.head = async (logId) => {
    stall.store.head = head;
    const found = await head(logId);
    await opened;
    return found;
  };
  const tooMany = stall.send(stall.add(0, { itemNumber: 2, units: 20 }), second);
  await turns();
  await stall.restocks(2, 8, first);
  // It ends the flash as the first node has ended it, and what became of that is not said.
  stall.store.fates.push({ kind: 'unknown', committed: false });
  const enough = stall.send(stall.add(1, { itemNumber: 2, units: 3 }), second);
  open();
  expect(codeOf(await enough)).toBe('accepted');
  expect(await tooMany).toMatchObject({ refusal: { code: 'INSUFFICIENT', max: 10 } });
  expect((await stall.factsOf('flash_sale_ended')).length).toBe(1);
});

test('[T3] a command that is decided again is judged by the time when it came', async () => {
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  await stall.flashes(60);
  stall.clock.passTo(at('20:00:59.999'));
  // It names no flash price, so that nothing but its time speaks for it: a quote would be honoured for two seconds.
  const ask = stall.add(0, { seen: 1_990 });
  const rival = stall.add(1);
  stall.store.fates.push({
    kind: 'overtaken',
    first: async () => {
      const outcome = await stall.send(rival, other);
      stall.clock.passTo(at('20:01:01.500'));
      return outcome;
    },
  });
  expect(await stall.send(ask)).toMatchObject({ kind: 'accepted', reply: { unitPriceMinor: 1_990 } });
  expect((await stall.factsOf('cart_added')).length).toBe(2);
  expect(stall.store.batches.length).toBeGreaterThan(2);
});

test('[C06] what has no key and an unknown outcome is not taken for the fact that another wrote in its place', async () => {
  const stall = await Stall.open();
  const other = await stall.anotherSeat();
  await stall.send(stall.add(0));
  stall.store.fates.push({ kind: 'overtaken', first: () => stall.send(stall.add(1), other) });
  const { append } = stall.store;
  stall.store.append = async (batch) => {
    const outcome = await append(batch);
    return outcome.kind === 'conflict' ? { kind: 'unknown' } : outcome;
  };
  await stall.does((state, at) => mergeBuyers(state, { fromId: buyerId(0), intoId: buyerId(5) }, at));
  expect((await stall.factsOf('buyers_merged')).length).toBe(1);
});
