import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { openFfmpeg } from '../../server/adapters/ffmpeg/open.ts';
import { openPeerHub } from '../../server/adapters/peers/in-process.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { inProcessViewerCounter } from '../../server/adapters/viewer-counter/in-process.ts';
import type { Cluster } from '../../server/app.ts';
import { startCamera } from './camera.ts';
import { type DirectMedia, directMedia } from './direct-media.ts';
import { type End, MediaHouse } from './media-house.ts';
import { dtls, opus, phone } from './rtp.ts';

// Real programs encode here, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

const LONG = { timeout: 30_000, interval: 100 };
const VERY_LONG = { timeout: 60_000, interval: 500 };

const closers: (() => Promise<void>)[] = [];
let node: (nodeId: string) => Cluster;
let first: MediaHouse;
let second: MediaHouse;
let firstMedia: DirectMedia;
let secondMedia: DirectMedia;

beforeEach(async () => {
  const bus = openHub();
  const peers = openPeerHub(systemClock());
  node = (nodeId) => ({
    ...{ nodeId, bus: bus.join(), crowd: inProcessViewerCounter() },
    peers: peers.join(`ws://${nodeId}:1`),
  });
  firstMedia = directMedia();
  secondMedia = directMedia();
  const packager = openFfmpeg({ maxRunning: 2, onNote: () => {} });
  first = await MediaHouse.open(firstMedia, { cluster: node('first'), packager });
  second = await MediaHouse.open(secondMedia, { cluster: node('second'), beside: first });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await second.close();
  await first.close();
});

/** A third server, which has no live video of its own. */
async function bareHouse(): Promise<MediaHouse> {
  const bare = await MediaHouse.open(null, { cluster: node('third'), beside: first });
  closers.push(() => bare.close());
  return bare;
}

async function broadcast(desk: End, takeOver = false): Promise<string> {
  await desk.get('media:capabilities', {});
  const { line } = await desk.get('media:open', { label: 'laptop', takeOver });
  const asked = { lineId: line!.id, name: 'microphone', kind: 'audio', rtp: opus(1) } as const;
  return (await desk.get('media:produce', asked)).sourceId;
}

describe('viewers at another server than the host’s', () => {
  test('see what is on the air, and receive it from the server that has it where theirs has no live video', async () => {
    const bare = await bareHouse();
    const viewer = await bare.viewer();
    const sourceId = await broadcast(await first.console());
    await first.goesLive();
    await vi.waitFor(() => expect(viewer.onAir).toEqual(['microphone']), LONG);
    const { line } = await viewer.get('media:watch', {});
    await viewer.get('media:connect', { lineId: line.id, dtls });
    const { consumerId } = await viewer.get('media:consume', { sourceId, rtp: phone });
    expect(firstMedia.load()).toMatchObject({ stages: 1, consumers: 1, pipes: 0 });
    await viewer.get('media:resume', { consumerId });
    expect(firstMedia.consumers.at(-1)!.paused).toBe(false);
    const ready = await (await fetch(`${bare.url}/readyz`)).json();
    expect(ready.pipes).toMatch(/^streams 0, viewers 0; unavailable \(.+\)$/);
    // Who goes takes along what was opened there.
    viewer.socket.disconnect();
    await vi.waitFor(() => expect(firstMedia.load()).toMatchObject({ lines: 1, consumers: 0 }), LONG);
  });

  test('are told to rejoin when its worker died, and of what is on the air after that', async () => {
    const desk = await first.console();
    await broadcast(desk);
    await first.goesLive();
    const viewer = await (await bareHouse()).viewer();
    await vi.waitFor(() => expect(viewer.onAir).toEqual(['microphone']), LONG);
    await viewer.get('media:watch', {});
    process.kill([...firstMedia.workers][0]!.pid, 'SIGKILL');
    await vi.waitFor(() => expect(viewer.told.rejoins).toBe(1), LONG);
    await vi.waitFor(() => expect(viewer.onAir).toEqual([]), LONG);
    await broadcast(desk);
    await vi.waitFor(() => expect(viewer.onAir).toEqual(['microphone']), LONG);
    await viewer.get('media:watch', {});
  });

  test('[A1] are judged where they came in: who only watches can’t broadcast there either', async () => {
    await broadcast(await first.console());
    const viewer = await second.viewer();
    const open = viewer.socket.timeout(10_000).emitWithAck('media:open', { label: 'x', takeOver: true });
    expect(await open).toMatchObject({ ok: false });
  });
});

