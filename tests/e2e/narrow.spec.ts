import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOn, shortenedWordsOn } from '../pictures/faults.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, movedBy, phone } from './pages.ts';

const TEA = { name: 'Mountain black tea 100 g', producer: 'Shibaoshan Tea Garden', priceMinor: 14_880 };
const WALNUTS = { name: 'Thin-shelled walnuts 1 kg', producer: 'Xiangtu Walnut Co-op', priceMinor: 4_200 };
const ORIGIN = 'Laojunshan, Jianchuan, Yunnan';
const small = { hasTouch: true, isMobile: true, viewport: { width: 320, height: 568 } };
const hand = { ...phone, isMobile: true };

let browser: Browser;
let market: TestMarket;
/** One that has yet to begin. */
let coming: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const goods = [TEA, WALNUTS].map((good) => ({ ...good, units: 60, origin: ORIGIN, category: 'Tea' }));
  market = await aMarket(goods);
  await market.hostDoes('shipping:set', {
    ...{ origin: ORIGIN, version: 0 },
    table: { tiers: [{ upToGrams: 100_000, feeMinor: 600 }], capMinor: null, freeFromMinor: null },
  });
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  coming = await aMarket(goods);
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
  await coming?.close();
});

/** The letters of all pages twice as large, as people set them on a phone. */
async function largeLetters(page: Page): Promise<void> {
  await page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () => {
      document.documentElement.style.fontSize = '200%';
    }),
  );
}

/** How many lines a text is written on. */
const linesOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const middles = [...range.getClientRects()].map(({ top, bottom }) => Math.round((top + bottom) / 2));
      return new Set(middles).size;
    });

/** What of these is wider than its own box: the rest is cut. */
const cutOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
    );

test('who comes into a stream from the first page sees it as who opens its address', async () => {
  for (const device of [desktop, hand]) {
    const page = await aPage(browser, device);
    await page.goto(market.origin);
    await page.locator('.hero a').first().click();
    await page.locator('.pinned').first().waitFor();
    // The picture that fills its frame is a cover; whether video plays here or not.
    const looks = await page.evaluate(() =>
      ['', 'cover'].map((className) => {
        const layer = document.createElement('i');
        layer.className = className;
        document.querySelector('.stage-picture')!.prepend(layer);
        const { position, display, aspectRatio, backgroundColor } = getComputedStyle(layer);
        layer.remove();
        return { position, display, aspectRatio, backgroundColor };
      }),
    );
    expect(looks[1]).toEqual(looks[0]);
    await page.context().close();
  }
});

test.each([
  [390, hand],
  [320, small],
])(
  'a row of the shop has its name and its producer whole, also with a count beside the +: %i px',
  async (_, device) => {
    const page = await aPage(browser, device);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.locator('.bottom-bar button').first().tap();
    const plus = page.getByRole('button', { name: `Add one ${WALNUTS.name}` });
    // The sheet slides up; a button stands where it stands only after that.
    await page.getByRole('dialog').evaluate(async (sheet) => {
      await Promise.allSettled(sheet.getAnimations().map(({ finished }) => finished));
    });
    await plus.evaluate((button) => button.scrollIntoView({ block: 'center' }));
    const before = await plus.boundingBox();
    await plus.tap();
    await page.locator('.bag-row .in-cart').waitFor();
    expect(movedBy(before, await plus.boundingBox())).toBeLessThan(0.5);
    expect(await cutOf(page, '.bag-about h3, .bag-maker, .bag-price, .bag-stock')).toEqual([]);
    expect(await overflowOn(page)).toEqual([]);
    await page.context().close();
  },
);

test('the cart above the card is as high as a thumb and two lines of its words: 390 px', async () => {
  const page = await aPage(browser, hand);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('button', { name: /^Add to cart/ }).tap();
  await page.locator('.cart-strip .cart-summary').waitFor();
  expect((await page.locator('.cart-strip').boundingBox())!.height).toBeLessThanOrEqual(60);
  expect(await linesOf(page, '.cart-strip .button')).toBe(1);
  await page.context().close();
});

