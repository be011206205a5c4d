import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { openPeerHub } from '../../server/adapters/peers/in-process.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { inProcessViewerCounter } from '../../server/adapters/viewer-counter/in-process.ts';
import type { Cluster } from '../../server/app.ts';
import { type DirectMedia, directMedia, plainSink, play } from './direct-media.ts';
import { type End, MediaHouse } from './media-house.ts';
import { dtls, opus, phone, vp8 } from './rtp.ts';

vi.setConfig({ testTimeout: 180_000 });

const LONG = { timeout: 30_000, interval: 50 };

let home: MediaHouse;
let away: MediaHouse;
let homeMedia: DirectMedia;
let awayMedia: DirectMedia;
const closers: (() => void)[] = [];

let node: (nodeId: string) => Cluster;

beforeEach(async () => {
  const bus = openHub();
  const peers = openPeerHub(systemClock());
  node = (nodeId) => ({
    ...{ nodeId, bus: bus.join(), crowd: inProcessViewerCounter() },
    peers: peers.join(`ws://${nodeId}:1`),
  });
  homeMedia = directMedia({ maxWorkers: 1 });
  home = await MediaHouse.open(homeMedia, { cluster: node('home') });
  awayMedia = directMedia({ maxWorkers: 1 });
  away = await MediaHouse.open(awayMedia, { cluster: node('away'), beside: home });
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await away.close();
  await home.close();
});

/** A host at home on the air with a camera in three layers and a microphone that really sends. */
async function onAir(desk: End, ssrc = 1) {
  await desk.get('media:capabilities', {});
  const { line } = await desk.get('media:open', { label: 'laptop', takeOver: true });
  const lineId = line!.id;
  const camera = await desk.get('media:produce', {
    ...{ lineId, name: 'camera', kind: 'video', rtp: vp8(ssrc * 100, ssrc * 100 + 1, ssrc * 100 + 2) },
  });
  const microphone = await desk.get('media:produce', {
    ...{ lineId, name: 'microphone', kind: 'audio', rtp: opus(ssrc) },
  });
  const sending = play(homeMedia.producers.at(-1)!, ssrc);
  closers.push(() => sending.stop());
  return { camera: camera.sourceId, microphone: microphone.sourceId, sending };
}

/** A viewer at the other server who receives these sources. */
async function watching(...sourceIds: string[]): Promise<End> {
  const viewer = await away.viewer();
  await receive(viewer, ...sourceIds);
  return viewer;
}

async function receive(viewer: End, ...sourceIds: string[]): Promise<string[]> {
  await vi.waitFor(() => expect(viewer.told.media.at(-1)?.sources).toHaveLength(2), LONG);
  await viewer.get('media:capabilities', {});
  const { line } = await viewer.get('media:watch', {});
  await viewer.get('media:connect', { lineId: line.id, dtls });
  const consumers: string[] = [];
  for (const sourceId of sourceIds) {
    const { consumerId } = await viewer.get('media:consume', { sourceId, rtp: phone });
    await viewer.get('media:resume', { consumerId });
    consumers.push(consumerId);
  }
  return consumers;
}

/** Packets of a source as it comes out at the other server. */
async function heardAway(sourceId: string) {
  const sink = await plainSink(awayMedia.stages.at(-1)!, sourceId);
  closers.push(() => sink.close());
  await vi.waitFor(() => expect(sink.packets).toBeGreaterThan(20), LONG);
}

/** Both houses' workers are of this process: the other server's is the younger one. */
const workerOf = (house: 'home' | 'away') => [...homeMedia.workers].at(house === 'home' ? 0 : -1)!;

async function readyOf(house: MediaHouse): Promise<{ pipes: string }> {
  return (await (await fetch(`${house.url}/readyz`)).json()) as { pipes: string };
}

test('viewers at another server are served there, and each source crosses once for all of them', async () => {
  const { camera, microphone } = await onAir(await home.console());
  await home.goesLive();
  await Promise.all([1, 2, 3, 4].map(() => watching(camera, microphone)));
  expect(awayMedia.load()).toMatchObject({ stages: 1, lines: 4, consumers: 8, pipes: 1 });
  // The host's own line, and one end of the pipe with both sources.
  expect(homeMedia.load()).toMatchObject({ stages: 1, lines: 1, consumers: 2, pipes: 1 });
  expect(homeMedia.piped.map(({ producerId }) => producerId).sort()).toEqual([camera, microphone].sort());
  expect((await readyOf(away)).pipes).toBe('streams 1, viewers 4');
  await heardAway(microphone);
});

