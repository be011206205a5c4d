import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/values/time.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, fillCheckout, phone } from './pages.ts';
import { aWeakLine } from './weak-line.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 },
    { name: 'Quinoa', producer: '沙溪农场', priceMinor: 3_500, units: 30 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await pin(1);
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function pin(itemNumber: number): Promise<void> {
  await market.hostDoes('lineup:pin', { itemNumber, version: await market.versionOf(itemNumber) });
}

const orderCount = () => market.sql<{ n: number }>('SELECT count(*) AS n FROM orders')[0]?.n;
const stall = () => `${market.origin}/s/${market.slug}`;

/** What a clock on the screen shows, in seconds. */
async function secondsOn(page: Page, selector: string): Promise<number> {
  const shown = /(\d+):(\d\d)/.exec((await page.locator(selector).first().textContent()) ?? '');
  return Number(shown?.[1]) * 60 + Number(shown?.[2]);
}

test('[I1][I3] an answer lost and a page loaded again: the order is found under its key and not sent twice', async () => {
  const page = await aPage(browser, phone);
  const line = await aWeakLine(page);
  await page.goto(stall());
  await fillCheckout(page);
  const before = orderCount() ?? 0;
  line.goDeafAfter('order:place');
  await page.getByRole('radio', { name: 'Pay on delivery' }).check();
  await page.getByRole('button', { name: /^Place order/ }).click();
  await expect.poll(orderCount, { timeout: 10_000 }).toBe(before + 1);
  expect(await page.getByRole('heading', { name: 'Order placed' }).count()).toBe(0);
  line.recover();
  await page.reload();
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  await page.getByText('¥29.90').first().waitFor();
  expect(line.sent('order:place')).toBe(1);
  expect(line.sent('order:status')).toBeGreaterThan(0);
  expect(orderCount()).toBe(before + 1);
  await page.context().close();
});

test('[I1] two taps on the button that orders are one order', async () => {
  const page = await aPage(browser, phone);
  const line = await aWeakLine(page);
  await page.goto(stall());
  await fillCheckout(page);
  const before = orderCount() ?? 0;
  await page.getByRole('radio', { name: 'Pay on delivery' }).check();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Place order/ })
    .evaluate((button: HTMLElement) => {
      button.click();
      button.click();
      setTimeout(() => button.click(), 0);
    });
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  expect(line.sent('order:place')).toBe(1);
  expect(orderCount()).toBe(before + 1);
  await page.context().close();
});

test('[H2] back: a sheet closes and the stall stays; from my orders the cart is as it was', async () => {
  const page = await aPage(browser, phone);
  await page.goto(market.origin);
  await page.goto(stall());
  await page.getByRole('button', { name: /^Add to cart/ }).click();
  const pill = page.getByRole('button', { name: /^Cart 1/ });
  await pill.click();
  await page.getByRole('dialog', { name: 'Cart' }).waitFor();
  await page.goBack();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(page.url()).toBe(stall());
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('link', { name: 'My orders' }).click();
  await page.getByRole('heading', { name: 'My orders' }).waitFor();
  await page.goBack();
  await pill.waitFor();
  // A sheet closed by its own button leaves nothing behind: one step back leaves the stall.
  await pill.click();
  await page.getByRole('dialog', { name: 'Cart' }).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goBack();
  await page.waitForURL((url) => url.pathname === '/');
  await page.context().close();
});

/** A stall on a page whose clock the test turns, and that has just lost its network. */
async function aStallCutOff() {
  const page = await aPage(browser, phone);
  await page.clock.install();
  const line = await aWeakLine(page);
  await page.goto(stall());
  await page.locator('.pinned', { hasText: 'Red potatoes' }).waitFor();
  line.cut();
  await page.context().setOffline(true);
  return { page, line };
}

test('[K3] ten seconds without a network: what was known stays, with its time; back again all is fresh', async () => {
  const { page, line } = await aStallCutOff();
  const bar = page.locator('.line-bar');
  await bar.getByText(/You’re offline · prices as of \d/).waitFor();
  const asOf = await bar.textContent();
  await pin(2);
  await page.clock.runFor(10 * SECOND);
  expect(await bar.textContent()).toBe(asOf);
  expect(await page.locator('.pinned h2').first().textContent()).toContain('Red potatoes');
  line.recover();
  await page.context().setOffline(false);
  // Not after the longest pause between two tries: the device's own word is enough to try at once.
  await page.locator('.pinned', { hasText: 'Quinoa' }).waitFor({ timeout: 5 * SECOND });
  await bar.waitFor({ state: 'detached' });
  await pin(1);
  await page.locator('.pinned', { hasText: 'Red potatoes' }).first().waitFor();
  await page.context().close();
});

test('[K3] what a buyer opens without a network waits in its place; back again it is there', async () => {
  const { page, line } = await aStallCutOff();
  await page
    .locator('.line-bar')
    .getByText(/You’re offline/)
    .waitFor();
  // The page of a product is fetched with the finger on its way to it.
  await page.locator('.pinned .good-picture').first().click();
  const sheet = page.locator('dialog.product');
  await sheet.waitFor();
  await page.clock.runFor(MINUTE);
  expect(await sheet.count(), 'the sheet stays').toBe(1);
  expect(await page.locator('.line-bar').count(), 'the stall stays').toBe(1);
  expect(await sheet.getByText('Shipping').count(), 'nothing of it has come').toBe(0);
  line.recover();
  await page.context().setOffline(false);
  await sheet.getByText('Shipping').first().waitFor();
  await page.context().close();
});

test.each([
  ['a day ahead', DAY],
  ['a day behind', -DAY],
])('[T3] a phone whose clock is %s counts down as the market does', async (_, shiftMs) => {
  const page = await aPage(browser, phone);
  await page.addInitScript((shift) => {
    const realNow = Date.now.bind(Date);
    Date.now = () => realNow() + shift;
  }, shiftMs);
  const { flashId } = await market.hostDoes('flash-sale:start', {
    itemNumber: 1,
    version: await market.versionOf(1),
    priceMinor: 1_990,
    startsAtMs: null,
    durationSeconds: 300,
    prelaunchSeconds: 0,
    cap: 10,
    perBuyerCap: 2,
    afterEnd: 'list',
    fundedBy: 'host',
  });
  const endsAtMs = Date.now() + 5 * MINUTE;
  await page.goto(stall());
  await page.locator('.pinned .flash-band:not(.soon)').waitFor();
  await page.locator('.pinned', { hasText: '¥19.90' }).waitFor();
  await page.getByRole('button', { name: /^Add to cart/ }).click();
  await page.locator('.cart-strip .cart-summary').waitFor();
  // The clock is as right as the first round trips are; three seconds also forgive this machine.
  const left = (endsAtMs - Date.now()) / SECOND;
  expect(Math.abs((await secondsOn(page, '.pinned .flash-band:not(.soon)')) - left)).toBeLessThan(3);
  const held = await secondsOn(page, '.cart-strip .countdown');
  expect(held).toBeGreaterThan(2 * 60 + 50);
  expect(held).toBeLessThanOrEqual(3 * 60);
  await market.hostDoes('flash-sale:end', { flashId });
  await page.context().close();
});
