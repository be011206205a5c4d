import { chmodSync, copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findWorker } from '../../server/adapters/mediasoup/find-worker.ts';
import { type Demo, openDemo } from '../../server/tools/demo/open-demo.ts';
import type { SceneKind } from '../../server/tools/demo/scene/scene.ts';
import { aBrowser, aPage, desktop, openCamera, phone } from '../e2e/pages.ts';
import { chromiumPath } from '../services.ts';
import { played, withStatistics } from './camera-clock.ts';

let browser: Browser;
let demo: Demo;
let folder: string;
let worker: string;
/** Where the market looks for its worker: nothing is there when it opens. */
let place: string;
const pictures: SceneKind[] = [];

beforeAll(async () => {
  const found = findWorker();
  if (!found.isFound) throw new Error(found.said);
  worker = found.program;
  folder = mkdtempSync(join(tmpdir(), 'fairday-late-'));
  place = join(folder, 'mediasoup-worker');
  vi.stubEnv('MEDIASOUP_WORKER_BIN', place);
  browser = await aBrowser([
    '--autoplay-policy=no-user-gesture-required',
    '--allow-loopback-in-peer-connection',
  ]);
  demo = await openDemo({
    ...{ port: 24_110, viewers: 2, newest: 1, isDev: false, environment: {}, chromium: chromiumPath() },
    onPicture: (picture) => pictures.push(picture),
  });
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('a worker that comes while the market is open: the picture begins on pages that are open, without a reload', async () => {
  expect(demo.picture).toMatchObject({ kind: 'poster', why: expect.stringMatching(/^no media worker/) });
  const viewer = await aPage(browser, phone);
  await withStatistics(viewer);
  await viewer.goto(demo.links.viewer);
  await viewer.locator('.poster').waitFor();
  const host = await aPage(browser, desktop);
  await host.goto(demo.links.console);
  const panel = await openCamera(host);
  await panel.getByText(/Live video is not on this server yet/).waitFor();
  for (const page of [viewer, host]) {
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  }

  copyFileSync(worker, `${place}.part`);
  chmodSync(`${place}.part`, 0o755);
  renameSync(`${place}.part`, place);

  await expect
    .poll(async () => (await played(viewer)).framesDecoded, { timeout: 60_000, interval: 300 })
    .toBeGreaterThan(20);
  expect(pictures).toEqual([{ kind: 'drawn', by: chromiumPath() }]);
  await panel.getByText('Live', { exact: false }).first().waitFor();
  await panel.getByText(/Live video is not on this server yet/).waitFor({ state: 'detached' });
  for (const page of [viewer, host]) {
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  }
  if (process.env.SHOTS) {
    await viewer.screenshot({ path: `${process.env.SHOTS}/late-viewer.png` });
    await host.screenshot({ path: `${process.env.SHOTS}/late-console.png` });
  }
});
