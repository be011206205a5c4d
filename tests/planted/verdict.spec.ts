import { describe, expect, test } from 'vitest';
import type { RunOptions } from './lane.ts';
import type { PlacedBug } from './planted-bug.ts';
import type { SpecRun } from './spec-run.ts';
import { judge, rowOf, slowestOf, type Verdict } from './verdict.ts';

const bug: PlacedBug = {
  id: 'off-by-one',
  breaks: 'K1',
  what: 'One too many.',
  file: 'server/a.ts',
  text: '<',
  instead: '<=',
  caughtBy: ['tests/a.spec.ts', 'tests/b.spec.ts'],
};
const green: SpecRun = { isGreen: true, firstFailure: null, passed: 3, output: '' };
const red: SpecRun = {
  isGreen: false,
  firstFailure: '[K1] none is sold twice',
  passed: 1,
  output: 'expected',
};
const broken: SpecRun = { isGreen: false, firstFailure: null, passed: 0, output: 'SyntaxError' };

describe('the verdict on a planted bug', () => {
  test('is that it was caught as soon as a test fails, and no further suite runs', async () => {
    const { verdict, ran } = await judged(red, green);
    expect(verdict).toMatchObject({ kind: 'caught', by: '[K1] none is sold twice' });
    expect(ran).toEqual(['wrote server/a.ts', 'ran tests/a.spec.ts']);
  });

  test('is the same when a later suite sees it, also behind one that broke down', async () => {
    expect((await judged(green, red)).verdict.kind).toBe('caught');
    expect((await judged(broken, red)).verdict.kind).toBe('caught');
  });

  test('is that nothing was seen when a suite breaks down and no test fails', async () => {
    const { verdict } = await judged(green, broken);
    expect(verdict.kind).toBe('BROKE DOWN');
    expect(verdict.by).toContain('tests/b.spec.ts: SyntaxError');
  });

  test('is that it was not caught when all its suites are green', async () => {
    const { verdict, ran } = await judged(green, green);
    expect(verdict.kind).toBe('NOT CAUGHT');
    expect(ran).toHaveLength(3);
    expect(rowOf(verdict)).toContain('One too many.');
  });

  test('comes from the test that is known to see it, which runs first and alone', async () => {
    const { verdict, ran } = await judgedFor({ ...bug, seenBy: 'none is sold twice' }, red);
    expect(verdict.kind).toBe('caught');
    expect(ran).toEqual(['wrote server/a.ts', 'ran "none is sold twice" of tests/a.spec.ts']);
  });

  test('comes from all its suites where the test that is known to see it sees nothing', async () => {
    const known = { ...bug, seenBy: 'none is sold twice' };
    expect((await judgedFor(known, green, green, red)).verdict.kind).toBe('caught');
    expect((await judgedFor(known, broken, green, green)).verdict.kind).toBe('NOT CAUGHT');
  });

  test('names the ten slowest, the slowest first', () => {
    const verdicts = Array.from({ length: 12 }, (_, seconds): Verdict => {
      return { bug: { ...bug, id: `took-${seconds}` }, kind: 'caught', by: '', seconds };
    });
    const lines = slowestOf(verdicts).split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toContain('11.0 s  took-11');
    expect(lines[9]).toContain('took-2');
  });
});

/** The bug's verdict when its suites go like this, and what was done in which order. */
async function judged(...runs: SpecRun[]): Promise<{ verdict: Verdict; ran: string[] }> {
  return judgedFor(bug, ...runs);
}

async function judgedFor(
  planted: PlacedBug,
  ...runs: SpecRun[]
): Promise<{ verdict: Verdict; ran: string[] }> {
  const ran: string[] = [];
  const tree = { plant: async ({ file }: PlacedBug) => [file] };
  const lane = {
    hasChanged: (files: readonly string[]) => void ran.push(`wrote ${files.join()}`),
    run: async (spec: string, { only }: RunOptions) => {
      ran.push(only ? `ran "${only}" of ${spec}` : `ran ${spec}`);
      return runs.shift()!;
    },
  };
  return { verdict: await judge({ tree, lane }, planted), ran };
}
