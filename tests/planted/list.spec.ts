import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../tidy/sources.ts';
import { areas, plantedBugs } from './list.ts';
import { place } from './place.ts';
import { sentinels } from './sentinels.ts';

describe('the list of planted bugs', () => {
  test('the text of every one stands exactly once in all sources', () => {
    expect(place(plantedBugs)).toHaveLength(plantedBugs.length);
  });

  test('they are enough, each with a name of its own and suites that are there', () => {
    const ids = plantedBugs.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(224);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, text, instead, caughtBy } of plantedBugs) {
      expect(instead, id).not.toBe(text);
      expect(
        caughtBy.filter((spec) => !existsSync(join(root, spec))),
        id,
      ).toEqual([]);
      expect(caughtBy.length, id).toBeGreaterThan(0);
    }
  });
});

describe('the test that is known to see a bug', () => {
  const known = plantedBugs.filter(({ seenBy }) => seenBy !== undefined);

  test.each(known.map(({ id, seenBy, caughtBy }) => [id, seenBy!, caughtBy[0]!]))(
    'stands in the first suite of %s',
    (_, seenBy, spec) => {
      expect(readFileSync(join(root, spec), 'utf8').split(seenBy)).toHaveLength(2);
    },
  );
});

describe('the sentinels', () => {
  test('they are forty bugs of the list', () => {
    const ids = plantedBugs.map(({ id }) => id);
    expect(sentinels.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(sentinels).size).toBe(40);
    expect(sentinels).toHaveLength(40);
  });

  test.each(Object.keys(areas))('at least one stands for %s', (area) => {
    expect(areas[area]!.map(({ id }) => id).filter((id) => sentinels.includes(id))).not.toEqual([]);
  });
});

describe('where a bug is planted', () => {
  const bug = {
    id: 'b',
    breaks: 'K1',
    what: '',
    text: 'a < b',
    instead: 'a <= b',
    caughtBy: ['tests/x.spec.ts'],
  };
  const source = (path: string, text: string) => ({ path, text });

  test('in the file that holds its text, wherever that has moved', () => {
    const files = [source('server/x.ts', 'const c = 1;'), source('server/moved/y.ts', 'if (a < b) c();')];
    expect(place([bug], files)).toEqual([{ ...bug, file: 'server/moved/y.ts' }]);
  });

  test('nowhere while its text stands twice, in one file or in two, or not at all', () => {
    const twice = [source('x.ts', 'a < b || a < b')];
    expect(() => place([bug], twice)).toThrow('b: its text stands 2 times');
    const both = [source('x.ts', 'a < b'), source('y.ts', 'a < b')];
    expect(() => place([bug], both)).toThrow('b: its text stands 2 times');
    expect(() => place([bug], [])).toThrow('b: its text stands 0 times');
  });
});
