import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Publication } from '../../server/ports/publication.ts';
import { emptyView } from '../../shared/live-view/changes.ts';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { aRoom } from './a-room.ts';
import { card, STREAM, stock } from './fake-market.ts';

test('[K3] counters coalesce to one frame per 100 ms, per 250 ms from 2,000 viewers on, per 500 ms of those in a crowd', async () => {
  for (const [connections, isCrowded, tickMs] of [
    [10, false, 100],
    [10, true, 100],
    [2_000, false, 250],
    [2_000, true, 500],
  ] as const) {
    const it = aRoom();
    it.setConnections(connections);
    it.setCrowded(isCrowded);
    await it.room.open();
    it.room.hear(it.commit([stock(1, 20)]));
    const first = it.frames().length;
    for (let i = 0; i < 5; i += 1) {
      it.clock.pass(10);
      it.room.hear(it.commit([stock(1, 19 - i)]));
    }
    expect(it.frames().length).toBe(first);
    it.clock.pass(tickMs - 51);
    expect(it.frames().length).toBe(first);
    it.clock.pass(1);
    expect(it.frames().at(-1)).toEqual(['d', 'aaaa1111', 1, 6, [stock(1, 15)]]);
    it.room.close();
  }
});

test('[K3] what is urgent goes at once, but 50 ms after the frame before', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([stock(1, 5)], true));
  expect(it.frames()).toHaveLength(1);
  it.room.hear(it.commit([stock(1, 0)], true));
  expect(it.frames()).toHaveLength(1);
  it.clock.pass(49);
  expect(it.frames()).toHaveLength(1);
  it.clock.pass(1);
  expect(it.frames()).toHaveLength(2);
});

test('[K2] a shelf of plenty that is sold from looks the same, and is not told again', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([card(1), stock(1, 21)]));
  it.clock.pass(500);
  const told = it.frames().length;
  it.room.hear(it.commit([stock(1, 21)]));
  it.room.hear(it.commit([stock(1, 21), stock(2, 3)]));
  it.clock.pass(500);
  expect(it.frames().slice(told)).toEqual([['d', 'aaaa1111', 1, 3, [stock(2, 3)]]]);
  // Who comes back may come from elsewhere: what was touched is said again.
  expect(it.room.deltaSince('aaaa1111', 1)?.changes).toEqual([stock(1, 21), stock(2, 3)]);
  it.room.close();
});

test('[INV13] a screen that comes from a node which read in smaller steps sees nothing that is gone', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([stock(1, 5)]));
  // This node reads two cuts at once: an item came and went, a shelf is as it was before.
  const first = it.commit([card(2), stock(1, 4)]);
  const second = it.commit([['c', 2, null], stock(1, 5)]);
  it.room.hear({ ...second, from: first.from });
  expect(it.room.deltaSince('aaaa1111', first.to)?.changes).toEqual([stock(1, 5), ['c', 2, null]]);
  it.room.close();
});

test('[INV13] after a gap only who stands behind it gets a delta', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([stock(1, 5)]));
  const between = it.commit([stock(1, 4)]);
  it.commit([stock(1, 5)]);
  it.room.hear({ ...it.commit([stock(2, 3)]), whole: true });
  await new Promise((resolve) => setImmediate(resolve));
  expect(it.room.seq).toBe(4);
  expect(it.room.deltaSince('aaaa1111', between.to)).toBeNull();
  expect(it.room.deltaSince('aaaa1111', 4)?.changes).toEqual([]);
  it.room.close();
});

test('[T4] the heartbeat tells the history, the seq, the time and the viewers each second; the digest each 30 s', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([stock(1, 5)]));
  it.room.hear(it.commit([]));
  it.clock.pass(1_000);
  expect(it.told.filter(([event]) => event === 'h')).toEqual([['h', 'aaaa1111', 2, it.clock.nowMs(), 7]]);
  // A cut that nobody sees still moves `to`, before the heartbeat that names it.
  expect(it.frames().at(-1)).toEqual(['d', 'aaaa1111', 1, 2, []]);
  it.clock.pass(29_000);
  expect(it.told.filter(([event]) => event === 'g')).toEqual([
    ['g', 'aaaa1111', 2, digestOf(it.truth().view)],
  ]);
});

test('[C22] while nobody knows whether the view is current no heartbeat says so, and screens find out by its silence', async () => {
  const it = aRoom();
  await it.room.open();
  const beats = () => it.told.filter(([event]) => event === 'h').length;
  it.clock.pass(2_000);
  expect(beats()).toBe(2);
  it.setCurrent(false);
  it.clock.pass(4_000);
  expect(beats()).toBe(2);
  it.setCurrent(true);
  it.clock.pass(1_000);
  expect(beats()).toBe(3);
  it.room.close();
});

