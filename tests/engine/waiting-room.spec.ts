import { expect, test } from 'vitest';
import type { Waiting } from '../../server/engine/cut.ts';
import { WaitingRoom } from '../../server/engine/waiting-room.ts';
import { at } from '../builders/market.ts';

test('[design] a crowd that comes at once is let in, though it waits', () => {
  const { room, comes } = aRoom();
  for (let n = 0; n < 1_000; n += 1) expect(comes(0)).toBe(true);
  expect(room.take().length).toBe(128);
  expect(comes(250)).toBe(true);
});

test('[design] a queue that never empties is kept short: newcomers are BUSY while the first has waited long', () => {
  const { room, comes } = aRoom();
  for (let n = 0; n < 1_000; n += 1) comes(0);
  for (let cut = 0; cut < 3; cut += 1) room.take();
  // A slow disk: cuts are few, however long they take.
  expect(comes(301)).toBe(true);
  room.take();
  expect(comes(300)).toBe(true);
  expect(comes(301)).toBe(false);
  while (room.length > 0) room.take();
  expect(comes(302)).toBe(true);
  expect(comes(402)).toBe(true);
});

test('[design] in a standing queue a newcomer is let in behind one who has just come', () => {
  const { room, comes } = aRoom();
  for (let n = 0; n < 4 * 128; n += 1) comes(0);
  for (let n = 0; n < 200; n += 1) comes(290);
  for (let cut = 0; cut < 4; cut += 1) room.take();
  expect(comes(310)).toBe(true);
  expect(comes(321)).toBe(false);
});

/** A room and a queue of newcomers, each so many milliseconds after the start. */
function aRoom() {
  const room = new WaitingRoom<never, never>();
  const startMs = at('20:00:00');
  return {
    room,
    comes(afterMs: number): boolean {
      const receivedAtMs = startMs + afterMs;
      if (room.isBusyFor(undefined, receivedAtMs)) return false;
      room.push({ receivedAtMs } as Waiting<never, never>);
      return true;
    },
  };
}
