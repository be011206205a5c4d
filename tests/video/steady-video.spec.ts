import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReplayView } from '../../shared/contract/media.ts';
import { aMarket, type TestMarket } from '../e2e/market.ts';
import { aBrowser, aPage, desktop, openAs, openCamera, phone } from '../e2e/pages.ts';
import { pictureAgeMs, withCameraClock } from './camera-clock.ts';

const mediaFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
];
/** Pictures of the pages go here when SHOTS is set: looked at by people, never judged by a machine. */
const shots = process.env.SHOTS;

let browser: Browser;
let market: TestMarket;
let host: Page;

beforeAll(async () => {
  browser = await aBrowser(mediaFlags);
  market = await aMarket([
    { name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 },
    { name: 'Walnuts', producer: '石宝山合作社', priceMinor: 4_200, units: 40 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await pin(1);
  host = await aPage(browser, desktop);
  await withCameraClock(host);
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  const panel = await openCamera(host);
  await panel.getByRole('button', { name: 'Set up camera' }).click();
  await panel.getByRole('switch', { name: /^Record/ }).click();
  // It is on when the market has said so.
  await panel.getByRole('switch', { name: /^Record/, checked: true }).waitFor();
  await panel.getByRole('button', { name: 'Start broadcast' }).click();
  await host.getByRole('region', { name: 'Broadcast' }).getByText('Live', { exact: true }).waitFor();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function pin(itemNumber: number): Promise<void> {
  await market.hostDoes('lineup:pin', { itemNumber, version: await market.versionOf(itemNumber) });
}

/** By the clock in the picture, the moment that is on the screen, epoch ms; asked until it can be read. */
async function pictureMs(page: Page): Promise<number> {
  for (let n = 0; n < 100; n += 1) {
    const ageMs = await pictureAgeMs(page);
    if (ageMs !== null) return Date.now() - ageMs;
    await page.waitForTimeout(100);
  }
  throw new Error('The clock in the picture could not be read.');
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** A replay plays on until this good is marked, and stops there: then the clock in the picture can be read at leisure. */
function pauseAt(page: Page, name: string): Promise<void> {
  return page.evaluate((wanted) => {
    const list = document.querySelector('.replay-jumps ol')!;
    const watch = new MutationObserver(() => {
      if (!list.querySelector('[aria-current]')?.textContent?.includes(wanted)) return;
      document.querySelector('video')!.pause();
      watch.disconnect();
    });
    watch.observe(list, { subtree: true, attributes: true });
  }, name);
}

/** How many pictures the page's video has shown. */
const frames = (page: Page) =>
  page
    .locator('video')
    .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);

test('[L7] by HLS it plays some seconds late, knows how late, and the pinned card comes with the picture', async () => {
  const viewer = await aPage(browser, phone);
  await viewer.addInitScript(() => {
    localStorage.setItem('fairday.video', '{"most":"high","limitMb":null,"way":"steady"}');
    // By itself from 3 s on: a quick machine may be quicker than that.
    localStorage.setItem('fairday.pin-hold', 'on');
  });
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await expect.poll(() => frames(viewer), { timeout: 60_000, interval: 300 }).toBeGreaterThan(20);
  const late = viewer.getByRole('button', { name: /\d+ s behind/ });
  await late.waitFor({ timeout: 30_000 });
  await viewer.getByText(/^In sync with the video/).waitFor({ timeout: 30_000 });
  // What the page says of the lag, against the clock in the picture.
  const saidMs = 1_000 * Number.parseInt((await late.textContent()) ?? '', 10);
  const seenMs = Date.now() - (await pictureMs(viewer));
  process.stdout.write(`by HLS ${seenMs} ms late, said to be ${saidMs} ms\n`);
  expect(Math.abs(saidMs - seenMs)).toBeLessThan(2_500);

  await pin(2);
  const pinnedAtMs = Date.now();
  await viewer.getByRole('button', { name: 'Showing now: 2' }).waitFor();
  expect(await viewer.getByRole('article', { name: 'Item 1' }).count()).toBe(1);
  if (shots) await viewer.screenshot({ path: `${shots}/steady.png` });
  await viewer.getByRole('article', { name: 'Item 2' }).waitFor({ timeout: 60_000 });
  const offMs = (await pictureMs(viewer)) - pinnedAtMs;
  process.stdout.write(`the card changed ${offMs} ms after the picture was at the pin\n`);
  expect(Math.abs(offMs)).toBeLessThan(3_000);
  await viewer.context().close();
});

test('a browser that drops every address of the server without a word plays by HLS by itself', async () => {
  const viewer = await aPage(browser, phone);
  await viewer.addInitScript(() => {
    // Below 1024 Chromium sends media to no port of this machine: the line stays as new as it was.
    const states = new Set<string>();
    const own = RTCPeerConnection.prototype.setRemoteDescription;
    RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, given) {
      states.add(this.connectionState);
      this.addEventListener('connectionstatechange', () => states.add(this.connectionState));
      const sdp = given.sdp?.replace(/^(a=candidate:(?:\S+ ){5})\d+/gm, '$1443') ?? '';
      return Reflect.apply(own, this, [{ type: given.type, sdp }]);
    };
    Object.assign(globalThis, { fairdayStates: states });
  });
  const opened = performance.now();
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await expect.poll(() => frames(viewer), { timeout: 60_000, interval: 300 }).toBeGreaterThan(20);
  process.stdout.write(`played by HLS ${Math.round(performance.now() - opened)} ms after the opening\n`);
  const states = await viewer.evaluate(() => [
    ...(globalThis as unknown as { fairdayStates: Set<string> }).fairdayStates,
  ]);
  expect(states.filter((state) => state !== 'closed')).toEqual(['new']);
  await viewer.context().close();
});

test('a recording is played back with its pins within 500 ms of the log', async () => {
  await pin(1);
  await host.waitForTimeout(3_000);
  await pin(2);
  await host.waitForTimeout(4_000);
  await market.hostDoes('stream:end', {});
  const replayOf = async () =>
    (await (await fetch(`${market.origin}/api/v1/streams/${market.slug}/replay`)).json()) as ReplayView;
  await expect
    .poll(async () => (await replayOf()).stretches.length, { timeout: 60_000, interval: 500 })
    .toBeGreaterThan(0);
  const { pins, stretches } = await replayOf();
  const [wanted, last] = pins.slice(-2);
  expect([wanted!.itemNumber, last!.itemNumber]).toEqual([1, 2]);

  const viewer = await aPage(browser, phone);
  await viewer.goto(`${market.origin}/replay/${market.slug}`);
  const jumps = viewer.locator('.replay-jumps button');
  await jumps.first().waitFor();
  await viewer.getByText('Loading the replay…').waitFor({ state: 'detached', timeout: 30_000 });
  const video = viewer.locator('video');
  const offs: number[] = [];
  const places: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    await jumps.nth(pins.length - 2).click();
    await viewer.locator('.replay-jumps button[aria-current]').filter({ hasText: 'Red potatoes' }).waitFor();
    await pauseAt(viewer, 'Walnuts');
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.paused), { timeout: 30_000 })
      .toBe(true);
    const { currentTime, ended } = await video.evaluate(({ currentTime, ended }: HTMLVideoElement) => ({
      currentTime,
      ended,
    }));
    places.push(`${currentTime.toFixed(2)} s${ended ? ', its end' : ''}`);
    offs.push((await pictureMs(viewer)) - last!.fromMs);
  }
  process.stdout.write(`the pin was marked when the picture was ${offs.join(', ')} ms behind it\n`);
  // Where it is off, these say whether its dates were wrong, or the mark was missed.
  const dated = stretches.map(({ mediaMs, atMs, durationMs }) => ({
    mediaMs,
    durationMs,
    offMs: atMs - last!.fromMs,
  }));
  process.stdout.write(`it stood at ${places.join('; ')}; its stretches are ${JSON.stringify(dated)}\n`);
  expect(Math.abs(median(offs))).toBeLessThanOrEqual(500);
  const { violations } = await new AxeBuilder({ page: viewer }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  if (shots) await viewer.screenshot({ path: `${shots}/replay.png` });
  await viewer.context().close();
});