test('all layers of simulcast cross, and a viewer chooses among them', async () => {
  const { camera } = await onAir(await home.console());
  await home.goesLive();
  const viewer = await watching();
  const { consumerId, layers } = await viewer.get('media:consume', { sourceId: camera, rtp: phone });
  expect(layers).toBe(3);
  await viewer.get('media:prefer', { consumerId, layer: 0 });
  expect(awayMedia.consumers.at(-1)!.preferredLayers).toMatchObject({ spatialLayer: 0 });
});

test('what is muted, closed and taken over at home is so at the other server', async () => {
  const desk = await home.console();
  const { camera, microphone } = await onAir(desk);
  await home.goesLive();
  const viewer = await watching(camera, microphone);
  const received = awayMedia.consumers.slice(-2);
  await desk.get('media:mute', { sourceId: microphone, isMuted: true });
  await vi.waitFor(
    () => expect(received.map(({ producerPaused }) => producerPaused)).toEqual([false, true]),
    LONG,
  );
  await desk.get('media:mute', { sourceId: microphone, isMuted: false });
  await vi.waitFor(() => expect(received[1]!.producerPaused).toBe(false), LONG);
  await desk.get('media:close', { sourceId: camera });
  await vi.waitFor(() => expect(received.map(({ closed }) => closed)).toEqual([true, false]), LONG);
  const next = await onAir(await home.console(), 2);
  await vi.waitFor(
    () =>
      expect(viewer.told.media.at(-1)?.sources.map(({ sourceId }) => sourceId)).toContain(next.microphone),
    LONG,
  );
  expect(received[1]!.closed).toBe(true);
  await viewer.get('media:consume', { sourceId: next.microphone, rtp: phone });
  await heardAway(next.microphone);
  expect(viewer.told.rejoins).toBe(0);
});

test('a source that is muted already crosses muted', async () => {
  const desk = await home.console();
  const { microphone } = await onAir(desk);
  await desk.get('media:mute', { sourceId: microphone, isMuted: true });
  await home.goesLive();
  const viewer = await watching();
  const got = await viewer.get('media:consume', { sourceId: microphone, rtp: phone });
  expect(got.isMuted).toBe(true);
  expect(awayMedia.consumers.at(-1)!.producerPaused).toBe(true);
});

test('the worker at home dies: its viewers elsewhere keep their lines, and receive what comes next', async () => {
  const desk = await home.console();
  const { camera, microphone } = await onAir(desk);
  await home.goesLive();
  const viewer = await watching(camera, microphone);
  process.kill(workerOf('home').pid, 'SIGKILL');
  await vi.waitFor(() => expect(viewer.onAir).toEqual([]), LONG);
  expect(awayMedia.load()).toMatchObject({ lines: 1, consumers: 0 });
  const next = await onAir(desk, 2);
  await vi.waitFor(() => expect(viewer.onAir).toEqual(['camera', 'microphone']), LONG);
  await viewer.get('media:consume', { sourceId: next.microphone, rtp: phone });
  expect(viewer.told.rejoins).toBe(0);
  await heardAway(next.microphone);
});

test('the worker at the other server dies: its viewers are told to rejoin, and are served there again', async () => {
  const { camera, microphone } = await onAir(await home.console());
  await home.goesLive();
  const viewer = await watching(camera, microphone);
  process.kill(workerOf('away').pid, 'SIGKILL');
  await vi.waitFor(() => expect(viewer.told.rejoins).toBe(1), LONG);
  await receive(viewer, microphone);
  expect(awayMedia.load()).toMatchObject({ workersDied: 1, stages: 1, lines: 1, pipes: 1 });
  expect(homeMedia.load()).toMatchObject({ workersDied: 0, pipes: 1 });
  await heardAway(microphone);
});

