import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: '野生蜂蜜 Wild honey', producer: '象图蜂场', priceMinor: 6_800, units: 1 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test('[H5] the last unit is given back, and goes to the one who waits for it, who buys it', async () => {
  const [holder, waiter] = await Promise.all([aPage(browser, phone), aPage(browser, phone)]);
  await Promise.all([holder, waiter].map((page) => page.goto(`${market.origin}/s/${market.slug}`)));
  // Both from the product's page: one adds and sees the count, the other finds it gone and waits.
  for (const page of [holder, waiter]) await page.getByRole('button', { name: 'About item 1' }).click();
  const product = holder.getByRole('dialog');
  await product.getByText('Reserved for 3 minutes when you add it').waitFor();
  await product.getByRole('button', { name: 'Add to cart · ¥68.00' }).click();
  await product.getByTitle('1 in your cart').waitFor();
  await product.getByRole('button', { name: 'Close' }).click();
  const gone = waiter.getByRole('dialog');
  await gone.getByRole('button', { name: 'Join the waitlist' }).click();
  await gone.getByText('You’re next on the waitlist').waitFor();
  await gone.getByRole('button', { name: 'Close' }).click();
  await waiter.getByText('You’re next on the waitlist').waitFor();
  expect((await market.itemOf(1)).waiting).toEqual({ buyers: 1, units: 1 });

  await holder.locator('.cart-strip .cart-summary').click();
  await holder.getByRole('button', { name: /^Fewer: / }).click();
  const offer = waiter.locator('.offer');
  await offer.getByText('reserved for you').waitFor();
  await offer.getByRole('timer').waitFor();
  // Nobody has jumped the line: on the other screen it is still all held.
  expect(await market.itemOf(1)).toMatchObject({ available: 0, held: 1, waiting: { buyers: 0, units: 0 } });

  await offer.getByRole('button', { name: 'Order now' }).click();
  const sheet = waiter.getByRole('dialog');
  await sheet.getByLabel('Name').fill('王秀英');
  await sheet.getByLabel('Phone').fill('13800138000');
  await sheet.getByLabel('Address').fill('云南省大理州剑川县金华镇');
  await sheet
    .getByRole('button', { name: /online|sandbox|pay/i })
    .first()
    .click();
  await waiter.getByText(/1001/).first().waitFor();
  expect(await market.itemOf(1)).toMatchObject({ available: 0, held: 0, unpaid: 1 });
  expect(market.sql<{ units: number }>('SELECT units FROM order_line')).toEqual([{ units: 1 }]);
});
