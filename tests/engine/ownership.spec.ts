import { expect, test } from 'vitest';
import type { Head } from '../../server/event-log/ports/store.ts';
import { Ownership } from '../../server/event-log/replica/ownership.ts';

const clock = { nowMs: () => 0, steadyMs: () => 0 };
const head = (seq: number, history = 'aaaa1111'): Head => ({
  logId: 'a stream',
  kind: 'stream',
  history,
  seq,
  atMs: 0,
  hash: '',
  isOpen: true,
  owner: null,
});

test('only what goes further than was heard is news, so that a look at the store settles the rest', () => {
  const standing = new Ownership({ id: 'node-1', address: 'ws://node-1:1' }, head(10), clock);
  expect(standing.heard(head(12), head(10), false)).toBe(true);
  const { headsHeard } = standing;
  for (const seq of [12, 11, 10, 12]) standing.heard(head(seq), head(10), false);
  expect(standing.headsHeard).toBe(headsHeard);
  expect(standing.isBehind(head(10))).toBe(true);
  // It is behind all the same, whoever says so again.
  expect(standing.heard(head(12), head(10), false)).toBe(true);
  standing.caughtUp(head(12), headsHeard);
  expect(standing.isBehind(head(10))).toBe(false);
});

test('what goes further, another log, and a log that became shorter are news each time', () => {
  const standing = new Ownership({ id: 'node-1', address: 'ws://node-1:1' }, head(10), clock);
  const news = (told: Head, isFromStore = false) => {
    const before = standing.headsHeard;
    standing.heard(told, head(10), isFromStore);
    return standing.headsHeard > before;
  };
  expect(news(head(11))).toBe(true);
  expect(news(head(12))).toBe(true);
  expect(news(head(3, 'bbbb2222'))).toBe(true);
  expect(news(head(3, 'bbbb2222'))).toBe(false);
  expect(news(head(4, 'bbbb2222'))).toBe(true);
  expect(news(head(9), true)).toBe(true);
  expect(news(head(9), true)).toBe(true);
  expect(news(head(9))).toBe(false);
});
