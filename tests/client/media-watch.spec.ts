import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  createWatchSession,
  type WatchSession,
  type WatchState,
} from '../../client/connection/media-watch.ts';
import { aSource, type FakeMedia, fakeMedia, inbound, onAir } from './fake-media.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Watching {
  media: FakeMedia;
  session: WatchSession;
  states: WatchState[];
  tracks: { video: MediaStreamTrack | null; audio: MediaStreamTrack | null }[];
  troubles: string[];
}

function watching(sources: ReturnType<typeof aSource>[], media = fakeMedia()): Watching {
  media.view = onAir(...sources);
  const states: WatchState[] = [];
  const troubles: string[] = [];
  const tracks: Watching['tracks'] = [];
  const session = createWatchSession({
    ask: (command, request) => media.answer(command, request),
    openDevice: media.openDevice,
    onTracks: (next) => tracks.push(next),
    onState: (state) => states.push(state),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  session.take(media.view);
  return { media, session, states, tracks, troubles };
}

const soon = () => vi.advanceTimersByTimeAsync(0);
const open = (media: FakeMedia) => media.lines.filter(({ isClosed }) => !isClosed);
const flow = (media: FakeMedia, kind: string) =>
  open(media)[0]!.flows.find((each) => each.kind === kind && !each.isClosed)!;

test('what is on the air is asked for in the order of the contract, and flows only when this end is ready', async () => {
  const { media, states, tracks } = watching([aSource('camera'), aSource('microphone')]);
  await soon();
  expect(media.asked.slice(0, 2)).toEqual(['media:capabilities', 'media:watch']);
  expect(media.asked).toContain('media:connect');
  for (const name of ['camera', 'microphone']) expect(media.asked).toContain(`media:consume ${name}`);
  expect(media.asked.findIndex((each) => each.startsWith('media:resume'))).toBeGreaterThan(
    media.asked.indexOf('media:consume camera'),
  );
  expect(media.asked.filter((each) => each.startsWith('media:resume'))).toHaveLength(2);
  expect(states.at(-1)).toBe('on');
  expect(tracks.at(-1)).toMatchObject({ video: { kind: 'video' }, audio: { kind: 'audio' } });
});

test('nothing is asked while nothing is on the air', async () => {
  const { media, states } = watching([]);
  await soon();
  expect(media.asked).toEqual([]);
  expect(states).toEqual(['idle']);
});

test('a shared screen goes before the camera, and the camera comes back after it', async () => {
  const camera = aSource('camera');
  const { media, session } = watching([camera]);
  await soon();
  media.view = onAir(camera, aSource('screen'));
  session.take(media.view);
  await soon();
  expect(media.asked).toContain('media:consume screen');
  media.view = onAir(camera);
  session.take(media.view);
  await soon();
  const [first] = media.lines[0]!.flows;
  const name = first!.id.replace(/^.*-0*/, '');
  expect(media.asked.filter((each) => each.endsWith(name))).toEqual([
    `media:resume ${name}`,
    `media:pause ${name}`,
    `media:resume ${name}`,
  ]);
  expect(first!.isClosed).toBe(false);
  expect(open(media)).toHaveLength(1);
});

test('a camera taken over is received anew on the same line', async () => {
  const { media, session } = watching([aSource('camera')]);
  await soon();
  const first = flow(media, 'video');
  media.view = onAir(aSource('camera', { sourceId: '0190a000-0000-7000-a000-000000000150' }));
  session.take(media.view);
  await soon();
  expect(first.isClosed).toBe(true);
  expect(flow(media, 'video')).toBeDefined();
  expect(media.lines).toHaveLength(1);
});

test('a dead worker, a new connection: everything begins again on a new line', async () => {
  const { media, session, states } = watching([aSource('camera')]);
  await soon();
  session.begin();
  await soon();
  expect(media.lines.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  expect(media.asked.filter((each) => each === 'media:capabilities')).toHaveLength(2);
  expect(states.at(-1)).toBe('on');
});

test('without live video it looks on quietly, each time after a longer wait, and finds it when it is there', async () => {
  const { media, session, states } = watching([]);
  media.refuses.add('media:capabilities');
  media.view = onAir(aSource('camera'));
  session.take(media.view);
  await soon();
  expect(states.at(-1)).toBe('looking');
  await vi.advanceTimersByTimeAsync(60_000);
  const tries = media.asked.length;
  expect(tries).toBeGreaterThan(4);
  expect(tries).toBeLessThan(10);
  media.refuses.clear();
  await vi.advanceTimersByTimeAsync(25_000);
  expect(states.at(-1)).toBe('on');
});

test('one "no room" or two are a worker on its way back; three in a row are told', async () => {
  const { media, session, troubles } = watching([]);
  media.refuses.add('media:watch');
  media.view = onAir(aSource('camera'));
  session.take(media.view);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(troubles).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(troubles[0]).toBe('full');
});

test('a new line that does not stand after ten seconds is told; one that stood once is not', async () => {
  const { media, troubles } = watching([aSource('camera')]);
  await soon();
  await vi.advanceTimersByTimeAsync(11_000);
  expect(troubles).toEqual([]);
  media.reaches = 'connecting';
  open(media)[0]!.turn('failed');
  await soon();
  await vi.advanceTimersByTimeAsync(11_000);
  expect(troubles).toEqual(['blocked']);
});

test('a line that stays as new as it was, because the browser drops every address, is told like one that looks for its way', async () => {
  const media = fakeMedia();
  media.reaches = 'new';
  const { troubles } = watching([aSource('camera')], media);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(troubles).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(troubles).toEqual(['blocked']);
});

test('a line on which nothing is to come looks for no way, so nothing stands in it', async () => {
  const media = fakeMedia();
  media.refuses.add('media:consume');
  const { troubles } = watching([aSource('camera')], media);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(troubles).not.toContain('blocked');
});

test('a line that lost its way gets new credentials first, and is built anew if that does not help', async () => {
  const { media } = watching([aSource('camera')]);
  await soon();
  const line = open(media)[0]!;
  line.turn('disconnected');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(media.asked).toContain('media:restart');
  expect(line.restarts).toBe(1);
  expect(line.isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(line.isClosed).toBe(true);
  expect(open(media)).toHaveLength(1);
});

test('a line that failed is built anew at once', async () => {
  const { media } = watching([aSource('camera')]);
  await soon();
  open(media)[0]!.turn('failed');
  await soon();
  expect(media.lines).toHaveLength(2);
});

test('the low layer is preferred when that is wanted, the highest again later', async () => {
  const { media, session } = watching([aSource('camera'), aSource('microphone')]);
  await soon();
  const consumer = flow(media, 'video').id.replace(/^.*-0*/, '');
  session.want({ video: 'low', audio: true });
  await soon();
  expect(media.asked.at(-1)).toBe(`media:prefer ${consumer} 0`);
  session.want({ video: 'high', audio: true });
  await soon();
  expect(media.asked.at(-1)).toBe(`media:prefer ${consumer} 2`);
});

test('a still: the picture flows for one frame, every ten seconds; the sound goes on', async () => {
  const { media, session } = watching([aSource('camera'), aSource('microphone')]);
  await soon();
  const video = flow(media, 'video');
  const name = video.id.replace(/^.*-0*/, '');
  video.stats = [inbound({ framesDecoded: 100 })];
  session.want({ video: 'still', audio: true });
  await vi.advanceTimersByTimeAsync(300);
  media.asked.length = 0;
  await vi.advanceTimersByTimeAsync(20_000);
  video.stats = [inbound({ framesDecoded: 101 })];
  await vi.advanceTimersByTimeAsync(14_500);
  const about = media.asked.filter((each) => each.endsWith(` ${name}`));
  expect(about.at(-1)).toBe(`media:pause ${name}`);
  expect(about.filter((each) => each.startsWith('media:resume')).length).toBeGreaterThanOrEqual(2);
  expect(about.filter((each) => each.startsWith('media:resume')).length).toBeLessThanOrEqual(4);
  const audio = flow(media, 'audio').id.replace(/^.*-0*/, '');
  expect(media.asked).not.toContain(`media:pause ${audio}`);
});

test('who wants words alone gives the line back', async () => {
  const { media, session, tracks } = watching([aSource('camera'), aSource('microphone')]);
  await soon();
  session.want({ video: 'none', audio: false });
  await soon();
  expect(media.asked.at(-1)).toBe('media:leave');
  expect(open(media)).toHaveLength(0);
  expect(tracks.at(-1)).toEqual({ video: null, audio: null });
  session.want({ video: 'high', audio: true });
  await soon();
  expect(open(media)).toHaveLength(1);
});

test('it measures what came since the last time, and never the probes', async () => {
  const { media, session } = watching([aSource('camera'), aSource('microphone')]);
  await soon();
  const video = flow(media, 'video');
  const probe = inbound({ mid: 'probator', framesDecoded: 0, bytesReceived: 9_999 });
  video.stats = [
    probe,
    inbound({ framesDecoded: 40, bytesReceived: 1_000, headerBytesReceived: 100, frameHeight: 720 }),
  ];
  expect((await session.measure()).video).toMatchObject({ framesDecoded: 40, bytes: 1_100, height: 720 });
  video.stats = [
    probe,
    inbound({ framesDecoded: 70, bytesReceived: 1_500, headerBytesReceived: 150, packetsLost: 3 }),
  ];
  session.heardLayer(video.id, 1);
  const { video: came, layer, layers } = await session.measure();
  expect(came).toMatchObject({ framesDecoded: 30, bytes: 550, lost: 3 });
  expect({ layer, layers }).toEqual({ layer: 1, layers: 3 });
});

test('closed, it leaves and asks no more', async () => {
  const { media, session } = watching([aSource('camera')]);
  await soon();
  session.close();
  const asked = media.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.asked).toHaveLength(asked);
  expect(open(media)).toHaveLength(0);
});
