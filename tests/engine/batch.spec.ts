import { expect, test } from 'vitest';
import type { Outcome } from '../../server/market/kernel/decision.ts';
import { pinItem } from '../../server/market/lineup/decide.ts';
import { streamRules } from '../../server/market/market.ts';
import { buyerId, codeOf, openSeat, Stall } from '../builders/engine-stall.ts';
import { gate, turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

test('[design] what waits during a commit is committed together, at most 256 in a cut', async () => {
  const stall = await Stall.open({ stock: [2_000] });
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(stall.add(0));
  await turns();
  const rest = Array.from({ length: 1_200 }, (_, n) => stall.send(stall.add(n + 1)));
  await turns();
  expect(stall.store.batches.map(({ facts }) => facts.length)).toEqual([1]);
  open();
  const outcomes = await Promise.all([first, ...rest]);
  expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['accepted']));
  expect(stall.store.batches.map(({ facts }) => facts.length)).toEqual([1, ...Array(4).fill(256), 176]);
});

test('[design] who waits at the end of a cut waits a moment for company, but not if a hundred do, nor after a long commit', async () => {
  const stall = await Stall.open({ stock: [2_000] });
  stall.seat = await openSeat(stall.store, stall.clock, stall.ids, undefined, 2);
  const duringCommit = async (buyers: number[], passesMs = 0) => {
    const { open, opened } = gate();
    stall.store.fates.push({ kind: 'slow', until: opened });
    const first = stall.send(stall.add(buyers[0]!));
    await turns();
    const rest = buyers.slice(1).map((n) => stall.send(stall.add(n)));
    stall.store.batches.length = 0;
    stall.clock.passes(passesMs);
    open();
    await first;
    await turns();
    return rest;
  };
  const sizes = () => stall.store.batches.map(({ facts }) => facts.length);

  const few = await duringCommit([0, 1]);
  few.push(stall.send(stall.add(2)));
  await turns();
  expect(sizes()).toEqual([]);
  stall.clock.passes(2);
  await Promise.all(few);
  expect(sizes()).toEqual([2]);

  stall.clock.passes(10);
  await Promise.all(await duringCommit(Array.from({ length: 101 }, (_, n) => n + 3)));
  expect(sizes()).toEqual([100]);

  stall.clock.passes(10);
  await Promise.all(await duringCommit([104, 105, 106], 2));
  expect(sizes()).toEqual([2]);
});

test('[O3] nobody is answered before the commit is', async () => {
  const stall = await Stall.open();
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  let isAnswered = false;
  const answer = stall.send(stall.add(0)).then((outcome) => {
    isAnswered = true;
    return outcome;
  });
  await turns(50);
  expect(isAnswered).toBe(false);
  open();
  expect(codeOf(await answer)).toBe('accepted');
});

test('[S3][X74] a stream that is ended while 200 orders wait: each is decided by its place in the log, none is lost', async () => {
  const stall = await Stall.open({ stock: [500], holdPolicy: 'first_paid' });
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(stall.place(0, { 1: 1 }));
  await turns();
  const before = Array.from({ length: 100 }, (_, n) => stall.send(stall.place(n + 1, { 1: 1 })));
  const end = stall.ends();
  const after = Array.from({ length: 100 }, (_, n) => stall.send(stall.place(n + 101, { 1: 1 })));
  await turns();
  open();
  await end;
  const codes = async (answers: Promise<Outcome<unknown>>[]) =>
    new Set((await Promise.all(answers)).map(codeOf));
  expect(await codes([first, ...before])).toEqual(new Set(['accepted']));
  expect(await codes(after)).toEqual(new Set(['STREAM_NOT_LIVE']));
  const { status, orders } = await stall.engine.read((state) => ({
    status: state.status,
    orders: state.orders.size,
  }));
  expect({ status, orders }).toEqual({ status: 'ENDED', orders: 101 });
});

test('[O3] a refusal that leans on what is not committed waits for it too', async () => {
  const stall = await Stall.open({ stock: [1] });
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const answered: string[] = [];
  const both = [stall.add(0), stall.add(1)].map((ask, n) =>
    stall.send(ask).then((outcome) => answered.push(`${n} ${codeOf(outcome)}`)),
  );
  await turns(50);
  expect(answered).toEqual([]);
  open();
  await Promise.all(both);
  expect(answered).toEqual(['0 accepted', '1 ALL_HELD']);
});

