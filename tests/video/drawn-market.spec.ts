import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FloorLine } from '../../server/tools/demo/market/floor-line.ts';
import { findChromium } from '../../server/tools/demo/scene/find-chromium.ts';
import { openScene } from '../../server/tools/demo/scene/scene.ts';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import { aMarket, type TestMarket } from '../e2e/market.ts';
import { aBrowser, aPage, desktop, phone } from '../e2e/pages.ts';
import { chromiumPath } from '../services.ts';
import { played, withStatistics } from './camera-clock.ts';

/** What the page paints (server/tools/demo/scene/page/main.ts). */
const SCENE_FPS = 25;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser([
    '--autoplay-policy=no-user-gesture-required',
    '--allow-loopback-in-peer-connection',
  ]);
  market = await aMarket([{ name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 }]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** The floor as the demo's host has it, without the wire. */
async function aFloor(): Promise<FloorLine> {
  const item = await market.itemOf(1);
  const floor = {
    currency: () => 'CNY',
    pinned: () => 1,
    item: () => item,
    send: (command: 'stream:make-ingest-key') => market.hostDoes(command, {}),
  };
  return floor as unknown as FloorLine;
}

/** Pictures that came and were shown over a while, a second: what arrived, what was decoded, what the element presented. */
async function framesPerSecond(page: Page, forMs: number): Promise<number> {
  const count = async () => {
    const { framesReceived, framesDecoded } = await played(page);
    const shown = await page.evaluate(
      () => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
    );
    return { atMs: performance.now(), least: [framesReceived, framesDecoded, shown] };
  };
  const before = await count();
  await page.waitForTimeout(forMs);
  const after = await count();
  const seconds = (after.atMs - before.atMs) / 1_000;
  return Math.min(...after.least.map((frames, n) => (frames - before.least[n]!) / seconds));
}

test('the demo’s drawn market is broadcast like any other, with picture and sound, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-e2e-'));
  vi.stubEnv('TMPDIR', folder);
  const scene = await openScene({
    url: market.origin,
    slug: market.slug,
    floor: await aFloor(),
    chromium: chromiumPath(),
    noVideo: null,
  });
  try {
    expect(scene.shows).toEqual({ kind: 'drawn', by: chromiumPath() });
    const viewer = await aPage(browser, phone);
    await withStatistics(viewer);
    await viewer.goto(`${market.origin}/s/${market.slug}`);
    await expect
      .poll(async () => (await played(viewer)).framesDecoded, { timeout: 30_000, interval: 300 })
      .toBeGreaterThan(20);
    // The page has told how long that took, by itself.
    const numbers = async () => metricValues(await (await fetch(`${market.origin}/metrics`)).text());
    await expect
      .poll(async () => (await numbers()).get('fairday_first_picture_seconds_count'), { timeout: 5_000 })
      .toBe(1);
    const seconds = (await numbers()).get('fairday_first_picture_seconds_sum')!;
    process.stdout.write(`first picture: ${seconds} s\n`);
    expect(seconds).toBeGreaterThan(0.1);
    // A sample of the best of some stretches: what the machine does besides takes away from some of them.
    let best = 0;
    await expect
      .poll(
        async () => {
          best = Math.max(best, await framesPerSecond(viewer, 4_000));
          return best;
        },
        { timeout: 40_000, interval: 100 },
      )
      .toBeGreaterThan(SCENE_FPS * 0.6);
    expect((await played(viewer)).audioPackets).toBeGreaterThan(0);
    if (process.env.SHOTS) await viewer.screenshot({ path: `${process.env.SHOTS}/drawn-market.png` });
    await viewer.context().close();
  } finally {
    await scene.close();
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('fairday-scene-'))).toEqual([]);
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

test('where the host is said to be drawn the page draws also while his broadcast is heard, and when it has gone, without a reload', async () => {
  market.drawHost();
  const opened = async (device: Parameters<typeof aPage>[1]) => {
    const page = await aPage(browser, device);
    await withStatistics(page);
    await page.goto(`${market.origin}/s/${market.slug}`);
    const drawing = page.getByRole('img', { name: 'The demo’s host, drawn' });
    await drawing.waitFor();
    return { page, drawing };
  };
  const { page, drawing } = await opened(desktop);
  const hand = await opened(phone);
  await page.evaluate(() => {
    // Where the button for the sound has been.
    const tops = new Set<number>();
    const look = () => {
      const button = document.querySelector('.video-button.unmute');
      if (button) tops.add(Math.round(button.getBoundingClientRect().top));
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { isSamePage: true, tops });
  });
  const scene = await openScene({
    url: market.origin,
    slug: market.slug,
    floor: await aFloor(),
    chromium: chromiumPath(),
    noVideo: null,
  });
  try {
    await expect
      .poll(async () => (await played(page)).framesDecoded, { timeout: 30_000, interval: 300 })
      .toBeGreaterThan(10);
    // The drawing stays, sharp and in the reader's language, with the sound of the broadcast.
    await expect
      .poll(async () => (await played(hand.page)).framesDecoded, { timeout: 10_000, interval: 300 })
      .toBeGreaterThan(10);
    await hand.page.waitForTimeout(1_000);
    expect(await hand.drawing.count()).toBe(1);
    expect(await drawing.count()).toBe(1);
    expect((await played(page)).audioPackets).toBeGreaterThan(0);
    await hand.page.context().close();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => [...(window as unknown as { tops: Set<number> }).tops])).toHaveLength(1);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/drawn-live-video.png` });
    // What broadcasts under a key that is taken away is off the air within a second; the stream is still live then.
    await market.hostDoes('stream:revoke-ingest-key', {});
    await expect.poll(() => page.locator('.video-layer.hidden video').count(), { timeout: 8_000 }).toBe(1);
    await drawing.waitFor({ timeout: 8_000 });
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  } finally {
    await scene.close();
  }
  await page.context().close();
});

test('without a browser, without live video, or with one that does nothing, the poster stands and it is said why', async () => {
  const floor = await aFloor();
  const where = { url: market.origin, slug: market.slug, floor };
  const withNone = await openScene({ ...where, chromium: null, noVideo: null });
  expect(withNone.shows).toEqual({
    kind: 'poster',
    why: 'no Chromium was found; CHROMIUM_PATH can name one',
  });
  const withoutVideo = await openScene({ ...where, chromium: chromiumPath(), noVideo: 'MEDIA_WORKERS is 0' });
  expect(withoutVideo.shows).toEqual({ kind: 'poster', why: 'MEDIA_WORKERS is 0' });
  const withAnother = await openScene({ ...where, chromium: '/bin/false', noVideo: null });
  expect(withAnother.shows).toEqual({ kind: 'poster', why: '/bin/false did not broadcast' });
});

test('a browser is found by the name that is given, or among the usual ones', () => {
  expect(findChromium({ CHROMIUM_PATH: process.execPath, PATH: '' })).toBe(process.execPath);
  expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium', PATH: process.env.PATH })).toBeNull();
});
