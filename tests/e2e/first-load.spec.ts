import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';
import { weighed } from './weighed.ts';

/** Bounds in kB, each file packed by itself, as `bench -- web` counts them. */
const VIEWER_SCRIPT_KB = 110;
const VIEWER_STYLES_KB = 12;
const STAFF_SCRIPT_KB = 200;
/** After this a page has asked for all that its first seconds need. */
const SETTLED_MS = 2_500;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const good = { name: '土豆 Potatoes', producer: '马家', priceMinor: 1_990, units: 12 };
  market = await aMarket([good, { ...good, name: '核桃 Walnuts' }]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test('a viewer’s first load has at most 110 kB of script and 12 kB of styles', async () => {
  const page = await aPage(browser, phone);
  const weight = weighed(page);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.pinned h2').first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  expect(await weight('.js')).toBeLessThanOrEqual(VIEWER_SCRIPT_KB);
  expect(await weight('.css')).toBeLessThanOrEqual(VIEWER_STYLES_KB);
  await page.context().close();
});

test('a page of staff has at most 200 kB of script', async () => {
  const signed = await aPage(browser, desktop);
  await openAs(signed, market, market.operatorId, '/office');
  const context = signed.context();
  const tooHeavy: Record<string, number> = {};
  for (const path of [
    '/office',
    '/office/orders',
    '/office/buyers',
    '/console',
    `/console/${market.slug}`,
    `/console/${market.slug}/activity`,
    `/insights/${market.slug}`,
    `/insights/${market.slug}/wall`,
    '/packing',
    '/admin/goods',
    '/admin/settlement',
    '/admin/stream-defaults',
    '/admin/security',
  ]) {
    // A browser keeps files for a year; each page is weighed as on a device that has none.
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const weight = weighed(page);
    await page.goto(market.origin + path);
    await page.locator('h1, h2').first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    const kB = await weight('.js');
    if (kB > STAFF_SCRIPT_KB) tooHeavy[path] = kB;
    await page.close();
  }
  expect(tooHeavy).toEqual({});
  await context.close();
});
