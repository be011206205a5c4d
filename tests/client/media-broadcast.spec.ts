import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodingOf } from '../../client/connection/media-broadcast.ts';
import { labelOf, troubleOf } from '../../client/connection/media-capture.ts';
import type { BroadcastStore } from '../../client/stores/host/broadcast-state.ts';
import { createBroadcastStore } from '../../client/stores/host/broadcast-store.ts';
import { createHostStore } from '../../client/stores/host/host-store.ts';
import { deskWorld } from './desk-world.ts';
import { type FakeCapture, fakeCapture } from './fake-capture.ts';
import { aConsoleFrame, aWelcome, type FakeConsole, fakeConsole } from './fake-console.ts';
import { aSource, type FakeMedia, fakeMedia, onAirFrom, SEAT } from './fake-media.ts';

const PHONE = { seatId: '0190a000-0000-7000-a000-000000000009', label: 'iPhone', via: 'console' as const };

interface ConsoleSession {
  wire: FakeConsole;
  media: FakeMedia;
  capture: FakeCapture;
  broadcast: BroadcastStore;
  close(): void;
}
let desk: ConsoleSession;

beforeEach(async () => {
  vi.useFakeTimers();
  const wire = fakeConsole();
  const media = fakeMedia();
  const capture = fakeCapture();
  wire.answer(({ command, request }) => media.answer(command, request));
  const world = Object.assign(deskWorld(wire, {}), {
    openMediaDevice: media.openDevice,
    openCapture: async () => capture,
  });
  const host = createHostStore('potato-day', world);
  const broadcast = createBroadcastStore(host, world);
  host.open();
  broadcast.open();
  await vi.advanceTimersByTimeAsync(0);
  wire.say.onWelcome(aWelcome(aConsoleFrame(1)));
  wire.say.media.media(onAirFrom([]));
  desk = {
    wire,
    media,
    capture,
    broadcast,
    close() {
      broadcast.close();
      host.close();
    },
  };
});
afterEach(() => {
  desk.close();
  vi.useRealTimers();
});

const soon = () => vi.advanceTimersByTimeAsync(0);
const state = () => desk.broadcast.store.getState();
const lines = () => desk.media.lines.filter(({ isClosed }) => !isClosed);
const flow = (kind: string) =>
  lines()
    .at(-1)!
    .flows.find((each) => each.kind === kind && !each.isClosed)!;
const askedSince = (n: number) => desk.media.asked.slice(n);

test('a preview that is put away and opened again listens for devices once, and not any more after the desk', async () => {
  await desk.broadcast.preview();
  desk.broadcast.putAway();
  await desk.broadcast.preview();
  expect(desk.capture.listeners).toBe(1);
  desk.broadcast.close();
  expect(desk.capture.listeners).toBe(0);
  desk.broadcast.open();
  await desk.broadcast.preview();
  expect(desk.capture.listeners).toBe(1);
});

async function onAir() {
  await desk.broadcast.preview();
  await desk.broadcast.goOnAir();
  await soon();
  expect(state().phase).toBe('on-air');
}

test('a preview is this host’s alone; it asks nothing of the server', async () => {
  await desk.broadcast.preview();
  expect(state()).toMatchObject({ phase: 'preview', trouble: null });
  expect(state().cameras.map(({ id }) => id)).toEqual(['front', 'table']);
  expect(desk.media.asked).toEqual([]);
  expect(desk.broadcast.level()).toBe(0.6);
  desk.broadcast.putAway();
  expect(state()).toMatchObject({ phase: 'off', camera: null, microphone: null });
  expect(desk.capture.stopped).toHaveLength(2);
});

test('on the air: one line, the camera in three layers, the microphone', async () => {
  await onAir();
  expect(desk.media.asked[0]).toBe('media:capabilities');
  const produced = desk.media.requests.filter(({ command }) => command === 'media:produce');
  expect(produced.map(({ request }) => request.name).sort()).toEqual(['camera', 'microphone']);
  const camera = produced.find(({ request }) => request.name === 'camera')!;
  expect((camera.request.rtp as { encodings: unknown[] }).encodings).toHaveLength(3);
  expect(lines()).toHaveLength(1);
});

