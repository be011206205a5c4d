import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FloorLine } from '../../server/dev/market/floor-line.ts';
import { findChromium } from '../../server/dev/scene/find-chromium.ts';
import { openScene } from '../../server/dev/scene/scene.ts';
import { chromiumPath } from '../services.ts';
import { played, withStatistics } from './camera-clock.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

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
    pinned: () => 1,
    item: () => item,
    send: (command: 'stream:make-ingest-key') => market.hostDoes(command, {}),
  };
  return floor as unknown as FloorLine;
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
