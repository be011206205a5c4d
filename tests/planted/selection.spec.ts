import { describe, expect, test } from 'vitest';
import { plantedBugs } from './list.ts';
import { place } from './place.ts';
import type { PlacedBug } from './planted-bug.ts';
import { bugsOf, shardFrom, shardOf, TIERS } from './selection.ts';
import { sentinels } from './sentinels.ts';

const bugs = [
  aBug('watched', 'server/a.ts', 'tests/a.spec.ts'),
  aBug('by-file', 'server/b.ts', 'tests/b.spec.ts'),
  aBug('by-spec', 'server/c.ts', 'tests/x.spec.ts', 'tests/c.spec.ts'),
  aBug('far-off', 'server/d.ts', 'tests/d.spec.ts'),
];
const grounds = { sentinels: ['watched'], changed: ['server/b.ts', 'tests/c.spec.ts', 'server/a/d.ts'] };

describe('which planted bugs a run plants', () => {
  test('the sentinels are those that are named', () => {
    expect(idsOf('sentinels')).toEqual(['watched']);
  });

  test('touched are those whose own file, or one of whose suites, has changed', () => {
    expect(idsOf('touched')).toEqual(['by-file', 'by-spec']);
  });

  test('quick are both, each once', () => {
    expect(idsOf('quick')).toEqual(['watched', 'by-file', 'by-spec']);
    expect(idsOf('quick', { ...grounds, changed: ['server/a.ts'] })).toEqual(['watched']);
  });

  test('without a list of changes every bug is touched, and quick leaves none', () => {
    const unknown = { ...grounds, changed: null };
    expect(idsOf('touched', unknown)).toEqual(idsOf('all'));
    expect(idsOf('rest', unknown)).toEqual([]);
  });

  test('quick and rest are the whole list, each bug once, whatever has changed', () => {
    const all = place(plantedBugs);
    const places = [...new Set(all.flatMap(({ file, caughtBy }) => [file, ...caughtBy]))];
    for (const changed of [null, [], ...places.map((path) => [path]), places]) {
      const quick = bugsOf('quick', all, { sentinels, changed });
      const rest = bugsOf('rest', all, { sentinels, changed });
      expect([...quick, ...rest].map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    }
  });

  test('the parts of every tier are that tier, each bug once', () => {
    for (const tier of TIERS) {
      const whole = bugsOf(tier, bugs, grounds);
      for (const of of [1, 2, 3, 7]) {
        const parts = Array.from({ length: of }, (_, place) => shardOf(whole, { index: place + 1, of }));
        expect(parts.flat().toSorted(byId)).toEqual(whole.toSorted(byId));
        expect(Math.max(...parts.map((part) => part.length))).toBe(Math.ceil(whole.length / of));
      }
    }
  });

  test('a part is written as 2/4 and lies within the whole', () => {
    expect(shardFrom('2/4')).toEqual({ index: 2, of: 4 });
    for (const text of ['0/4', '5/4', '2', '2/', 'two/4', '1/0']) expect(() => shardFrom(text)).toThrow(text);
  });
});

function idsOf(tier: (typeof TIERS)[number], by: Parameters<typeof bugsOf>[2] = grounds): string[] {
  return bugsOf(tier, bugs, by).map(({ id }) => id);
}

function aBug(id: string, file: string, ...caughtBy: string[]): PlacedBug {
  return { id, file, caughtBy, breaks: 'K1', what: '', text: 'a', instead: 'b' };
}

function byId(a: PlacedBug, b: PlacedBug): number {
  return a.id.localeCompare(b.id);
}
