import { expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { accept } from '../../server/market/kernel/decision.ts';
import { streamRules } from '../../server/market/market.ts';
import type { StreamState } from '../../server/market/state.ts';
import type { MarketBatch } from '../../server/ports/rows.ts';
import { buyerId, chainFaults, codeOf, Stall } from '../builders/engine-stall.ts';
import { turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

test('[C06] unknown, and it was committed: answered as the first time, never sent again', async () => {
  const stall = await Stall.open();
  stall.store.fates.push({ kind: 'unknown', committed: true });
  const ask = stall.add(0);
  expect(await stall.send(ask)).toMatchObject({ kind: 'accepted', replay: false });
  expect(stall.store.batches.length).toBe(1);
  expect((await stall.factsOf('cart_added')).length).toBe(1);
  expect(stall.seat.publications.length).toBe(1);
  expect(await stall.send(ask)).toMatchObject({ kind: 'accepted', replay: true });
});

test('[C06] unknown, and it was not committed: decided again', async () => {
  const stall = await Stall.open();
  stall.store.fates.push({ kind: 'unknown', committed: false });
  expect(await stall.send(stall.add(0))).toMatchObject({ kind: 'accepted', replay: false });
  expect(stall.store.batches.length).toBe(2);
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[C06] [INV23] a commit that lands late is seen before anything is refused', async () => {
  const stall = await Stall.open({ stock: [2] });
  const { append } = stall.store;
  const onItsWay: MarketBatch[] = [];
  stall.store.append = async (batch) => {
    stall.store.append = append;
    onItsWay.push(batch);
    return { kind: 'unknown' };
  };
  // It is decided again, and fails then: nobody knows of it.
  stall.store.fates.push({ kind: 'failed', reason: 'other', message: 'Nothing was written.' });
  expect(codeOf(await stall.send(stall.add(0, { units: 2 })))).toBe('UNAVAILABLE');
  expect(await append(onItsWay[0]!)).toEqual({ kind: 'committed' });
  // What would be accepted by what is known here finds out by its commit, what would be refused by a look.
  expect(await stall.send(stall.add(1, { units: 3 }))).toMatchObject({ refusal: { code: 'ALL_HELD' } });
  expect(stall.engine.head.seq).toBe((await stall.head()).seq);
});

test('[C06] an adapter that throws leaves the outcome unknown', async () => {
  const stall = await Stall.open();
  stall.store.fates.push({ kind: 'throws' });
  expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test('[C06] unknown, and another writer stands in the place of the batch', async () => {
  const stall = await Stall.open({ stock: [1] });
  const other = await stall.anotherSeat();
  const rival = stall.add(1);
  const theirs = stall.send.bind(stall, rival, other);
  stall.store.fates.push({ kind: 'overtaken', first: theirs });
  // The append that lost against the rival is reported as unknown, not as a conflict.
  const append = stall.store.append;
  stall.store.append = async (batch) => {
    const outcome = await append(batch);
    return outcome.kind === 'conflict' ? { kind: 'unknown' } : outcome;
  };
  expect(codeOf(await stall.send(stall.add(0)))).toBe('ALL_HELD');
  expect((await stall.factsOf('cart_added')).length).toBe(1);
});

test.each([true, false])(
  '[C06] a cut without facts is settled by its keys (committed: %s)',
  async (committed) => {
    const stall = await Stall.open();
    await stall.send(stall.add(0));
    const noop = {
      ...stall.add(1),
      decide: () => accept<unknown, StreamFact, StreamState>([], () => ({ n: 1 })),
    };
    stall.store.fates.push({ kind: 'unknown', committed });
    expect(await stall.send(noop)).toMatchObject({ kind: 'accepted', reply: { n: 1 }, replay: committed });
    await stall.restarts();
    expect(await stall.send(noop)).toMatchObject({ kind: 'accepted', reply: { n: 1 }, replay: true });
  },
);

test('[C06] while the store cannot be asked nobody is answered; after 2 s UNAVAILABLE, and the key tells', async () => {
  const stall = await Stall.open();
  const before = await stall.head();
  stall.store.fates.push({ kind: 'unknown', committed: true });
  stall.store.isUnreadable = true;
  const ask = stall.add(0);
  const answers: string[] = [];
  const first = stall.send(ask).then((outcome) => answers.push(codeOf(outcome)));
  for (let step = 0; step < 19; step += 1) {
    await turns();
    stall.clock.passes(100);
  }
  expect(answers).toEqual([]);
  const second = stall.send(stall.add(1));
  for (let step = 0; step < 5; step += 1) {
    await turns();
    stall.clock.passes(100);
  }
  await first;
  expect(answers).toEqual(['UNAVAILABLE']);
  // The impatient client tries its key again; then the store is back.
  const retry = stall.send({ ...ask, readAtMs: stall.clock.steadyMs() });
  stall.store.isUnreadable = false;
  for (let step = 0; step < 3; step += 1) {
    await turns();
    stall.clock.passes(100);
  }
  expect(await retry).toMatchObject({ kind: 'accepted', replay: true });
  expect(codeOf(await second)).toBe('accepted');
  expect((await stall.factsOf('cart_added')).length).toBe(2);
  expect((await stall.head()).seq).toBe(before.seq + 2);
});

test('[C27] one command that breaks a constraint: only that one is INTERNAL', async () => {
  const stall = await Stall.open({ stock: [10] });
  stall.store.constraint = ({ facts }) =>
    facts.some(({ body }) => body.includes(buyerId(3))) ? 'k1_stock' : null;
  const outcomes = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => stall.send(stall.add(n))));
  expect(outcomes.map(codeOf)).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'INTERNAL',
    'accepted',
    'accepted',
  ]);
  const order = (await stall.factsOf('cart_added')).map(({ body }) => JSON.parse(body).body.buyerId);
  expect(order).toEqual([0, 1, 2, 4, 5].map(buyerId));
  expect(stall.seat.faults.length).toBeGreaterThan(0);
  expect(codeOf(await stall.send(stall.add(6)))).toBe('accepted');
});