test('[C21] a lost publication is made good from the position; a repeated one changes nothing', async () => {
  const it = aRoom();
  await it.room.open();
  const first = it.commit([card(1)]);
  it.commit([stock(1, 9)]);
  const third = it.commit([stock(2, 3)]);
  it.room.hear(first);
  it.room.hear(third);
  await new Promise((resolve) => setImmediate(resolve));
  it.clock.pass(300);
  it.room.hear(first);
  it.room.hear(third);
  it.clock.pass(300);
  expect(it.room.seq).toBe(3);
  expect(takeSnapshot(it.room.snapshot()).view).toEqual(it.truth().view);
});

test('[INV14] a screen that has read further is not sent back by a room that could not read its position', async () => {
  const it = aRoom();
  await it.room.open();
  it.setReadable(false);
  it.room.hear({ ...it.commit([stock(1, 9)]), whole: true });
  await new Promise((resolve) => setImmediate(resolve));
  expect(it.faults).toHaveLength(1);
  // The room will try again in a second; a screen that comes before is turned away, or brings it on.
  await expect(it.room.readUpTo({ history: 'aaaa1111', seq: 1 })).rejects.toThrow();
  expect(it.room.seq).toBe(0);
  it.setReadable(true);
  expect(await it.room.readUpTo({ history: 'aaaa1111', seq: 1 })).toBe(true);
  expect(it.room.deltaSince('aaaa1111', 1)?.changes).toEqual([]);
  it.room.close();
});

test('[INV14] a screen is not sent back by a room that has not been told yet what was read', async () => {
  const it = aRoom();
  await it.room.open();
  const untold = it.commit([stock(1, 9)]);
  expect(await it.room.readUpTo({ history: 'aaaa1111', seq: 1 })).toBe(true);
  // What is told afterwards is no news; a screen that stays hears the next frame.
  it.room.hear(untold);
  it.room.hear(it.commit([stock(1, 8)]));
  it.clock.pass(300);
  expect(it.frames().at(-1)?.slice(3)).toEqual([2, [stock(1, 8)]]);
  expect(it.faults).toEqual([]);
  it.room.close();
});

test('[X58] a claim that the log does not bear out reads no position, and holds no frame back', async () => {
  const it = aRoom();
  await it.room.open();
  const before = it.looks();
  for (let n = 1; n <= 1_000; n += 1) {
    expect(await it.room.readUpTo({ history: 'aaaa1111', seq: n })).toBe(false);
  }
  expect(it.looks()).toEqual({ reads: before.reads, asked: before.asked + 1_000 });
  it.room.hear(it.commit([stock(1, 9)]));
  expect(it.room.seq).toBe(1);
  it.room.close();
});

test('[X58] a screen ahead of the log is told from one that another node has read further for', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([stock(1, 9)]));
  expect(await it.room.readUpTo({ history: 'aaaa1111', seq: 1 })).toBe(true);
  expect(await it.room.readUpTo({ history: 'aaaa1111', seq: 2 })).toBe(false);
  expect(await it.room.readUpTo({ history: 'bbbb2222', seq: 9 })).toBe(true);
  it.room.close();
});

test('[C35] another history after a restore is told as a snapshot to all', async () => {
  const it = aRoom();
  await it.room.open();
  it.room.hear(it.commit([card(1), stock(1, 9)]));
  it.setTruth({ streamId: STREAM, history: 'bbbb2222', seq: 0, view: emptyView });
  it.room.hear(it.commit([card(2)]));
  await new Promise((resolve) => setImmediate(resolve));
  const snapshot = it.told.find(([event]) => event === 's') as ['s', string, number, Change[]];
  expect(snapshot.slice(0, 3)).toEqual(['s', 'bbbb2222', 1]);
  expect(takeSnapshot({ history: snapshot[1], to: snapshot[2], changes: snapshot[3] }).view).toEqual(
    it.truth().view,
  );
});

const someChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 20 }))
    .map(([n, left]) => stock(n, left)),
  fc.integer({ min: 1, max: 4 }).map((n): Change => ['s', n, null]),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.string({ maxLength: 4 })).map(([n, name]) => card(n, name)),
  fc.integer({ min: 1, max: 4 }).map((n): Change => ['c', n, null]),
  fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }).map((order): Change => ['o', order]),
  fc
    .array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 })
    .map((pins): Change => ['p', pins.map((n): [number, number] => [n, 1])]),
);
const someStep = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      changes: fc.array(someChange, { maxLength: 4 }),
      urgent: fc.boolean(),
      fate: fc.constantFrom('told', 'told', 'told', 'lost', 'twice', 'later'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 1_200 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('join' as const), screen: fc.integer({ min: 0, max: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('leave' as const), screen: fc.integer({ min: 0, max: 2 }) }),
  },
);

