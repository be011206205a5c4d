import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import { aMarket } from './market.ts';
import { aBrowser, aPage, desktop, phone } from './pages.ts';

const GOODS = [
  { name: '红皮土豆 Red potatoes', producer: '石宝山农场', priceMinor: 2_990, units: 60 },
  { name: '薄皮核桃 Walnuts', producer: '象图核桃合作社', priceMinor: 4_200, units: 60 },
];
let browser: Browser;
beforeAll(async () => {
  browser = await aBrowser();
});
afterAll(() => browser?.close());

const openCart = (page: Page) => page.locator('.cart-summary').first().click();

test.each([
  ['hold', 'a phone', phone],
  ['first_paid', 'a desktop', desktop],
] as const)(
  'where the stream is %s, on %s, one line is paid for and the other set aside for later',
  async (policy, _, size) => {
    const market = await aMarket(GOODS, {}, undefined, ['cash_on_delivery'], policy satisfies HoldPolicy);
    await market.hostDoes('stream:go-live', {});
    const page = await aPage(browser, size);
    await page.goto(`${market.origin}/s/${market.slug}`);
    for (const [at, { name }] of GOODS.entries()) {
      const itemNumber = at + 1;
      await market.hostDoes('lineup:pin', { itemNumber, version: await market.versionOf(itemNumber) });
      const card = page.locator('.pinned', { hasText: name });
      await card.getByRole('button', { name: /^Add to cart/ }).click();
      await card.locator('.in-cart').waitFor();
    }
    await openCart(page);
    await page.getByRole('button', { name: 'Save for later: 红皮土豆 Red potatoes' }).click();
    const aside = page.getByRole('region', { name: 'Saved for later' });
    await aside.getByText('红皮土豆 Red potatoes').waitFor();
    await page.getByRole('button', { name: 'Checkout (1)' }).waitFor();
    // Its units are anybody's again.
    await expect.poll(async () => (await market.itemOf(1)).available).toBe(60);

    await page.reload();
    await openCart(page);
    await market.hostDoes('lineup:set-price', {
      ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 3_190 },
    });
    await aside.getByText('was ¥29.90').waitFor();
    await aside.getByRole('button', { name: 'Move to cart · ¥31.90' }).click();
    await aside.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Checkout (2)' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.context().close();
    await market.close();
  },
);