test('without a camera it says so, and broadcasts the voice', async () => {
  desk.capture.troubles = { camera: 'busy' };
  await desk.broadcast.preview();
  expect(state().trouble).toEqual({ of: 'camera', why: 'busy' });
  await desk.broadcast.goOnAir();
  expect(state().phase).toBe('on-air');
  expect(lines()[0]!.flows.map(({ kind }) => kind)).toEqual(['audio']);
});

test('while another device broadcasts, nothing is taken without being asked for', async () => {
  desk.media.taken = PHONE;
  await desk.broadcast.preview();
  await desk.broadcast.goOnAir();
  expect(state()).toMatchObject({ phase: 'preview', taken: PHONE });
  expect(lines()).toHaveLength(0);
  await desk.broadcast.goOnAir(true);
  expect(state()).toMatchObject({ phase: 'on-air', taken: null });
  expect(desk.media.requests.filter(({ command }) => command === 'media:open').at(-1)?.request).toEqual({
    label: 'Mac',
    takeOver: true,
  });
});

test('taken over by another device, it lets go, keeps its preview and says by whom', async () => {
  await onAir();
  const asked = desk.media.asked.length;
  desk.wire.say.media.media(onAirFrom([aSource('camera')], { broadcaster: PHONE }));
  await soon();
  expect(state()).toMatchObject({ phase: 'preview', taken: PHONE });
  expect(state().camera).not.toBeNull();
  expect(lines()).toHaveLength(0);
  expect(askedSince(asked)).toEqual([]);
});

test('its own broadcast in the view is no other device', async () => {
  await onAir();
  desk.wire.say.media.media(
    onAirFrom([aSource('camera')], { broadcaster: { seatId: SEAT, label: 'Mac', via: 'console' } }),
  );
  expect(state().phase).toBe('on-air');
});

test('muted and without a camera: viewers are told, the camera’s light goes out, and comes back', async () => {
  await onAir();
  await desk.broadcast.setMuted(true);
  expect(desk.broadcast.level()).toBe(0);
  const camera = state().camera!;
  await desk.broadcast.setCameraOff(true);
  expect(
    desk.media.requests
      .filter(({ command }) => command === 'media:mute')
      .map(({ request }) => request.isMuted),
  ).toEqual([true, true]);
  expect(desk.capture.stopped).toContain(camera);
  expect(flow('video').isPaused).toBe(true);
  await desk.broadcast.setCameraOff(false);
  expect(flow('video')).toMatchObject({ isPaused: false });
  expect(flow('video').track).toBe(state().camera);
  expect(desk.media.requests.at(-1)).toMatchObject({ command: 'media:mute', request: { isMuted: false } });
});

test('a slate stands in the camera’s place, also of one that is off', async () => {
  await onAir();
  await desk.broadcast.showSlate({ title: 'Back soon', text: '' });
  expect(flow('video').track).toBe(state().slate);
  await desk.broadcast.hideSlate();
  expect(flow('video').track).toBe(state().camera);
  await desk.broadcast.setCameraOff(true);
  await desk.broadcast.showSlate({ title: 'Back soon', text: '' });
  expect(flow('video').isPaused).toBe(false);
  await desk.broadcast.hideSlate();
  expect(flow('video').isPaused).toBe(true);
});

test('a screen is a source of its own, and goes when its sharing ends', async () => {
  await onAir();
  await desk.broadcast.shareScreen();
  expect(desk.media.requests.at(-1)).toMatchObject({ command: 'media:produce', request: { name: 'screen' } });
  await desk.broadcast.stopSharing();
  expect(desk.media.requests.at(-1)?.command).toBe('media:close');
  desk.capture.troubles = { screen: 'denied' };
  await desk.broadcast.shareScreen();
  expect(state().trouble).toBeNull();
});

test('another camera takes the place of the first without a new source', async () => {
  await onAir();
  const before = desk.media.asked.length;
  await desk.broadcast.chooseCamera('table');
  expect(desk.capture.asked.at(-1)).toBe('camera table');
  expect(flow('video').track).toBe(state().camera);
  expect(askedSince(before)).toEqual([]);
});

test('after a dead worker and after a reconnect it is on the air again, as it was', async () => {
  await onAir();
  await desk.broadcast.setMuted(true);
  desk.wire.say.media.rejoin();
  await soon();
  expect(state().phase).toBe('on-air');
  expect(lines()).toHaveLength(1);
  expect(desk.media.requests.at(-1)).toMatchObject({ command: 'media:mute', request: { isMuted: true } });
  desk.wire.say.onWelcome(aWelcome(aConsoleFrame(2)));
  await soon();
  expect(state().phase).toBe('on-air');
  expect(desk.media.lines).toHaveLength(3);
});

