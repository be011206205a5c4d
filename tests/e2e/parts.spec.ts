import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POINTER_PX, smallTargetsOn } from '../pictures/faults.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };
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

/** A page at rest: what slides in has come. */
const settled = (page: Page) =>
  page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => {}),
  );

/** Where the open sheet is. */
async function sheetOn(page: Page) {
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  await settled(page);
  return (await sheet.boundingBox())!;
}

test('a thumb has 48 px, a mouse 36, and a mouse sees more rows', async () => {
  const [desk, hand] = [await aConsole(desktop), await aConsole(phone)];
  await hand.getByRole('button', { name: 'Lineup' }).click();
  const rowOn = async (page: Page) => (await page.locator('.lineup-row').nth(3).boundingBox())!.height;
  expect(await rowOn(desk)).toBe(36);
  expect(await rowOn(hand)).toBeGreaterThanOrEqual(48);
  expect(await smallTargetsOn(hand)).toEqual([]);
  expect(await smallTargetsOn(desk, POINTER_PX)).toEqual([]);
  const finds = await Promise.all(
    [desk, hand].map(async (page) => (await page.locator('.find').first().boundingBox())!.height),
  );
  expect(finds).toEqual([36, 48]);
  for (const page of [desk, hand]) await page.context().close();
});

test('on a wide screen a form is a drawer from the right, with its whole title and no handle', async () => {
  const page = await aConsole(desktop);
  const opener = page.getByRole('button', { name: 'Stream', exact: true });
  await opener.click();
  expect(await sheetOn(page)).toEqual({ x: 960, y: 0, width: 480, height: 900 });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);

  await page.keyboard.press('f');
  await sheetOn(page);
  const sheet = page.getByRole('dialog');
  expect(await sheet.locator('header').evaluate((head) => getComputedStyle(head, '::before').content)).toBe(
    'none',
  );
  const title = await sheet.locator('h2').evaluate((head) => head.scrollHeight <= head.clientHeight + 1);
  expect(title).toBe(true);
  for (let stops = 0; stops < 30; stops += 1) {
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate(() => {
      const { activeElement: at } = document;
      return at === document.body || at?.closest('dialog') !== null;
    });
    expect(isInside).toBe(true);
  }
  await page.context().close();
});

test('a question with a yes and a no stands in the middle of a wide screen', async () => {
  const page = await aConsole(desktop);
  await page.getByRole('button', { name: 'End stream', exact: true }).click();
  const { x, y, width, height } = await sheetOn(page);
  expect(Math.abs(x + width / 2 - 720)).toBeLessThanOrEqual(1);
  expect(Math.abs(y + height / 2 - 450)).toBeLessThanOrEqual(1);
  expect(height).toBeLessThan(500);
  await page.context().close();
});

test.each([
  ['phone', phone],
  ['tablet', tablet],
])('in a hand it comes from below, and its handle covers no title: %s', async (_, device) => {
  const page = await aConsole(device);
  const { width, height } = device.viewport;
  await page.locator('.now-buttons .flash-now').click();
  const sheet = await sheetOn(page);
  expect(Math.round(sheet.y + sheet.height)).toBe(height);
  expect(sheet.width).toBe(Math.min(width, 560));
  const head = await page
    .getByRole('dialog')
    .locator('header')
    .evaluate((header) => {
      const handle = getComputedStyle(header, '::before');
      const { top } = header.getBoundingClientRect();
      const title = header.querySelector('h2')!.getBoundingClientRect();
      return {
        handle: Number.parseFloat(handle.top) + Number.parseFloat(handle.height),
        title: title.top - top,
      };
    });
  expect(head.title).toBeGreaterThanOrEqual(head.handle);
  await page.context().close();
});

/** Names of what flew over this page, and whether it is gone again. */
async function flightsAfter(page: Page, act: () => Promise<void>) {
  await page.evaluate(() => {
    const flights: { over: string; isGone: boolean }[] = [];
    Object.assign(window, { flights });
    new MutationObserver((changes) => {
      for (const { target, addedNodes, removedNodes } of changes) {
        const isFlying = (node: Node) => node instanceof Element && node.classList.contains('flying');
        if ([...addedNodes].some(isFlying)) flights.push({ over: target.nodeName, isGone: false });
        if ([...removedNodes].some(isFlying)) flights.at(-1)!.isGone = true;
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await act();
  await page.waitForTimeout(700);
  return page.evaluate(() => (window as unknown as { flights: { over: string; isGone: boolean }[] }).flights);
}

test.each([
  [
    'what the ledger took flies to the cart, over the shop',
    'no-preference',
    [{ over: 'DIALOG', isGone: true }],
  ],
  ['nothing flies for whoever wishes less motion', 'reduce', []],
] as const)('%s', async (_, reducedMotion, flights) => {
  const page = await aPage(browser, { ...phone, reducedMotion });
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.bottom-bar button').first().click();
  const add = page.getByRole('button', { name: 'Add one Walnuts 0', exact: true });
  await add.waitFor();
  await page.waitForLoadState('networkidle');
  const seen = await flightsAfter(page, async () => {
    await add.click();
    await page.locator('.in-cart').first().waitFor();
  });
  expect(seen).toEqual(flights);
  await page.context().close();
});

test('a flash has a band that drains with its clock, moves no button, and stays as it is where no motion is wanted', async () => {
  const watching = await Promise.all(
    [phone, desktop].map(async (device) => {
      const page = await aPage(browser, device);
      await page.goto(`${market.origin}/s/${market.slug}`);
      const button = page.locator('.pinned-add > .button').first();
      await button.waitFor();
      await settled(page);
      return { page, button, before: (await button.boundingBox())!.y };
    }),
  );
  const version = await market.versionOf(1);
  await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 1, version, priceMinor: 1_500, cap: 10, perBuyerCap: 2 },
    ...{ startsAtMs: null, durationSeconds: 300, prelaunchSeconds: 0, afterEnd: 'list', fundedBy: 'host' },
  });
  for (const { page, button, before } of watching) {
    await page.locator('.flash-band').first().waitFor();
    // The band itself drains for minutes.
    await page.waitForTimeout(500);
    expect(Math.abs((await button.boundingBox())!.y - before)).toBeLessThan(1);
    await page.context().close();
  }
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}`);
  const ground = page.locator('.flash-band > .flash-ground').first();
  await ground.waitFor();
  const left = () => ground.evaluate((each) => new DOMMatrix(getComputedStyle(each).transform).a);
  const first = await left();
  expect(first).toBeGreaterThan(0.8);
  await page.waitForTimeout(1_500);
  expect(await left()).toBeLessThan(first);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await ground.isVisible()).toBe(false);
  await page.locator('.flash-band').getByRole('timer').waitFor();
  await page.context().close();
});
