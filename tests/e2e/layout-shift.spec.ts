import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, phone } from './pages.ts';

/** What a page may move of what is seen already, as browsers count it. */
const MOST_SHIFT = 0.02;

let browser: Browser;
let market: TestMarket;
/** One whose stream is over: nothing of it is in a stream to come. */
let past: TestMarket;
/** One whose stream has yet to begin. */
let planned: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  const goods = [
    { name: '野生蜂蜜 Wild honey', producer: '象图蜂场', priceMinor: 4_580, units: 200 },
    {
      ...{ name: '土豆 Potatoes', producer: '马家', priceMinor: 1_990, units: 200 },
      morePictures: ['/mark.svg', '/mark.svg?2'],
    },
  ];
  market = await aMarket(goods, {}, undefined, ['cash_on_delivery']);
  past = await aMarket(goods);
  planned = await aMarket(goods);
  for (const each of [market, past]) {
    await each.hostDoes('stream:go-live', {});
    await each.hostDoes('lineup:pin', { itemNumber: 1, version: await each.versionOf(1) });
  }
  await past.hostDoes('stream:end', {});
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
  await past?.close();
  await planned?.close();
});

/** What comes after the page itself comes so much later, as over a line that is no machine's own. */
const LATER_MS = 250;

/** What a product tells beside its card, who makes it, and the button of a flash that is about to start come late. */
async function laterParts(page: Page): Promise<void> {
  await page.route(/\/streams\/[^/]+\/(?:goods\/\d+|producers)$|\/assets\/FlashSoon/, async (route) => {
    await page.waitForTimeout(LATER_MS);
    await route.continue();
  });
}

/** Tells an order as one whose stream is over, and its parcel, which is on its way, later than the order itself. */
async function shippedLater(page: Page, named: { orderId: string; reference: string }): Promise<void> {
  await page.route(/\/api\/v1\/orders(?:\/[0-9a-f-]{36})?$/, async (route) => {
    const response = await route.fetch();
    const told = await response.json();
    for (const mine of told.orders ?? [told]) mine.hasStreamEnded = true;
    await route.fulfill({ response, json: told });
  });
  await page.route(/\/api\/v1\/orders\/parcels$/, async (route) => {
    await page.waitForTimeout(LATER_MS);
    const nowMs = Date.now();
    const line = { ...named, lineIndex: 0, number: '1', itemNumber: 1, name: 'Wild honey', units: 1 };
    const claimed = { payMinor: 4_580, lineUnits: 1, goneUnits: 0, givenMinor: 0 };
    const parcel = {
      ...{ shipmentId: named.orderId, streamId: named.orderId, origin: '剑川', status: 'SHIPPED' },
      ...{ carrier: 'ZTO Express', trackingCode: 'DEMO000025', packedAtMs: nowMs, shippedAtMs: nowMs },
      ...{ deliveredAtMs: null, claimUntilMs: null },
      lines: [{ ...line, unitPriceMinor: 4_580, sellable: 0, damaged: 0, claimed }],
    };
    await route.fulfill({ json: { parcels: [parcel], claims: [] } });
  });
}

/** Everything comes 300 ms later, and 100 kB a second at the most. */
async function weakLine(page: Page): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const bytes = { downloadThroughput: 100_000, uploadThroughput: 100_000 };
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 300, ...bytes });
}

/** Counts what moves by itself on each page of a device from now on. */
async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) (window as never as { shift: number }).shift += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}
const shiftOf = (page: Page) => page.evaluate(() => (window as never as { shift: number }).shift);

