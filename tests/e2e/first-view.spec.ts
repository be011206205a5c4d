import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const goods = ['野生蜂蜜 Wild honey', '土豆 Potatoes', '白芸豆 Beans', '藜麦 Quinoa', '核桃 Walnuts'];
  market = await aMarket(
    goods.map((name, n) => ({ name, producer: '象图蜂场', priceMinor: 1_000 * (n + 1) + 90, units: 200 })),
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 2, version: await market.versionOf(2) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** Opens a page, the stream's if none is named, and lets no script of its own come until it is told to. */
async function openWithoutScripts(options: Parameters<typeof aPage>[1], path = `/s/${market.slug}`) {
  const page = await aPage(browser, options);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput)
          document.documentElement.dataset.shift = String(
            Number(document.documentElement.dataset.shift ?? 0) + value,
          );
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(market.origin + path, { waitUntil: 'commit' });
  return { page, release };
}

const shiftOf = (page: Page) => page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0));
const first = (page: Page) => page.locator('#first');

describe.each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('on a %s', (name, options) => {
  test('title, host, what is pinned, its price and the shop are there before any script, and nothing moves when it comes', async () => {
    const { page, release } = await openWithoutScripts(options);
    await first(page).getByText('Potato day').waitFor();
    expect(await first(page).locator('.f-card .f-price').textContent()).toBe('¥20.90');
    expect(await first(page).getByText('Live · Mei').isVisible()).toBe(true);
    expect(await first(page).locator('.f-row').count()).toBe(5);
    expect(await first(page).locator('.f-row').first().isVisible()).toBe(name === 'desktop');
    release();
    await first(page).waitFor({ state: 'detached' });
    await page.locator('.pinned .price').first().waitFor();
    expect(await page.locator('.pinned .price b').first().textContent()).toBe('¥20.90');
    expect(await shiftOf(page)).toBeLessThan(0.02);
  });
});

test.each(['en-GB', 'zh-CN'])('in %s it says what the page says', async (locale) => {
  const { page, release } = await openWithoutScripts({ ...phone, locale });
  const words = async (selector: string) => {
    await page.locator(selector).first().waitFor();
    return (await page.locator(selector).first().textContent())!.replace(/\s/g, '');
  };
  const [bar, add, top] = await Promise.all([words('.f-bar'), words('.f-add'), words('.f-top')]);
  release();
  await first(page).waitFor({ state: 'detached' });
  expect(await words('.bottom-bar')).toBe(bar);
  // Below its word the button says for how long it reserves for this buyer.
  expect((await words('.add-pinned')).startsWith(add)).toBe(true);
  expect(top).toBe(`${await words('h1')}${await words('.status')}·Mei`);
});

test.each([
  ['/', 'en-GB'],
  ['/', 'zh-CN'],
  ['/orders', 'en-GB'],
  ['/orders', 'zh-CN'],
  ['/orders/find', 'en-GB'],
  ['/cart', 'zh-CN'],
  ['/about', 'en-GB'],
])(
  '%s in %s is drawn before any script, with the title that the page has, and goes for it',
  async (path, locale) => {
    const { page, release } = await openWithoutScripts({ ...phone, locale }, path);
    const title = first(page).locator('h1');
    await title.waitFor();
    expect(await title.isVisible()).toBe(true);
    const said = await title.textContent();
    release();
    await first(page).waitFor({ state: 'detached' });
    expect(await page.locator('h1').textContent()).toBe(said);
    expect(await shiftOf(page)).toBeLessThan(0.02);
  },
);

test('the first page has the stream that is on, with prices, before any script, and leads to it', async () => {
  const { page, release } = await openWithoutScripts(phone, '/');
  const words = async (selector: string) => (await page.locator(selector).first().textContent())!.trim();
  await first(page).getByText('Potato day').waitFor();
  const drawn = [await words('.f-lead p'), await words('.f-goods'), await words('.f-button')];
  expect(drawn[1]).toContain('¥20.90');
  release();
  await first(page).waitFor({ state: 'detached' });
  expect([await words('.lead p'), await words('.hero-products'), await words('.hero .button.whole')]).toEqual(
    drawn,
  );
});

test('a tap before the scripts are there is kept, said to be so, and made once', async () => {
  const { page, release } = await openWithoutScripts(phone);
  const add = first(page).getByRole('button', { name: 'Add to cart' });
  await add.tap();
  const adding = first(page).locator('.f-card .f-add');
  expect(await adding.textContent()).toBe('Adding…');
  await adding.tap();
  release();
  await page.locator('.cart-strip .cart-summary').waitFor();
  await page.waitForTimeout(500);
  expect(await page.locator('.cart-strip .cart-summary').textContent()).toContain('Cart 1');
});

test('one whose price has changed by then is asked for, and what is said is the price of now', async () => {
  const { page, release } = await openWithoutScripts(phone);
  await first(page).getByRole('button', { name: 'Add to cart' }).tap();
  await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 2, version: await market.versionOf(2), priceMinor: 1_590, startsAtMs: null },
    ...{ durationSeconds: 120, prelaunchSeconds: 0, cap: 20, perBuyerCap: 2 },
    ...{ afterEnd: 'list', fundedBy: 'producer' },
  });
  release();
  const again = page.getByRole('button', { name: 'Add at ¥15.90' });
  await again.waitFor();
  expect(await page.locator('.cart-strip .cart-summary').count()).toBe(0);
  await again.tap();
  await page.locator('.cart-strip .cart-summary').waitFor();
});

/** What the page itself shows, below what the server drew. */
const seen = (page: Page, selector: string) => page.locator(`#root ${selector}`).first();

test('where the part that takes over does not come, the page shows its card, and the drawing goes', async () => {
  const page = await aPage(browser, phone);
  await page.route(/\/assets\/FirstView-.*\.js$/, (route) => route.abort());
  await page.goto(`${market.origin}/s/${market.slug}`);
  await first(page).getByText('Potato day').waitFor();
  await first(page).waitFor({ state: 'detached', timeout: 20_000 });
  await seen(page, '.pinned')
    .getByRole('button', { name: /^Add to cart/ })
    .waitFor();
  expect(await page.locator('#root [role="alert"]').count()).toBe(0);
});

test('where the screen does not come, the page says so', async () => {
  const page = await aPage(browser, phone);
  await page.route(/\/assets\/ViewerScreen-.*\.js$/, (route) => route.abort());
  await page.goto(`${market.origin}/s/${market.slug}`);
  await first(page).getByText('Potato day').waitFor();
  const alert = seen(page, '[role="alert"]');
  await alert.waitFor({ timeout: 20_000 });
  await first(page).waitFor({ state: 'hidden', timeout: 20_000 });
  expect(await alert.textContent()).toContain('Something went wrong');
  expect(await page.locator('#root .pinned').count()).toBe(0);
});
