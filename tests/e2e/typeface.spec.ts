import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

/** Latin letters and figures of one typeface, every weight. */
const MOST_BYTES = 32_000;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: '红皮土豆 Red potatoes', producer: '石宝山农场', priceMinor: 1_990, units: 12 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test.each(['en-GB', 'zh-CN'])(
  'one typeface comes along, small, kept for a year, let in by the policy: %s',
  async (locale) => {
    const page = await aPage(browser, { ...phone, locale });
    const faults: string[] = [];
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    const faces: { type: string; cache: string; bytes: number }[] = [];
    const reading: Promise<unknown>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'font') return;
      const { 'content-type': type = '', 'cache-control': cache = '' } = response.headers();
      reading.push(response.body().then((body) => faces.push({ type, cache, bytes: body.length })));
    });
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.locator('.pinned h2').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await Promise.all(reading);
    expect(faces).toHaveLength(1);
    expect(faces[0]!.type).toBe('font/woff2');
    expect(faces[0]!.bytes).toBeLessThan(MOST_BYTES);
    expect(faces[0]!.cache).toMatch(/max-age=31536000, immutable/);
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

test('what is too late is used from the next page on: nothing that is read changes its shape', async () => {
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.pinned h2').first().waitFor();
  const ways = await page.evaluate(() => [...document.fonts].map(({ display }) => display));
  expect(new Set(ways)).toEqual(new Set(['optional']));
  await page.reload();
  await page.locator('.pinned h2').first().waitFor();
  expect(await page.evaluate(() => document.fonts.check('600 17px "Source Sans 3"'))).toBe(true);
  await page.context().close();
});

test('figures of prices and clocks are all as wide, in every weight', async () => {
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.pinned .price b').first().waitFor();
  expect(
    await page.evaluate(async () => (await document.fonts.load('700 28px "Source Sans 3"')).length),
  ).toBe(1);
  const widths = await page.evaluate(() => {
    const price = document.querySelector('.pinned .price b')!;
    return [400, 600, 700].map((weight) => {
      const measured = ['1111', '4444', '8888', '0000'].map((figures) => {
        const box = document.createElement('span');
        box.style.fontWeight = `${weight}`;
        box.textContent = figures;
        price.append(box);
        const { width } = box.getBoundingClientRect();
        box.remove();
        return width;
      });
      return new Set(measured).size;
    });
  });
  expect(widths).toEqual([1, 1, 1]);
  await page.context().close();
});

test('a line as low as names have cuts no letter that hangs below it', async () => {
  const page = await aPage(browser, phone);
  await page.goto(`${market.origin}/s/${market.slug}`);
  await page.locator('.pinned h2').first().waitFor();
  expect(await page.evaluate(async () => (await document.fonts.load('15px "Source Sans 3"')).length)).toBe(1);
  const [room, hanging] = await page.evaluate(() => {
    const line = document.createElement('h4');
    line.style.cssText = 'font: 400 15px / 1.25 var(--font); position: absolute; margin: 0';
    const mark = document.createElement('i');
    mark.style.cssText = 'display: inline-block; width: 0; height: 0';
    line.append('1 kg', mark);
    document.body.append(line);
    const pen = document.createElement('canvas').getContext('2d')!;
    pen.font = '400 150px "Source Sans 3"';
    const below = line.getBoundingClientRect().bottom - mark.getBoundingClientRect().bottom;
    return [below, pen.measureText('g').actualBoundingBoxDescent / 10] as const;
  });
  expect(room).toBeGreaterThan(hanging + 0.5);
  await page.context().close();
});
