import type { Browser } from 'playwright-core';
import { aMarket, type TestMarket } from '../e2e/market.ts';
import { aBrowser, aPage, desktop, openAs, openCamera, phone } from '../e2e/pages.ts';
import { pictureAgeMs, withCameraClock } from './camera-clock.ts';

/**
 * `npm run measure:hls [-- viewers]`: how late a viewer sees the broadcast by HLS, read from a clock in the picture.
 * Viewers come one after another, since where in a piece somebody joins decides how late they are; the page catches up
 * by playing faster, so each is measured twice, at first and after half a minute. It wants a build and Chromium.
 */
const VIEWERS = Number(process.argv[2] ?? 6);
const SAMPLES = 20;
const SAMPLE_EVERY_MS = 300;
const SETTLE_MS = 30_000;
const FIRST_PICTURE_MS = 60_000;
const MOST_MS = 100_000;

const mediaFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
];

const browser = await aBrowser(mediaFlags);
const market = await aMarket([{ name: 'Potatoes', producer: 'Zhao', priceMinor: 2_990, units: 40 }]);
try {
  await market.hostDoes('stream:go-live', {});
  await goOnAir(browser, market);
  const atFirst: number[] = [];
  const later: number[] = [];
  for (let n = 1; n <= VIEWERS; n += 1) {
    const { firstPictureMs, first, settled } = await oneViewer(browser, market);
    atFirst.push(...first);
    later.push(...settled);
    say(
      `viewer ${n}: first picture after ${firstPictureMs} ms; ${told(first)} late at first, ${told(settled)} later`,
    );
  }
  say(`${VIEWERS} viewers: ${told(atFirst)} late at first, ${told(later)} after ${SETTLE_MS / 1_000} s`);
} finally {
  await browser.close();
  await market.close();
}

async function goOnAir(by: Browser, on: TestMarket): Promise<void> {
  const host = await aPage(by, desktop);
  await withCameraClock(host);
  await openAs(host, on, on.host.staffId, `/console/${on.slug}`);
  const panel = await openCamera(host);
  await panel.getByRole('button', { name: 'Set up camera' }).click();
  await panel.getByRole('button', { name: 'Start broadcast' }).click();
  await host.getByRole('region', { name: 'Broadcast' }).getByText('Live', { exact: true }).waitFor();
}

async function oneViewer(by: Browser, on: TestMarket) {
  const page = await aPage(by, phone);
  await page.addInitScript(() => {
    localStorage.setItem('fairday.video', '{"most":"high","limitMb":null,"way":"steady"}');
  });
  const openedAtMs = performance.now();
  await page.goto(`${on.origin}/s/${on.slug}`);
  const ageMs = async (withinMs: number) => {
    const untilMs = performance.now() + withinMs;
    while (performance.now() < untilMs) {
      const age = await pictureAgeMs(page);
      // A picture whose squares are all dark has no clock in it yet.
      if (age !== null && age < MOST_MS) return age;
      await page.waitForTimeout(50);
    }
    throw new Error('The clock in the picture could not be read.');
  };
  const take = async () => {
    const ages: number[] = [];
    for (let n = 0; n < SAMPLES; n += 1) {
      ages.push(await ageMs(10_000));
      await page.waitForTimeout(SAMPLE_EVERY_MS);
    }
    return ages;
  };
  await ageMs(FIRST_PICTURE_MS);
  const firstPictureMs = Math.round(performance.now() - openedAtMs);
  const first = await take();
  await page.waitForTimeout(SETTLE_MS);
  const settled = await take();
  await page.context().close();
  return { firstPictureMs, first, settled };
}

/** Median, and from the least to the most, in seconds. */
function told(ages: readonly number[]): string {
  const sorted = [...ages].sort((a, b) => a - b);
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return `${seconds(middle)} s (${seconds(sorted[0]!)} to ${seconds(sorted.at(-1)!)})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
