import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { openMediasoup } from '../../server/adapters/mediasoup/open.ts';
import { until } from '../builders/until.ts';
import { chromiumFlags, chromiumPath } from '../services.ts';
import { MediaHouse } from './media-house.ts';
import { startWhipClient } from './whip-client.ts';

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
});

test('a WHIP client that was not written here publishes, and a browser plays it by WHEP; [S2] when it goes, the log hears it', async () => {
  const media = openMediasoup({
    ...{ listenIp: '127.0.0.1', announcedAddress: null, port: 0, maxWorkers: 1 },
    onNote: () => {},
  });
  const house = await MediaHouse.open(media);
  closers.push(() => house.close());
  await house.goesLive();
  const { ingestKey } = await house.acts('stream:make-ingest-key', {});
  const program = startWhipClient(`${house.url}/api/v1/streams/${house.slug}/whip`, ingestKey!);
  closers.push(() => program.stop());
  const viewer = await house.viewer();
  await until(() => viewer.onAir.join() === 'camera,microphone', 20_000);
  const engine = (await house.app.engines.stream(house.streamId))!;
  const isFlowing = () => engine.read(({ media: known }) => known?.interruptsAtMs === null);
  await until(isFlowing, 20_000);

  const played = await playByWhep(house);
  expect(played.width).toBe(320);
  expect(played.frames).toBeGreaterThanOrEqual(10);
  expect(played.audioPackets).toBeGreaterThan(20);
  process.stdout.write(`WHIP to WHEP: first picture after ${Math.round(played.firstPictureMs)} ms\n`);

  await program.stop();
  await until(() => viewer.onAir.length === 0);
  await until(async () => !(await isFlowing()));
});

/** What a page of plain WebRTC sees of a stream within its first frames. */
async function playByWhep(house: MediaHouse) {
  const profile = mkdtempSync(join(tmpdir(), 'fairday-whep-'));
  closers.push(() => rmSync(profile, { recursive: true, force: true }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath()!,
    headless: true,
    args: [
      ...chromiumFlags,
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
    ],
  });
  closers.push(() => context.close());
  const page = await context.newPage();
  await page.goto(`${house.url}/healthz`);
  const script = `(${String(whepPage)})(${JSON.stringify(`/api/v1/streams/${house.slug}/whep`)})`;
  return page.evaluate<Awaited<ReturnType<typeof whepPage>>>(script);
}

/** Runs in the page. */
async function whepPage(path: string) {
  const began = performance.now();
  const line = new RTCPeerConnection();
  line.addTransceiver('audio', { direction: 'recvonly' });
  line.addTransceiver('video', { direction: 'recvonly' });
  const video = document.createElement('video');
  video.muted = true;
  const stream = new MediaStream();
  line.ontrack = ({ track }) => stream.addTrack(track);
  await line.setLocalDescription();
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp' },
    body: line.localDescription!.sdp,
  });
  if (answer.status !== 201) throw new Error(`WHEP answered ${answer.status}: ${await answer.text()}`);
  await line.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  video.srcObject = stream;
  void video.play();
  const seen = { width: 0, frames: 0, audioPackets: 0, firstPictureMs: 0 };
  for (let tries = 0; tries < 150 && (seen.frames < 10 || seen.audioPackets < 20); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stats = await line.getStats();
    stats.forEach((entry) => {
      if (entry.type !== 'inbound-rtp') return;
      if (entry.kind === 'video') seen.frames = entry.framesDecoded ?? 0;
      else seen.audioPackets = entry.packetsReceived ?? 0;
    });
    if (seen.frames > 0 && seen.firstPictureMs === 0) seen.firstPictureMs = performance.now() - began;
  }
  seen.width = video.videoWidth;
  return seen;
}