test('[INV15] nothing is readable or published before it is committed', async () => {
  const stall = await Stall.open();
  const before = await stall.state();
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const answer = stall.send(stall.add(0));
  await turns();
  let seen: number | null = null;
  const read = stall.engine.read((state, head) => {
    seen = state.seq;
    return { state: state.seq, head: head.seq };
  });
  await turns(50);
  expect(seen).toBe(null);
  expect(stall.seat.publications).toEqual([]);
  open();
  await answer;
  const after = await read;
  expect(after.state).toBe(after.head);
  expect(after.state).toBeGreaterThan(JSON.parse(before).seq);
  expect(stall.seat.publications.map(({ from, to }) => to - from)).toEqual([1]);
});

test('[O3] it is published before it is answered', async () => {
  const stall = await Stall.open();
  const order: string[] = [];
  const { seat } = stall;
  seat.publications.push = (...items) => {
    order.push('published');
    return Array.prototype.push.apply(seat.publications, items);
  };
  await stall.send(stall.add(0)).then(() => order.push('answered'));
  expect(order).toEqual(['published', 'answered']);
});

test('[I2] more than 2,000 that wait are BUSY before they are queued, and leave no trace', async () => {
  const stall = await Stall.open({ stock: [3_000] });
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(stall.add(0));
  await turns();
  const asks = Array.from({ length: 2_300 }, (_, n) => stall.add(n + 1));
  const answers = asks.map((ask) => stall.send(ask));
  const shed = await Promise.all(answers.slice(2_000));
  expect(shed.every((outcome) => codeOf(outcome) === 'BUSY')).toBe(true);
  // The more of them, the later they come again.
  const crowd = await Promise.all(Array.from({ length: 1_200 }, (_, n) => stall.send(stall.add(n + 3_000))));
  expect(shed[0]).toMatchObject({ refusal: { code: 'BUSY', retryAfterMs: 500 } });
  expect(crowd.at(-1)).toMatchObject({ refusal: { code: 'BUSY', retryAfterMs: 1_250 } });
  open();
  const taken = await Promise.all([first, ...answers.slice(0, 2_000)]);
  expect(taken.every((outcome) => codeOf(outcome) === 'accepted')).toBe(true);
  expect((await stall.factsOf('cart_added')).length).toBe(2_001);
  // The very same key later is a first time, not a replay of the BUSY.
  const again = await stall.send(asks.at(-1)!);
  expect(again).toMatchObject({ kind: 'accepted', replay: false });
});

test('[I2] a burst within one turn is bounded as well', async () => {
  const stall = await Stall.open({ stock: [5_000] });
  const outcomes = await Promise.all(Array.from({ length: 2_500 }, (_, n) => stall.send(stall.add(n))));
  expect(outcomes.filter((outcome) => codeOf(outcome) === 'BUSY').length).toBe(500);
});

test('[design] who would wait for more than a second is BUSY', async () => {
  const stall = await Stall.open();
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(stall.add(0));
  await turns();
  const second = stall.send(stall.add(1));
  stall.clock.passes(1_001);
  expect(codeOf(await stall.send(stall.add(2)))).toBe('BUSY');
  open();
  expect([codeOf(await first), codeOf(await second)]).toEqual(['accepted', 'accepted']);
});

test('[I2] who would be turned away hears it before anything is looked up; a known key is let through', async () => {
  const stall = await Stall.open({ holdPolicy: 'first_paid' });
  const earlyRefusal = (ask: ReturnType<typeof stall.place>) =>
    stall.engine.earlyRefusal({ ...ask, key: ask.key!.key });
  const done = stall.place(2, { 1: 1 });
  await stall.send(done);
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const running = stall.place(0, { 1: 1 });
  const first = stall.send(running);
  await turns();
  expect(earlyRefusal(stall.place(1, { 1: 1 }))).toBeNull();
  expect(earlyRefusal(stall.place(0, { 1: 1 }))).toMatchObject({ code: 'BUSY' });
  expect(earlyRefusal(running)).toBeNull();
  stall.clock.passes(1_001);
  const second = stall.send(stall.place(3, { 1: 1 }));
  stall.clock.passes(1_001);
  expect(earlyRefusal(stall.place(1, { 1: 1 }))).toMatchObject({ code: 'BUSY' });
  expect(earlyRefusal(done)).toBeNull();
  open();
  await Promise.all([first, second]);
});

