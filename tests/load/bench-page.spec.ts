import { expect, test } from 'vitest';
import { unmeasuredIn } from '../bench/budgets.ts';
import { pageOf, withTable } from '../bench/page.ts';
import type { BenchReport, Measure } from '../bench/report.ts';

const README = 'Before.\n<!-- numbers:begin -->\nold\n<!-- numbers:end -->\nBehind.';

function aRun(parts: Record<string, Measure[]>): BenchReport {
  return {
    ...{ commit: 'abc1234', atIso: '2026-11-27T06:15:00.000Z', node: 'v20.20.2' },
    ...{ cores: 2, cpu: 'a processor', load: 0.1, missed: [] },
    parts: Object.entries(parts).map(([part, measures]) => ({ part, about: 'something', seed: 1, measures })),
  };
}

test('a run of an older bench is written, and what it did not measure is said in both places', () => {
  const old = aRun({
    join: [{ name: 'until all have their snapshot', value: 230, unit: 'ms', budget: { most: 2_400 } }],
    web: [
      { name: 'JS', value: 109, unit: 'kB', budget: { most: 110 } },
      { name: 'CSS', value: 5, unit: 'kB', budget: { most: 12 } },
    ],
  });
  const page = pageOf(old);
  expect(page).toContain('Not measured in this run:');
  expect(page).toContain('- screens: pin to everyone’s screen p95');
  expect(page).toContain('- join: server memory with 10,000 viewers');
  expect(page).not.toContain('- web: JS');
  const readme = withTable(README, old);
  expect(readme).toContain('| join: until all have their snapshot | 230 ms | ≤ 2,400 ms | kept |');
  expect(readme).toContain(
    '| past: after a kill, from spawn to ready (1,000,000 orders) | not measured | | |',
  );
  expect(readme).toMatch(/^Before\.\n[\s\S]*\nBehind\.$/);
});

test('what was measured stands with its budget, and is not owed', () => {
  const screens = [
    { name: 'pin to everyone’s screen p95', value: 312, unit: 'ms', budget: { most: 300 } },
    { name: 'counter to everyone’s screen, longest', value: 640, unit: 'ms', budget: { most: 1_000 } },
  ];
  const run = aRun({ screens });
  expect(pageOf(run)).toContain('| pin to everyone’s screen p95 | 312 ms | ≤ 300 ms | **missed** |');
  expect(unmeasuredIn(run.parts, ['screens'])).toEqual([]);
});

test('a number that lost its budget is owed, as one that is not there', () => {
  const { parts } = aRun({ screens: [{ name: 'pin to everyone’s screen p95', value: 1, unit: 'ms' }] });
  expect(unmeasuredIn(parts, ['screens'])).toEqual([
    'screens: pin to everyone’s screen p95',
    'screens: counter to everyone’s screen, longest',
  ]);
});
