import { expect, test } from 'vitest';
import { CommandQueue } from '../../server/event-log/admission/command-queue.ts';
import type { QueuedCommand } from '../../server/event-log/commit/decide-batch.ts';
import { at } from '../builders/market.ts';

const CUT = 256;

test('[design] a crowd that comes at once is let in, though it waits', () => {
  const { comes, takes } = aRoom();
  for (let n = 0; n < 1_500; n += 1) expect(comes(0)).toBe(true);
  expect(takes(0)).toBe(CUT);
  expect(comes(250)).toBe(true);
});

test('[design] a queue that never empties is kept as short as a cut: newcomers beyond it are BUSY', () => {
  const { room, comes, takes } = aRoom();
  for (let n = 0; n < 5 * CUT + 10; n += 1) comes(0);
  for (let cut = 0; cut < 3; cut += 1) takes(0);
  // A slow disk: cuts are few, however long they take.
  expect(comes(301)).toBe(true);
  takes(200);
  expect(comes(300)).toBe(true);
  expect(room.turnsAway(at('20:00:00') + 301)).toBe(false);
  expect(comes(301)).toBe(false);
  expect(room.turnsAway(at('20:00:00') + 301)).toBe(true);
  takes(200);
  expect(room.length).toBeLessThan(CUT);
  while (room.length < CUT) expect(comes(310)).toBe(true);
  expect(comes(310)).toBe(false);
});

test('[design] it is kept short until nobody has been turned away for a while, though it was empty meanwhile', () => {
  const { room, comes, takes } = aRoom();
  for (let n = 0; n < 6 * CUT; n += 1) comes(0);
  for (let cut = 0; cut < 4; cut += 1) takes(0);
  expect(comes(301)).toBe(false);
  while (room.length > 0) takes(302);
  for (let n = 0; n < CUT; n += 1) expect(comes(302)).toBe(true);
  expect(comes(302)).toBe(false);
  while (room.length > 0) takes(302);
  for (let n = 0; n < 2 * CUT; n += 1) expect(comes(602)).toBe(true);
});

test('[LD4] where cuts are rare each takes a command for each millisecond since the one before, and newcomers find as much room', () => {
  const { room, comes, takes } = aRoom();
  for (let n = 0; n < 2_000; n += 1) comes(0);
  expect(takes(600)).toBe(CUT);
  // It left somebody waiting for so long: there are many more who are turned away meanwhile.
  expect(takes(1_000)).toBe(400);
  expect(takes(1_100)).toBe(CUT);
  expect(takes(3_000)).toBe(1_024);
  expect(room.length).toBe(2_000 - 400 - 2 * CUT - 1_024);
  for (let n = 0; n < 5 * CUT; n += 1) comes(3_000);
  for (let cut = 0; cut < 4; cut += 1) takes(3_301 + cut);
  takes(3_804);
  let letIn = 0;
  while (comes(3_805)) letIn += 1;
  expect(letIn + room.length).toBeGreaterThan(CUT);
});

test('[design] while a queue stands, those on their way here count as well; a crowd at rest is let in whoever is on the way', () => {
  const { room, comes, takes } = aRoom();
  const startMs = at('20:00:00');
  expect(room.isBusyBeyond(10 * CUT, 0, startMs)).toBe(false);
  for (let n = 0; n < 5 * CUT + 10; n += 1) comes(0);
  for (let cut = 0; cut < 4; cut += 1) takes(200);
  const atMs = startMs + 301;
  expect(room.hasStandingQueue(atMs)).toBe(true);
  // The cut under way is decided already: the next one has room for as many as it takes.
  expect(room.isBusyBeyond(2 * CUT - 1, CUT, atMs)).toBe(false);
  expect(room.turnsAway(atMs)).toBe(false);
  expect(room.isBusyBeyond(2 * CUT, CUT, atMs)).toBe(true);
  expect(room.turnsAway(atMs)).toBe(true);
});

test('[X171] an urgent command comes in however many wait, up to two hundred beyond the bound', () => {
  const { room, comes, takes } = aRoom();
  const startMs = at('20:00:00');
  while (comes(0));
  expect(room.length).toBe(2_000);
  for (let cut = 0; cut < 5; cut += 1) takes(200);
  const atMs = startMs + 1_500;
  expect(room.hasStandingQueue(atMs)).toBe(true);
  expect([room.isBusyFor(undefined, atMs), room.isBusyFor(undefined, atMs, { isUrgent: true })]).toEqual([
    true,
    false,
  ]);
  const waiting = { readAtMs: atMs } as QueuedCommand<never, never>;
  let urgent = 0;
  while (!room.isBusyFor(undefined, atMs, { isUrgent: true })) {
    room.push(waiting);
    urgent += 1;
  }
  expect(room.length).toBe(2_200);
  expect(urgent).toBeGreaterThan(200);
});

/** A room and a queue of newcomers, each so many milliseconds after the start. */
function aRoom() {
  const room = new CommandQueue<never, never>();
  const startMs = at('20:00:00');
  return {
    room,
    /** A cut so many milliseconds after the start. @returns how many it took */
    takes: (afterMs: number) => room.take(startMs + afterMs).length,
    comes(afterMs: number): boolean {
      const readAtMs = startMs + afterMs;
      if (room.isBusyFor(undefined, readAtMs)) return false;
      room.push({ readAtMs } as QueuedCommand<never, never>);
      return true;
    },
  };
}