test('at 320 px a title stands on one line, a stream’s on two at most, and a place of origin is whole', async () => {
  const page = await aPage(browser, small);
  await page.goto(`${market.origin}/about`);
  await page.locator('.page-head h1').waitFor();
  expect(await linesOf(page, '.page-head h1')).toBe(1);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('button', { name: /^Add to cart/ }).tap();
  await page
    .locator('.cart-strip')
    .getByRole('button', { name: /^Cart 1/ })
    .tap();
  await page.locator('.cart-group > h3').waitFor();
  expect(await cutOf(page, '.top-title h1, .top-title bdi, .cart-group > h3')).toEqual([]);
  await page.context().close();
});

test.each(['en-GB', 'zh-CN'])(
  'at 320 px and twice the letters no title, no field and no cart bar is cut: %s',
  async (locale) => {
    const page = await aPage(browser, { ...small, locale });
    const devtools = await page.context().newCDPSession(page);
    // A browser's own setting, which media queries know, too.
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    await page.goto(market.origin);
    await page.locator('#first').waitFor({ state: 'detached' });
    await page.locator('.find-field').waitFor();
    expect(await shortenedWordsOn(page)).toEqual([]);
    const [title, links] = await Promise.all([
      page.locator('.page-head h1').boundingBox(),
      page.locator('.head-acts').boundingBox(),
    ]);
    // Beside each other or one below the other, and never one upon the other.
    expect(title!.x + title!.width <= links!.x || title!.y + title!.height <= links!.y).toBe(true);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.locator('.pinned h2').first().waitFor();
    await page.locator('#first').waitFor({ state: 'detached' });
    await page.locator('.bottom-bar .chat-field').waitFor();
    expect(await shortenedWordsOn(page)).toEqual([]);
    await page.locator('.bottom-bar .bar-button').first().tap();
    await page.locator('.cart-bar').waitFor();
    expect(await shortenedWordsOn(page)).toEqual([]);
    const [summary, way] = await Promise.all([
      page.locator('.cart-summary .figures').boundingBox(),
      page.locator('.cart-bar > .button').boundingBox(),
    ]);
    expect(summary!.x + summary!.width <= way!.x || summary!.y + summary!.height <= way!.y).toBe(true);
    expect(await overflowOn(page)).toEqual([]);
    await page.context().close();
  },
);

test('with letters of twice the size nothing is pushed off a phone: first page, card, bar and cart', async () => {
  const page = await aPage(browser, hand);
  await largeLetters(page);
  await page.goto(market.origin);
  await page.locator('.hero').waitFor();
  expect(await overflowOn(page)).toEqual([]);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.getByRole('button', { name: /^Add to cart/ }).tap();
  await page.locator('.cart-strip .cart-summary').waitFor();
  const right = await page
    .locator('.bottom-bar > *')
    .evaluateAll((all) => Math.max(...all.map((each) => each.getBoundingClientRect().right)));
  expect(right).toBeLessThanOrEqual(390);
  expect(await cutOf(page, '.pinned-add > .button, .pinned-add small')).toEqual([]);
  await page
    .locator('.cart-strip')
    .getByRole('button', { name: /^Cart 1/ })
    .tap();
  await page.locator('.cart > header .reserved').waitFor();
  expect(await linesOf(page, '.cart > header h2')).toBe(1);
  const close = await page.getByRole('dialog').getByRole('button', { name: 'Close' }).boundingBox();
  expect(close!.x + close!.width).toBeLessThanOrEqual(390);
  await page.context().close();
});

