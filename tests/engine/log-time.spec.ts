import { describe, expect, test } from 'vitest';
import { storedFact } from '../../server/event-log/commit/hash-chain.ts';
import { LogTime } from '../../server/event-log/log-time.ts';
import { accept } from '../../server/market/kernel/decision.ts';
import { noRows } from '../../server/ports/rows.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';
import { codeOf, Stall } from '../builders/engine-stall.ts';
import { turns } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';

const AHEAD_MS = 10 * MINUTE;

/** A clock that says what the test wants, beside steady time. */
function aClock(nowMs: number) {
  const clock = { now: nowMs, steady: 5_000 };
  return {
    nowMs: () => clock.now,
    steadyMs: () => clock.steady,
    passes(ms: number) {
      clock.now += ms;
      clock.steady += ms;
    },
    isSet(ms: number) {
      clock.now += ms;
    },
  };
}

describe('[T7] the time of a log', () => {
  test('is the clock’s, and goes on evenly from the last fact where that is later', () => {
    const clock = aClock(at('20:00'));
    const time = new LogTime(clock);
    time.found(at('19:00'));
    expect(time.nowMs()).toBe(at('20:00'));
    time.noteFact(at('20:10'));
    clock.passes(SECOND);
    expect(time.nowMs()).toBe(at('20:10:01'));
    expect(time.aheadMs).toBe(AHEAD_MS);
    expect(time.at(clock.steadyMs() - 400)).toBe(at('20:10:01') - 400);
    expect(time.steadyAt(at('20:10:02'))).toBe(clock.steadyMs() + SECOND);
  });

  test('never falls: not by an older fact, and not by a clock that is set back', () => {
    const clock = aClock(at('20:00'));
    const time = new LogTime(clock);
    time.noteFact(at('20:05'));
    time.noteFact(at('20:01'));
    clock.isSet(-MINUTE);
    expect(time.nowMs()).toBe(at('20:05'));
  });

  test('goes by what the node says that decides the log, also where the own clock is ahead', () => {
    const clock = aClock(at('20:10'));
    const time = new LogTime(clock);
    time.found(at('19:59'));
    expect(time.nowMs()).toBe(at('20:10'));
    time.told(at('20:00'));
    expect(time.nowMs()).toBe(at('20:00'));
    expect(time.aheadMs).toBe(-AHEAD_MS);
    clock.passes(5 * SECOND);
    // A message that was long on its way says less than is known.
    time.told(at('20:00:02'));
    expect(time.nowMs()).toBe(at('20:00:05'));
  });

  test('makes an arrival of the moment at which a frame was read, and of no moment before the log was found', () => {
    const clock = aClock(at('20:00'));
    const time = new LogTime(clock);
    const readAtMs = clock.steadyMs();
    clock.passes(300);
    time.found(at('20:10'));
    expect(time.arrivalOf(readAtMs)).toBe(at('20:10'));
    clock.passes(SECOND);
    expect(time.arrivalOf(clock.steadyMs() - 200)).toBe(at('20:10') + 800);
  });
});

