import { expect, test } from 'vitest';
import { attendance, MOST_CONNECTIONS, type Presence } from '../../server/insights/attendance.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { MINUTE } from '../../shared/values/time.ts';

const window = { startMs: 0, endMs: 30 * MINUTE };
const there = (
  viewerId: string,
  from: number,
  to: number | null,
  isStaff = false,
  channel: Channel = 'direct',
): Presence => ({
  viewerId,
  isStaff,
  channel,
  fromMs: Math.round(from * MINUTE),
  toMs: to === null ? null : Math.round(to * MINUTE),
});

test('joins and leaves are sessions: a short gap is neither, who stays to the end does not leave', () => {
  const seen = attendance(
    [there('a', -5, 2), there('a', 3, 10), there('b', 2.5, null), there('c', 2.5, 4), there('c', 7, 8)],
    window,
  );
  expect([...seen.joins]).toEqual([
    [0, 1],
    [2, 2],
    [7, 1],
  ]);
  expect(Object.fromEntries(seen.leaves)).toEqual({ 10: 1, 4: 1, 8: 1 });
});

test('retention asks only sessions that began early enough to have stayed so long', () => {
  const seen = attendance(
    [there('a', 0, 30), there('b', 0, 4), there('c', 21, 30), there('d', 5, 5.01)],
    window,
  );
  const after = (minutes: number) => seen.retention.find((step) => step.minutes === minutes);
  expect(after(5)).toEqual({ minutes: 5, stayed: 2, of: 3 });
  expect(after(10)).toEqual({ minutes: 10, stayed: 1, of: 2 });
  expect(after(30)).toEqual({ minutes: 30, stayed: 1, of: 2 });
  expect(after(45)).toEqual({ minutes: 45, stayed: 0, of: 0 });
});

test('staff and programs are left out, and listed with the rule that left them out', () => {
  const program = Array.from({ length: MOST_CONNECTIONS + 1 }, (_, n) =>
    there('bot', n / 100, n / 100 + 0.005),
  );
  const person = program.slice(1).map((each) => ({ ...each, viewerId: 'restless' }));
  const seen = attendance([there('host', 0, 30, true), ...program, ...person], window);
  expect(seen.viewers).toBe(1);
  expect(seen.leftOut).toEqual({
    staff: 1,
    machines: 1,
    listed: [
      { viewerId: 'host', why: 'staff', connections: 1, seconds: 1_800 },
      { viewerId: 'bot', why: 'many_connections', connections: 201, seconds: expect.any(Number) },
    ],
  });
});

test('the steps hold every change of how many were there, and nobody after the end', () => {
  const seen = attendance([there('a', 0, 2), there('b', 1, 2), there('c', 2, 3)], window);
  expect(seen.steps).toEqual([
    [0, 1],
    [MINUTE, 2],
    [2 * MINUTE, 1],
    [3 * MINUTE, 0],
  ]);
  expect(seen.watchMs).toBe(4 * MINUTE);
  expect(attendance([there('a', 0, 0.01)], window).steps).toEqual([
    [0, 1],
    [600, 0],
  ]);
});

test('[C1] viewers are counted once a channel, and staff and what was before the window in none', () => {
  const seen = attendance(
    [
      there('a', 0, 5, false, 'jd'),
      there('a', 6, 9, false, 'jd'),
      there('b', 1, 2),
      there('b', 2, 3, false, 'wechat'),
      there('c', -5, 0, false, 'taobao'),
      there('host', 0, 9, true, 'yunshow'),
    ],
    window,
  );
  expect(seen.viewers).toBe(2);
  expect(seen.channelViewers).toEqual({ direct: 1, jd: 1, taobao: 0, yunshow: 0, wechat: 1 });
});
