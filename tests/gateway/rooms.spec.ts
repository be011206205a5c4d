import { expect, test } from 'vitest';
import { Room } from '../../server/gateway/rooms/room.ts';
import type { Published, RoomKind, Told } from '../../server/gateway/rooms/room-kind.ts';
import { type RoomSource, Rooms } from '../../server/gateway/rooms/rooms.ts';
import { handClock } from './a-room.ts';

/** A kind of room that exists in this test alone: lines of a conversation by number; null takes one away. */
type Line = [number: number, text: string | null];
type Lines = ReadonlyMap<number, string>;
const conversation: RoomKind<Lines, Line> = {
  prefix: 'chat-',
  nameOf: (id) => `chat:${id}`,
  empty: new Map(),
  apply(view, changes) {
    const next = new Map(view);
    for (const [number, text] of changes) {
      if (text === null) next.delete(number);
      else next.set(number, text);
    }
    return next;
  },
  changesOf: (view) => [...view].map(([number, text]): Line => [number, text]),
  keyOf: ([number]) => String(number),
  isRemoval: ([, text]) => text === null,
  removalOf: ([number]) => [number, null],
  digestOf: (view) => [...view.values()].join('|'),
};

function batch(from: number, ...changes: Line[]): Published<Line> {
  return { history: 'aaaa1111', from, to: from + 1, changes, whole: false, urgent: true };
}

test('[design] a view of another kind is told by the same room: frames, deltas with what is gone, snapshots, digests', async () => {
  const clock = handClock();
  const told: Told<Line>[] = [];
  let view: Lines = new Map([[1, 'good evening']]);
  const room = new Room(conversation, {
    position: async () => ({ history: 'aaaa1111', seq: 5, view }),
    readOn: async () => true,
    channel: {
      tell: (...events) => void told.push(...events),
      ...{
        connections: () => 1,
        backlog: () => 0,
        tookMs: () => 0,
        viewers: () => 1,
        isCrowded: () => false,
      },
    },
    ...{ isCurrent: () => true, clock, logNowMs: clock.nowMs, onIdle() {} },
    onFault: (fault) => {
      throw fault;
    },
  });
  expect(await room.open()).toBe(true);
  room.hear(batch(5, [2, 'how much are the potatoes?']));
  room.hear(batch(6, [1, null]));
  clock.pass(1_000);
  expect(told.filter(([event]) => event === 'd')).toEqual([
    ['d', 'aaaa1111', 5, 6, [[2, 'how much are the potatoes?']]],
    ['d', 'aaaa1111', 6, 7, [[1, null]]],
  ]);
  expect(room.snapshot().changes).toEqual([[2, 'how much are the potatoes?']]);
  expect(room.deltaSince('aaaa1111', 6)?.changes).toEqual([[1, null]]);
  clock.pass(30_000);
  expect(told.filter(([event]) => event === 'g')).toEqual([
    ['g', 'aaaa1111', 7, 'how much are the potatoes?'],
  ]);
  // After a gap the position is the truth, and what it does not have is gone.
  view = new Map();
  room.hear(batch(20, [9, 'lost']));
  await new Promise((resolve) => setImmediate(resolve));
  expect(room.snapshot().changes).toEqual([]);
  room.close();
});

test('[design] rooms of another kind have names and events of their own', async () => {
  const clock = handClock();
  const sent: [room: string, events: unknown][] = [];
  let hear: (id: string, published: Published<Line>) => void = () => {};
  const source: RoomSource<Lines, Line> = {
    position: async (id) => (id === 'a' ? { history: 'aaaa1111', seq: 0, view: new Map() } : null),
    readOn: async () => true,
    subscribe(listener) {
      hear = listener;
      return () => {};
    },
    ...{ nowMs: () => clock.nowMs(), viewers: () => 3, isCrowded: () => false },
  };
  const outbound = {
    ...{ sizeOf: () => 2, backlogOf: () => 0, tookMs: () => 0 },
    encodeEvents: (events: unknown) => events,
    encodeEvent: (...event: unknown[]) => event,
    send: (room: string, events: unknown) => void sent.push([room, events]),
  };
  const counted: number[] = [];
  const rooms = new Rooms(conversation, source, {
    ...{ outbound: outbound as never, clock, isCurrent: () => true },
    ...{ onTold: (receivers: number) => void counted.push(receivers), onFault() {} },
  });
  expect(await rooms.open('b')).toBeNull();
  const open = await rooms.open('a');
  hear('a', batch(0, [1, 'hello']));
  hear('b', batch(0, [1, 'to nobody']));
  expect(sent).toEqual([['chat:a', [['chat-d', 'aaaa1111', 0, 1, [[1, 'hello']]]]]]);
  expect(counted).toEqual([2]);
  expect(open?.snapshot()).toEqual(['chat-s', 'aaaa1111', 1, [[1, 'hello']]]);
  expect(open?.snapshot()).toBe(open?.snapshot());
  rooms.close();
});
