import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { chromiumFlags, chromiumPath } from '../services.ts';
import type { TestMarket } from './market.ts';

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
export const desktop = { viewport: { width: 1440, height: 900 } };

/**
 * @param flags besides the usual ones
 * @param without flags that Playwright would set
 */
export async function aBrowser(
  flags: readonly string[] = [],
  without: readonly string[] = [],
): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('The end-to-end suite needs Chromium: see npm test.');
  const ignoreDefaultArgs = [...without];
  return chromium.launch({ executablePath, args: [...chromiumFlags, ...flags], ignoreDefaultArgs });
}

/** A page of a device of its own: its own cookies, its own cart. */
export async function aPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

type Box = Awaited<ReturnType<Locator['boundingBox']>>;

/** How far a box moved or grew, in CSS px: a browser places a scrolled list between two pixels, and rounds. */
export function movedBy(before: Box, after: Box): number {
  if (!before || !after) throw new Error('A box that is not on the page moves nowhere.');
  const sides = ['x', 'y', 'width', 'height'] as const;
  return Math.max(...sides.map((side) => Math.abs(after[side] - before[side])));
}

/** Signs a member of staff in and opens a page of theirs. */
export async function openAs(page: Page, market: TestMarket, staffId: string, path: string): Promise<void> {
  await page.goto((await market.link(staffId)).replace('/sign-in/link', `/sign-in/link?to=${path}`));
  await page.waitForURL((url) => url.pathname === path);
}

/** Opens the set-up of the camera on the desk of a wide console. */
export async function openCamera(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Camera and broadcast', exact: true }).click();
  return page.getByRole('region', { name: 'Broadcast' });
}

/** From the stall to the checkout, with one unit of what is pinned in the cart. */
export async function openCheckout(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Add to cart/ }).click();
  await page.getByRole('button', { name: /^Checkout/ }).click();
}

/** From the stall to the two ways to pay, with one unit of item 1 in the cart. */
export async function fillCheckout(page: Page): Promise<void> {
  await openCheckout(page);
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill('王秀英');
  await sheet.getByLabel('Phone').fill('13800138000');
  await sheet.getByLabel('Address').fill('云南省大理州剑川县金华镇');
}
