import { expect, test } from 'vitest';
import type { Waiting } from '../../server/engine/cut.ts';
import { WaitingRoom } from '../../server/engine/waiting-room.ts';
import { at } from '../builders/market.ts';

const CUT = 256;

test('[design] a crowd that comes at once is let in, though it waits', () => {
  const { room, comes } = aRoom();
  for (let n = 0; n < 1_500; n += 1) expect(comes(0)).toBe(true);
  expect(room.take().length).toBe(CUT);
  expect(comes(250)).toBe(true);
});

test('[design] a queue that never empties is kept as short as a cut: newcomers beyond it are BUSY', () => {
  const { room, comes } = aRoom();
  for (let n = 0; n < 5 * CUT + 10; n += 1) comes(0);
  for (let cut = 0; cut < 3; cut += 1) room.take();
  // A slow disk: cuts are few, however long they take.
  expect(comes(301)).toBe(true);
  room.take();
  expect(comes(300)).toBe(true);
  expect(room.turnsAway(at('20:00:00') + 301)).toBe(false);
  expect(comes(301)).toBe(false);
  expect(room.turnsAway(at('20:00:00') + 301)).toBe(true);
  room.take();
  expect(room.length).toBeLessThan(CUT);
  while (room.length < CUT) expect(comes(310)).toBe(true);
  expect(comes(310)).toBe(false);
});

test('[design] it is kept short until nobody has been turned away for a while, though it was empty meanwhile', () => {
  const { room, comes } = aRoom();
  for (let n = 0; n < 6 * CUT; n += 1) comes(0);
  for (let cut = 0; cut < 4; cut += 1) room.take();
  expect(comes(301)).toBe(false);
  while (room.length > 0) room.take();
  for (let n = 0; n < CUT; n += 1) expect(comes(302)).toBe(true);
  expect(comes(302)).toBe(false);
  while (room.length > 0) room.take();
  for (let n = 0; n < 2 * CUT; n += 1) expect(comes(602)).toBe(true);
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