test('[C27] a command whose decision throws is INTERNAL, the others are taken', async () => {
  const stall = await Stall.open();
  const broken = {
    ...stall.add(1),
    decide: () => {
      throw new Error('a bug');
    },
  };
  const outcomes = await Promise.all([
    stall.send(stall.add(0)),
    stall.send(broken),
    stall.send(stall.add(2)),
  ]);
  expect(outcomes.map(codeOf)).toEqual(['accepted', 'INTERNAL', 'accepted']);
});

test('[C27] a fact that cannot be applied poisons nobody else', async () => {
  const stall = await Stall.open();
  const poison = {
    ...stall.add(1),
    decide: () => ({
      kind: 'accepted' as const,
      facts: [{ type: 'sale_stopped', itemNumber: 77, by: { staffId: '', device: '' } } as never],
      reply: () => {
        throw new Error('a bug');
      },
    }),
  };
  const outcomes = await Promise.all([
    stall.send(stall.add(0)),
    stall.send(poison),
    stall.send(stall.add(2)),
  ]);
  expect(outcomes.map(codeOf)).toEqual(['accepted', 'INTERNAL', 'accepted']);
  expect((await stall.facts()).some(({ type }) => type === 'sale_stopped')).toBe(false);
  const before = await stall.state();
  await stall.restarts();
  expect(await stall.state()).toBe(before);
});

test.each(['full', 'other'] as const)(
  '[C25] a store that is %s: UNAVAILABLE, nothing changed, reads go on, and it recovers',
  async (reason) => {
    const stall = await Stall.open();
    const before = { state: await stall.state(), head: await stall.head() };
    stall.store.fates.push({ kind: 'failed', reason, message: 'no' });
    const ask = stall.add(0);
    expect(codeOf(await stall.send(ask))).toBe('UNAVAILABLE');
    expect({ state: await stall.state(), head: await stall.head() }).toEqual(before);
    expect(stall.seat.publications).toEqual([]);
    expect(await stall.send(ask)).toMatchObject({ kind: 'accepted', replay: false });
  },
);

