import { expect, test } from 'vitest';
import { momentAt, momentOfItemPath, momentPath } from '../../client/stores/replay/address.ts';
import { EIGHT, MINUTE } from './market.ts';

const pinned = (itemNumber: number, fromMs: number) => ({ itemNumber, fromMs, toMs: fromMs + MINUTE });
const brief = { itemNumber: 4, fromMs: EIGHT + 20 * MINUTE, toMs: EIGHT + 20 * MINUTE + 600 };
const view = {
  startedAtMs: EIGHT,
  endedAtMs: EIGHT + 30 * MINUTE,
  pins: [pinned(1, EIGHT), pinned(3, EIGHT + 4 * MINUTE), pinned(3, EIGHT + 9 * MINUTE), brief],
};

test('the address of a moment is in ms of the stream, and leads back to it', () => {
  const path = momentPath('potato-day', view, EIGHT + 5 * MINUTE);
  expect(path).toBe('/replay/potato-day?at=300000');
  expect(momentAt(path.slice(path.indexOf('?')), view)).toBe(EIGHT + 5 * MINUTE);
  expect(momentPath('potato-day', view, EIGHT - 1)).toBe('/replay/potato-day?at=0');
});

test.each([
  ['', null],
  ['?at=', null],
  ['?at=-1', null],
  ['?at=1e9', null],
  ['?at=x', null],
  ['?at=99999999999999999999', null],
  ['?at=0', EIGHT],
  ['?at=86400000', EIGHT + 30 * MINUTE],
  // A time of the clock, as programs note it.
  [`?at=${EIGHT + MINUTE}`, EIGHT + MINUTE],
])('%s names %s', (search, atMs) => {
  expect(momentAt(search, view)).toBe(atMs);
});

test('the address of a product leads to where it was held up first; one that never was names no moment', () => {
  const at = (itemNumber: number) => {
    const path = momentOfItemPath('potato-day', itemNumber);
    return momentAt(path.slice(path.indexOf('?')), view);
  };
  expect(momentOfItemPath('potato-day', 3)).toBe('/replay/potato-day?item=3');
  // A second into it: by then the picture has it, too.
  expect(at(3)).toBe(EIGHT + 4 * MINUTE + 1_000);
  expect(at(4)).toBe(EIGHT + 20 * MINUTE + 599);
  expect(at(2)).toBeNull();
  expect(momentAt('?item=3&at=60000', view)).toBe(EIGHT + MINUTE);
});
