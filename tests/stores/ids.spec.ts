import { expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';

const MANY = 20_000;

test('ids are UUIDv7, each greater than the one before', () => {
  const aroundMs = Date.now();
  let last = '';
  for (let i = 0; i < MANY; i += 1) {
    const id = systemIds.next();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    if (id <= last) expect.fail(`${id} does not come after ${last}`);
    last = id;
  }
  const madeAtMs = Number.parseInt(last.replace('-', '').slice(0, 12), 16);
  expect(Math.abs(madeAtMs - aroundMs)).toBeLessThan(60_000);
});