test('[design] one order in flight per buyer, also within one turn', async () => {
  const stall = await Stall.open({ holdPolicy: 'first_paid' });
  const { open, opened } = gate();
  stall.store.fates.push({ kind: 'slow', until: opened });
  const first = stall.send(stall.place(0, { 1: 1 }));
  const second = stall.send(stall.place(0, { 1: 2 }));
  const other = stall.send(stall.place(1, { 1: 1 }));
  expect(codeOf(await second)).toBe('BUSY');
  await turns();
  expect(codeOf(await stall.send(stall.place(0, { 1: 1 })))).toBe('BUSY');
  open();
  expect([codeOf(await first), codeOf(await other)]).toEqual(['accepted', 'accepted']);
  expect(codeOf(await stall.send(stall.place(0, { 1: 1 })))).toBe('accepted');
});

test('[K4] refusals change nothing, and are counted beside the log', async () => {
  const stall = await Stall.open({ stock: [1] });
  await stall.send(stall.add(0));
  const before = { state: await stall.state(), head: await stall.head() };
  for (const units of [2, 5, 3]) await stall.send(stall.add(1, { units }));
  expect({ state: await stall.state(), head: await stall.head() }).toEqual(before);
  stall.clock.passes(1_100);
  await stall.settles();
  const tally = stall.store.batches.flatMap(({ effects }) => effects.refusals);
  expect(tally).toEqual([
    {
      buyerId: buyerId(1),
      itemNumber: 1,
      code: 'ALL_HELD',
      atMs: at('20:00'),
      count: 3,
      largestAsk: 5,
    },
  ]);
  expect(await stall.head()).toEqual(before.head);
});

test('[K4] refusals that wait are written when the log goes to sleep', async () => {
  const stall = await Stall.open({ stock: [0] });
  await stall.send(stall.add(1, { units: 4 }));
  await stall.engine.close();
  expect(stall.store.batches.flatMap(({ effects }) => effects.refusals)).toMatchObject([
    { count: 1, largestAsk: 4 },
  ]);
});

test('[design] a consumer that fails takes nothing back', async () => {
  const stall = await Stall.open();
  stall.seat.publications.push = () => {
    throw new Error('no room');
  };
  expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
  expect(codeOf(await stall.send(stall.add(1)))).toBe('accepted');
  expect(stall.seat.faults).toEqual(['publish: Error: no room', 'publish: Error: no room']);
});

test('[design] a log that closes finishes what waits, then takes no more', async () => {
  const stall = await Stall.open();
  const answers = [0, 1, 2].map((n) => stall.send(stall.add(n)));
  await stall.engine.close();
  expect((await Promise.all(answers)).map(codeOf)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(codeOf(await stall.send(stall.add(3)))).toBe('UNAVAILABLE');
  const snapshot = await stall.store.snapshot((await stall.head()).logId, streamRules.snapshotVersion);
  expect(snapshot?.seq).toBe((await stall.head()).seq);
});

test('[S3] a pin ends with the stream, whatever is pinned afterwards', async () => {
  const stall = await Stall.open({ stock: [5, 5] });
  const by = { staffId: buyerId(90), device: 'laptop' };
  const pins = (itemNumber: number) =>
    stall.does((state, when) =>
      pinItem(state, { itemNumber, version: state.items.get(itemNumber)!.version }, { ...when, by }),
    );
  await pins(1);
  stall.clock.passes(1_000);
  await stall.ends();
  stall.clock.passes(1_000);
  await pins(2);
  const marks = new Map(
    stall.store.batches.flatMap(({ effects }) => effects.rows.marks.map((mark) => [mark.seq, mark])),
  );
  expect([...marks.values()]).toMatchObject([
    { kind: 'pin', itemNumber: 1, fromMs: at('20:00'), toMs: at('20:00:01') },
  ]);
});

test('[K3] what a shelf says anew is urgent, a mere count is not', async () => {
  const stall = await Stall.open({ stock: [12] });
  const said: boolean[] = [];
  for (const [buyer, units] of [
    [0, 1],
    [0, 1],
    [1, 6],
    [2, 1],
    [3, 3],
  ] as const) {
    await stall.send(stall.add(buyer, { units }));
    said.push(stall.seat.publications.at(-1)!.urgent);
  }
  // 11, 10: enough; 4: few; 3: still few; 0: all held. The first word of an engine is news to everybody.
  expect(said.slice(1)).toEqual([false, true, false, true]);
});
