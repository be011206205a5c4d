import { expect, test } from 'vitest';
import { openExposures } from '../../server/gateway/audience/exposures.ts';
import type { ExposureRow } from '../../server/ports/audience.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { ask, hello, openHouse, until } from './house.ts';

const item = (itemNumber: number, shownMs: number, isOpened = false) => ({ itemNumber, shownMs, isOpened });

/** The sums of a server whose store takes them when a test says so. */
function counting(expose: (rows: readonly ExposureRow[]) => Promise<void>) {
  const due: (() => void)[] = [];
  const exposures = openExposures({
    audience: { expose } as never,
    clock: {
      nowMs: () => 0,
      steadyMs: () => 0,
      at: (_atMs, run) => {
        due.push(run);
        return () => {};
      },
      soon: () => {},
    },
    log: { warn: () => {} } as never,
  });
  return { exposures, due };
}
const by = (viewerId: string, lastMs: number, nowMs: number, channel: Channel = 'direct') => ({
  streamId: 's',
  viewerId,
  channel,
  lastMs,
  nowMs,
  logNowMs: nowMs + 60 * MINUTE,
});

test('what pages tell is summed up and written once', async () => {
  const written: ExposureRow[] = [];
  const { exposures, due } = counting(async (rows) => void written.push(...rows));
  expect(exposures.take(by('a', 0, 15_000), { oneIn: 1, items: [item(1, 5_000)] })).toBe(true);
  expect(exposures.take(by('a', 15_000, 30_000), { oneIn: 2, items: [item(1, 500)] })).toBe(true);
  expect(exposures.take(by('a', 45_000, 60_000), { oneIn: 2, items: [item(1, 500, true)] })).toBe(true);
  expect(due).toHaveLength(1);
  await exposures.close();
  expect(written).toEqual([
    {
      ...{ streamId: 's', itemNumber: 1, viewerId: 'a', channel: 'direct' },
      ...{ shownMs: 6_000, isOpened: true, oneIn: 2 },
      // By the log: seen in its sixtieth minute, and tapped in the next report but one.
      ...{ seenMinute: 60, openedMinute: 61 },
    },
  ]);
});

test('[C1] what a viewer’s screens showed is kept apart by whose link brought each', async () => {
  const written: ExposureRow[] = [];
  const { exposures } = counting(async (rows) => void written.push(...rows));
  for (const channel of ['jd', 'direct', 'jd'] as const) {
    exposures.take(by('a', 0, 15_000, channel), { oneIn: 1, items: [item(1, 5_000)] });
  }
  await exposures.close();
  expect(written.map(({ channel, shownMs }) => [channel, shownMs])).toEqual([
    ['jd', 10_000],
    ['direct', 5_000],
  ]);
});

test('a page that tells too soon, or of more time than has passed, is not believed', async () => {
  const written: ExposureRow[] = [];
  const { exposures } = counting(async (rows) => void written.push(...rows));
  expect(exposures.take(by('a', 0, 3_000), { oneIn: 1, items: [item(1, 60_000)] })).toBe(false);
  expect(exposures.take(by('a', 0, 12_000), { oneIn: 1, items: [item(1, 60_000)] })).toBe(true);
  await exposures.close();
  expect(written.map(({ shownMs }) => shownMs)).toEqual([12_000]);
});

test('what the store does not take is given up and counted, never written twice', async () => {
  let isAway = true;
  const written: ExposureRow[] = [];
  const { exposures, due } = counting(async (rows) => {
    if (isAway) throw new Error('away');
    written.push(...rows);
  });
  exposures.take(by('a', 0, 15_000), { oneIn: 1, items: [item(1, 1_000), item(2, 1_000)] });
  due[0]!();
  await exposures.close();
  isAway = false;
  expect(exposures.lostRows()).toBe(2);
  await exposures.close();
  expect(written).toEqual([]);
});

test('over a socket: a page tells, and one that tells again at once is asked to wait', async () => {
  const house = await openHouse();
  try {
    const socket = await house.viewer();
    await ask(socket, 'hello', hello());
    const told = { oneIn: 1, items: [item(1, 1_000)] };
    expect(await ask(socket, 'exposure:report', told)).toMatchObject({ ok: false, code: 'RATE_LIMITED' });
    expect(await ask(socket, 'exposure:report', { ...told, items: [] })).toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await ask(socket, 'exposure:report', { oneIn: 1, items: [item(1, 60_001)] })).toMatchObject({
      code: 'BAD_REQUEST',
    });
  } finally {
    await house.close();
  }
});

test('[C1] over a socket: a page says whose link brought it, and who watches is kept so', async () => {
  const house = await openHouse();
  try {
    const socket = await house.viewer();
    expect(await ask(socket, 'exposure:came-by', { channel: 'jd' })).toMatchObject({ code: 'BAD_REQUEST' });
    await ask(socket, 'hello', hello());
    expect(await ask(socket, 'exposure:came-by', { channel: 'jd' })).toMatchObject({ ok: true });
    for (const request of [{ channel: 'tiktok' }, {}, { channel: 'jd', more: 1 }]) {
      expect(await ask(socket, 'exposure:came-by', request)).toMatchObject({ code: 'BAD_REQUEST' });
    }
    const silent = await house.viewer();
    await ask(silent, 'hello', hello());
    socket.close();
    silent.close();
    const left = () => [...house.audience.rows.values()].filter(({ toMs }) => toMs !== null);
    await until(() => left().length === 2, 20_000);
    expect(
      left()
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(['direct', 'jd']);
  } finally {
    await house.close();
  }
});
