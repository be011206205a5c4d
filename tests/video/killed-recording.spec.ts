import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecordings } from '../../server/adapters/files/recordings.ts';
import { readConfig } from '../../server/config.ts';
import { openMarket } from '../../server/main.ts';
import type { RecordedPiece } from '../../server/ports/recordings.ts';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import type { ReplayView } from '../../shared/contract/media.ts';
import { SECRET } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';
import { aMarket } from '../e2e/market.ts';
import { aBrowser, aPage, desktop, openCamera } from '../e2e/pages.ts';
import { CLOCK_BITS, clockOf, withCameraClock } from './camera-clock.ts';

const mediaFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];
const LONG = { timeout: 90_000, interval: 250 };

let folder: string;
let environment: Record<string, string>;
let server: ServerProcess;
let browser: Browser;
let page: Page;
let streamId: string;
let slug: string;
let end: () => Promise<void>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-killed-'));
  const [port] = await freePorts(1);
  environment = {
    ...{ DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'market.db')}`, AUTH_SECRET: SECRET },
    ...{ HOST: '127.0.0.1', LOG_LEVEL: 'error', MAX_CONNECTIONS_PER_ADDRESS: '0' },
  };
  const made = await aMarket([], { ...environment, PORT: '0' });
  ({ slug } = made);
  streamId = (await made.market.app.deps.readers.streamBySlug(slug))!.streamId;
  await made.hostDoes('stream:go-live', {});
  await made.hostDoes('stream:record', { isOn: true });
  const path = `/console/${slug}`;
  const link = new URL((await made.link(made.host.staffId)).replace('/link', `/link?to=${path}`));
  await made.close();
  end = async () => {
    const market = await openMarket(readConfig({ ...environment, PORT: String(port) }));
    closers.push(() => market.close());
    const key = market.app.deps.ids.next();
    const { application } = market.app;
    const ended = await application.console(made.host, streamId, 'stream:end', { key }, Date.now());
    expect(ended.ok).toBe(true);
  };

  server = new ServerProcess({ ...environment, PORT: String(port) });
  await server.start();
  browser = await aBrowser(mediaFlags);
  page = await aPage(browser, desktop);
  page.setDefaultTimeout(LONG.timeout);
  await withCameraClock(page);
  link.port = String(port);
  await page.goto(link.href);
  await page.waitForURL((url) => url.pathname === path);
  const panel = await openCamera(page);
  await panel.getByRole('button', { name: 'Set up camera' }).click();
  await panel.getByRole('button', { name: 'Start broadcast' }).click();
});

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  await browser?.close();
  for (const close of closers) await close();
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const pieces = () => openRecordings(folder, 'look').pieces(streamId);
const fileOf = ({ name }: RecordedPiece) => join(folder, 'recordings', streamId, name);

/** What the clock in a piece's first picture says, epoch ms. */
function pictureMs(piece: RecordedPiece): number {
  const [width, height] = [1_280, 720];
  const args = ['-v', 'error', '-i', fileOf(piece), '-map', '0:v', '-frames:v', '1'];
  const form = ['-vf', `scale=${width}:${height},format=gray`, '-f', 'rawvideo', '-'];
  const picture = execFileSync('ffmpeg', [...args, ...form], { maxBuffer: 16 * 1_024 * 1_024 });
  const side = width / CLOCK_BITS;
  const squares = Array.from(
    { length: CLOCK_BITS },
    (_, bit) => picture[Math.floor(side) * width + Math.floor((bit + 0.5) * side)]! > 128,
  );
  return clockOf(squares, piece.atMs);
}

test('[S7] a server killed in mid-recording loses ten seconds at most, and what it kept plays at its own times', async () => {
  await expect.poll(async () => (await pieces()).length, LONG).toBeGreaterThanOrEqual(3);
  const killedAtMs = Date.now();
  await server.kill();
  const kept = await pieces();
  const lost = killedAtMs - (kept.at(-1)!.atMs + kept.at(-1)!.durationMs);
  expect(lost).toBeLessThan(10_000);

  await server.start();
  // The console finds the server again, and goes on broadcasting by itself.
  await page
    .getByRole('region', { name: 'Broadcast' })
    .getByText('Live', { exact: true })
    .waitFor({ timeout: 60_000 });
  const onAirAtMs = Date.now();
  const [{ run }] = kept as [RecordedPiece];
  const secondRun = async () => (await pieces()).filter((piece) => piece.run !== run);
  await expect.poll(async () => (await secondRun()).length, LONG).toBeGreaterThanOrEqual(2);
  const [resumed] = (await secondRun()) as [RecordedPiece];
  const begunAfterMs = resumed.atMs - onAirAtMs;
  expect(begunAfterMs).toBeLessThan(10_000);
  await server.stop();

  await end();
  const all = await pieces();
  const base = `${new URL(page.url()).origin}/api/v1/streams/${slug}/replay`;
  const replay = (await (await fetch(base)).json()) as ReplayView;
  const playlist = await (await fetch(`${base}/recording.m3u8`)).text();
  const lines = playlist.trimEnd().split('\n');
  expect(lines.filter((line) => line.endsWith('.ts'))).toEqual(all.map(({ name }) => name));
  expect(lines.filter((line) => line === '#EXT-X-DISCONTINUITY')).toHaveLength(replay.stretches.length - 1);
  expect(lines.at(-1)).toBe('#EXT-X-ENDLIST');
  for (const piece of all) {
    expect(existsSync(fileOf(piece))).toBe(true);
    expect(lines).toContain(`#EXTINF:${(piece.durationMs / 1_000).toFixed(3)},`);
  }
  // Players and the replay page find a moment by the stretches: a position in the playlist is a time of day.
  expect(replay.stretches.length).toBeGreaterThanOrEqual(2);
  const off: number[] = [];
  for (const stretch of replay.stretches) {
    let mediaMs = 0;
    for (const piece of all) {
      const isInside = mediaMs >= stretch.mediaMs && mediaMs < stretch.mediaMs + stretch.durationMs;
      if (isInside) off.push(pictureMs(piece) - (stretch.atMs + mediaMs - stretch.mediaMs));
      mediaMs += piece.durationMs;
    }
  }
  process.stdout.write(
    `lost ${lost} ms before the kill; recorded again ${begunAfterMs} ms after the host was back; ` +
      `pictures off their times by ${off.map(Math.round).join(' ')} ms\n`,
  );
  const median = [...off].map(Math.abs).sort((a, b) => a - b)[Math.floor(off.length / 2)]!;
  expect(median).toBeLessThan(500);
});
