import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, fillCheckout, openCheckout, phone } from './pages.ts';

const POTATOES = {
  name: '红皮土豆 Red potatoes',
  producer: '石宝山农场',
  priceMinor: 2_990,
  units: 60,
  morePictures: ['/mark.svg'],
};
const low = { viewport: { width: 1024, height: 768 } };

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([POTATOES]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const sheet = (page: Page) => page.getByRole('dialog');
const isFocused = (page: Page, label: string) =>
  sheet(page)
    .getByLabel(label, { exact: true })
    .evaluate((input) => input === document.activeElement);

/** Where the picture is, and what is found in its corners and its middle. */
function pictureOf(page: Page) {
  return page.locator('.stage-picture').evaluate((picture) => {
    const { left, top, right, bottom } = picture.getBoundingClientRect();
    const points = [
      [left + 24, top + 24],
      [right - 24, top + 24],
      [right - 24, bottom - 24],
      [(left + right) / 2, (top + bottom) / 2],
    ] as const;
    const isFree = points.every(([x, y]) => picture.contains(document.elementFromPoint(x, y)));
    return { box: [left, top, right, bottom].map(Math.round), isFree };
  });
}

test('at 1024 × 768 the checkout takes the column of the shop, and the picture stays as it was', async () => {
  const page = await aPage(browser, low);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('button', { name: /^Add to cart/ }).click();
  const way = page.getByRole('button', { name: /^Checkout/ });
  await page.locator('.cart-summary', { hasText: 'Cart 1' }).waitFor();
  const before = await pictureOf(page);
  const column = await page.locator('.side').boundingBox();
  await way.click();
  await expect.poll(() => isFocused(page, 'Name'), { timeout: 10_000 }).toBe(true);
  // The view that the server drew goes within 600 ms of the stream's: who is quicker keeps his place.
  await page.waitForTimeout(700);
  expect(await isFocused(page, 'Name')).toBe(true);
  await sheet(page).evaluate((it) => Promise.all(it.getAnimations().map(({ finished }) => finished)));
  expect(await sheet(page).boundingBox()).toEqual(column);
  expect(await pictureOf(page)).toEqual(before);
  expect(before.isFree).toBe(true);
  expect(await page.locator('dialog:modal').count()).toBe(0);
  const line = sheet(page).getByRole('listitem').filter({ hasText: 'Red potatoes' });
  expect(await line.textContent()).toContain('¥29.90 × 1¥29.90');
  const scrolls = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return [scrollHeight - innerHeight, scrollWidth - innerWidth];
  });
  expect(scrolls).toEqual([0, 0]);

  // What is beside it goes on: one more from the card is one more in the order.
  await page.getByRole('button', { name: /^Add to cart/ }).click();
  await sheet(page)
    .getByRole('button', { name: /^Pay ¥59\.80/ })
    .waitFor();

  await page.keyboard.press('Escape');
  await sheet(page).waitFor({ state: 'detached' });
  expect(await way.evaluate((button) => button === document.activeElement)).toBe(true);
  await way.press('Enter');
  await expect.poll(() => isFocused(page, 'Name'), { timeout: 10_000 }).toBe(true);
  await page.goBack();
  await sheet(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}`);
  await page.context().close();
});

test('a product takes the column too: at its own address, and over a cart from which it was opened', async () => {
  const page = await aPage(browser, low);
  await page.goto(`${market.origin}/s/${market.slug}/1`);
  const product = page.getByRole('dialog', { name: 'Red potatoes' });
  await expect.poll(() => product.evaluate((it) => it === document.activeElement)).toBe(true);
  await product.getByRole('button', { name: /^Add to cart/ }).click();
  await product.getByTitle('1 in your cart').waitFor();
  const box = await product.boundingBox();
  expect((await pictureOf(page)).isFree).toBe(true);
  expect(await page.locator('dialog:modal').count()).toBe(0);
  // Photos lie over it: Esc closes them, and not what is below.
  await product.getByRole('button', { name: /^Enlarge photo/ }).click();
  await page.locator('dialog.photo-viewer').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog.photo-viewer').waitFor({ state: 'detached' });
  await product.getByRole('button', { name: 'Shop', exact: true }).click();
  await product.waitFor({ state: 'detached' });
  expect(await page.locator('.side').boundingBox()).toEqual(box);
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}`);

  await page.locator('.cart-summary').click();
  const cart = page.getByRole('dialog', { name: 'Cart' });
  const picture = cart.getByRole('button', { name: 'About item 1' });
  await picture.click();
  await product.getByRole('button', { name: 'Back', exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}/1`);
  await page.keyboard.press('Escape');
  await product.waitFor({ state: 'detached' });
  expect(await picture.evaluate((button) => button === document.activeElement)).toBe(true);

  // What is opened from it, and after it, lies over it.
  await picture.click();
  await product.getByRole('button', { name: 'Checkout' }).click();
  await expect.poll(() => isFocused(page, 'Name'), { timeout: 10_000 }).toBe(true);
  expect(await product.count()).toBe(0);
  await page.goBack();
  await sheet(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}`);
  await page.context().close();
});

test('a window that gets narrow has the checkout as a sheet, with what was typed', async () => {
  const page = await aPage(browser, low);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await fillCheckout(page);
  await page.setViewportSize({ width: 700, height: 900 });
  await page.locator('dialog:modal').waitFor();
  expect(await sheet(page).getByLabel('Name', { exact: true }).inputValue()).toBe('王秀英');
  await page.context().close();
});

test('on a phone the lines of the checkout have their prices too, and nothing runs out at 320 px', async () => {
  const page = await aPage(browser, { ...phone, viewport: { width: 320, height: 568 } });
  await page.goto(`${market.origin}/s/${market.slug}`);
  await openCheckout(page);
  const line = sheet(page).getByRole('listitem').filter({ hasText: 'Red potatoes' });
  expect(await line.textContent()).toContain('¥29.90 × 1¥29.90');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await page.context().close();
});
