import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE } from '../../shared/values/time.ts';
import { guestOrders } from './guest-orders.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, openCheckout, phone } from './pages.ts';
import { type QuickClock, quickClock } from './quick-clock.ts';

const PRICE = 2_990;
/** One network may keep four of five in the first minute: the larger of four and half. */
const FEW = 5;
const MANY = 60;
/** So many cash orders of one network within a minute alarm. */
const MADE_UP = 25;

let browser: Browser;
beforeAll(async () => {
  browser = await aBrowser();
});
afterAll(() => browser?.close());

async function aCashEvening(units: number): Promise<{ market: TestMarket; clock: QuickClock }> {
  const clock = quickClock();
  const goods = [{ name: '红皮土豆 Red potatoes', producer: '石宝山农场', priceMinor: PRICE, units }];
  const market = await aMarket(goods, {}, clock, ['cash_on_delivery']);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  return { market, clock };
}

async function fillAndOrder(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill('王秀英');
  await sheet.getByLabel('Phone').fill(`1380013${String(8_000 + ordered).padStart(4, '0')}`);
  await sheet.getByLabel('Address').fill('云南省大理州剑川县金华镇');
  await sheet.getByRole('button', { name: /^Place order/ }).click();
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  ordered += 1;
}
let ordered = 0;

test('[H8] a cash-only evening behind one address sells its last unit, and who waits for it is told before an address is typed', async () => {
  const { market, clock } = await aCashEvening(FEW);
  try {
    const stall = async () => {
      const page = await aPage(browser, phone);
      await page.goto(`${market.origin}/s/${market.slug}`);
      return page;
    };
    ordered = 0;
    for (let n = 1; n < FEW; n += 1) {
      const page = await stall();
      await openCheckout(page);
      await fillAndOrder(page);
      await page.context().close();
    }
    expect(await market.itemOf(1)).toMatchObject({ available: 1, sold: FEW - 1 });
    const last = await stall();
    await openCheckout(last);
    const sheet = last.getByRole('dialog');
    await sheet.getByText(/^Many orders just came from your network\. Try again at /).waitFor();
    expect(await sheet.getByLabel('Name').count()).toBe(0);
    clock.passes(MINUTE);
    // The market says its time once a second: the page asks again by itself.
    await fillAndOrder(last);
    expect(ordered).toBe(FEW);
    expect(await market.itemOf(1)).toMatchObject({ available: 0, held: 0, unpaid: 0, sold: FEW });
    expect(market.sql('SELECT count(*) AS orders FROM orders')).toEqual([{ orders: FEW }]);
    const late = await stall();
    await late.getByText('Sold out').first().waitFor();
  } finally {
    await market.close();
  }
});

test.each([
  [
    '390×844',
    phone,
    'en-GB',
    /^20 cash orders from one network/,
    'Review and release',
    /^Release 25 orders$/,
  ],
  ['1440×900', desktop, 'zh-CN', /^一分钟内同一网络来了 20 个/, '查看并释放', /^释放 25 单$/],
] as const)(
  '[H8] at %s the host releases an attack in three taps at most, and who ordered elsewhere keeps the order',
  async (_, size, locale, alarm, review, release) => {
    const { market } = await aCashEvening(MANY);
    try {
      const page = await aPage(browser, { ...size, locale });
      await openAs(page, market, market.host.staffId, `/console/${market.slug}`);
      const ordersCash = (network: string) =>
        guestOrders(market, {
          ...{ itemNumber: 1, units: 1, priceMinor: PRICE, payment: 'cash_on_delivery', network },
        });
      await Promise.all(Array.from({ length: MADE_UP }, () => ordersCash('203.0.113.0/24')));
      await ordersCash('198.51.100.0/24');
      await page.getByText(alarm).first().waitFor();
      let taps = 0;
      for (const name of [review, release]) {
        await page.getByRole('button', { name }).click();
        taps += 1;
      }
      await page.getByText(alarm).first().waitFor({ state: 'detached' });
      expect(taps).toBeLessThanOrEqual(3);
      await expect.poll(() => market.itemOf(1)).toMatchObject({ available: MANY - 1, sold: 1 });
    } finally {
      await market.close();
    }
  },
);