describe('a host', () => {
  test('takes the camera over from another server, and stops what was there', async () => {
    const desk = await first.console();
    await broadcast(desk);
    await first.goesLive();
    const other = await second.console();
    expect(await other.get('media:open', { label: 'phone', takeOver: false })).toMatchObject({
      line: null,
      broadcaster: { label: 'laptop' },
    });
    await broadcast(other, true);
    await vi.waitFor(
      () =>
        expect(desk.told.media.at(-1)).toMatchObject({ broadcaster: { label: 'laptop', via: 'console' } }),
      LONG,
    );
    expect(firstMedia.load().stages).toBe(1);
    expect(secondMedia.load().stages).toBe(0);
  });

  test('[S2] whose server is gone broadcasts through another one, and its viewers follow', async () => {
    await broadcast(await first.console());
    await first.goesLive();
    const viewer = await second.viewer();
    const desk = await second.console();
    await vi.waitFor(() => expect(viewer.onAir).toEqual(['microphone']), LONG);
    await viewer.get('media:watch', {});
    await first.app.close();
    await vi.waitFor(() => expect(viewer.told.rejoins).toBeGreaterThan(0), LONG);
    expect(await viewer.no('media:watch', {})).toBe('UNAVAILABLE');
    await broadcast(desk);
    await vi.waitFor(() => expect(viewer.onAir).toEqual(['microphone']), LONG);
    await viewer.get('media:watch', {});
    expect(secondMedia.load()).toMatchObject({ stages: 1, lines: 2 });
    const engine = await second.app.engines.stream(second.streamId);
    expect(await engine!.read(({ mediaHome }) => mediaHome?.node)).toBe('second');
  });

  test('[S2] whose server is gone for good falls silent in the log all the same', async () => {
    const camera = await startCamera(await first.console(), firstMedia);
    await first.goesLive();
    const viewer = await second.viewer();
    await vi.waitFor(() => expect(viewer.onAir).toEqual(['camera', 'microphone']), LONG);
    const engine = await second.app.engines.stream(second.streamId);
    const silentAt = () => engine!.read(({ media }) => media?.interruptsAtMs);
    await vi.waitFor(async () => expect(await silentAt()).toBeNull(), LONG);
    camera.stop();
    await first.app.close();
    await vi.waitFor(async () => expect(await silentAt()).toEqual(expect.any(Number)), VERY_LONG);
  });
});

describe('programs', () => {
  const offer = readFileSync(join(import.meta.dirname, 'offers', 'obs.sdp'), 'utf8');

  test('[A2] publish through any server, and are changed and ended through any', async () => {
    const { ingestKey } = await first.acts('stream:make-ingest-key', {});
    await broadcast(await first.console());
    const url = `${second.url}/api/v1/streams/${second.slug}/whip`;
    const headers = { Authorization: `Bearer ${ingestKey}`, 'Content-Type': 'application/sdp' };
    expect((await fetch(url, { method: 'POST', headers, body: offer })).status).toBe(503);
    const desk = await second.console();
    await desk.get('media:open', { label: 'phone', takeOver: true });
    await desk.get('media:stop', {});
    let location = '';
    await vi.waitFor(async () => {
      const opened = await fetch(url, { method: 'POST', headers, body: offer });
      expect(opened.status).toBe(201);
      location = opened.headers.get('location')!;
    }, LONG);
    const fragment = { ...headers, 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': '*' };
    const body = 'a=ice-ufrag:eSYT\r\na=ice-pwd:sOWc1Lz4BuAn7N7DpC2FPE\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n';
    const restarted = await fetch(`${second.url}${location}`, { method: 'PATCH', headers: fragment, body });
    expect(restarted.status).toBe(200);
    const others = { Authorization: 'Bearer another' };
    const refused = await fetch(`${second.url}${location}`, { method: 'DELETE', headers: others });
    expect(refused.status).toBe(401);
    expect((await fetch(`${second.url}${location}`, { method: 'DELETE', headers })).status).toBe(200);
    expect((await fetch(`${first.url}${location}`, { method: 'DELETE', headers })).status).toBe(404);
  });

  test('[S7] play HLS from any server', async () => {
    const camera = await startCamera(await first.console(), firstMedia);
    await first.goesLive();
    const base = `${second.url}/api/v1/streams/${second.slug}/hls`;
    const playlist = await (await fetch(`${base}/live.m3u8`)).text();
    const [name] = playlist.split('\n').filter((line) => line.endsWith('.ts'));
    const there = await fetch(`${base}/${name}`);
    const home = await fetch(`${first.url}/api/v1/streams/${first.slug}/hls/${name}`);
    expect(there.status).toBe(200);
    expect(Buffer.from(await there.arrayBuffer())).toEqual(Buffer.from(await home.arrayBuffer()));
    expect((await fetch(`${base}/1700000000000-000000.ts`)).status).toBe(404);
    camera.stop();
  });
});
