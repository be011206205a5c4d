import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: 'Red potatoes', producer: 'Shibao farm', priceMinor: 1_990, units: 12, category: 'Vegetables' },
    { name: '高山绿茶', producer: '石宝山茶园', priceMinor: 3_880, units: 12, category: 'Tea' },
    { name: '红茶', producer: '石宝山茶园', priceMinor: 2_880, units: 12, category: 'Tea' },
  ]);
  await market.hostDoes('stream:go-live', {});
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test('from the first page a product is searched for, found, added, and its cart is at hand on every page', async () => {
  const page = await aPage(browser, phone);
  await page.goto(market.origin);
  await page.getByRole('searchbox').fill('绿茶');
  const found = page.getByRole('link', { name: '高山绿茶' });
  await found.waitFor();
  expect(await page.getByRole('status').textContent()).toContain('1 product');
  expect(await overflowOn(page, 'home-found')).toEqual([]);
  // Orders and cart stand beside each other in the head.
  const head = page.locator('.page-head .head-acts > a');
  const [orders, cart] = [await head.nth(0).boundingBox(), await head.nth(1).boundingBox()];
  expect(cart!.x).toBeGreaterThanOrEqual(orders!.x + orders!.width);
  await found.click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Add to cart · ¥38.80' }).click();
  await sheet.getByRole('button', { name: 'Checkout' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}/2`);
  // Over the orders, which are a page of their own, back into the cart.
  await page.goto(`${market.origin}/orders`);
  await page.getByRole('link', { name: /^Cart/ }).click();
  await page.getByRole('dialog', { name: /Cart/ }).getByText('高山绿茶').waitFor();
  await page.context().close();
});

test('who leaves with the tap, before its answer, finds the cart from the first page', async () => {
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}/2`);
  const add = page.getByRole('dialog').getByRole('button', { name: 'Add to cart · ¥38.80' });
  await add.waitFor();
  await add.evaluate((button: HTMLElement) => {
    button.click();
    // The tap is sent in the turns after it.
    setTimeout(() => location.assign('/'), 5);
  });
  await page.waitForURL(`${market.origin}/`);
  await page.getByRole('link', { name: /^Cart/ }).click();
  await page.getByRole('dialog', { name: /Cart/ }).getByText('高山绿茶').waitFor();
  await page.context().close();
});

test('a category shows what it has, and a step back from a product leads to it again', async () => {
  const page = await aPage(browser, phone);
  await page.goto(market.origin);
  await page.getByRole('button', { name: /^Tea/ }).click();
  await page.getByRole('link', { name: '红茶' }).waitFor();
  expect(await page.getByRole('link', { name: 'Red potatoes' }).count()).toBe(0);
  await page.getByRole('link', { name: '红茶' }).click();
  await page.getByRole('dialog').waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole('link', { name: '高山绿茶' }).waitFor();
  await page.context().close();
});

test('a product that is kept is listed first in the shop, and found again from the first page', async () => {
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}/3`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.reload();
  await page.goto(`${market.origin}/s/${market.slug}#shop`);
  const rows = page.locator('.bag-row');
  await rows.first().waitFor();
  expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-item')))).toEqual([
    '3',
    '1',
    '2',
  ]);
  expect(await overflowOn(page, 'shop-kept')).toEqual([]);
  await page.goto(market.origin);
  await page.getByRole('heading', { name: 'Saved products' }).waitFor();
  await page.getByRole('link', { name: '红茶' }).click();
  await page.getByRole('button', { name: 'Add to cart · ¥28.80' }).waitFor();
  await page.context().close();
});
