import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, openAs, phone } from './pages.ts';

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  // Hard to lay out on purpose: a name of forty characters, and a price of six digits.
  market = await aMarket([
    {
      name: '老君山高海拔沙地手工挑选红皮黄心土豆大箱装 Red potatoes 10 kg',
      producer: '老君山薯农专业合作社 Laojunshan Potato Co-op',
      priceMinor: 12_345_600,
      units: 40,
    },
    { name: 'Quinoa', producer: '沙溪农场', priceMinor: 3_500, units: 3 },
    { name: 'Walnuts', producer: '羊岑核桃园', priceMinor: 4_200, units: 0 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const still = (colorScheme: Theme) => ({ colorScheme, reducedMotion: 'reduce' as const });

test.each(themes)('a buyer with a screen reader gets through: home to my orders, %s', async (theme) => {
  const page = await aPage(browser, { ...phone, ...still(theme) });
  const faults: string[] = [];
  const look = async (name: string) => faults.push(...(await faultsOn(page, `${name}-${theme}`)));

  await page.goto(market.origin);
  await page.getByRole('link', { name: 'Watch live' }).waitFor();
  await look('home');
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.pinned h2').first().waitFor();
  await look('viewer');
  await page.locator('.bottom-bar button').first().click();
  await page.getByRole('dialog').waitFor();
  await look('bag');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await fillCheckout(page);
  await look('checkout');
  await page.keyboard.press('Escape');
  await page.locator('.cart-strip .cart-summary').click();
  await page.getByRole('dialog', { name: 'Cart' }).waitFor();
  await look('cart');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Checkout \(1\)/ })
    .click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio', { name: 'Pay on delivery' }).check();
  await form.getByRole('button', { name: /^Place order/ }).click();
  if ((await form.locator('[aria-invalid="true"]').count()) > 0) {
    await look('checkout-faults');
    await form.getByLabel('Name').fill('王秀英');
    await form.getByLabel('Phone').fill('13800138000');
    await form.getByLabel('Address').fill('云南省大理州剑川县金华镇');
    await form.getByRole('button', { name: /^Place order/ }).click();
  }
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  await look('ordered');
  await page.goto(`${market.origin}/orders`);
  await page.getByRole('heading', { name: /^Order \d/ }).waitFor();
  await look('orders');
  await page.goto(`${market.origin}/sign-in`);
  await page.getByLabel(/password/i).waitFor();
  await look('sign-in');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('an order with the keyboard alone', async () => {
  const page = await aPage(browser, desktop);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  /** Tabs until the focus is on what is named; a page has far fewer stops than forty. */
  async function tabTo(wanted: RegExp): Promise<void> {
    for (let stops = 0; stops < 40; stops += 1) {
      await page.keyboard.press('Tab');
      if (wanted.test(await focused())) return;
    }
    throw new Error(`No stop is named ${wanted}`);
  }
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('button', { name: /^Add to cart/ }).waitFor();
  await tabTo(/^Add to cart/);
  await page.keyboard.press('Enter');
  await page.locator('.pinned .in-cart').waitFor();
  expect(await focused()).toMatch(/^Add/);
  await tabTo(/^Checkout/);
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Checkout' });
  await form.waitFor();
  for (const [label, text] of [
    ['Name', '王秀英'],
    ['Phone', '13800138000'],
    ['Address', '云南省大理州剑川县金华镇'],
  ] as const) {
    const isThere = () =>
      form.getByLabel(label).evaluate((field: Element) => field === document.activeElement);
    for (let stops = 0; stops < 5 && !(await isThere()); stops += 1) await page.keyboard.press('Tab');
    expect(await isThere()).toBe(true);
    await page.keyboard.type(text);
  }
  // The ways to pay are one stop; an arrow chooses.
  const online = form.getByRole('radio', { name: 'Pay online' });
  const isOn = () => online.evaluate((radio: Element) => radio === document.activeElement);
  for (let stops = 0; stops < 5 && !(await isOn()); stops += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await tabTo(/^Place order/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  await page.context().close();
});

test.each(themes)('shop beside the picture and cart over it, %s', async (theme) => {
  const page = await aPage(browser, { ...desktop, ...still(theme) });
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('button', { name: 'Add one Quinoa' }).click();
  await page.locator('.cart-summary', { hasText: 'Cart 1' }).waitFor();
  expect(await faultsOn(page, `viewer-wide-${theme}`)).toEqual([]);
  await page.locator('.cart-summary').click();
  await page.locator('.cart .cart-row').waitFor();
  expect(await faultsOn(page, `cart-wide-${theme}`)).toEqual([]);
  await page.context().close();
});

test.each(themes)('the host and the analyst: console, its forms, insights, %s', async (theme) => {
  const page = await aPage(browser, { ...desktop, ...still(theme) });
  const faults: string[] = [];
  const look = async (name: string) => faults.push(...(await faultsOn(page, `${name}-${theme}`)));
  const closeSheet = async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };

  await openAs(page, market, market.host.staffId, '/console');
  await page.getByText('Potato day').first().waitFor();
  await look('streams');
  await page.goto(`${market.origin}/console/${market.slug}`);
  await page.locator('.pin-state').waitFor();
  await page.keyboard.press('f');
  await page.getByRole('dialog').getByRole('radio', { name: /−20/ }).check();
  await look('flash-form');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /start|flash/i })
    .last()
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('.flash-panel').waitFor();
  await look('console');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await look('keys');
  await closeSheet();
  await page.getByRole('button', { name: 'Stream', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await look('more');
  await closeSheet();
  await page.getByRole('button', { name: 'Add products' }).click();
  await page.getByRole('dialog').waitFor();
  await look('add');
  await closeSheet();
  await page.setViewportSize(phone.viewport);
  await look('console-phone');
  await page.setViewportSize(desktop.viewport);
  await page.goto(`${market.origin}/insights/${market.slug}`);
  await page.locator('.chart canvas').waitFor();
  await look('insights');
  await page.setViewportSize(phone.viewport);
  await look('insights-phone');
  const rest = ['Items', 'Flash sales', 'Audience', 'Channels', 'Money', 'Compare', 'Export'];
  for (const name of rest) {
    await page.getByRole('tab', { name }).click();
    await page.locator('[role="tabpanel"] h2').first().waitFor();
    await look(`insights-${name}`);
  }
  expect(faults).toEqual([]);
  const { flash } = await market.itemOf(1);
  if (flash) await market.hostDoes('flash-sale:end', { flashId: flash.flashId });
  await page.context().close();
});

test('[S2] the host marks a short break and comes back; viewers read both', async () => {
  const [desk, viewer] = [await aPage(browser, desktop), await aPage(browser, phone)];
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await openAs(desk, market, market.host.staffId, `/console/${market.slug}`);
  await desk.getByRole('button', { name: 'Stream', exact: true }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Take a break' }).click();
  await viewer.locator('.stage-message', { hasText: 'Short break' }).waitFor();
  await desk.getByRole('button', { name: 'Back from break' }).click();
  await viewer.locator('.status.live').waitFor();
  await desk.context().close();
  await viewer.context().close();
});
