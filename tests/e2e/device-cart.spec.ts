import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const goods = [{ name: '红皮土豆 Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 60 }];
  market = await aMarket(goods, {}, undefined, ['cash_on_delivery'], 'first_paid');
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const cartOf = (page: Page, units: number) => page.getByRole('button', { name: `Cart ${units}` }).first();
const factsOfCarts = () => market.sql("SELECT seq FROM fact WHERE type LIKE 'cart_%'");

test('[H2] where nothing is reserved a cart outlives a reload, is in every tab, and leaves with its order', async () => {
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}`);
  const add = page.getByRole('button', { name: /^Add to cart/ });
  await add.click();
  await cartOf(page, 1).waitFor();
  await add.click();
  await cartOf(page, 2).waitFor();
  await page.reload();
  await cartOf(page, 2).waitFor();
  const beside = await page.context().newPage();
  await beside.goto(`${market.origin}/s/${market.slug}`);
  await cartOf(beside, 2).waitFor();
  expect(factsOfCarts()).toEqual([]);

  await cartOf(page, 2).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('This cart is on this device only.').waitFor();
  await sheet.getByRole('button', { name: /^Fewer/ }).click();
  await cartOf(beside, 1).waitFor();
  await sheet.getByRole('button', { name: /^Checkout/ }).click();
  await sheet.getByLabel('Name').fill('王秀英');
  await sheet.getByLabel('Phone').fill('13800138000');
  await sheet.getByLabel('Address').fill('云南省大理州剑川县金华镇');
  await sheet.getByRole('button', { name: /^Place order/ }).click();
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  await cartOf(beside, 1).waitFor({ state: 'detached' });
  expect(market.sql<{ units: number }>('SELECT units FROM order_line')).toEqual([{ units: 1 }]);
  expect(factsOfCarts()).toEqual([]);
});