describe('[T7] a process whose clock is right after one whose clock was ahead', () => {
  /** A stall whose log is ten minutes ahead, with a flash that was on by the wrong clock. */
  async function afterAhead() {
    const stall = await Stall.open({ stock: [20] });
    await stall.restarts(AHEAD_MS);
    const flashId = await stall.flashes(60);
    // Beyond the two seconds of a quote, and the log says so.
    stall.clock.passes(63 * SECOND);
    await stall.send(stall.add(9));
    await stall.restarts();
    return { stall, flashId };
  }

  test('[F5] [INV7] does not sell at the price of a sale that is over when its own time comes there', async () => {
    const { stall, flashId } = await afterAhead();
    for (const passedMs of [0, AHEAD_MS - 63 * SECOND, 30 * SECOND]) {
      stall.clock.passes(passedMs);
      const late = stall.add(passedMs, { flashId, seen: 1_990 });
      expect(codeOf(await stall.send(late)), `${passedMs}`).toBe('PRICE_CHANGED');
    }
  });

  test('[T6] wakes when a hold ends by the log, not ten minutes later', async () => {
    const { stall } = await afterAhead();
    const outcome = await stall.send(stall.add(1));
    const { heldUntilMs } = (outcome as unknown as { reply: { heldUntilMs: number } }).reply;
    expect(heldUntilMs - (await stall.head()).atMs).toBe(10 * MINUTE);
    stall.clock.passes(10 * MINUTE - SECOND);
    await turns();
    expect(await stall.factsOf('hold_expired')).toEqual([]);
    stall.clock.passes(SECOND);
    await turns();
    const [expired] = await stall.factsOf('hold_expired');
    expect(expired?.atMs).toBe(heldUntilMs);
  });

  test('[F7] keeps an early add until the draw of its flash by the log', async () => {
    const { stall } = await afterAhead();
    const startsAtMs = stall.engine.time.nowMs() + 20 * SECOND;
    const flashId = await stall.flashes(60, startsAtMs);
    stall.clock.passes(20 * SECOND - 200);
    const parked = stall.send(stall.add(1, { flashId, seen: 1_990 }));
    await turns();
    expect(stall.engine.load.parked).toBe(1);
    stall.clock.passes(200 + 300);
    await turns();
    stall.clock.passes(50);
    expect(await parked).toMatchObject({ kind: 'accepted', reply: { unitPriceMinor: 1_990 } });
  });

  test('takes commands as ever: how long they wait is no matter of the log’s time', async () => {
    const { stall } = await afterAhead();
    const answers = await Promise.all([1, 2, 3].map((n) => stall.send(stall.add(n))));
    expect(answers.map(codeOf)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(stall.engine.retryAfterMs()).toBeLessThan(SECOND);
  });
});

describe('[T7] [T4] what has arrived keeps its arrival', () => {
  test('an add that arrived inside a flash and is decided after its end has the price, also when it is decided again', async () => {
    const stall = await Stall.open();
    const flashId = await stall.flashes(60);
    const other = await stall.anotherSeat();
    stall.clock.passTo(at('20:01') - 1);
    const first = async () => {
      stall.clock.passTo(at('20:01') + 500);
      await stall.does(() => accept([], () => null), other);
    };
    stall.store.fates.push({ kind: 'overtaken', first });
    const tap = await stall.send(stall.add(0, { flashId, seen: 1_990 }));
    expect(tap).toMatchObject({ kind: 'accepted', reply: { unitPriceMinor: 1_990, lateOk: false } });
    const last = (await stall.facts()).slice(-2).map(({ type, atMs }) => [type, atMs]);
    expect(last).toEqual([
      ['flash_sale_ended', at('20:01')],
      ['cart_added', at('20:01')],
    ]);
  });

  test('[INV8] what is dated with the last fact stands behind all that was due by then', async () => {
    const stall = await Stall.open({ stock: [5] });
    const startsAtMs = at('20:05');
    await stall.flashes(60, startsAtMs);
    // As a process of an older version left it, whose clock was ahead: behind the start, which it did not write.
    const head = await stall.head();
    const granted = {
      type: 'assistant_granted',
      staffId: 'duan',
      grants: [],
      by: { staffId: 'yang', device: '' },
    };
    const stamp = { seq: head.seq + 1, atMs: at('20:06') };
    const fact = storedFact(head, head.hash, granted, stamp);
    const { logId, history, seq: from } = head;
    const batch = {
      ...{ logId, history, from, to: stamp.seq, atMs: stamp.atMs, hash: fact.hash, isOpen: true },
      ...{ facts: [fact], keys: [], owner: null, effects: { refusals: [], rows: noRows() } },
    };
    // It comes between the first decision and the second: the arrival of 20:00 is kept.
    stall.store.fates.push({ kind: 'overtaken', first: () => stall.store.append(batch) });
    expect(codeOf(await stall.send(stall.add(0)))).toBe('accepted');
    const facts = (await stall.facts()).slice(-3).map(({ type, atMs }) => [type, atMs]);
    expect(facts).toEqual([
      ['flash_sale_started', at('20:06')],
      ['flash_sale_ended', at('20:06')],
      ['cart_added', at('20:06')],
    ]);
  });
});

describe('[T7] two nodes whose clocks are apart', () => {
  test('the one that follows shows the time of the one that decides, and goes on from it when it takes over', async () => {
    const stall = await Stall.open({ stock: [20] });
    const owner = await stall.anotherSeat('owner');
    await stall.send(stall.add(0), owner);
    const follower = await stall.anotherSeat('follower', AHEAD_MS);
    follower.engine.heard(owner.engine.told);
    expect(follower.engine.time.nowMs()).toBe(stall.clock.nowMs());
    expect(follower.engine.otherOwner()?.node).toBe('owner');
    stall.clock.passes(2 * SECOND);
    expect(follower.engine.time.nowMs()).toBe(stall.clock.nowMs());
    // The owner is gone: its claim is over three seconds after it was heard, whatever the clocks say.
    stall.clock.passes(1_001);
    expect(follower.engine.otherOwner()).toBeNull();
    await stall.send(stall.add(1), follower);
    expect((await stall.head()).atMs).toBe(stall.clock.nowMs());
    expect(follower.engine.told.nowMs).toBe(stall.clock.nowMs());
  });

  test('a claim counts for as long as it was good for when it was heard, though the own clock says that it is over', async () => {
    const stall = await Stall.open();
    const owner = await stall.anotherSeat('owner');
    await stall.send(stall.add(0), owner);
    for (const wrongMs of [AHEAD_MS, -AHEAD_MS]) {
      const other = await stall.anotherSeat(`off by ${wrongMs}`, wrongMs);
      const { owner: hint, ...told } = owner.engine.told;
      other.engine.heard({ ...told, owner: hint && { ...hint, untilMs: hint.untilMs + 1 } });
      expect(other.engine.otherOwner()?.node, `${wrongMs}`).toBe('owner');
    }
    // A hint that is told again is no newer for that.
    const late = await stall.anotherSeat('late');
    late.engine.heard(owner.engine.told);
    stall.clock.passes(2_900);
    late.engine.heard({ ...owner.engine.told, leftMs: 3_000 });
    stall.clock.passes(101);
    expect(late.engine.otherOwner()).toBeNull();
  });

  test('only the node that decides a log says what time it is there', async () => {
    const stall = await Stall.open();
    const owner = await stall.anotherSeat('owner');
    const other = await stall.anotherSeat('other');
    await stall.send(stall.add(0), owner);
    expect(owner.engine.told.nowMs).toBe(stall.clock.nowMs());
    expect(other.engine.told.nowMs).toBeNull();
  });
});