test('[C25] a deadline that met a full disk is tried again, still with its own time', async () => {
  const stall = await Stall.open();
  await stall.flashes(60);
  stall.store.fates.push({ kind: 'failed', reason: 'full', message: 'full' });
  stall.clock.passes(60_000);
  await turns();
  expect(await stall.factsOf('flash_sale_ended')).toEqual([]);
  stall.clock.passes(500);
  await turns();
  expect((await stall.factsOf('flash_sale_ended')).map(({ atMs }) => atMs)).toEqual([at('20:01')]);
});

test('[C25] a store that cannot be read after a failure is waited for; the engine lives on', async () => {
  const stall = await Stall.open();
  stall.store.fates.push({ kind: 'failed', reason: 'other', message: 'gone' });
  stall.store.isUnreadable = true;
  const answer = stall.send(stall.add(0));
  await turns();
  for (let step = 0; step < 25; step += 1) {
    stall.clock.passes(100);
    await turns(3);
  }
  expect(codeOf(await answer)).toBe('UNAVAILABLE');
  stall.store.isUnreadable = false;
  stall.clock.passes(100);
  await turns();
  expect(codeOf(await stall.send(stall.add(1)))).toBe('accepted');
});

test('[C26] a fatal fault: everybody is let go, nothing is acknowledged after it, nothing half-decided is read', async () => {
  const stall = await Stall.open();
  stall.store.fates.push({ kind: 'failed', reason: 'fatal', message: 'EIO on fsync' });
  const outcomes = await Promise.all([0, 1, 2].map((n) => stall.send(stall.add(n))));
  expect(outcomes.map(codeOf)).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE']);
  expect(codeOf(await stall.send(stall.add(3)))).toBe('UNAVAILABLE');
  expect(stall.seat.fatal.length).toBe(1);
  await expect(stall.engine.read((state) => state.seq)).rejects.toThrow(/broke down/);
  expect(stall.store.batches.length).toBe(1);
  await stall.engine.close();
  await stall.restarts();
  expect(codeOf(await stall.send(stall.add(4)))).toBe('accepted');
  expect(chainFaults(await stall.facts())).toEqual([]);
});

test('[design] a snapshot and its tail give the state that the whole log gives', async () => {
  const stall = await Stall.open({ stock: [20, 20] });
  for (const n of [0, 1, 2]) await stall.send(stall.add(n, { itemNumber: 2 }));
  await stall.engine.close();
  await stall.restarts();
  await stall.send(stall.place(1, { 2: 1 }));
  await stall.flashes(120);
  const running = await stall.state();
  const snapshot = await stall.store.snapshot((await stall.head()).logId, streamRules.snapshotVersion);
  expect(snapshot?.seq).toBeLessThan((await stall.head()).seq);
  await stall.restarts();
  expect(await stall.state()).toBe(running);
  stall.store.snapshot = async () => null;
  await stall.restarts();
  expect(await stall.state()).toBe(running);
});

test('[C24] a snapshot from beyond the head is not believed', async () => {
  const stall = await Stall.open();
  await stall.send(stall.add(0));
  const running = await stall.state();
  const state = JSON.stringify({ ...JSON.parse(running), seq: 1_000 });
  const { logId } = await stall.head();
  await stall.store.saveSnapshot(logId, { version: streamRules.snapshotVersion, seq: 1_000, state });
  expect((await stall.store.snapshot(logId, streamRules.snapshotVersion))?.seq).toBe(1_000);
  await stall.restarts();
  expect(await stall.state()).toBe(running);
});

test('[C34] a snapshot of another version is passed over: the log is read instead', async () => {
  const stall = await Stall.open();
  await stall.send(stall.add(0));
  const running = await stall.state();
  const { logId, seq } = await stall.head();
  const state = JSON.stringify({ ...JSON.parse(running), holds: 'in a shape of its own' });
  for (const version of [streamRules.snapshotVersion - 1, streamRules.snapshotVersion + 1]) {
    await stall.store.saveSnapshot(logId, { version, seq, state });
  }
  await stall.restarts();
  expect(await stall.state()).toBe(running);
});
