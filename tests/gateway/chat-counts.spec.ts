import { expect, test } from 'vitest';
import { ChatCounts } from '../../server/gateway/metrics/chat-counts.ts';
import { MINUTE } from '../../shared/values/time.ts';

const ok = { ok: true as const };
const no = (code: string, more: object = {}) => ({ ok: false as const, code, ...more }) as never;

test('lines are counted once, by what became of them', () => {
  const counts = new ChatCounts();
  const answers = [
    ok,
    { ...ok, replay: true },
    { ...ok, isHeld: true },
    no('CHAT_WORDS'),
    no('CHAT_SLOW'),
    null,
  ];
  for (const answer of answers) counts.lineAnswered(answer as never, 0);
  counts.lineAnswered(no('CHAT_OFF', { why: 'over' }), 0);
  expect([counts.taken, counts.held]).toEqual([1, 1]);
  expect(counts.refused.read().filter(([, count]) => count > 0)).toEqual([
    ...[
      ['slow', 1],
      ['over', 1],
      ['words', 1],
      ['away', 1],
    ],
  ]);
});

test('health tells of the last minutes, and of a chat that can’t be written until it can', () => {
  const counts = new ChatCounts();
  counts.lineAnswered(ok, 1);
  for (let n = 0; n < 3; n += 1) counts.lineAnswered(no('CHAT_OFF', { why: 'away' }), MINUTE + n);
  counts.lineAnswered(no('CHAT_OFF', { why: 'ordered' }), MINUTE);
  expect(counts.lately(2 * MINUTE)).toEqual({ offered: 4, refused: 3, failingSinceMs: MINUTE });
  expect(counts.lately(11 * MINUTE).failingSinceMs).toBe(MINUTE);
  counts.lineAnswered(ok, 12 * MINUTE);
  expect(counts.lately(13 * MINUTE)).toEqual({ offered: 1, refused: 0, failingSinceMs: null });
});
