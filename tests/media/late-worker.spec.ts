import { afterEach, expect, test } from 'vitest';
import type { Fetched } from '../../server/adapters/mediasoup/fetch-worker.ts';
import { type Found, findWorker } from '../../server/adapters/mediasoup/find-worker.ts';
import { openMediasoup } from '../../server/adapters/mediasoup/open.ts';
import { until } from '../builders/until.ts';
import { MediaHouse } from './media-house.ts';

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
});

const none: Found = { isFound: false, why: 'not_built', said: 'no media worker' };

/** A machine on which the worker is found only once it has been brought. */
function aMachine() {
  const real = findWorker();
  let found: Found = none;
  let asked = 0;
  let answer = (_: Fetched) => {};
  const fetch = () => {
    asked += 1;
    return new Promise<Fetched>((resolve) => {
      answer = resolve;
    });
  };
  return {
    source: { find: () => found, fetch },
    asked: () => asked,
    /** Somebody else has made it. */
    isThere() {
      found = real;
    },
    comes() {
      found = real;
      answer({ isFetched: true, program: '' });
    },
    stays: (why: string) => answer({ isFetched: false, why }),
  };
}

function open(source: Parameters<typeof openMediasoup>[1], notes: unknown[] = []) {
  const where = { listenIp: '127.0.0.1', announcedAddress: null, port: 0, maxWorkers: 1 };
  return openMediasoup({ ...where, onNote: (note, details) => notes.push([note, details.reason]) }, source);
}

test('a worker that comes after the start: consoles that look on are told, and video begins on the same connections', async () => {
  const machine = aMachine();
  const media = open(machine.source);
  const house = await MediaHouse.open(media);
  closers.push(() => house.close());
  await house.goesLive();
  const [desk, viewer] = [await house.console(), await house.viewer()];
  await until(() => desk.told.media.length > 0);
  expect(desk.told.media.at(-1)).toMatchObject({ isAvailable: false, reason: 'not_built' });
  expect(await desk.no('media:open', { label: 'laptop', takeOver: false })).toBe('UNAVAILABLE');
  expect(await viewer.no('media:watch', {})).toBe('UNAVAILABLE');
  expect(media.status()).toMatchObject({ said: 'the media worker is on its way' });

  machine.comes();
  await until(() => desk.told.media.at(-1)?.isAvailable === true);
  expect(desk.told.media.at(-1)).toMatchObject({ reason: null });
  const { line } = await desk.get('media:open', { label: 'laptop', takeOver: false });
  expect(line).not.toBeNull();
  expect((await viewer.get('media:watch', {})).line.iceCandidates.length).toBeGreaterThan(0);
  expect(machine.asked()).toBe(1);
});

test('a console that looks at a stream with which nobody has begun anything is told as well', async () => {
  const machine = aMachine();
  const house = await MediaHouse.open(open(machine.source));
  closers.push(() => house.close());
  const desk = await house.console();
  await until(() => desk.told.media.length > 0);
  machine.comes();
  await until(() => desk.told.media.at(-1)?.isAvailable === true);
});

test('one that cannot be had is said once, with why and what to do, and the server goes on looking', async () => {
  const machine = aMachine();
  const notes: unknown[] = [];
  const media = open(machine.source, notes);
  closers.push(() => media.close());
  const told: string[] = [];
  media.onStatus(() => {
    const status = media.status();
    told.push(status.isAvailable ? 'here' : status.said);
  });
  machine.stays('the network did not answer within 10 s');
  await until(() => told.length === 1);
  const said = 'no media worker: the network did not answer within 10 s; npm run media:worker builds one';
  expect(told).toEqual([said]);
  expect(notes).toEqual([['live video is unavailable', said]]);
  machine.isThere();
  await until(() => told.length === 2, 10_000);
  expect(told[1]).toBe('here');
  await media.openSfuRoom(() => {});
});

test('where a port is named, its worker takes it as soon as it has come', async () => {
  const machine = aMachine();
  const media = open(machine.source);
  closers.push(() => media.close());
  media.warm();
  expect(media.load().workers).toBe(0);
  machine.comes();
  await until(() => media.load().workers === 1);
});

test('a server that closes while it comes, uses it no more', async () => {
  const machine = aMachine();
  const media = open(machine.source);
  await media.close();
  machine.comes();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(media.status().isAvailable).toBe(false);
});
