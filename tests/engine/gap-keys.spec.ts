import { expect, test } from 'vitest';
import type { LogGap } from '../../server/event-log/ports/log-gaps.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { keyOfTime } from '../builders/dated-key.ts';
import { type Ask, buyerId, codeOf, STREAM, Stall } from '../builders/engine-stall.ts';
import { turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

/*
 * A log that lost a time of its own, 20:00 to 20:30, and goes on at 20:31: whoever comes with a key of that time may have
 * ordered already.
 */

const [FROM, TO] = [at('20:00'), at('20:30')];
const NOW = 'histnew1';
const lost = { code: 'LOST_IN_RESTORE', sinceMs: FROM, restoredAtMs: TO, ask: 'Yang' };

async function restored(gap: Partial<LogGap> = {}): Promise<Stall> {
  const stall = await Stall.open({ stock: [100] });
  const kept = { history: NOW, fromMs: FROM, toMs: TO, lost: null, nextNumber: null };
  await stall.store.renewHistory(STREAM, 'history1', kept);
  const { gapsOf } = stall.store;
  // What only a restore can write.
  stall.store.gapsOf = async (logId) => (await gapsOf(logId)).map((each) => ({ ...each, ...gap }));
  stall.clock.passTo(at('20:31'));
  await stall.restarts();
  return stall;
}

/** One add under a key of that time. */
function addMade(stall: Stall, atMs: number, history?: string, isInDoubt = false): Ask<unknown> {
  const ask = stall.add(0, { key: keyOfTime(atMs) });
  return { ...ask, key: { ...ask.key!, history, isInDoubt } };
}

test('[I5] a key made while the log lost what was acknowledged is not decided anew; its sender hears when and whom to ask', async () => {
  const stall = await restored();
  const ask = addMade(stall, at('20:15'), 'history1');
  expect(await stall.send(ask)).toEqual({ kind: 'refused', refusal: lost });
  expect(await stall.engine.statusOf([buyerId(0)], ask.key!)).toEqual({ kind: 'refused', refusal: lost });
  stall.clock.passes(2 * MINUTE);
  await stall.restarts();
  expect(await stall.send(ask)).toEqual({ kind: 'refused', refusal: lost });
  expect(await stall.factsOf('cart_added')).toEqual([]);
});

test('[I5] clocks may be ten minutes wrong, either way, and not a millisecond more', async () => {
  const stall = await restored();
  for (const history of [undefined, 'history1']) {
    const told = async (atMs: number) => codeOf(await stall.send(addMade(stall, atMs, history, true)));
    expect(await told(FROM - 10 * MINUTE - 1)).toBe('accepted');
    expect(await told(FROM - 10 * MINUTE)).toBe('LOST_IN_RESTORE');
    expect(await told(TO + 10 * MINUTE)).toBe('LOST_IN_RESTORE');
    expect(await told(TO + 10 * MINUTE + 1)).toBe('accepted');
  }
});

test('[I5] a key made under the history of now is new, whatever its clock says', async () => {
  const stall = await restored();
  for (const atMs of [FROM, at('20:15'), TO, at('20:31')])
    expect(codeOf(await stall.send(addMade(stall, atMs, NOW)))).toBe('accepted');
});

test('[I5] so it is after one more restore, by which nothing was lost', async () => {
  const stall = await restored();
  const { head } = stall.store;
  const LATER = 'histnew2';
  stall.store.head = async (logId) => {
    const found = await head(logId);
    return found && { ...found, history: LATER };
  };
  await stall.restarts();
  const told = async (history: string) => {
    const { key } = addMade(stall, at('20:15'), history);
    return stall.engine.statusOf([buyerId(0)], key!);
  };
  expect(await told(LATER)).toBeNull();
  expect(await told(NOW)).toBeNull();
  expect(await told('history1')).toMatchObject({ refusal: lost });
});

test('[I5] a key that is sent for the first time after the restore is new, also if it names no history', async () => {
  const stall = await restored();
  expect(codeOf(await stall.send(addMade(stall, TO)))).toBe('LOST_IN_RESTORE');
  expect(codeOf(await stall.send(addMade(stall, TO + 1)))).toBe('accepted');
});

test('[I5] a key on the list is lost, whatever its date and whatever it names', async () => {
  const key = keyOfTime(at('09:00'));
  const stall = await restored({ keys: [key] });
  for (const history of [undefined, 'history1', NOW]) {
    const ask = stall.add(0, { key });
    expect(codeOf(await stall.send({ ...ask, key: { ...ask.key!, history } }))).toBe('LOST_IN_RESTORE');
  }
});

test('[I5] a key that says nothing of its time is taken for a new one', async () => {
  const stall = await restored();
  const key = keyOfTime(at('20:15')).replace('-7000-', '-4000-');
  expect(codeOf(await stall.send(stall.add(0, { key })))).toBe('accepted');
});

test('[I2] [I5] what was answered and is still there is answered so again', async () => {
  const stall = await Stall.open({ stock: [100] });
  const ask = addMade(stall, at('20:00'), 'history1');
  const first = await stall.send(ask);
  await stall.store.renewHistory(STREAM, 'history1', {
    history: NOW,
    fromMs: FROM,
    toMs: TO,
    lost: null,
    nextNumber: null,
  });
  await stall.restarts();
  expect(await stall.send(ask)).toEqual({ ...first, replay: true });
  expect(await stall.engine.statusOf([buyerId(0)], ask.key!)).toEqual({ ...first, replay: true });
});

test('[I3] [I5] who lets such a key go is told the same, and it stays lost', async () => {
  const stall = await restored();
  const ask = addMade(stall, at('20:15'), 'history1');
  expect(await stall.engine.abandonKey([buyerId(0)], ask.key!)).toEqual({ kind: 'refused', refusal: lost });
  expect(codeOf(await stall.send(ask))).toBe('LOST_IN_RESTORE');
});

test('[C24] [I5] a node that hears of a gap while commands wait does not decide those it concerns', async () => {
  const stall = await Stall.open({ stock: [100] });
  const [here, there] = [await stall.anotherSeat('here'), await stall.anotherSeat('there')];
  await stall.send(stall.add(1), here);
  const waits = addMade(stall, at('20:00'), 'history1');
  const isNew = addMade(stall, at('20:00'), NOW);
  await stall.store.renewHistory(STREAM, 'history1', {
    history: NOW,
    fromMs: FROM,
    toMs: TO,
    lost: null,
    nextNumber: null,
  });
  // `here` decides as if nothing had happened, until the store refuses what it decided.
  const answers = [stall.send(waits, here), stall.send(isNew, here), stall.send(waits, there)];
  await turns(20);
  expect((await Promise.all(answers)).map(codeOf)).toEqual([
    'LOST_IN_RESTORE',
    'accepted',
    'LOST_IN_RESTORE',
  ]);
  expect(await stall.factsOf('cart_added')).toHaveLength(2);
});
