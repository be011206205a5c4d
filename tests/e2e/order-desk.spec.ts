import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, overflowOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, openAs, phone } from './pages.ts';

/** From Home to half of an order given back. */
const MOST_CLICKS = 8;
const MOST_MS = 20_000;

let browser: Browser;
let market: TestMarket;
let buyer: Page;
let reference: string;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([{ name: 'Red potatoes', producer: 'Shibao farm', priceMinor: 2_390, units: 40 }]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  buyer = await aPage(browser, phone);
  reference = await buys(buyer);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** One unit, ordered and paid. @returns what the order is called */
async function buys(page: Page): Promise<string> {
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.pinned h2').first().waitFor();
  await fillCheckout(page);
  await page.getByRole('radio', { name: 'Pay online' }).check();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Pay ¥/ })
    .click();
  await page.waitForURL((url) => url.pathname.startsWith('/pay/'));
  await page.getByRole('button', { name: /^Pay ¥/ }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/orders/'));
  const heading = page.getByRole('heading', { name: /^Order \d+-\d+$/ });
  return (await heading.textContent())!.replace('Order ', '');
}

/** Counts what a hand does, in the page itself: each press of a pointer, and each Enter that sends something. */
async function countsClicks(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = () => sessionStorage.setItem('clicks', `${Number(sessionStorage.getItem('clicks')) + 1}`);
    addEventListener('pointerdown', ({ isTrusted }) => isTrusted && count(), { capture: true });
    addEventListener('keydown', ({ isTrusted, key }) => isTrusted && key === 'Enter' && count(), {
      capture: true,
    });
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem('clicks')));
}

test('[O8] from Home an order is found by its number and half of it refunded in at most 8 clicks and 20 s', async () => {
  const page = await aPage(browser, desktop);
  const clicks = await countsClicks(page);
  await openAs(page, market, market.operatorId, '/office');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await clicks()).toBe(0);
  const beganMs = performance.now();

  await page.getByRole('button', { name: /^Find/ }).click();
  await page.getByRole('searchbox').fill(reference);
  await page.getByRole('dialog').getByRole('link', { name: reference }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Refund', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Half' }).click();
  await sheet.getByRole('radio', { name: 'Goodwill' }).click();
  await sheet.getByRole('button', { name: /^Refund ¥11\.95/ }).click();
  // What it does to the payout stands beside the tap that makes it.
  await sheet
    .getByText(/Payout to Shibao farm/)
    .first()
    .waitFor();
  await sheet.getByRole('button', { name: /^Yes: Refund ¥11\.95/ }).click();
  await sheet.getByText('Refunded ¥11.95.').waitFor();

  const tookMs = performance.now() - beganMs;
  const taken = await clicks();
  process.stdout.write(`half of ${reference} refunded: ${taken} clicks, ${Math.round(tookMs)} ms\n`);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(MOST_CLICKS);
  expect(tookMs).toBeLessThan(MOST_MS);

  await page.keyboard.press('Escape');
  await page
    .locator('.order-timeline')
    .getByText(/¥11\.95 · .* · paid by the shop/)
    .waitFor();
  await page.locator('.bought-lines').getByText('¥11.95 refunded').waitFor();
  const [row] = market.sql<{ refunded_minor: number }>('SELECT refunded_minor FROM orders');
  expect(row?.refunded_minor).toBe(1_195);
  await page.context().close();
});

test('[O11] [O12] the office notes why, cancels an order, and its buyer reads that the shop did', async () => {
  const shopper = await aPage(browser, phone);
  const other = await buys(shopper);
  const page = await aPage(browser, desktop);
  await openAs(page, market, market.operatorId, `/office/orders/${other}`);
  await page.getByLabel('Add a note').fill('She called: no carrier gets through.');
  await page.getByRole('button', { name: 'Save note' }).click();
  await page.getByText('She called: no carrier gets through.').waitFor();
  await page.getByText(/Yang · Operator/).waitFor();
  expect(await faultsOn(page, 'office-order-note')).toEqual([]);

  await page.getByRole('button', { name: 'Cancel order' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Can’t be delivered there').click();
  await sheet.getByText(/¥19\.12 → ¥0\.00/).waitFor();
  expect(await faultsOn(page, 'office-cancel')).toEqual([]);
  await sheet.getByRole('button', { name: 'Cancel, refund ¥23.90' }).click();
  await sheet.getByRole('button', { name: 'Yes, cancel and refund ¥23.90' }).click();
  await sheet.getByText('Cancelled. ¥23.90 goes back to the buyer.').waitFor();
  await page.keyboard.press('Escape');
  await page
    .locator('.order-timeline')
    .getByText(/Confirmed → Cancelled .* Can’t be delivered there/)
    .waitFor();

  await shopper.reload();
  await shopper
    .getByText('The shop cancelled this order because it can’t be delivered to this address.')
    .waitFor();
  // Nothing of the note is anywhere on it.
  expect(await shopper.content()).not.toContain('no carrier gets through');
  expect(await overflowOn(page, 'office-order')).toEqual([]);
  await page.setViewportSize(phone.viewport);
  expect(await overflowOn(page, 'office-order-phone')).toEqual([]);
});
