import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../shared/values/time.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, openCheckout, phone } from './pages.ts';

const POTATOES = { name: '红皮土豆 Red potatoes', producer: '石宝山农场', priceMinor: 2_990, units: 60 };
const sizes = [
  ['390×844', phone],
  ['1440×900', desktop],
] as const;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([POTATOES]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const stall = () => `${market.origin}/s/${market.slug}`;
const orderCount = () => market.sql<{ n: number }>('SELECT count(*) AS n FROM orders')[0]?.n;
const payButton = (page: Page, name = /^Pay ¥/) => page.getByRole('dialog').getByRole('button', { name });
const field = (page: Page, label: string) => page.getByRole('dialog').getByLabel(label, { exact: true });

/** The list of areas is a chunk of its own: what is typed before it comes is split once it has. */
const areasCome = (page: Page) =>
  field(page, 'Province').locator('option', { hasText: '云南省' }).waitFor({ state: 'attached' });

/** True iff all of an element is on the screen, and nothing lies over its middle. */
function isInView(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom, left, width, height } = element.getBoundingClientRect();
    const middle = document.elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && bottom <= innerHeight && (middle === element || element.contains(middle));
  });
}

test.each(sizes)(
  'at %s a tap with a fault leads to the fault, and what is mended is not blamed any more',
  async (_, size) => {
    const page = await aPage(browser, size);
    await page.goto(stall());
    await openCheckout(page);
    const before = orderCount();
    // What is at fault is out of sight when the button is tapped.
    await page.setViewportSize({ width: size.viewport.width, height: 480 });
    await payButton(page).click();
    const name = field(page, 'Name');
    await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
    await expect.poll(() => isInView(name)).toBe(true);
    await page.getByText('Enter a name.').waitFor();
    await name.fill('王秀英');
    await page.getByText('Enter a name.').waitFor({ state: 'detached' });

    await field(page, 'Phone').fill('1380013');
    await areasCome(page);
    await field(page, 'Street address').fill('剑川县金华镇');
    await payButton(page).click();
    await expect
      .poll(() => field(page, 'Phone').evaluate((input) => input === document.activeElement))
      .toBe(true);
    const fault = page.getByText('Enter a mobile number of 11 digits, or a landline with its area code.');
    await fault.waitFor();
    await page.keyboard.type('80');
    expect(await fault.count()).toBe(1);
    await page.keyboard.type('00');
    await fault.waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(orderCount()).toBe(before);
    await page.context().close();
  },
);

