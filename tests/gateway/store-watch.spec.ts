import { expect, test } from 'vitest';
import { StoreWatch } from '../../server/gateway/watches/store-watch.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import { handClock } from './a-room.ts';

interface Line {
  level: string;
  about: object | string;
  what: string | undefined;
}

/** A log in front of a store that a test takes away and brings back. */
function aWatch() {
  const clock = handClock();
  const lines: Line[] = [];
  const writer = (level: string) => (about: object | string, what?: string) =>
    lines.push({ level, about, what });
  const house = { isAway: false, refused: 0 };
  const watch = new StoreWatch({
    clock,
    ask: async () => {
      if (house.isAway) throw new StoreAway('The database is away.');
    },
    refusedSoFar: () => house.refused,
    log: {
      debug: writer('debug'),
      info: writer('info'),
      warn: writer('warn'),
      error: writer('error'),
      fatal: writer('fatal'),
    } as never,
  });
  /** Half a second at a time, so that questions are answered in between. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.pass(250);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const fails = (what: string) => watch.log.error({ err: new StoreAway('No answer.') }, what);
  return { house, lines, watch, pass, fails };
}

test('[C22] one line when the store goes, one when it is back: how long, how many were refused, how many left out', async () => {
  const { house, lines, pass, fails } = aWatch();
  house.isAway = true;
  for (let n = 0; n < 40; n += 1) {
    fails('fault');
    house.refused += 3;
    await pass(250);
  }
  expect(lines).toMatchObject([{ level: 'error', what: 'the store is away' }]);
  house.isAway = false;
  await pass(750);
  // What was asked before fails late: it belongs to the same outage.
  fails('fault');
  await pass(8_000);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatchObject({ level: 'warn', what: 'the store is back' });
  const { awayMs, refused, leftOut } = lines[1]!.about as Record<string, number>;
  expect(awayMs).toBeGreaterThanOrEqual(10_000);
  expect(awayMs).toBeLessThanOrEqual(10_750);
  expect(refused).toBe(120);
  expect(leftOut).toBe(41);
});

test('[C22] what of a store that went answers a moment longer: its faults are part of the outage', async () => {
  const { house, lines, pass, fails } = aWatch();
  fails('fault');
  await new Promise((resolve) => setImmediate(resolve));
  house.isAway = true;
  await pass(500);
  expect(lines).toMatchObject([{ level: 'error', what: 'the store is away' }]);
});

test('a store that answers: the call that failed is a line of its own', async () => {
  const { lines, pass, fails } = aWatch();
  fails('one look-up took too long');
  fails('another one did');
  await pass(500);
  expect(lines.map(({ what }) => what)).toEqual(['one look-up took too long', 'another one did']);
});

test('other faults are written at once, also while the store is away', async () => {
  const { house, lines, watch, pass, fails } = aWatch();
  house.isAway = true;
  fails('fault');
  await pass(500);
  watch.log.error({ err: new Error('a mistake of ours') }, 'fault');
  watch.log.info('fairday stops');
  watch.log.fatal({ err: new StoreAway('The disk failed.') }, 'the store can not be trusted any more');
  expect(lines.map(({ level, about, what }) => what ?? [level, about])).toEqual([
    'the store is away',
    'fault',
    ['info', 'fairday stops'],
    'the store can not be trusted any more',
  ]);
});

test('a second outage has lines of its own', async () => {
  const { house, lines, pass, fails } = aWatch();
  for (let n = 0; n < 2; n += 1) {
    house.isAway = true;
    fails('fault');
    await pass(1_000);
    house.isAway = false;
    await pass(8_000);
  }
  expect(lines.map(({ what }) => what)).toEqual([
    'the store is away',
    'the store is back',
    'the store is away',
    'the store is back',
  ]);
});