test('[S2] the home is gone: its viewers are told to rejoin once, and follow the host to where they are', async () => {
  const { microphone } = await onAir(await home.console());
  await home.goesLive();
  const viewer = await watching(microphone);
  const desk = await away.console();
  await home.app.close();
  await vi.waitFor(() => expect(viewer.told.rejoins).toBe(1), LONG);
  await vi.waitFor(() => expect(awayMedia.load()).toMatchObject({ stages: 0, pipes: 0 }), LONG);
  expect(await viewer.no('media:watch', {})).toBe('UNAVAILABLE');
  await desk.get('media:capabilities', {});
  await desk.get('media:open', { label: 'phone', takeOver: false });
  await viewer.get('media:watch', {});
  expect(awayMedia.load()).toMatchObject({ stages: 1, lines: 2, pipes: 0 });
});

test('a pipe is told at the console, and given up a while after the last viewer has gone, on both sides', async () => {
  const desk = await home.console();
  const { microphone } = await onAir(desk);
  await home.goesLive();
  const [one, other] = [await watching(microphone), await watching(microphone)];
  const piped = () => desk.told.media.at(-1)?.piped;
  await vi.waitFor(() => expect(piped()).toEqual({ servers: 1, viewers: 2 }), LONG);
  await one.get('media:leave', {});
  other.socket.disconnect();
  await vi.waitFor(() => expect(awayMedia.load()).toMatchObject({ stages: 0, pipes: 0 }), LONG);
  await vi.waitFor(() => expect(homeMedia.load()).toMatchObject({ lines: 1, consumers: 0, pipes: 0 }), LONG);
  await vi.waitFor(() => expect(piped()).toMatchObject({ servers: 0 }), LONG);
  await receive(one, microphone);
  expect(awayMedia.load()).toMatchObject({ stages: 1, lines: 1, pipes: 1 });
});

test('when the stream is over nothing of it is left at either server', async () => {
  const { microphone } = await onAir(await home.console());
  await home.goesLive();
  const viewer = await watching(microphone);
  await home.acts('stream:end', {});
  await vi.waitFor(() => expect(awayMedia.load()).toMatchObject({ stages: 0, lines: 0 }), LONG);
  await vi.waitFor(() => expect(homeMedia.load()).toMatchObject({ stages: 0, pipes: 0 }), LONG);
  expect(viewer.told.rejoins).toBe(0);
  expect(await viewer.no('media:watch', {})).toBe('STREAM_CLOSED');
});

test('where nothing comes through, the home serves the viewers elsewhere itself, and health says why', async () => {
  // Nothing listens where this server says that it does.
  const pipe = { listenIp: '127.0.0.1', announcedIp: '127.0.0.77', ports: null };
  const deafMedia = directMedia({ maxWorkers: 1, pipe });
  const deaf = await MediaHouse.open(deafMedia, { cluster: node('deaf'), beside: home });
  try {
    const { microphone } = await onAir(await home.console());
    await home.goesLive();
    const viewer = await deaf.viewer();
    await receive(viewer, microphone);
    expect(homeMedia.load()).toMatchObject({ lines: 2, pipes: 0 });
    expect(deafMedia.load()).toMatchObject({ stages: 0, lines: 0, pipes: 0 });
    const { pipes } = await readyOf(deaf);
    expect(pipes).toMatch(
      /^streams 0, viewers 0; unavailable \(nothing of UDP 127\.0\.0\.1:\d+ arrives here\)$/,
    );
  } finally {
    await deaf.close();
  }
});

describe('an outside player (WHEP) at another server', () => {
  const offer = readFileSync(join(import.meta.dirname, 'offers', 'chromium-player.sdp'), 'utf8');

  test('is served there, and its session is found through any server', async () => {
    await onAir(await home.console());
    await home.goesLive();
    const url = `${away.url}/api/v1/streams/${away.slug}/whep`;
    const headers = { 'Content-Type': 'application/sdp' };
    const opened = await fetch(url, { method: 'POST', headers, body: offer });
    expect(opened.status).toBe(201);
    expect(awayMedia.load()).toMatchObject({ stages: 1, lines: 1, pipes: 1 });
    expect(homeMedia.load()).toMatchObject({ lines: 1, pipes: 1 });
    const session = `${home.url}${opened.headers.get('location')}`;
    expect((await fetch(session, { method: 'DELETE' })).status).toBe(200);
    expect(awayMedia.load().lines).toBe(0);
    expect((await fetch(session, { method: 'DELETE' })).status).toBe(404);
  });
});
