import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { termsOf, versionOfTerms } from '../../server/market/stream/terms.ts';
import { faultsOn } from './faults-on.ts';
import { guestOrders } from './guest-orders.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

const PRICE = 4_581;
/** More than a page has room for, as on a long evening. */
const GOODS = 30;
const wall = { viewport: { width: 1_920, height: 1_080 } };

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket(
    Array.from({ length: GOODS }, (_, n) => ({
      ...{ name: `红皮土豆 Red potatoes of field ${n + 1}`, producer: `Farm ${n % 7}` },
      ...{ priceMinor: PRICE, units: n === 1 ? 4 : 40 },
    })),
  );
  const engine = await market.market.app.engines.stream(market.streamId);
  const [version, terms] = await engine!.read((state) => [versionOfTerms(state), termsOf(state)] as const);
  const aims = { targetMinor: 300_000, plannedMs: 7_200_000 };
  await market.hostDoes('stream:set-terms', { version, terms: { ...terms, ...aims } });
  await market.hostDoes('stream:go-live', {});
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** A guest orders units of an item for cash, which counts as paid. */
const buys = (itemNumber: number, units: number) =>
  guestOrders(market, { itemNumber, units, priceMinor: PRICE, payment: 'cash_on_delivery' });

const yuan = (minor: number) => `¥${(minor / 100).toFixed(2)}`;

test('a review leads to the wall; it has the console’s GMV to the cent, by itself, large, whole, and without a scroll', async () => {
  await buys(1, 1);
  const [desk, hall] = [await aPage(browser, desktop), await aPage(browser, wall)];
  await openAs(desk, market, market.host.staffId, `/console/${market.slug}`);
  await openAs(hall, market, market.analystId, `/insights/${market.slug}`);
  await hall.getByRole('link', { name: 'Wall screen' }).click();
  const onConsole = desk.locator('.head-gmv b');
  const onWall = hall.locator('.wall-gmv b').first();
  await hall.getByText(yuan(PRICE)).first().waitFor();
  // Nobody touches either of them.
  await buys(2, 2);
  const sold = yuan(3 * PRICE);
  await desk.locator('.head-gmv b', { hasText: sold }).waitFor();
  await hall.locator('.wall-gmv b', { hasText: sold }).waitFor({ timeout: 2_000 });
  expect([await onConsole.textContent(), await onWall.textContent()]).toEqual([sold, sold]);
  await hall.getByText('of the ¥3,000.00 target').waitFor();
  // What sold most, and what runs out: two of four are left.
  const top = hall.getByRole('region', { name: 'Top five' });
  await top.getByText(yuan(2 * PRICE)).waitFor();
  await hall.getByRole('region', { name: 'Running out' }).getByText('2 left').waitFor();

  expect(await sizesOn(hall)).toEqual({ small: [], numbers: 6, isScrolled: false });
  expect(await faultsOn(hall, 'wall')).toEqual([]);
  await hall.setViewportSize(phone.viewport);
  expect(await faultsOn(hall, 'wall-phone')).toEqual([]);
  await hall.context().close();
  await desk.context().close();
});

test('console, home, review and wall have one GMV, to the cent and within a second of each other', async () => {
  const { slug, host, analystId } = market;
  const seats = [
    ['.head-gmv b', host.staffId, `/console/${slug}`],
    ['.today-rows .figures', host.staffId, '/office'],
    ['.number-bar .figure-value', analystId, `/insights/${slug}`],
    ['.wall-gmv b', analystId, `/insights/${slug}/wall`],
  ] as const;
  const pages: [Page, string][] = [];
  for (const [part, staffId, path] of seats) {
    const page = await aPage(browser, desktop);
    await openAs(page, market, staffId, path);
    await page.locator(part).first().waitFor();
    pages.push([page, part]);
  }
  const text = await pages[0]![0].locator('.head-gmv b').textContent();
  const before = Math.round(Number(text!.replace(/[^0-9.]/g, '')) * 100);
  for (const units of [1, 2]) {
    const sold = yuan(before + (units === 1 ? 1 : 3) * PRICE);
    const seen = pages.map(([page, part]) =>
      page.evaluate(
        ([where, words]) =>
          new Promise<number>((resolve) => {
            const look = () => {
              const found = document.querySelector(where)?.textContent?.replaceAll(',', '').includes(words);
              if (found) resolve(Date.now());
              else setTimeout(look, 10);
            };
            look();
          }),
        [part, sold] as const,
      ),
    );
    await buys(3, units);
    const times = await Promise.all(seen);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1_000);
  }
  for (const [page] of pages) await page.context().close();
});

/** Words below 40 px, how many numbers have 96 px and more, and whether any of it lies outside of the screen. */
async function sizesOn(page: Page) {
  return page.evaluate(() => {
    const small: string[] = [];
    let numbers = 0;
    const texts = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const home = node.parentElement!;
      if (words === '' || home.closest('.unseen')) continue;
      const size = Number.parseFloat(getComputedStyle(home).fontSize);
      if (size < 40) small.push(`${words} ${size}`);
      if (size >= 96) numbers += 1;
    }
    const { scrollHeight, scrollWidth } = document.documentElement;
    const low = [...document.querySelectorAll('main *')].some(
      (each) => each.getBoundingClientRect().bottom > innerHeight + 1,
    );
    return { small, numbers, isScrolled: low || scrollHeight > innerHeight || scrollWidth > innerWidth };
  });
}
