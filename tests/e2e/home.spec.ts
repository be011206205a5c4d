import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([{ name: 'Red potatoes', producer: 'Shibao farm', priceMinor: 1_990, units: 12 }]);
  await market.hostDoes('stream:go-live', {});
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test.each([
  [1440, 1240],
  [1920, 1640],
])('of a screen of %i px the first page uses %i, and its parts use all of that', async (screenPx, usedPx) => {
  const page = await aPage(browser, { viewport: { width: screenPx, height: 1080 } });
  await page.goto(market.origin);
  await page.locator('#first').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Watch live' }).waitFor();
  const widths = await page.evaluate(() => {
    const main = document.querySelector('main')!;
    const { paddingLeft, paddingRight } = getComputedStyle(main);
    const padding = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
    const partsPx = [...main.children].map((part) => part.getBoundingClientRect().width);
    return { mainPx: main.getBoundingClientRect().width, padding, partsPx };
  });
  expect(widths.mainPx).toBe(usedPx);
  for (const partPx of widths.partsPx) expect(partPx).toBe(usedPx - widths.padding);
  expect(await overflowOn(page, `home-${screenPx}`)).toEqual([]);
  await page.context().close();
});