test('[INV13] over any interleaving of joins, leaves, losses and frames every screen equals the view at its seq', () =>
  fc.assert(
    fc.asyncProperty(fc.array(someStep, { maxLength: 60 }), async (steps) => {
      const it = aRoom();
      const views = new Map([[0, canonicalJson(emptyView)]]);
      const screens: { cursor: Cursor; isIn: boolean }[] = [0, 1, 2].map(() => ({
        cursor: startCursor,
        isIn: false,
      }));
      const late: Publication[] = [];
      let heardUpTo = 0;
      await it.room.open();

      const join = (screen: (typeof screens)[number]) => {
        const delta = it.room.deltaSince(screen.cursor.history ?? '', screen.cursor.seq);
        const outcome = delta && takeFrame(screen.cursor, delta);
        if (outcome?.kind === 'applied') screen.cursor = outcome.cursor;
        if (!outcome || outcome.kind === 'resync') screen.cursor = takeSnapshot(it.room.snapshot());
        expect(screen.cursor.seq).toBe(it.room.seq);
        screen.isIn = true;
      };
      /** Everything told since the last look reaches who is in the room. */
      const hearAll = () => {
        for (; heardUpTo < it.told.length; heardUpTo += 1) {
          const [event, ...args] = it.told[heardUpTo]!;
          for (const screen of screens.filter(({ isIn }) => isIn)) {
            if (event === 's') {
              const [history, to, changes] = args as [string, number, Change[]];
              screen.cursor = takeSnapshot({ history, to, changes });
            }
            if (event !== 'd') continue;
            const [history, from, to, changes] = args as [string, number, number, Change[]];
            const outcome = takeFrame(screen.cursor, { history, from, to, changes });
            // Who is in the room never has a gap: no frame is lost between a join and the frames.
            expect(outcome.kind).not.toBe('resync');
            if (outcome.kind === 'applied') screen.cursor = outcome.cursor;
          }
        }
        for (const { cursor } of screens) {
          if (cursor.history) expect(canonicalJson(cursor.view)).toBe(views.get(cursor.seq));
        }
      };

      for (const step of steps) {
        if (step.kind === 'pass') it.clock.pass(step.ms);
        if (step.kind === 'leave') screens[step.screen]!.isIn = false;
        if (step.kind === 'join') {
          hearAll();
          join(screens[step.screen]!);
        }
        if (step.kind === 'commit') {
          const publication = it.commit(step.changes, step.urgent);
          views.set(it.truth().seq, canonicalJson(it.truth().view));
          if (step.fate === 'later') late.push(publication);
          if (step.fate === 'told' || step.fate === 'twice') it.room.hear(publication);
          if (step.fate === 'twice') it.room.hear(publication);
          if (step.fate === 'told') for (const old of late.splice(0)) it.room.hear(old);
        }
        await new Promise((resolve) => setImmediate(resolve));
        hearAll();
      }
      // At rest, with one last cut told, everybody who is in the room sees the same.
      it.room.hear(it.commit([stock(1, 1)], true));
      views.set(it.truth().seq, canonicalJson(it.truth().view));
      await new Promise((resolve) => setImmediate(resolve));
      it.clock.pass(2_000);
      hearAll();
      for (const { cursor } of screens.filter(({ isIn }) => isIn)) expect(cursor.seq).toBe(it.truth().seq);
      it.room.close();
    }),
    { numRuns: 300 },
  ));

test('[X58][X59] only who stands in what the room remembers gets a delta', async () => {
  const it = aRoom();
  for (let seq = 0; seq < 3; seq += 1) it.commit([stock(1, 20 - seq)]);
  await it.room.open();
  it.room.hear(it.commit([stock(1, 9)]));
  const { room } = it;
  expect(room.deltaSince('aaaa1111', 3)).toEqual({
    history: 'aaaa1111',
    from: 3,
    to: 4,
    changes: [stock(1, 9)],
  });
  expect(room.deltaSince('aaaa1111', 4)?.changes).toEqual([]);
  expect(room.deltaSince('aaaa1111', 5)).toBeNull();
  expect(room.deltaSince('aaaa1111', 2)).toBeNull();
  expect(room.deltaSince('bbbb2222', 3)).toBeNull();
});
