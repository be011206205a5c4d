import { expect, test } from 'vitest';
import { buyerId, codeOf, Stall } from '../builders/engine-stall.ts';
import { turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

test('[T6] a deadline is a fact with its own time, without anybody asking', async () => {
  const stall = await Stall.open();
  const flashId = await stall.flashes(60);
  stall.clock.passes(60_000);
  await turns();
  const [ended] = await stall.factsOf('flash_sale_ended');
  expect(ended?.atMs).toBe(at('20:01'));
  expect(JSON.parse(ended!.body).body).toMatchObject({ flashId, endedAtMs: at('20:01'), reason: 'due' });
});

test('[T6] a due deadline stands before a command received at or after it', async () => {
  const stall = await Stall.open({ stock: [1] });
  await stall.send(stall.add(0));
  // The hold ends at 20:10:00.000; the clock has gone on and nobody has swept.
  const dueAtMs = at('20:10');
  stall.clock.passTo(dueAtMs);
  expect(codeOf(await stall.send(stall.add(1, { readAtMs: dueAtMs })))).toBe('accepted');
  const facts = await stall.facts();
  expect(facts.slice(-2).map(({ type, atMs }) => [type, atMs])).toEqual([
    ['hold_expired', dueAtMs],
    ['cart_added', dueAtMs],
  ]);
});

test('[T5] a command received just before a deadline is decided before it', async () => {
  const stall = await Stall.open({ stock: [2], holdPolicy: 'hold' });
  await stall.send(stall.add(0));
  stall.clock.passTo(at('20:10') - 1);
  const answer = stall.send(stall.place(0, { 1: 1 }));
  stall.clock.passTo(at('20:10'));
  expect(codeOf(await answer)).toBe('accepted');
  await stall.settles();
  expect(await stall.factsOf('hold_expired')).toEqual([]);
});

test('[T6] after a restart the overdue ones come first, in time order, with their own times', async () => {
  const stall = await Stall.open({ stock: [10, 10] });
  await stall.flashes(300);
  await stall.send(stall.add(0, { itemNumber: 2 }));
  stall.clock.passes(30_000);
  await stall.send(stall.add(1, { itemNumber: 2 }));
  const before = (await stall.head()).seq;
  stall.dies().clock.passTo(at('21:00'));
  await stall.restarts();
  await stall.settles();
  const swept = (await stall.facts()).slice(before);
  expect(swept.map(({ type, atMs }) => [type, atMs])).toEqual([
    ['flash_sale_ended', at('20:05')],
    ['hold_expired', at('20:10')],
    ['hold_expired', at('20:10:30')],
  ]);
});

test('[T6] more overdue deadlines than one cut takes still all come before the next command', async () => {
  const stall = await Stall.open({ stock: [1_300] });
  const asks = Array.from({ length: 1_300 }, (_, n) => stall.send(stall.add(n)));
  await Promise.all(asks);
  stall.dies().clock.passTo(at('20:30'));
  await stall.restarts();
  // All 1,300 units are held in the state; each hold is over since 20:10.
  const late = Array.from({ length: 600 }, (_, n) => stall.add(5_000 + n, { units: 2 }));
  const outcomes = await Promise.all(late.map((ask) => stall.send(ask)));
  expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['accepted']));
  const facts = await stall.facts();
  expect(facts.slice(-1_900, -600).every(({ type }) => type === 'hold_expired')).toBe(true);
  const order = facts.slice(-600).map(({ body }) => JSON.parse(body).body.buyerId);
  expect(order).toEqual(late.map(({ ids }) => ids[0]));
  expect(Math.max(...stall.store.batches.map((batch) => batch.facts.length))).toBeLessThanOrEqual(1_000);
});

test('[F5] an add in the last 300 ms before a flash is kept and decided as received at its start', async () => {
  const stall = await Stall.open();
  const startsAtMs = at('20:01');
  const flashId = await stall.flashes(60, startsAtMs);
  stall.clock.passTo(startsAtMs - 200);
  const seq = (await stall.head()).seq;
  const parked = stall.send(stall.add(0, { flashId, seen: 1_990 }));
  await turns();
  expect((await stall.head()).seq).toBe(seq);
  expect(stall.engine.hasDeadlines()).toBe(true);
  await stall.drawIsHeld(startsAtMs);
  expect(await parked).toMatchObject({
    kind: 'accepted',
    reply: { unitPriceMinor: 1_990, heldUntilMs: at('20:06') },
  });
  const types = (await stall.facts()).slice(-2).map(({ type, atMs }) => [type, atMs]);
  expect(types).toEqual([
    ['flash_sale_started', startsAtMs],
    ['cart_added', startsAtMs],
  ]);
});

test('[I3] the key of a command that is kept is in progress; earlier it is FLASH_NOT_STARTED', async () => {
  const stall = await Stall.open();
  const startsAtMs = at('20:01');
  const flashId = await stall.flashes(60, startsAtMs);
  stall.clock.passTo(startsAtMs - 301);
  expect(codeOf(await stall.send(stall.add(1, { flashId, seen: 1_990 })))).toBe('FLASH_NOT_STARTED');
  stall.clock.passTo(startsAtMs - 300);
  const ask = stall.add(0, { flashId, seen: 1_990 });
  const parked = stall.send(ask);
  await turns();
  expect(await stall.engine.statusOf([buyerId(0)], ask.key!)).toBe('in_progress');
  await stall.drawIsHeld(startsAtMs);
  expect(codeOf(await parked)).toBe('accepted');
});

test('[T3] time never runs backwards in a log, whatever a command says', async () => {
  const stall = await Stall.open();
  stall.clock.passes(5_000);
  await stall.send(stall.add(0));
  await stall.send(stall.add(1, { readAtMs: at('20:00:01') }));
  const times = (await stall.facts()).map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('[S4] an ended stream closes an hour later, and its orders still expire', async () => {
  const stall = await Stall.open();
  await stall.send(stall.add(0));
  await stall.send(stall.place(0, { 1: 1 }));
  await stall.ends();
  stall.clock.passTo(at('21:30'));
  await stall.settles();
  const types = (await stall.facts()).slice(-3).map(({ type, atMs }) => [type, atMs]);
  expect(types).toEqual([
    ['order_expired', at('20:15')],
    ['stream_closed', at('21:00')],
    ['stock_transferred_out', at('21:00')],
  ]);
});