/** Which of these are out of sight or below something else, and whether the name is cut. */
const hiddenOf = (page: Page) =>
  page.evaluate(() => {
    const hidden = ['.item-number', '.pinned-price .price b', '.add-pinned'].filter((part) => {
      const element = document.querySelector(`.pinned ${part}`)!;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      // Its lines are close: at its edges another part of the card may be on top.
      const ground = part === '.add-pinned' ? element : element.closest('.pinned')!;
      return [top + 3, (top + bottom) / 2, bottom - 3].some(
        (y) => !ground.contains(document.elementFromPoint((left + right) / 2, y)),
      );
    });
    const name = document.querySelector('.pinned h2')!;
    // Letters may be some px higher than their line.
    return name.scrollHeight - name.clientHeight > 8 ? [...hidden, 'h2'] : hidden;
  });

test('with a flash, a cart and large letters nothing lies over number, price and Add, and the name is whole', async () => {
  await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 13_880, startsAtMs: null },
    ...{ durationSeconds: 1_800, prelaunchSeconds: 0, cap: 40, perBuyerCap: 4 },
    ...{ afterEnd: 'list', fundedBy: 'producer' },
  });
  for (const [width, height, letters] of [
    [320, 568, 'set'],
    [320, 568, 'grown'],
    [390, 844, 'grown'],
    [844, 390, 'usual'],
    [568, 320, 'usual'],
  ] as const) {
    const page = await aPage(browser, { ...hand, viewport: { width, height } });
    const devtools = await page.context().newCDPSession(page);
    if (letters === 'set') await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    if (letters === 'grown') await largeLetters(page);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.locator('#first').waitFor({ state: 'detached' });
    await page.dispatchEvent('body', 'pointerdown');
    await page.locator('.chat-field').waitFor();
    await page.locator('.flash-band').waitFor();
    await page.locator('.add-pinned').dispatchEvent('click');
    await page.locator('.cart-summary b, .cart-summary .countdown').first().waitFor();
    await expect.poll(() => hiddenOf(page), { message: `${width} × ${height}, ${letters}` }).toEqual([]);
    expect(await overflowOn(page)).toEqual([]);
    await page.context().close();
  }
});

test('before the start a heart that was tapped is seen, and on a desktop nothing is below the fold', async () => {
  const page = await aPage(browser, hand);
  await page.goto(`${coming.origin}/s/${coming.slug}`);
  const heart = page.locator('.preview .keep').first();
  await heart.tap();
  const { ink, ground } = await heart.evaluate((button) => ({
    ink: getComputedStyle(button.querySelector('.heart')!).color,
    ground: getComputedStyle(button).backgroundColor,
  }));
  // At most a shade: the letters of the stage are light.
  expect(ground).toMatch(/^rgba\(\d+, \d+, \d+, 0(\.16)?\)$/);
  expect(ink).toBe('rgb(253, 244, 230)');
  await page.context().close();

  const wide = await aPage(browser, desktop);
  await wide.goto(`${coming.origin}/s/${coming.slug}`);
  const message = wide.locator('.opening-message');
  await message.waitFor();
  const frame = await wide.locator('.stage-picture').boundingBox();
  expect(frame!.height).toBeGreaterThan(780);
  expect(await message.evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
  await wide.context().close();
});

test('on a desktop the way to wait is as wide as a button, not as the card', async () => {
  // Carts of the tests above hold some: the rest is taken off the shelf.
  const [{ available }] = market.sql<{ available: number }>(
    'SELECT available FROM item_stock WHERE item_number = 2',
  ) as [{ available: number }];
  await market.hostDoes('stock:adjust', {
    ...{ itemNumber: 2, version: await market.versionOf(2) },
    delta: -available,
  });
  await market.hostDoes('lineup:pin', { itemNumber: 2, version: await market.versionOf(2) });
  const page = await aPage(browser, desktop);
  await page.goto(`${market.origin}/s/${market.slug}`);
  const join = page.locator('.pinned-waiting .waiting.join');
  await join.waitFor();
  const { width } = (await join.locator('.button').boundingBox())!;
  expect(width).toBeLessThanOrEqual(320);
  expect((await join.locator('select').boundingBox())!.width).toBeGreaterThanOrEqual(72);
  await page.context().close();
});
