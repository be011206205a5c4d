import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { createVideoStore, type VideoStore } from '../../client/stores/video/video-store.ts';
import { type FakeLive, fakeLive } from './fake-live.ts';
import { aSource, type FakeMedia, fakeMedia, inbound, onAir } from './fake-media.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';
import { aStream } from './market.ts';
import { recorded } from './recorded-reports.ts';

interface Watching {
  live: FakeLive;
  media: FakeMedia;
  world: FakeWorld;
  video: VideoStore;
  close(): void;
}
let watching: Watching;

async function watch(keep: Record<string, string> = {}): Promise<Watching> {
  const live = fakeLive();
  const media = fakeMedia();
  const world = Object.assign(
    fakeWorld(live, {}, () => performance.now()),
    { openMediaDevice: media.openDevice },
  );
  for (const [name, text] of Object.entries(keep)) world.keep.write(name, text);
  live.answer(({ command, request }) => media.answer(command, request));
  const store = createLiveStore('potato-day', world);
  const video = createVideoStore(store, world);
  store.open();
  await vi.advanceTimersByTimeAsync(0);
  live.welcome({});
  live.snapshot([aStream()]);
  media.view = onAir(aSource('camera'), aSource('microphone'));
  live.say.media.media(media.view);
  video.open();
  await vi.advanceTimersByTimeAsync(0);
  watching = {
    live,
    media,
    world,
    video,
    close() {
      video.close();
      store.close();
    },
  };
  return watching;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  watching.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const state = () => watching.video.store.getState();
const flow = (kind: string) => watching.media.lines.at(-1)!.flows.find((each) => each.kind === kind)!;
const named = (kind: string) => flow(kind).id.replace(/^.*-0*/, '');

/** Periods of two seconds in which picture and sound come as given. */
async function periods(
  count: number,
  of: { frames: number; packets: number; bytes?: number; layer?: number | null; lost?: number },
) {
  for (let n = 0; n < count; n += 1) {
    const video = flow('video').stats[0] ?? inbound({ framesDecoded: 0 });
    const audio = flow('audio').stats[0] ?? inbound();
    flow('video').stats = [
      inbound({
        framesReceived: Number(video.framesReceived ?? 0) + of.frames,
        framesDecoded: Number(video.framesDecoded) + of.frames,
        packetsLost: Number(video.packetsLost) + (of.lost ?? 0),
        packetsReceived: Number(video.packetsReceived) + of.frames,
        bytesReceived: Number(video.bytesReceived) + (of.bytes ?? 0),
        frameHeight: 720,
      }),
    ];
    flow('audio').stats = [inbound({ packetsReceived: Number(audio.packetsReceived) + of.packets })];
    if (of.layer !== undefined) watching.live.say.media.layer(flow('video').id, of.layer);
    await vi.advanceTimersByTimeAsync(2_000);
  }
}
const fine = { frames: 50, packets: 100, layer: 2 };

test('on a good line all of the picture comes, and its lines are told', async () => {
  await watch();
  await periods(3, fine);
  expect(state()).toMatchObject({ line: 'on', rung: 'high', because: null, height: 720, hasSound: false });
});

test('a smaller picture than there is, is said to be the line’s when it stays, not while the server feels its way up', async () => {
  await watch();
  await periods(2, { ...fine, layer: 0 });
  expect(state()).toMatchObject({ rung: 'high', because: null });
  await periods(8, { ...fine, layer: 0 });
  expect(state()).toMatchObject({ rung: 'high', because: 'line' });
  await periods(1, fine);
  expect(state().because).toBeNull();
});

test('where packets are lost besides, it is said at once', async () => {
  await watch();
  await periods(1, fine);
  await periods(2, { ...fine, layer: 0, lost: 5 });
  expect(state()).toMatchObject({ rung: 'high', because: 'line' });
});

/** Replays what a browser counted; the layer that flowed is told by the lines of the picture. */
async function replay(rows: readonly number[][]): Promise<{ rung: string; because: string | null }[]> {
  const seen: { rung: string; because: string | null }[] = [];
  for (const [packets, lost, whole, decoded, dropped, frozen, height = 0, sound, soundLost] of rows) {
    flow('video').stats = [
      inbound({
        ...{ packetsReceived: packets, packetsLost: lost, totalFreezesDuration: frozen, frameHeight: height },
        ...{ framesReceived: whole, framesDecoded: decoded, framesDropped: dropped },
      }),
    ];
    flow('audio').stats = [inbound({ packetsReceived: sound, packetsLost: soundLost })];
    watching.live.say.media.layer(flow('video').id, [180, 360, 720].indexOf(height));
    await vi.advanceTimersByTimeAsync(2_000);
    const { rung, because } = state();
    seen.push({ rung, because });
  }
  return seen;
}

test('recorded on a good line: nothing is said, from the first moment on', async () => {
  await watch();
  for (const seen of await replay(recorded.healthy)) expect(seen).toEqual({ rung: 'high', because: null });
});

test.each(['busy', 'busier'] as const)(
  'recorded on a %s device: it gets a smaller picture, and the line is not blamed',
  async (name) => {
    await watch();
    const seen = await replay(recorded[name]);
    expect(seen.slice(0, 4)).toEqual(Array(4).fill({ rung: 'high', because: null }));
    expect(seen.map(({ because }) => because)).not.toContain('line');
    expect(seen.at(-1)).toEqual({ rung: 'low', because: 'device' });
  },
);

test.each(['thin', 'thinner'] as const)(
  'recorded on a %s line: the line is blamed, not the device',
  async (name) => {
    await watch();
    const seen = (await replay(recorded[name])).map(({ because }) => because);
    expect(seen).toContain('line');
    expect(seen).not.toContain('device');
  },
);

test('where nothing fits, the picture gives way to the sound, and comes back when the line has been good', async () => {
  await watch();
  await periods(2, { frames: 0, packets: 100, layer: null });
  expect(state()).toMatchObject({ rung: 'audio', because: 'line' });
  expect(watching.media.asked).toContain(`media:pause ${named('video')}`);
  await periods(9, fine);
  expect(state().rung).toBe('low');
  await periods(9, fine);
  expect(state()).toMatchObject({ rung: 'high', because: null });
});

test('an interruption is the host’s: the rung stays', async () => {
  await watch();
  watching.live.snapshot([aStream({ status: 'INTERRUPTED' })], 11);
  await periods(20, { frames: 0, packets: 0, layer: null });
  expect(state().rung).toBe('high');
});

test('a choice is obeyed at once and kept on this device', async () => {
  await watch();
  watching.video.choose({ most: 'audio' });
  await vi.advanceTimersByTimeAsync(0);
  expect(state()).toMatchObject({ rung: 'audio', because: 'choice' });
  expect(JSON.parse(watching.world.keep.read('fairday.video')!)).toEqual({
    most: 'audio',
    limitMb: null,
    way: null,
  });
  watching.video.choose({ most: 'text' });
  await vi.advanceTimersByTimeAsync(0);
  expect(watching.media.asked.at(-1)).toBe('media:leave');
});

test('a kept choice holds from the first moment: nothing is fetched that was not wanted', async () => {
  await watch({ 'fairday.video': '{"most":"text","limitMb":null}' });
  expect(state().rung).toBe('text');
  expect(watching.media.asked).toEqual([]);
});

test('a broken note on the device is no choice', async () => {
  await watch({ 'fairday.video': '{"most":"everything","limitMb":7', 'fairday.video-spent': '[1]' });
  expect(state()).toMatchObject({
    rung: 'high',
    plan: { most: 'high', limitMb: null, way: null },
    spentBytes: 0,
  });
});

test('what was spent is counted on over visits, and the limit is kept', async () => {
  await watch({
    'fairday.video': '{"most":"high","limitMb":20}',
    'fairday.video-spent': '{"slug":"potato-day","bytes":10000000}',
  });
  await periods(1, { ...fine, bytes: 5_500_000 });
  expect(state()).toMatchObject({ spentBytes: 15_500_000, rung: 'low', because: 'limit' });
  await periods(1, { ...fine, bytes: 3_000_000 });
  expect(state()).toMatchObject({ rung: 'audio', because: 'limit' });
  await periods(1, { ...fine, bytes: 2_000_000 });
  expect(state()).toMatchObject({ rung: 'text', because: 'limit' });
  expect(watching.world.keep.read('fairday.video-spent')).toBe('{"slug":"potato-day","bytes":20500000}');
  watching.video.choose({ limitMb: null });
  await vi.advanceTimersByTimeAsync(0);
  expect(state()).toMatchObject({ rung: 'high', because: null });
});

test('what was spent on another stream does not count here', async () => {
  await watch({ 'fairday.video-spent': '{"slug":"walnut-day","bytes":10000000}' });
  expect(state().spentBytes).toBe(0);
});

test('a page out of sight for a while gets no picture, and its sound only if that was turned on', async () => {
  await watch();
  const hidden = vi.spyOn(document, 'hidden', 'get');
  const see = async (isHidden: boolean) => {
    hidden.mockReturnValue(isHidden);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
  };
  await see(true);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(watching.media.asked.some((each) => each.startsWith('media:pause'))).toBe(false);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(watching.media.asked.at(-1)).toBe('media:leave');
  await see(false);
  watching.video.setSound(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(state().line).toBe('on');
  await see(true);
  await vi.advanceTimersByTimeAsync(15_500);
  expect(watching.media.asked.at(-1)).toBe(`media:pause ${named('video')}`);
  watching.video.setFloating(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(watching.media.asked.at(-1)).toBe(`media:resume ${named('video')}`);
});

test('after a reconnect and after a rejoin it begins again on a new line', async () => {
  await watch();
  watching.live.welcome({});
  await vi.advanceTimersByTimeAsync(0);
  watching.live.say.media.rejoin();
  await vi.advanceTimersByTimeAsync(0);
  expect(watching.media.lines.map(({ isClosed }) => isClosed)).toEqual([true, true, false]);
  expect(state().line).toBe('on');
});