describe.each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('on a %s', (_, options) => {
  test('no page of a buyer moves by itself while it comes', async () => {
    const page = await aPage(browser, options);
    await countShifts(page);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await fillCheckout(page);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
    const [{ orderId }] = market.sql<{ orderId: string }>('SELECT order_id AS orderId FROM orders') as [
      { orderId: string },
    ];
    const shifts: Record<string, number> = {};
    for (const path of [
      '/',
      `/s/${market.slug}`,
      `/s/${market.slug}/2`,
      '/orders',
      `/orders/${orderId}`,
      '/orders/find',
      '/about',
    ]) {
      await page.goto(market.origin + path);
      await page.locator('h1, h2').first().waitFor();
      await page.waitForTimeout(1_500);
      shifts[path] = await shiftOf(page);
    }
    expect(Object.entries(shifts).filter(([, shift]) => shift > MOST_SHIFT)).toEqual([]);
  });

  test('nor does an order whose parcel is told by a later answer, on its page and in my orders', async () => {
    const page = await aPage(browser, options);
    await countShifts(page);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await fillCheckout(page);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
    const ofOrders = async (path: string) =>
      (await page.evaluate((from) => fetch(`/api/v1${from}`).then((answer) => answer.json()), path)) as {
        orders: { order: { orderId: string; reference: string } }[];
      };
    const told = await ofOrders('/orders');
    const { orderId, reference } = told.orders[0]!.order;
    await shippedLater(page, { orderId, reference });
    const shifts: Record<string, number> = {};
    for (const path of ['/orders', `/orders/${orderId}`]) {
      await page.goto(market.origin + path);
      await page.getByText('Shipped · pay on delivery').waitFor();
      await page.waitForTimeout(1_000);
      shifts[path] = await shiftOf(page);
    }
    expect(Object.entries(shifts).filter(([, shift]) => shift > MOST_SHIFT)).toEqual([]);
    await page.context().close();
  });

  test('nor does a product at its own address, or a replay, as their parts come one by one', async () => {
    const { flashId } = await market.hostDoes('flash-sale:start', {
      ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 3_590, startsAtMs: null },
      ...{ durationSeconds: 120, prelaunchSeconds: 300, cap: 20, perBuyerCap: 2 },
      ...{ afterEnd: 'list', fundedBy: 'producer' },
    });
    const page = await aPage(browser, options);
    await countShifts(page);
    await laterParts(page);
    const shifts: Record<string, number> = {};
    for (const address of [
      `${market.origin}/s/${market.slug}`,
      `${market.origin}/s/${market.slug}/2`,
      `${past.origin}/replay/${past.slug}?item=1`,
    ]) {
      await page.goto(address);
      await page.locator('h1, h2').first().waitFor();
      await page.waitForTimeout(2_000);
      shifts[new URL(address).pathname] = await shiftOf(page);
    }
    await market.hostDoes('flash-sale:end', { flashId });
    // Each part alone moves less than that: here nothing moves at all.
    expect(Object.entries(shifts).filter(([, shift]) => shift > MOST_SHIFT / 10)).toEqual([]);
  });

  test('nor does a planned stream, or a cart that a tap before the script fills, over a weak line', async () => {
    const shifts: Record<string, number> = {};
    for (const { origin, slug } of [planned, market]) {
      const page = await aPage(browser, options);
      await countShifts(page);
      await weakLine(page);
      await page.goto(`${origin}/s/${slug}`, { waitUntil: 'commit' });
      if (origin === market.origin) {
        await page.locator('.f-card .f-add').click();
        // In a hand the strip above the card comes with it.
        await page.locator('.cart-strip .button, .side .cart-bar .button').first().waitFor();
      } else await page.locator('.opening-message').waitFor();
      await page.waitForTimeout(2_000);
      shifts[origin] = await shiftOf(page);
      await page.context().close();
    }
    expect(Object.values(shifts).filter((shift) => shift > MOST_SHIFT)).toEqual([]);
  });

  test('nor does the card on the table when a flash that was announced begins, and when it ends', async () => {
    const page = await aPage(browser, options);
    await countShifts(page);
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.locator('.pinned h2').first().waitFor();
    // The chat has come, and stands above the card.
    await page.locator('.chat-field').waitFor();
    const card = page.locator('.pinned');
    const [atRest, still] = [await shiftOf(page), await card.boundingBox()];
    expect(atRest).toBeLessThanOrEqual(MOST_SHIFT / 2);
    const { flashId } = await market.hostDoes('flash-sale:start', {
      ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 3_590, startsAtMs: null },
      ...{ durationSeconds: 120, prelaunchSeconds: 10, cap: 20, perBuyerCap: 2 },
      ...{ afterEnd: 'list', fundedBy: 'producer' },
    });
    const button = page.locator('.pinned .pinned-add > .button');
    await page.locator('.pinned .add-instead').waitFor();
    await page.waitForTimeout(1_000);
    const soon = await button.boundingBox();
    await page.locator('.pinned .add-instead').waitFor({ state: 'detached', timeout: 15_000 });
    await page.waitForTimeout(1_000);
    const [on, running] = [await button.boundingBox(), await card.boundingBox()];
    // What was tapped until then is below the same thumb.
    expect(Math.abs(soon!.y - on!.y)).toBeLessThanOrEqual(1);
    await market.hostDoes('flash-sale:end', { flashId });
    await page.locator('.pinned .flash-band').waitFor({ state: 'detached' });
    await page.waitForTimeout(1_000);
    const over = await button.boundingBox();
    expect(Math.abs(on!.y - over!.y)).toBeLessThanOrEqual(1);
    // The band has its place in the card, of which a hand keeps it free.
    if (options === phone) expect([running, await card.boundingBox()]).toEqual([still, still]);
    expect((await shiftOf(page)) - atRest).toBeLessThanOrEqual(
      options === phone ? MOST_SHIFT / 5 : MOST_SHIFT / 2,
    );
    await page.context().close();
  });
});
