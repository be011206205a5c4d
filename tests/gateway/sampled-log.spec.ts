import { expect, test } from 'vitest';
import { sampledLog } from '../../server/gateway/logging/sampled-log.ts';
import { handClock } from './a-room.ts';

function aLog() {
  const clock = handClock();
  const lines: { atMs: number; level: string; about: object; what: string }[] = [];
  const startMs = clock.nowMs();
  const writer = (level: string) =>
    ((about: object, what: string) =>
      lines.push({ atMs: clock.nowMs() - startMs, level, about, what })) as never;
  const log = sampledLog({ info: writer('info'), warn: writer('warn'), error: writer('error') }, clock);
  return { clock, lines, log };
}

test('a line of each kind at once, then one in ten seconds with the number of those left out', () => {
  const { clock, lines, log } = aLog();
  for (let n = 1; n <= 2_500; n += 1) {
    log.warn({ n }, 'a screen lies');
    clock.pass(10);
  }
  log.info({}, 'a handshake was refused');
  clock.pass(60_000);
  expect(lines).toEqual([
    { atMs: 0, level: 'warn', about: { n: 1 }, what: 'a screen lies' },
    { atMs: 10_000, level: 'warn', about: { n: 1_000, leftOut: 998 }, what: 'a screen lies' },
    { atMs: 20_000, level: 'warn', about: { n: 2_000, leftOut: 999 }, what: 'a screen lies' },
    { atMs: 25_000, level: 'info', about: {}, what: 'a handshake was refused' },
    { atMs: 30_000, level: 'warn', about: { n: 2_500, leftOut: 499 }, what: 'a screen lies' },
  ]);
});

test('what happens now and then is written each time, as it is', () => {
  const { clock, lines, log } = aLog();
  for (let n = 0; n < 3; n += 1) {
    log.error({ n }, 'it failed');
    clock.pass(10_001);
  }
  log.error({ n: 3 }, 'it failed');
  log.error({ n: 4 }, 'it failed');
  clock.pass(10_000);
  expect(lines.map(({ about }) => about)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
});

test('what waits is written at the end, once', () => {
  const { clock, lines, log } = aLog();
  for (let n = 0; n < 4; n += 1) log.warn({ n }, 'a screen lies');
  log.close();
  clock.pass(60_000);
  expect(lines.map(({ about }) => about)).toEqual([{ n: 0 }, { n: 3, leftOut: 2 }]);
});
