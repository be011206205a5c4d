import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unmeasuredIn } from '../bench/budgets.ts';
import { pageOf, withChosen } from '../bench/page.ts';
import { type BenchReport, type Measure, oneOf } from '../bench/report.ts';

const PAGE = '# Performance\n\n## old\n\n<!-- by hand -->\n\n## What stands in the way\n';
const README = 'Before.\n<!-- numbers:begin -->\nold\n<!-- numbers:end -->\nBehind.';

function aRun(parts: Record<string, Measure[]>): BenchReport {
  return {
    ...{ commit: 'abc1234', atIso: '2026-11-27T06:15:00.000Z', node: 'v20.20.2' },
    ...{ cores: 2, cpu: 'a processor', load: 0.1, missed: [] },
    parts: Object.entries(parts).map(([part, measures]) => ({ part, about: 'something', seed: 1, measures })),
  };
}

test('a run of an older bench is written, and what it did not measure is said', () => {
  const old = aRun({
    join: [{ name: 'until all have their snapshot', value: 230, unit: 'ms', budget: { most: 2_400 } }],
    web: [
      { name: 'JS', value: 109, unit: 'kB', budget: { most: 110 } },
      { name: 'CSS', value: 5, unit: 'kB', budget: { most: 12 } },
    ],
  });
  const page = pageOf(old, PAGE);
  const [, table] = /<!-- numbers:begin -->\n([\s\S]*)\n<!-- numbers:end -->/.exec(page)!;
  expect(table).toMatch(/^Of \d+ budgets 0 are missed in this run, and \d+ were not measured\.\n/);
  expect(table).toContain('| join: until all have their snapshot | 230 ms | ≤ 2,400 ms | kept |');
  expect(table).toContain('| web: JS | 109 kB | ≤ 110 kB | kept |');
  for (const owed of [
    'screens: pin to everyone’s screen p95',
    'join: server memory with 10,000 viewers',
    'past: after a kill, from spawn to ready (1,000,000 orders)',
  ]) {
    expect(table).toContain(`| ${owed} | not measured | | |`);
  }
  expect(table).not.toContain('| web: JS | not measured');
});

test('what is written by hand stays as it is; a page without it is not written over', () => {
  const run = aRun({ web: [{ name: 'JS', value: 109, unit: 'kB', budget: { most: 110 } }] });
  const page = pageOf(run, PAGE);
  expect(page.endsWith('\n<!-- by hand -->\n\n## What stands in the way\n')).toBe(true);
  expect(page).not.toContain('## old');
  expect(pageOf(run, page)).toBe(page);
  expect(() => pageOf(run, '# Performance\n')).toThrow('would be lost');
});

test('the README gets a few chosen numbers, those that were measured, between its marks', () => {
  const run = aRun({
    web: [
      { name: 'JS', value: 109, unit: 'kB', budget: { most: 110 } },
      { name: 'CSS', value: 5, unit: 'kB', budget: { most: 12 } },
    ],
  });
  const readme = withChosen(README, run);
  expect(readme).toContain('| JavaScript of a viewer’s first load, gzip | 109 kB |');
  expect(readme).toContain('with Node 20.20.2;');
  expect(readme).not.toMatch(/CSS|not measured|old/);
  expect(readme).toMatch(/^Before\.\n[\s\S]*\nBehind\.$/);
});

test('the README chooses among what has a budget, ten at most, and its numbers are the page’s', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
  const [, chosen] = /<!-- numbers:begin -->\n([\s\S]*)<!-- numbers:end -->/.exec(read('README.md'))!;
  const numbers = [...chosen!.matchAll(/^\| .+ \| +([^|]+?) +\|$/gm)]
    .map((match) => match[1]!)
    .filter((number) => number !== 'measured');
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.length).toBeLessThanOrEqual(10);
  const page = read('docs/performance.md');
  expect(numbers.filter((number) => !page.includes(` ${number} `))).toEqual([]);
});

test('what was measured stands with its budget, and is not owed', () => {
  const screens = [
    { name: 'pin to everyone’s screen p95', value: 312, unit: 'ms', budget: { most: 300 } },
    { name: 'counter to everyone’s screen, longest', value: 640, unit: 'ms', budget: { most: 1_000 } },
  ];
  const run = aRun({ screens });
  expect(pageOf(run, PAGE)).toContain('| pin to everyone’s screen p95 | 312 ms | ≤ 300 ms | **missed** |');
  expect(unmeasuredIn(run.parts, ['screens'])).toEqual([]);
});

test('a number that lost its budget is owed, as one that is not there', () => {
  const { parts } = aRun({ screens: [{ name: 'pin to everyone’s screen p95', value: 1, unit: 'ms' }] });
  expect(unmeasuredIn(parts, ['screens'])).toEqual([
    'screens: pin to everyone’s screen p95',
    'screens: counter to everyone’s screen, longest',
  ]);
});

test('parts that were run once more take the place of the first under their own commit, another Node is refused', () => {
  const measure = (value: number): Measure => ({ name: 'JS', value, unit: 'kB', budget: { most: 110 } });
  const whole = aRun({ web: [measure(120)], engine: [] });
  const again = { ...aRun({ web: [measure(100)] }), commit: 'def5678' };
  const report = oneOf([{ ...whole, missed: ['web: JS'] }, again]);
  expect(report.parts.map(({ part, measures }) => [part, measures[0]?.value])).toEqual([
    ['web', 100],
    ['engine', undefined],
  ]);
  expect(report.missed).toEqual([]);
  expect(pageOf(report, PAGE)).toContain('(seed 1, commit def5678)');
  expect(() => oneOf([whole, { ...again, node: 'v24.22.1' }])).toThrow('make no page');
});