test.each(sizes)(
  'at %s what the server says of the address stands at the address, and goes when it is mended',
  async (_, size) => {
    const page = await aPage(browser, size);
    await page.route('**/api/v1/me/addresses', (route) =>
      route.fulfill({
        status: 400,
        json: { ok: false, code: 'BAD_REQUEST', field: 'address', retryable: false },
      }),
    );
    await page.goto(stall());
    await fillCheckout(page);
    await payButton(page).click();
    const address = field(page, 'Street address');
    await expect.poll(() => address.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.getByRole('alert').waitFor();
    await page.keyboard.type('8');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.context().close();
  },
);

test.each(sizes)('at %s Enter leads from field to field and orders nothing', async (_, size) => {
  const page = await aPage(browser, size);
  await page.goto(stall());
  await fillCheckout(page);
  await areasCome(page);
  const before = orderCount();
  await field(page, 'Name').focus();
  for (const next of ['Phone', 'Street address']) {
    expect(await page.locator(':focus').getAttribute('enterkeyhint')).toBe('next');
    await page.keyboard.press('Enter');
    expect(await field(page, next).evaluate((input) => input === document.activeElement), next).toBe(true);
  }
  expect(await page.locator(':focus').getAttribute('enterkeyhint')).toBe('done');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}`);
  await payButton(page).waitFor();
  expect(orderCount()).toBe(before);
  await page.context().close();
});

test.each(sizes)(
  'at %s a reload keeps what was typed and the code, and says what costs something else since',
  async (_, size) => {
    const code = size === phone ? 'HARVEST8' : 'HARVEST9';
    const { voucherId } = await market.hostDoes('voucher:create', {
      ...{ code, off: { kind: 'amount', offMinor: 800 }, fromMinor: 2_000, scope: { kind: 'shop' } },
      ...{ fundedBy: 'shop', startsAtMs: null, cap: 50, perBuyerCap: 5, floorConsent: true },
      endsAtMs: market.market.app.deps.clock.nowMs() + DAY,
    });
    const page = await aPage(browser, size);
    await page.goto(stall());
    await fillCheckout(page);
    await areasCome(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Add a promo code' }).click();
    await field(page, 'Promo code').fill(code.toLowerCase());
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await payButton(page, /^Pay ¥21\.90/).waitFor();

    await page.reload();
    await payButton(page, /^Pay ¥21\.90/).waitFor();
    await areasCome(page);
    await page.getByText(`${code} applied: −¥8.00`).waitFor();
    expect(await field(page, 'Name').inputValue()).toBe('王秀英');
    expect(await field(page, 'Phone').inputValue()).toBe('13800138000');
    expect(await field(page, 'Province').inputValue()).toBe('云南省');
    expect(await field(page, 'City').inputValue()).toBe('大理白族自治州');
    expect(await field(page, 'District').inputValue()).toBe('剑川县');
    expect(await field(page, 'Street address').inputValue()).toBe('金华镇');
    expect(await page.getByText('The total changed').count()).toBe(0);

    // While the page is away the voucher ends.
    await page.goto('about:blank');
    await market.hostDoes('voucher:end', { voucherId });
    await page.goto(stall());
    await payButton(page, /^Pay ¥29\.90/).waitFor();
    await page.getByText('The total changed from ¥21.90 to ¥29.90.').waitFor();
    await page.getByRole('radio', { name: 'Pay on delivery' }).check();
    await payButton(page, /^Place order · ¥29\.90/).click();
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('fairday.checkout'))).toBeNull();
    expect(await page.evaluate(() => localStorage.getItem('fairday.code'))).not.toContain(code);
    await page.context().close();
  },
);

const tongues = {
  'en-GB': {
    ...{ paste: 'Paste delivery details', name: 'Name', phone: 'Phone', street: 'Street address' },
    ...{ faults: ['Enter the full name: at least two letters.', 'Choose a province.'] },
    ...{ atDoor: 'Pay on delivery', place: /^Place order/, placed: 'Order placed' },
  },
  'zh-CN': {
    ...{ paste: '粘贴收货信息', name: '姓名', phone: '手机号', street: '详细地址' },
    ...{ faults: ['请填全名，字母名至少两个字母。', '请选择省份。'] },
    ...{ atDoor: '货到付款', place: /^提交订单/, placed: '下单成功' },
  },
} as const;
const narrow = { viewport: { width: 320, height: 568 }, hasTouch: true };
const tried = [
  { size: phone, locale: 'zh-CN', width: 390 },
  { size: narrow, locale: 'en-GB', width: 320 },
  { size: desktop, locale: 'zh-CN', width: 1440 },
] as const;

test.each(tried)(
  '[X176] at $width px in $locale “M” at “x” is refused at its fields, and a pasted contact orders',
  async ({ size, locale }) => {
    const say = tongues[locale];
    const page = await aPage(browser, { ...size, locale });
    await page.goto(stall());
    await page.getByRole('button', { name: /^(Add to cart|加入购物车)/ }).click();
    await page.getByRole('button', { name: /^(Checkout|去结算)/ }).click();
    const sheet = page.getByRole('dialog');
    const areas = sheet.locator('select[name="address-level1"] option');
    await areas.nth(30).waitFor({ state: 'attached' });
    const before = orderCount();
    await sheet.getByLabel(say.name).fill('M');
    await sheet.getByLabel(say.phone).fill('13800138000');
    await sheet.getByLabel(say.street).fill('x');
    await sheet.getByRole('radio', { name: say.atDoor }).check();
    await sheet.getByRole('button', { name: say.place }).click();
    for (const fault of say.faults) await sheet.getByText(fault).waitFor();
    expect(await sheet.getByLabel(say.street).inputValue()).toBe('x');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    if (size !== desktop) {
      const heights = await sheet
        .locator('.delivery :is(input, select, textarea)')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
    }
    await sheet
      .getByLabel(say.paste)
      .fill(
        '收货人: 杨丽娟\n手机号码: 86-13800138000\n所在地区: 云南省大理白族自治州剑川县金华镇\n详细地址: 古城街12号',
      );
    expect(await sheet.getByRole('alert').count()).toBe(0);
    await sheet.getByRole('button', { name: say.place }).click();
    await page.getByRole('heading', { name: say.placed }).waitFor();
    await sheet.getByText('云南省大理白族自治州剑川县金华镇古城街12号').waitFor();
    expect(orderCount()).toBe((before ?? 0) + 1);
    await page.context().close();
  },
);
