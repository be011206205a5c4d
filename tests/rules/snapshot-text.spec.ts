import { expect, test } from 'vitest';
import { readState, writeState } from '../../server/market/snapshot.ts';

test('a state comes back from its text as it was: Maps, Sets, and records that name themselves', () => {
  const state = {
    orders: new Map([
      ['b', { orderId: 'b', lines: [{ units: 1, holds: [] }], paidAtMs: null }],
      ['a', { paidAtMs: 7, orderId: 'a', lines: [] }],
    ]),
    items: new Map([
      [10, { itemNumber: 10, name: 'Öl' }],
      [9, { itemNumber: 9, name: '"' }],
    ]),
    deep: new Map([['x', { orderId: 'x', inside: new Map([['y', new Set([1, 2])]]) }]]),
    misnamed: new Map([
      ['c', { orderId: 'c' }],
      ['d', { orderId: 'c' }],
    ]),
    counts: new Map([['z', 1]]),
    mixed: new Map<string, unknown>([
      ['e', { orderId: 'e' }],
      ['f', null],
    ]),
    none: new Map(),
    closed: new Set(['q', 'p']),
  };
  const text = writeState(state);
  expect(readState(text)).toEqual(state);
  expect(writeState(readState(text))).toBe(text);
  const orders = readState<typeof state>(text).orders;
  expect([...orders.keys()]).toEqual(['b', 'a']);
});

test('equal values give equal texts, in whatever order their members were set', () => {
  const one = new Map([['a', { orderId: 'a', b: 1, c: [{ e: 1, d: 2 }] }]]);
  const other = new Map([['a', { c: [{ d: 2, e: 1 }], b: 1, orderId: 'a' }]]);
  expect(writeState(one)).toBe(writeState(other));
});
