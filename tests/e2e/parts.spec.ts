import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POINTER_PX, smallTargetsOn } from '../pictures/faults.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

/** Forty characters: a title that needs two lines anywhere. */
const LONG = '老君山高海拔沙地手工挑选红皮黄心土豆大箱装 Red potatoes 10 kg';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const names = [LONG, ...Array.from({ length: 13 }, (_, n) => `Walnuts ${n}`)];
  market = await aMarket(
    names.map((name) => ({ name, producer: '石宝山农场', priceMinor: 2_000, units: 40 })),
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function aConsole(device: Parameters<typeof aPage>[1]): Promise<Page> {
  const page = await aPage(browser, device);
  await openAs(page, market, market.host.staffId, `/console/${market.slug}`);
  await page.locator('.pin-state').waitFor();
  return page;
}

test('a thumb has 48 px, a mouse 36, and a mouse sees more rows', async () => {
  const [desk, hand] = [await aConsole(desktop), await aConsole(phone)];
  await hand.getByRole('button', { name: 'Lineup' }).click();
  const rowOn = async (page: Page) => (await page.locator('.lineup-row').nth(3).boundingBox())!.height;
  expect(await rowOn(desk)).toBeLessThanOrEqual(46);
  expect(await rowOn(hand)).toBeGreaterThanOrEqual(60);
  expect(await smallTargetsOn(hand)).toEqual([]);
  expect(await smallTargetsOn(desk, POINTER_PX)).toEqual([]);
  const finds = await Promise.all(
    [desk, hand].map(async (page) => (await page.locator('.find').first().boundingBox())!.height),
  );
  expect(finds).toEqual([36, 48]);
  for (const page of [desk, hand]) await page.context().close();
});
