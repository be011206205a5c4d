import { expect, test } from 'vitest';
import type { ChatAt } from '../../server/application/application.ts';
import type { LiveSession } from '../../server/gateway/connection/live-session.ts';
import { ChatRooms } from '../../server/gateway/rooms/chat-rooms.ts';
import type { ChatChange, ChatLine, ChatWhole } from '../../shared/market/chat/contract.ts';
import { TestClock } from '../builders/engine-clock.ts';

const STREAM = 'evening';
const TICK_MS = 500;

/** A chat's room with one screen in it, and what that screen is sent. */
async function room() {
  const clock = new TestClock(1_000_000);
  const at: ChatAt<ChatWhole> = {
    ...{ history: 'first', seq: 0 },
    view: { writers: 'anyone', pinned: null, notice: null, answering: null, isThinned: true, lines: [] },
  };
  const sent: { atMs: number; change: ChatChange }[] = [];
  let changed = (_streamId: string) => {};
  const chats = {
    onChanged(listener: (streamId: string) => void) {
      changed = listener;
      return () => {};
    },
    onSilenced: () => () => {},
    whole: async () => ({ ...at, view: { ...at.view, lines: [...at.view.lines] } }),
    silenceOf: async () => null,
  };
  const rooms = new ChatRooms({
    application: { chats, isCrowded: () => false },
    outbound: {
      backlogOf: () => 0,
      sizeOf: (name: string) => (name.includes('little') ? 0 : 1),
      sendTo() {},
      send() {},
      encodeEvent(event: string, ...args: unknown[]) {
        if (event === 'chat:d') sent.push({ atMs: clock.nowMs(), change: args.at(-1) as ChatChange });
        return {};
      },
    },
    ...{ clock, sessions: () => [], onTold() {}, onSkipped() {} },
    onFault(fault: unknown) {
      throw fault;
    },
  } as unknown as ConstructorParameters<typeof ChatRooms>[0]);
  const socket = { join() {}, leave() {}, emit() {} };
  await rooms.join({ socket, streamId: STREAM, wantsLittleChat: false } as unknown as LiveSession, STREAM);
  return {
    ...{ sent, rooms },
    async passes(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += TICK_MS / 5) {
        clock.passes(TICK_MS / 5);
        await new Promise(setImmediate);
      }
    },
    changes(view: Partial<ChatWhole>, ...lines: ChatLine[]): void {
      at.seq += 1;
      at.view = { ...at.view, ...view, lines: [...at.view.lines, ...lines] };
      changed(STREAM);
    },
  };
}

const line = (place: number, mark: ChatLine[3] = null): ChatLine => [place, place, `line ${place}`, mark];

test('[N3] while lines are left out, those of viewers come together every two seconds', async () => {
  const { sent, passes, changes, rooms } = await room();
  for (let place = 1; place <= 10; place += 1) {
    changes({}, line(place));
    await passes(1_000);
  }
  await passes(2_000);
  rooms.close();
  const apart = sent.slice(1).map(({ atMs }, n) => atMs - sent[n]!.atMs);
  expect(apart.filter((ms) => ms < 2_000)).toEqual([]);
  // None is lost by it, and none waits for longer.
  expect(sent.flatMap(({ change }) => change.lines?.map(([place]) => place))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
  expect(Math.max(...apart)).toBeLessThanOrEqual(2_500);
});

test.each([
  ['a line of the house', (place: number) => [{}, line(place, { by: 'host' })] as const],
  ['an answer', (place: number) => [{}, line(place, { answers: 1 })] as const],
  ['what is pinned', (place: number) => [{ pinned: line(1) }, line(place)] as const],
  ['what is announced', (place: number) => [{ notice: 'Back in five minutes' }, line(place)] as const],
])('[N3] meanwhile %s brings all lines at once', async (_what, change) => {
  const { sent, passes, changes, rooms } = await room();
  changes({}, line(1));
  await passes(TICK_MS);
  changes({}, line(2));
  await passes(TICK_MS);
  const before = sent.length;
  changes(...change(3));
  await passes(TICK_MS);
  rooms.close();
  expect(before).toBe(1);
  expect(sent.at(-1)!.change.lines?.map(([place]) => place)).toEqual([2, 3]);
});

test('[N3] where nothing is left out, each half second has its frame', async () => {
  const { sent, passes, changes, rooms } = await room();
  changes({ isThinned: false });
  await passes(1_000);
  for (let place = 1; place <= 6; place += 1) {
    changes({}, line(place));
    await passes(TICK_MS);
  }
  rooms.close();
  expect(sent.filter(({ change }) => change.lines)).toHaveLength(6);
});
