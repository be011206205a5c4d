import { expect, test } from 'vitest';
import { CommandGate } from '../../server/gateway/limits/command-gate.ts';

const START = 1_000_000;

/** What becomes of so many commands that come at once. */
function outcomes(gate: CommandGate, count: number, nowMs: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let one = 0; one < count; one += 1) {
    const verdict = gate.take(nowMs);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

test('[X26] a second’s worth at once, then as many a second; three bursts of refused ones end it', () => {
  const gate = new CommandGate(START, { commandsPerSecond: 30 });
  expect(outcomes(gate, 40, START)).toEqual({ taken: 30, refused: 10 });
  expect(gate.retryAfterMs).toBe(34);
  expect(outcomes(gate, 20, START + 500)).toEqual({ taken: 15, refused: 5 });
  expect(outcomes(gate, 76, START + 500)).toEqual({ refused: 75, abused: 1 });
});

test('[X26] who has been quiet for a second starts over', () => {
  const gate = new CommandGate(START, { commandsPerSecond: 30 });
  expect(outcomes(gate, 110, START)).toEqual({ taken: 30, refused: 80 });
  expect(outcomes(gate, 110, START + 1_000)).toEqual({ taken: 30, refused: 80 });
});

test('[X26] a time that goes back takes nothing away', () => {
  const gate = new CommandGate(START, { commandsPerSecond: 30 });
  expect(outcomes(gate, 10, START)).toEqual({ taken: 10 });
  expect(outcomes(gate, 20, START - 3_600_000)).toEqual({ taken: 20 });
  expect(gate.isSpent(START - 3_600_000)).toBe(true);
});

test('[X26] 0 is as many as it likes', () => {
  const gate = new CommandGate(START, { commandsPerSecond: 0 });
  expect(outcomes(gate, 500, START)).toEqual({ taken: 500 });
  expect(gate.isSpent(START)).toBe(false);
});
