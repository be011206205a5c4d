import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { createVideoStore, type VideoStore } from '../../client/stores/video/video-store.ts';
import { wayOf } from '../../client/stores/video/way.ts';
import type { MediaView } from '../../shared/contract/media.ts';
import { type FakeLive, fakeLive } from './fake-live.ts';
import { aSource, type FakeMedia, fakeMedia, onAir } from './fake-media.ts';
import { type FakePlaylists, fakePlaylists } from './fake-playlist.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';
import { aPin, aStream } from './market.ts';

const own = { url: '/api/v1/streams/potato-day/hls/live.m3u8', isExternal: false };
const elsewhere = { url: 'https://video.example/market.m3u8', isExternal: true };

test('directly where that can be, by the playlist where it can not or where somebody likes that better', () => {
  const both = { choice: null, hasDirect: true, hasPlaylist: true, trouble: null };
  expect(wayOf(both)).toBe('direct');
  expect(wayOf({ ...both, trouble: 'full' })).toBe('steady');
  expect(wayOf({ ...both, choice: 'steady' })).toBe('steady');
  expect(wayOf({ ...both, choice: 'direct', trouble: 'blocked' })).toBe('direct');
  expect(wayOf({ ...both, choice: 'direct', hasDirect: false })).toBe('steady');
  expect(wayOf({ ...both, choice: 'steady', hasPlaylist: false })).toBe('direct');
});

let live: FakeLive;
let media: FakeMedia;
let playlists: FakePlaylists;
let world: FakeWorld;
let video: VideoStore;
let close = () => {};
const state = () => video.store.getState();
const newest = () => playlists.opened.at(-1)!;
const settled = () => vi.advanceTimersByTimeAsync(0);

async function watch(view: MediaView, keep: Record<string, string> = {}) {
  live = fakeLive();
  media = fakeMedia();
  playlists = fakePlaylists();
  world = Object.assign(
    fakeWorld(live, {}, () => performance.now()),
    { openMediaDevice: media.openDevice, openPlaylist: playlists.open },
  );
  for (const [name, text] of Object.entries(keep)) world.keep.write(name, text);
  live.answer(({ command, request }) => media.answer(command, request));
  const store = createLiveStore('potato-day', world);
  video = createVideoStore(store, world);
  store.open();
  await settled();
  live.welcome({});
  live.snapshot([aStream(), aPin(1)]);
  media.view = view;
  live.say.media.media(view);
  video.open();
  video.setElement({} as HTMLVideoElement);
  await settled();
  close = () => {
    video.close();
    store.close();
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCPeerConnection', class {});
});
afterEach(() => {
  close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('while it comes directly, no playlist is fetched', async () => {
  await watch({ ...onAir(aSource('camera'), aSource('microphone')), playback: own });
  expect(state()).toMatchObject({ way: 'direct', line: 'on', mayChooseWay: true });
  expect(playlists.opened).toEqual([]);
});

test('a playlist elsewhere is played where nothing is on the air here', async () => {
  await watch({ ...onAir(), playback: elsewhere });
  expect(state()).toMatchObject({ way: 'steady', line: 'looking', mayChooseWay: false });
  expect(newest().url).toBe(elsewhere.url);
  playlists.turn('on');
  expect(state().line).toBe('on');
  media.view = { ...onAir(aSource('camera')), playback: own };
  live.say.media.media(media.view);
  await settled();
  expect(newest().isClosed).toBe(true);
  expect(state()).toMatchObject({ way: 'direct', line: 'on' });
});

test('without live video on this server the playlist is played all the same', async () => {
  await watch({ isAvailable: false, sources: [], playback: own });
  expect(state().way).toBe('steady');
});

test('where there is no room for one more, the playlist takes over, and says why', async () => {
  await watch({ ...onAir(aSource('camera')), playback: own }, { 'fairday.video': '{"most":"text"}' });
  media.refuses.add('media:watch');
  video.choose({ most: 'high' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(state().way).toBe('direct');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(state()).toMatchObject({ way: 'steady', trouble: 'full' });
  expect(newest()).toMatchObject({ url: own.url, isClosed: false });
  const asked = media.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.asked.length).toBe(asked);
  media.refuses.clear();
  video.choose({ way: 'direct' });
  await settled();
  expect(state()).toMatchObject({ way: 'direct', trouble: null, line: 'on' });
});

test('on a network that lets no line through, the playlist takes over', async () => {
  await watch({ ...onAir(aSource('camera')), playback: own });
  media.reaches = 'connecting';
  media.lines.at(-1)!.turn('failed');
  await vi.advanceTimersByTimeAsync(10_500);
  expect(state()).toMatchObject({ way: 'steady', trouble: 'blocked' });
});

test('what comes by playlist is counted, ends at the limit, and has no sound without picture', async () => {
  await watch({ ...onAir(), playback: own }, { 'fairday.video': '{"most":"high","limitMb":20}' });
  playlists.turn('on');
  playlists.measure = { ...playlists.measure, bytes: 8_000_000, framesDecoded: 50, height: 480 };
  await vi.advanceTimersByTimeAsync(2_000);
  expect(state()).toMatchObject({ spentBytes: 8_000_000, rung: 'high', height: 480 });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(state()).toMatchObject({ rung: 'low', because: 'limit' });
  expect(newest().most).toBe('low');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(state()).toMatchObject({ rung: 'text', because: 'limit' });
  expect(newest().isClosed).toBe(true);
});

test('[L7] its lag is told by its dates, or by the playlist where the dates can not be true', async () => {
  await watch({ ...onAir(), playback: own });
  playlists.turn('on');
  playlists.measure = {
    ...playlists.measure,
    framesDecoded: 50,
    dateMs: world.clock.now() - 6_000,
    behindMs: 4_000,
  };
  const lag = () => video.hold.store.getState();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(lag()).toMatchObject({ lagMs: 8_000, isHeld: true });
  playlists.measure = { ...playlists.measure, dateMs: world.clock.now() + 60_000 };
  await vi.advanceTimersByTimeAsync(2_000);
  expect(lag()).toMatchObject({ lagMs: 4_000, isHeld: true });
  playlists.measure = { ...playlists.measure, dateMs: null, behindMs: null };
  await vi.advanceTimersByTimeAsync(2_000);
  expect(lag()).toMatchObject({ lagMs: null, isHeld: false });
});

test('a page out of sight stops the playlist, unless it is heard', async () => {
  await watch({ ...onAir(), playback: own });
  const hidden = vi.spyOn(document, 'hidden', 'get');
  hidden.mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(15_500);
  expect(newest().isClosed).toBe(true);
  video.setSound(true);
  await settled();
  expect(newest().isClosed).toBe(false);
});
