import { expect, test } from 'vitest';
import { lastSeconds } from '../../server/gateway/limits/last-seconds.ts';
import { nextFlashEnd } from '../../server/market/flash-sale/ending.ts';
import { drawReadUntil } from '../../server/market/kernel/flash-window.ts';

const START = 1_800_000_000_000;

/** A door in a rush, in front of streams whose flashes end when a test says. @returns how many of those who come are let in */
function aDoor(most: number) {
  const ends = new Map<string, number[]>();
  let looks = 0;
  const last = lastSeconds({
    most,
    endOf(streamId, nowMs) {
      looks += 1;
      const open = (ends.get(streamId) ?? []).filter((endMs) => endMs > nowMs);
      return open.length > 0 ? Math.min(...open) : null;
    },
  });
  return {
    ends,
    looks: () => looks,
    letIn(streamId: string, fromMs: number, toMs: number, count: number): number {
      let heard = 0;
      for (let n = 0; n < count; n += 1) {
        const atMs = START + fromMs + Math.floor(((toMs - fromMs) * n) / count);
        if (last.letsIn(streamId, atMs)) heard += 1;
      }
      return heard;
    },
  };
}

test('[F5] in the last two seconds of a flash those who tap are read, up to a bound; before, after and elsewhere none', () => {
  const door = aDoor(2_000);
  door.ends.set('a', [START + 10_000]);
  expect(door.letIn('a', 0, 8_000, 500)).toBe(0);
  expect(door.letIn('a', 8_000, 9_000, 1_500)).toBe(1_500);
  expect(door.letIn('b', 9_000, 9_500, 500)).toBe(0);
  expect(door.letIn('a', 9_000, 10_000, 1_500)).toBe(500);
  expect(door.letIn('a', 10_000, 12_000, 500)).toBe(0);
});

test('[F5] the next flash of the stream has a bound of its own', () => {
  const door = aDoor(10);
  door.ends.set('a', [START + 10_000, START + 30_000]);
  expect(door.letIn('a', 9_000, 10_000, 50)).toBe(10);
  expect(door.letIn('a', 10_000, 28_000, 50)).toBe(0);
  expect(door.letIn('a', 28_000, 30_000, 50)).toBe(10);
});

test('[F5] two flashes that end one right after the other share it, so that their last seconds are no way around it', () => {
  const door = aDoor(10);
  door.ends.set('a', [START + 10_000, START + 11_000]);
  expect(door.letIn('a', 8_000, 11_000, 300)).toBe(10);
});

test('[F5] a bound of 0 is none', () => {
  const door = aDoor(0);
  door.ends.set('a', [START + 2_000]);
  expect(door.letIn('a', 0, 2_000, 5_000)).toBe(5_000);
});

test('[F5] a stream is looked at twenty times a second at most, however many are turned away', () => {
  const door = aDoor(2_000);
  door.letIn('a', 0, 1_000, 100_000);
  expect(door.looks()).toBeLessThanOrEqual(21);
});

test('[F5] a flash is on from its start to its end, whether or not that is written yet; one that was ended is not', () => {
  const flash = { startsAtMs: START, endsAtMs: START + 10_000 };
  const of = (...phases: string[]) => ({
    flashes: new Map(phases.map((phase, n) => [String(n), { ...flash, phase }])),
  });
  const endOf = (phase: string, atMs: number) => nextFlashEnd(of(phase) as never, START + atMs);
  expect(endOf('announced', -1)).toBeNull();
  expect(endOf('announced', 0)).toBe(START + 10_000);
  expect(endOf('running', 9_999)).toBe(START + 10_000);
  expect(endOf('running', 10_000)).toBeNull();
  expect(endOf('over', 5_000)).toBeNull();
  expect(endOf('undone', 5_000)).toBeNull();
});

test('[F7] while a draw is open, and a moment longer, all taps are read; a flash that starts at once has none', () => {
  const flash = { phase: 'announced', announcedAtMs: START - 10_000, startsAtMs: START };
  const until = (more: object, atMs: number) =>
    drawReadUntil(
      { settings: { parkMs: 300 }, flashes: new Map([['f', { ...flash, ...more }]]) } as never,
      START + atMs,
    );
  expect(until({}, -301)).toBeNull();
  expect(until({}, -300)).toBe(START + 1_000);
  expect(until({ phase: 'running' }, 999)).toBe(START + 1_000);
  expect(until({ phase: 'running' }, 1_000)).toBeNull();
  expect(until({ phase: 'undone' }, 0)).toBeNull();
  expect(until({ phase: 'running', announcedAtMs: START }, 0)).toBeNull();
});
