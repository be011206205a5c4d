import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demo, openDemo } from '../../server/tools/demo/open-demo.ts';
import { aMarket } from './market.ts';
import { aBrowser, aPage, desktop, phone } from './pages.ts';

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  browser = await aBrowser();
  // As on a machine that has neither the media worker nor a Chromium.
  const environment = { MEDIA_WORKERS: '0' };
  demo = await openDemo({ port: 0, viewers: 0, newest: 1, isDev: false, environment, chromium: null });
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

const theDrawing = (page: Page) => page.getByRole('img', { name: 'The demo’s host, drawn' });
const pictureOf = (page: Page) =>
  theDrawing(page).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
const priceOf = (page: Page) => page.locator('.pinned-price .price').first().textContent();

for (const [device, options] of Object.entries({ phone, desktop })) {
  test(`in a demo without live video its host plays in the page, and is said to be drawn: ${device}`, async () => {
    const page = await aPage(browser, options);
    await page.goto(`${demo.url}/s/${demo.past.liveSlug}`);
    const note = page.getByText('Drawn scene', { exact: true });
    await note.waitFor();
    // What is for sale stands below the host, as it does below a host on video.
    const [said, card] = [await note.boundingBox(), await page.getByRole('article').first().boundingBox()];
    expect(card!.y).toBeGreaterThan(said!.y + said!.height);
    for (let look = 0; look < 3; look += 1) {
      const before = await pictureOf(page);
      await expect.poll(() => pictureOf(page), { timeout: 2_000, interval: 100 }).not.toBe(before);
    }
    // Nothing comes, so there is nothing to choose of it.
    expect(await page.getByRole('button', { name: 'Video quality' }).count()).toBe(0);
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/drawn-in-page-${device}.png` });
    await page.context().close();
  });
}

test('who wants no motion sees a still that changes with the table alone', async () => {
  const page = await aPage(browser, { ...phone, reducedMotion: 'reduce' });
  await page.goto(`${demo.url}/s/${demo.past.liveSlug}`);
  await theDrawing(page).waitFor();
  const onTable = () => page.getByRole('article').first().getAttribute('data-item');
  let compared = 0;
  for (let tries = 0; tries < 5 && compared < 2; tries += 1) {
    await page.waitForTimeout(500);
    const [item, price] = [await onTable(), await priceOf(page)];
    const before = await pictureOf(page);
    await page.waitForTimeout(1_200);
    const after = await pictureOf(page);
    // The demo's host goes on with the show meanwhile: another good or price is another still.
    if ((await onTable()) !== item) continue;
    if ((await priceOf(page)) !== price) continue;
    expect(after).toBe(before);
    compared += 1;
  }
  expect(compared).toBe(2);
  await page.context().close();
});

test('nothing is drawn where the host is a person: without video the poster stands', async () => {
  const goods = [{ name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 }];
  const market = await aMarket(goods, { MEDIA_WORKERS: '0' });
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('article', { name: 'Item 1' }).waitFor();
  await page.waitForTimeout(2_000);
  expect(await page.locator('canvas').count()).toBe(0);
  expect(await page.getByText('Drawn scene').count()).toBe(0);
  expect(await page.locator('.poster img').count()).toBe(1);
  await page.context().close();
  await market.close();
});
