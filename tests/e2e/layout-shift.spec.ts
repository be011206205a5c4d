import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, phone } from './pages.ts';

/** What a page may move of what is seen already, as browsers count it. */
const MOST_SHIFT = 0.02;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const goods = [
    { name: '野生蜂蜜 Wild honey', producer: '象图蜂场', priceMinor: 4_580, units: 200 },
    { name: '土豆 Potatoes', producer: '马家', priceMinor: 1_990, units: 200 },
  ];
  market = await aMarket(goods, {}, undefined, ['cash_on_delivery']);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** Counts what moves by itself on each page of a device from now on. */
async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) (window as never as { shift: number }).shift += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}
const shiftOf = (page: Page) => page.evaluate(() => (window as never as { shift: number }).shift);

describe.each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('on a %s', (_, options) => {
  test('no page of a buyer moves by itself while it comes', async () => {
    const page = await aPage(browser, options);
    await countShifts(page);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await fillCheckout(page);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
    const [{ orderId }] = market.sql<{ orderId: string }>('SELECT order_id AS orderId FROM orders') as [
      { orderId: string },
    ];
    const shifts: Record<string, number> = {};
    for (const path of [
      '/',
      `/s/${market.slug}`,
      `/s/${market.slug}/2`,
      '/orders',
      `/orders/${orderId}`,
      '/orders/find',
      '/about',
    ]) {
      await page.goto(market.origin + path);
      await page.locator('h1, h2').first().waitFor();
      await page.waitForTimeout(1_500);
      shifts[path] = await shiftOf(page);
    }
    expect(Object.entries(shifts).filter(([, shift]) => shift > MOST_SHIFT)).toEqual([]);
  });
});