test('its own older line is no other device, even if the server has not missed it yet', async () => {
  await onAir();
  desk.media.taken = { seatId: SEAT, label: 'Mac', via: 'console' };
  desk.media.seatId = '0190a000-0000-7000-a000-000000000002';
  desk.wire.say.onWelcome(aWelcome(aConsoleFrame(2)));
  await soon();
  expect(state().phase).toBe('on-air');
  expect(desk.media.requests.filter(({ command }) => command === 'media:open').at(-1)?.request.takeOver).toBe(
    true,
  );
});

test('it comes back by itself when live video does, and not after it was ended', async () => {
  await onAir();
  desk.media.refuses.add('media:open');
  desk.wire.say.media.rejoin();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state().phase).toBe('broken');
  desk.media.refuses.clear();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(state().phase).toBe('on-air');
  desk.broadcast.stop();
  expect(desk.media.asked.at(-1)).toBe('media:stop');
  const asked = desk.media.asked.length;
  desk.wire.say.media.rejoin();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(askedSince(asked)).toEqual([]);
});

test('without live video three tries in a row say so, and the preview stays', async () => {
  desk.media.refuses.add('media:open');
  await desk.broadcast.preview();
  const going = desk.broadcast.goOnAir();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(state()).toMatchObject({ phase: 'opening', isRefused: false });
  await vi.advanceTimersByTimeAsync(1_500);
  await going;
  expect(desk.media.asked.filter((command) => command === 'media:open')).toHaveLength(3);
  expect(state()).toMatchObject({ phase: 'preview', isRefused: true });
});

test('a line that is lost while it is opened is opened again, and the host hears nothing of it', async () => {
  desk.media.refuses.add('media:produce');
  await desk.broadcast.preview();
  const going = desk.broadcast.goOnAir();
  await vi.advanceTimersByTimeAsync(500);
  desk.media.refuses.clear();
  await vi.advanceTimersByTimeAsync(1_000);
  await going;
  expect(state()).toMatchObject({ phase: 'on-air', isRefused: false });
});

test('who thinks better of it while it is opened is not on the air', async () => {
  desk.media.refuses.add('media:open');
  await desk.broadcast.preview();
  void desk.broadcast.goOnAir();
  await vi.advanceTimersByTimeAsync(500);
  desk.broadcast.stop();
  desk.media.refuses.clear();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state().phase).toBe('preview');
  expect(desk.media.asked.filter((command) => command === 'media:open')).toHaveLength(1);
});

test('a weak upload is told in words after a few seconds', async () => {
  await onAir();
  let bytes = 0;
  for (let n = 0; n < 4; n += 1) {
    bytes += 100_000;
    flow('video').stats = [
      {
        type: 'outbound-rtp',
        bytesSent: bytes,
        framesPerSecond: 20,
        frameHeight: 360,
        qualityLimitationReason: 'bandwidth',
      },
    ];
    await vi.advanceTimersByTimeAsync(2_000);
  }
  expect(state().uplink).toEqual({ grade: 'weak', why: 'bandwidth', height: 360 });
});

test('Apple’s devices send H264, others VP8 with layers in time', () => {
  const codecs = [{ mimeType: 'video/VP8' }, { mimeType: 'video/H264' }] as never;
  const of = (handlerName: string) =>
    encodingOf('camera', { handlerName, sendRtpCapabilities: { codecs, headerExtensions: [] } });
  expect(of('Chrome111').codec?.mimeType).toBe('video/VP8');
  expect(of('Chrome111').encodings?.[0]).toMatchObject({ scalabilityMode: 'L1T3', scaleResolutionDownBy: 4 });
  expect(of('Safari12').codec?.mimeType).toBe('video/H264');
  expect(of('Safari12').encodings?.[0]).not.toHaveProperty('scalabilityMode');
});

test('what a browser refuses, and what a device is called', () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect(
    ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'Odd'].map((name) => troubleOf(named(name))),
  ).toEqual(['denied', 'missing', 'busy', 'failed']);
  expect(labelOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)')).toBe('iPhone');
  expect(labelOf('Mozilla/5.0 (Linux; Android 16; Pixel) Mobile')).toBe('Android phone');
  expect(labelOf('odd')).toBe('Another device');
});
