import { afterAll, beforeAll, expect, test } from 'vitest';
import { countFirstPictures, hasPicture } from '../../server/gateway/limits/first-pictures.ts';
import { Histogram } from '../../server/lib/histogram.ts';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import type { MediaView } from '../../shared/contract/media.ts';
import { ask, type House, hello, openHouse } from './house.ts';
import { noLiveMedia } from './no-live-media.ts';

const direct = (afterMs: number) => ({ afterMs, way: 'direct' as const });

/** Pages that tell, at a time that the test sets. */
function aCount(firstPicturesPerMinute = 60) {
  let nowMs = 1_800_000_000_000;
  const times = { direct: new Histogram([1_000]), steady: new Histogram([1_000]) };
  const counts = countFirstPictures({ firstPicturesPerMinute }, { nowMs: () => nowMs }, times);
  return {
    counts,
    /** A page that has just come to the stream, with a place in its live video. */
    page: (more: object = {}) => ({
      ...{
        isStaff: false,
        hasDirectVideo: true,
        cameToPictureAtMs: nowMs,
        hasToldPicture: false,
      },
      ...more,
    }),
    passes(ms: number) {
      nowMs += ms;
    },
    counted: () => times.direct.read().count + times.steady.read().count,
  };
}

test('a page is counted once, however often it tells', () => {
  const { counts, page, passes, counted } = aCount();
  const talker = page();
  // As long as it may be believed, and no address told just before.
  for (let n = 0; n < 6; n += 1) {
    counts.take(talker, '203.0.113.7', direct(60_000));
    passes(10_000);
  }
  expect(counted()).toBe(1);
});

test('of one address one page in ten seconds counts, of everybody so many a minute', () => {
  const { counts, page, passes, counted } = aCount(60);
  for (let n = 0; n < 1_000; n += 1) counts.take(page(), '203.0.113.7', direct(59_000));
  expect(counted()).toBe(1);
  for (let n = 0; n < 1_000; n += 1) counts.take(page(), `198.51.100.${n}`, direct(900));
  expect(counted()).toBe(60);
  passes(10_000);
  // Ten come again in that time; and an address that was not counted has not had its turn.
  for (let n = 0; n < 1_000; n += 1) counts.take(page(), `198.51.100.${999 - n}`, direct(900));
  expect(counted()).toBe(70);
});

test('0 takes as many as come, though of one address still one in ten seconds', () => {
  const { counts, page, counted } = aCount(0);
  for (let n = 0; n < 500; n += 1) counts.take(page(), `198.51.100.${n}`, direct(900));
  for (let n = 0; n < 500; n += 1) counts.take(page(), '198.51.100.1', direct(900));
  expect(counted()).toBe(500);
});

test('who could not have seen it is not believed', () => {
  const { counts, page, passes, counted } = aCount();
  counts.take(page({ isStaff: true }), 'a', direct(900));
  counts.take(page({ hasDirectVideo: false }), 'b', direct(900));
  counts.take(page({ cameToPictureAtMs: null }), 'c', direct(900));
  const old = page();
  passes(60_000);
  // It has been there for a minute, and says that it took a second.
  counts.take(old, 'd', direct(1_000));
  expect(counted()).toBe(0);
  counts.take(page({ hasDirectVideo: false }), 'e', { afterMs: 9_000, way: 'steady' });
  expect(counted()).toBe(1);
});

const TOKEN = 'the numbers of this house';
/** What is on the air in the house. */
let onAir: MediaView | null = null;
let house: House;
beforeAll(async () => {
  house = await openHouse({
    environment: { TRUST_PROXY: '1', METRICS_TOKEN: TOKEN },
    media: { ...noLiveMedia, view: async () => onAir },
  });
});
afterAll(() => house.close());

const steady = { afterMs: 2_400, way: 'steady' };
const aView = (more: object) =>
  ({ sources: [], playback: null, isHostDrawn: false, ...more }) as unknown as MediaView;
const camera = aView({ sources: [{ kind: 'video', name: 'camera', isMuted: false }] });
const metrics = async () =>
  (await fetch(`${house.url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
const counted = async () => metricValues(await metrics()).get('fairday_first_picture_seconds_count');
/** A viewer whose address nobody else has. */
const viewerFrom = async (address: string) =>
  house.connect('live', (await house.guest()).token, { 'X-Forwarded-For': address });

test('over the socket it is told after the hello, in its form, and shows in the metrics', async () => {
  onAir = camera;
  const socket = await viewerFrom('203.0.113.1');
  expect(await ask(socket, 'exposure:first-picture', steady)).toMatchObject({
    code: 'BAD_REQUEST',
    field: 'hello',
  });
  await ask(socket, 'hello', hello());
  for (const bad of [
    { ...steady, afterMs: -1 },
    { ...steady, afterMs: 60_001 },
    { ...steady, way: 'tv' },
    {},
  ]) {
    expect(await ask(socket, 'exposure:first-picture', bad)).toMatchObject({ code: 'BAD_REQUEST' });
  }
  expect(await ask(socket, 'exposure:first-picture', steady)).toEqual({ ok: true });
  expect(await ask(socket, 'exposure:first-picture', steady)).toEqual({ ok: true });
  expect(await counted()).toBe(1);
  expect(await metrics()).toMatch(/^fairday_first_picture_seconds_sum\{way="steady"\} 2.4$/m);
});

test('who came before the broadcast waited for that, and is not counted', async () => {
  onAir = null;
  const early = await viewerFrom('203.0.113.2');
  await ask(early, 'hello', hello());
  onAir = camera;
  // A page that asks what it has missed has not come anew.
  await ask(early, 'hello', hello());
  const before = await counted();
  expect(await ask(early, 'exposure:first-picture', steady)).toEqual({ ok: true });
  expect(await counted()).toBe(before);
  // Another who comes now is.
  const late = await viewerFrom('203.0.113.3');
  await ask(late, 'hello', hello());
  await ask(late, 'exposure:first-picture', steady);
  expect(await counted()).toBe(before! + 1);
});

test('a picture that the host has muted is none to wait for; a playlist is one', () => {
  const muted = aView({ sources: [{ kind: 'video', name: 'camera', isMuted: true }] });
  const sound = aView({ sources: [{ kind: 'audio', name: 'microphone', isMuted: false }] });
  expect([null, aView({}), muted, sound].map(hasPicture)).toEqual([false, false, false, false]);
  expect([camera, aView({ playback: { url: '/x.m3u8' } })].map(hasPicture)).toEqual([true, true]);
});
