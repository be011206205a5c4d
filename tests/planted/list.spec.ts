import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../tidy/sources.ts';
import { plantedBugs } from './list.ts';
import { planting } from './scratch-tree.ts';

test('every planted bug still has its text in its file, exactly once', () => {
  const gone = plantedBugs.flatMap((bug) => {
    try {
      planting(bug, readFileSync(join(root, bug.file), 'utf8'));
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
  expect(gone).toEqual([]);
});

test('there are planted bugs enough, each with a name of its own and suites that are there', () => {
  const ids = plantedBugs.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(36);
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
