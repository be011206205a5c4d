import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket(
    ['Red potatoes', 'Kidney beans', 'Walnuts'].map((name) => ({
      ...{ name, producer: '老君山合作社', priceMinor: 2_000, units: 40 },
    })),
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test('[L9] a viewer without an account asks for walnuts, the console counts and pins them, the viewer reads it', async () => {
  const viewer = await aPage(browser, phone);
  const host = await aPage(browser, desktop);
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  const row = host.locator('.lineup-row[data-item="3"]');
  await row.waitFor();

  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await viewer.getByRole('button', { name: /^Shop/ }).click();
  const ask = viewer.getByRole('button', { name: 'Show me Walnuts: ask the host' });
  await ask.waitFor();
  // The sheet has come to rest.
  await viewer.waitForTimeout(500);
  const before = await ask.boundingBox();
  expect(Math.min(before!.width, before!.height)).toBeGreaterThanOrEqual(48);
  await ask.click();
  const asked = viewer.getByRole('button', { name: 'Asked the host to show Walnuts' });
  await asked.waitFor();
  expect(await asked.boundingBox()).toEqual(before);

  await row.getByText('1 viewer asks for it').waitFor({ state: 'attached' });
  // A host who films with the phone that is the console reads it from where they stand.
  const filming = await aPage(browser, phone);
  await openAs(filming, market, market.host.staffId, `/console/${market.slug}`);
  const most = filming.locator('.stage-wanted', { hasText: 'Walnuts' });
  await most.waitFor();
  expect(
    await most.evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize)),
  ).toBeGreaterThanOrEqual(40);
  const [line, dock] = [await most.boundingBox(), await filming.locator('.now-buttons').boundingBox()];
  expect(line!.y + line!.height).toBeLessThanOrEqual(dock!.y);
  await filming.context().close();
  await host.getByRole('button', { name: 'Sort by what viewers ask for' }).click();
  expect(await host.locator('.lineup-row').first().getAttribute('data-item')).toBe('3');
  await host.locator('.pin-next', { hasText: 'Walnuts' }).click();

  await viewer.getByText('Showing now, you asked for it').waitFor();
  await viewer.getByRole('button', { name: 'Close' }).click();
  await viewer.getByText('The host is showing No. 3, Walnuts, now, you asked for it').waitFor();
  await row.getByText('1 viewer asks for it').waitFor({ state: 'detached' });
  expect(await market.itemOf(3)).not.toHaveProperty('askers');

  const analyst = await aPage(browser, desktop);
  await openAs(analyst, market, market.analystId, `/insights/${market.slug}`);
  await analyst.getByRole('tab', { name: 'Items' }).click();
  const ofWalnuts = analyst.locator('.items-table tbody tr', { hasText: 'Walnuts' });
  await ofWalnuts.waitFor();
  const heads = await analyst.locator('.items-table thead th').allTextContents();
  const at = heads.findIndex((head) => head.startsWith('Wanted'));
  expect(at).toBeGreaterThan(0);
  expect(await ofWalnuts.locator('th, td').nth(at).textContent()).toBe('1');
});
