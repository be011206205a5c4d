import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, phone } from './pages.ts';

/** From the first page to a paid order of two products, each field that is tapped into counted as well. */
const MOST_TAPS = 8;
/** From the stream to an order of what is shown, for who has ordered before: add, checkout, pay. */
const MOST_TAPS_AGAIN = 3;
const POTATOES = {
  name: '红皮土豆 Red-skinned potatoes 2.5 kg',
  producer: '老君山合作社 Laojun Mountain Growers',
  origin: '云南剑川老君山镇',
  priceMinor: 2_990,
  units: 40,
};
const WALNUTS = {
  name: '薄皮核桃 Thin-shelled walnuts 1 kg',
  producer: '象图核桃合作社 Xiangtu Walnut Co-op',
  origin: '云南剑川象图乡',
  priceMinor: 4_200,
  units: 40,
};
/** Each origin sends a parcel of its own. */
const FEE_MINOR = 500;

/** What is read on the way, by the language of the browser. */
const words = {
  'en-GB': {
    enter: /Go to the stall|Watch live/,
    shop: /^Shop/,
    add: (name: string) => `Add one ${name}`,
    checkout: /^Checkout/,
    fields: ['Name', 'Phone', 'Address'],
    addPinned: /^Add to cart/,
    pay: /^Pay ¥/,
    atDoor: 'Pay on delivery',
    place: /^Place order · /,
    placed: 'Order placed',
    payNow: /^Pay ¥/,
    paid: 'Order paid',
    back: 'Back to the stream',
  },
  'zh-CN': {
    enter: /去逛逛|进入直播间/,
    shop: /^全部商品/,
    add: (name: string) => `加购一件${name}`,
    checkout: /^去结算/,
    fields: ['姓名', '手机号', '地址'],
    addPinned: /^加入购物车/,
    pay: /^立即付款 ¥/,
    atDoor: '货到付款',
    place: /^提交订单 · /,
    placed: '下单成功',
    payNow: /^付款 ¥/,
    paid: '付款成功',
    back: '回到直播间',
  },
} as const;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([POTATOES, WALNUTS]);
  let version = 0;
  for (const { origin } of [POTATOES, WALNUTS]) {
    const table = {
      tiers: [{ upToGrams: 20_000, feeMinor: FEE_MINOR }],
      capMinor: null,
      freeFromMinor: null,
    };
    ({ version } = await market.hostDoes('shipping:set', { origin, version, table }));
  }
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const sizes: [string, BrowserContextOptions][] = [
  ['390×844', phone],
  ['1440×900', desktop],
];
const paths = sizes.flatMap(([size, options]) =>
  (Object.keys(words) as (keyof typeof words)[]).map((locale) => ({ size, locale, options })),
);

test.each(paths)(
  'landing to two products of two producers paid: at most eight taps, then three for who comes back, at $size in $locale',
  async ({ options, locale }) => {
    const say = words[locale];
    const page = await aPage(browser, { ...options, locale });
    let taps = 0;
    const tap = async (what: Locator) => {
      taps += 1;
      await (options.hasTouch ? what.tap() : what.click());
    };
    await page.goto(market.origin);

    await tap(page.getByRole('link', { name: say.enter }));
    await page.locator('.stage[aria-busy="false"]').waitFor();
    if (options.hasTouch) await tap(page.getByRole('button', { name: say.shop }));
    await tap(page.getByRole('button', { name: say.add(POTATOES.name) }));
    await tap(page.getByRole('button', { name: say.add(WALNUTS.name) }));
    await inCart(page, 2);
    const shop = options.hasTouch ? page.getByRole('dialog') : page.locator('.side');
    await tap(shop.getByRole('button', { name: say.checkout }));
    const form = page.getByRole('dialog').last();
    // What orders is in sight before anything is filled in.
    await expect
      .poll(() => isWhole(form.getByRole('button', { name: say.pay })), { timeout: 3_000 })
      .toBe(true);
    const typed = ['王秀英', '13800138000', '云南省大理州剑川县金华镇'];
    for (const [at, label] of say.fields.entries()) {
      // The cursor stands in the first field, and the keyboard's own key leads on: whoever taps instead is counted.
      const field = form.getByLabel(label);
      await field.waitFor();
      if (!(await hasCursor(field))) await tap(field);
      await page.keyboard.type(typed[at]!);
      await page.keyboard.press('Enter');
    }
    const total = POTATOES.priceMinor + WALNUTS.priceMinor + 2 * FEE_MINOR;
    await tap(form.getByRole('button', { name: say.pay }));
    await page.waitForURL(/\/pay\//);
    await tap(page.getByRole('button', { name: say.payNow }));
    await page.getByRole('heading', { name: say.paid }).waitFor();
    expect(taps).toBeLessThanOrEqual(MOST_TAPS);

    const [order] = market.sql<{ total_minor: number; status: string }>(
      'SELECT total_minor, status FROM orders ORDER BY order_id DESC LIMIT 1',
    );
    expect(order).toMatchObject({ total_minor: total, status: 'PAID' });
    expect(page.context().pages()).toHaveLength(1);
    // One more leads back to the stream.
    await tap(page.getByRole('link', { name: say.back }));
    await page.waitForURL(new RegExp(`/s/${market.slug}$`));
    process.stdout.write(`landing to paid, ${locale}: ${taps - 1} taps, and one back to the stream\n`);

    /** What is shown, to the address of before, paid as before; the total stands on the button that orders. */
    const again = async (button: RegExp, another?: string) => {
      await page.goto(`${market.origin}/s/${market.slug}`);
      await page.locator('.stage[aria-busy="false"]').waitFor();
      taps = 0;
      await tap(page.locator('.pinned').getByRole('button', { name: say.addPinned }));
      await tap(page.locator('.cart-strip, .side').getByRole('button', { name: say.checkout }));
      if (another) await page.getByRole('dialog').getByRole('radio', { name: another }).check();
      const order = page.getByRole('dialog').getByRole('button', { name: button });
      // Its parcel is paid for already.
      await order.filter({ hasText: '¥29.90' }).waitFor();
      await tap(order);
    };
    // Online the third tap orders and leads to the provider, whose page asks once more by itself.
    await again(say.pay);
    await page.waitForURL(/\/pay\//);
    expect(taps).toBeLessThanOrEqual(MOST_TAPS_AGAIN);
    await page.getByRole('button', { name: say.payNow }).click();
    await page.getByRole('heading', { name: say.paid }).waitFor();
    // Who pays another way says so once: the next order is paid like that by itself.
    await again(say.place, say.atDoor);
    await page.getByRole('heading', { name: say.placed }).waitFor();
    await again(say.place);
    await page.getByRole('heading', { name: say.placed }).waitFor();
    expect(taps).toBeLessThanOrEqual(MOST_TAPS_AGAIN);
    await page.context().close();
  },
);

const hasCursor = (field: Locator): Promise<boolean> =>
  field.evaluate((element: Element) => element === document.activeElement);

/** True iff all of it is on the screen. */
async function isWhole(what: Locator): Promise<boolean> {
  await what.waitFor();
  return what.evaluate((element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}

/** The ledger has both: the count on each row is its answer to the tap. */
async function inCart(page: Page, rows: number): Promise<void> {
  await page
    .locator('.bag-row .in-cart')
    .nth(rows - 1)
    .waitFor();
}
