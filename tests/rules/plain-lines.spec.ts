import { expect, test } from 'vitest';
import { plainLine } from '../../server/gateway/logging/plain-lines.ts';

const time = '2026-11-30T12:31:02.000Z';
const clock = new Date(time).toLocaleTimeString('en-GB');
const plain = (line: object) => plainLine(`${JSON.stringify({ time, ...line })}\n`);

test('somebody at a terminal reads the time, what happened, and its fields', () => {
  expect(plain({ level: 30, slug: 'potato-day', msg: 'a stream is live' })).toBe(
    `${clock}  a stream is live  slug=potato-day\n`,
  );
  expect(plain({ level: 40, why: 'no disk', rows: 3, to: null, msg: 'rows wait' })).toBe(
    `${clock}  warning:  rows wait  why="no disk"  rows=3  to=null\n`,
  );
});

test('a fault keeps its stack, and nothing moves the cursor', () => {
  const err = { type: 'TypeError', message: 'no', stack: 'TypeError: no\n    at here' };
  expect(plain({ level: 50, context: 'audit', err, msg: 'fault' })).toBe(
    `${clock}  error:  fault  context=audit\nTypeError: no\n    at here\n`,
  );
  expect(plain({ level: 50, err: { message: 'x' }, msg: 'fault' })).toBe(`${clock}  error:  fault\nx\n`);
  expect(plain({ level: 30, slug: 'a\u001b[2Jb', msg: 'b\u202ec' })).toBe(`${clock}  b·c  slug=a·[2Jb\n`);
  expect(plainLine('no line of the log\n')).toBe('no line of the log\n');
});
