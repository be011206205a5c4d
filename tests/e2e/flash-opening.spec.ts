import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { BuyerActor } from '../../server/application/application.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

const LIST = 4_580;
const FLASH = 3_790;
const QUOTA = 8;
const OLD_ROWS = 10;
const KEPT_TAPS = 50;
/** Of these so many are pages in a browser; the others send what a page would. */
const PAGES = 2;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: '野生蜂蜜 Wild honey', producer: '象图蜂场', priceMinor: LIST, units: 200 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

let guests = 0;
/** Each from a network of its own: those of one may have half of a quota at first (H8). */
const aGuest = (): BuyerActor => {
  const buyerId = systemIds.next();
  guests += 1;
  return { buyerId, allIds: [buyerId], network: `203.0.${guests}.0/24` };
};

test('[F7] ten rows at list price, fifty kept taps and a quota of eight: eight at the flash price, and at Pay who holds one is asked', async () => {
  const { application, deps } = market.market.app;
  const { streamId } = market;
  const does = (actor: BuyerActor, command: 'cart:add' | 'cart:take', request: object) =>
    application.live(
      actor,
      streamId,
      command,
      { key: systemIds.next(), itemNumber: 1, units: 1, ...request } as never,
      deps.clock.steadyMs(),
      null,
    );
  const openStall = async () => {
    const page = await aPage(browser, phone);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.locator('.pinned h2').first().waitFor();
    return page;
  };
  const holders = await Promise.all(Array.from({ length: PAGES }, openStall));
  const tappers = await Promise.all(Array.from({ length: PAGES }, openStall));
  for (const page of holders) await page.locator('.add-pinned').click();
  const rows = Array.from({ length: OLD_ROWS - PAGES }, aGuest);
  for (const guest of rows) {
    expect(await does(guest, 'cart:add', { seenPriceMinor: LIST })).toMatchObject({ unitPriceMinor: LIST });
  }
  await expect.poll(async () => (await market.itemOf(1)).held).toBe(OLD_ROWS);

  const { flashId } = await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: FLASH, startsAtMs: null },
    ...{ durationSeconds: 180, prelaunchSeconds: 10, cap: QUOTA, perBuyerCap: 1 },
    ...{ afterEnd: 'list', fundedBy: 'producer' },
  });
  for (const page of tappers) await page.getByRole('button', { name: /^¥37\.90\s*in/ }).click();
  const startsAtMs = (await market.itemOf(1)).flash!.startsAtMs;
  const totals = { totalBeforeMinor: LIST, totalAfterMinor: FLASH, addressId: null };
  const around = async (send: () => Promise<unknown>) => {
    const atMs = startsAtMs - 250 + Math.random() * 450;
    await new Promise((resolve) => setTimeout(resolve, atMs - deps.clock.nowMs()));
    return send();
  };
  const taps = Array.from({ length: KEPT_TAPS - PAGES }, aGuest);
  const answers = (await Promise.all([
    ...taps.map((who) => around(() => does(who, 'cart:add', { seenPriceMinor: FLASH, flashId }))),
    ...rows.map((who) => around(() => does(who, 'cart:take', { flashId, ...totals }))),
  ])) as { ok: boolean; code?: string; unitPriceMinor?: number }[];

  // The pages hear it as well: what they kept is in the cart at the flash price, or is not there at all.
  const inCart = async (page: Page) => {
    await page.locator('.pinned-fault, .in-cart, .pinned-add .in-cart').first().waitFor();
    return (await page.locator('.pinned-add .in-cart').count()) > 0 ? 1 : 0;
  };
  const onPages = await Promise.all(tappers.map(inCart));
  const item = await market.itemOf(1);
  expect(item.flash).toMatchObject({ cap: QUOTA, free: 0, held: QUOTA });
  const had = answers.filter(({ ok }) => ok);
  expect(had.every(({ unitPriceMinor }) => unitPriceMinor === FLASH)).toBe(true);
  expect(had.length + onPages.filter((units) => units > 0).length).toBe(QUOTA);
  expect(new Set(answers.filter(({ ok }) => !ok).map(({ code }) => code))).toEqual(
    new Set(['FLASH_QUOTA_GONE']),
  );
  // Nobody who tapped holds anything at list price: those units are the rows of before.
  const taken = had.length - answers.slice(0, taps.length).filter(({ ok }) => ok).length;
  expect(item.held - QUOTA).toBe(OLD_ROWS - taken);

  // The host gives two more: both pages that hold one at list price are told, and asked at Pay.
  const { version } = item.flash!;
  await market.hostDoes('flash-sale:edit', { flashId, version, cap: QUOTA + 2 });
  const [takes, keeps] = holders as [Page, Page];
  await takes.locator('.cart-strip .cart-summary').click();
  await takes.getByRole('button', { name: 'Flash ¥37.90 · Take it' }).waitFor();
  for (const page of [takes, keeps]) {
    if (page === keeps) await page.locator('.cart-strip .cart-summary').click();
    await page
      .getByRole('button', { name: /^Checkout/ })
      .last()
      .click();
    await page.getByLabel('Name').fill('王秀英');
    await page.getByLabel('Phone').fill('13800138000');
    await page.getByLabel('Address').fill('云南省大理州剑川县金华镇');
    await page.getByRole('radio', { name: 'Pay on delivery' }).check();
    await page.getByRole('button', { name: 'Place order · ¥45.80' }).click();
    await page.getByText('There’s a flash price now').waitFor();
  }
  expect(market.sql('SELECT 1 FROM order_line')).toEqual([]);
  await takes.getByRole('button', { name: 'Take it · order for ¥37.90' }).click();
  await takes.getByRole('heading', { name: 'Order placed' }).waitFor();
  await keeps.getByRole('button', { name: 'Keep regular price · ¥45.80' }).click();
  await keeps.getByRole('heading', { name: 'Order placed' }).waitFor();
  expect(
    market.sql<{ unitPriceMinor: number }>(
      'SELECT unit_price_minor AS unitPriceMinor FROM order_line ORDER BY order_id',
    ),
  ).toEqual([{ unitPriceMinor: FLASH }, { unitPriceMinor: LIST }]);
}, 180_000);
