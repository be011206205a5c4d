import { expect, test } from 'vitest';
import { releasedVersions } from '../released/archive.ts';
import { changedSteps, type FrozenStep, stepsNow, stepsOf } from '../released/schema.ts';

test.each(releasedVersions())('every step of the schema of %s is still what it was', (version) => {
  expect(stepsOf(version).length).toBeGreaterThan(0);
  expect(changedSteps(stepsOf(version), stepsNow())).toEqual([]);
});

test('a step that was released and is changed, or gone, is named with the next number', () => {
  const step = (text: string): FrozenStep => ({ sqlite: text, postgres: text });
  const released = [step('one')];
  expect(changedSteps(released, [step('one'), step('two')])).toEqual([]);
  expect(changedSteps(released, [step('other')])).toEqual(['0001 is released; add 0002']);
  expect(changedSteps(released, [{ ...step('one'), postgres: 'other' }, step('two')])).toEqual([
    '0001 is released; add 0003',
  ]);
  expect(changedSteps(released, [])).toEqual(['0001 is released; add 0002']);
});
