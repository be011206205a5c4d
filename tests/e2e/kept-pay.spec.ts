import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND } from '../../shared/values/time.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, fillCheckout, openCheckout, phone } from './pages.ts';
import { aWeakLine, type WeakLine } from './weak-line.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: '红皮土豆 Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 60 },
  ]);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const ordersThereAre = () => market.sql<{ n: number }>('SELECT count(*) AS n FROM orders')[0]!.n;
const FEE = 800;
const WAYS = [
  ['Pay on delivery', /^Place order/],
  ['Pay online', /^Pay ¥/],
] as const;

/** A buyer at the checkout, and the switch of their network. */
async function aBuyer() {
  const page = await aPage(browser, phone);
  const line = await aWeakLine(page);
  await page.goto(`${market.origin}/s/${market.slug}`);
  const network = async (isOn: boolean) => {
    if (isOn) line.recover();
    else line.cut();
    await page.context().setOffline(!isOn);
  };
  return { page, line, network };
}

async function pay(page: Page, [way, button]: (typeof WAYS)[number]): Promise<void> {
  await page.getByRole('radio', { name: way }).check();
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
}

/** Ordered: the confirmation, or the provider's page. */
async function isOrdered(page: Page, line: WeakLine, before: number, sent = 0): Promise<void> {
  await expect.poll(ordersThereAre, { timeout: 10 * SECOND }).toBe(before + 1);
  await Promise.any([
    page.getByRole('heading', { name: 'Order placed' }).waitFor(),
    page.waitForURL((url) => url.pathname.startsWith('/pay')),
  ]);
  expect(line.sent('order:place')).toBe(sent + 1);
}

test.each(WAYS)(
  '[H9] a new buyer without a network taps %s: back after five seconds, it is ordered once',
  async (...way) => {
    const { page, line, network } = await aBuyer();
    await fillCheckout(page);
    const before = ordersThereAre();
    await network(false);
    await pay(page, way);
    const sheet = page.getByRole('dialog');
    await sheet.getByText(/We’ll send your order as soon as we can, for no more than ¥/).waitFor();
    await sheet.getByText(/Keeps trying for/).waitFor();
    await page.waitForTimeout(5 * SECOND);
    expect(ordersThereAre()).toBe(before);
    await network(true);
    await isOrdered(page, line, before);
    await page.context().close();
  },
);

test.each(WAYS)(
  '[H9] the line breaks between the address and the order, with %s: it is ordered once',
  async (...way) => {
    const { page, line, network } = await aBuyer();
    await fillCheckout(page);
    const before = ordersThereAre();
    // The address is saved, and its answer is the last that comes.
    await page.route('**/api/v1/me/addresses', async (route) => {
      const response = await route.fetch();
      await network(false);
      await route.fulfill({ response });
    });
    await pay(page, way);
    await page.getByText(/for no more than ¥/).waitFor();
    await page.waitForTimeout(SECOND);
    expect(ordersThereAre()).toBe(before);
    await network(true);
    await isOrdered(page, line, before);
    await page.context().close();
  },
);

test('[H9] a returning buyer: the answer to the order is lost, and it is found, not sent anew', async () => {
  const { page, line, network } = await aBuyer();
  await fillCheckout(page);
  await pay(page, WAYS[0]);
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  await page.getByRole('button', { name: 'Back to the stream' }).click();
  await openCheckout(page);
  const before = ordersThereAre();
  line.goDeafAfter('order:place');
  await pay(page, WAYS[0]);
  await expect.poll(ordersThereAre, { timeout: 10 * SECOND }).toBe(before + 1);
  await network(false);
  await page.getByText(/may have gone through/).waitFor();
  await network(true);
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  expect(ordersThereAre()).toBe(before + 1);
  await page.context().close();
});

/** A buyer whose address is kept, at the checkout once more. */
async function aReturningBuyer() {
  const buyer = await aBuyer();
  await fillCheckout(buyer.page);
  await pay(buyer.page, WAYS[0]);
  await buyer.page.getByRole('button', { name: 'Back to the stream' }).click();
  await openCheckout(buyer.page);
  await buyer.page.getByText('Ship to').waitFor();
  return buyer;
}

test.each(WAYS)(
  '[H9] a returning buyer without a network taps %s and the price falls: ordered once, at the lower price',
  async (...way) => {
    const { page, line, network } = await aReturningBuyer();
    const [before, sent] = [ordersThereAre(), line.sent('order:place')];
    await network(false);
    await pay(page, way);
    await page.getByText(/for no more than ¥/).waitFor();
    const { version, listPriceMinor } = await market.itemOf(1);
    const priceMinor = listPriceMinor - 100;
    await market.hostDoes('lineup:set-price', { itemNumber: 1, version, priceMinor });
    await page.waitForTimeout(SECOND);
    await network(true);
    await isOrdered(page, line, before, sent);
    const [newest] = market.sql('SELECT total_minor AS totalMinor FROM orders ORDER BY seq DESC LIMIT 1');
    expect(newest).toEqual({ totalMinor: priceMinor });
    await page.context().close();
  },
);

test('[H9] *Don’t send*: back at the checkout, and nothing is ordered when the network is back', async () => {
  const { page, line, network } = await aBuyer();
  await fillCheckout(page);
  const before = ordersThereAre();
  await network(false);
  await pay(page, WAYS[0]);
  await page.getByRole('button', { name: 'Don’t send' }).click();
  await page.getByRole('dialog').getByRole('button', { name: WAYS[0][1] }).waitFor();
  await network(true);
  await page.locator('.line-bar').waitFor({ state: 'detached' });
  await page.waitForTimeout(2 * SECOND);
  expect(ordersThereAre()).toBe(before);
  expect(line.sent('order:place')).toBe(0);
  await page.context().close();
});

test('[H9] ten seconds before the hold ends it still goes out; ten seconds after it nothing does, and that is said', async () => {
  for (const [awayMs, isSent] of [
    [170 * SECOND, true],
    [190 * SECOND, false],
  ] as const) {
    const { page, line, network } = await aBuyer();
    await page.clock.install();
    await page.reload();
    await fillCheckout(page);
    const before = ordersThereAre();
    await network(false);
    await pay(page, WAYS[0]);
    await page.getByText(/Keeps trying for/).waitFor();
    // A newcomer's units are reserved for three minutes. The page lives through them; the market has no need to.
    await page.clock.runFor(awayMs);
    if (!isSent) await page.getByText(/so nothing was ordered/).waitFor();
    await network(true);
    if (isSent) await isOrdered(page, line, before);
    else {
      await page.waitForTimeout(2 * SECOND);
      expect(ordersThereAre()).toBe(before);
      expect(line.sent('order:place')).toBe(0);
    }
    await page.context().close();
  }
});

test('[H9] shipping that is asked for meanwhile is not paid unasked: nothing is ordered, and the new total is shown', async () => {
  const { page, line, network } = await aReturningBuyer();
  const [before, sent] = [ordersThereAre(), line.sent('order:place')];
  const { listPriceMinor } = await market.itemOf(1);
  await network(false);
  await pay(page, WAYS[0]);
  await page.getByText(/for no more than ¥/).waitFor();
  const table = { tiers: [{ upToGrams: 100_000, feeMinor: FEE }], capMinor: null, freeFromMinor: null };
  await market.hostDoes('shipping:set', { origin: '剑川', version: 0, table });
  await network(true);
  await page.getByText(/^The price went from .*Nothing was added or ordered/).waitFor();
  expect(line.sent('order:place')).toBe(sent + 1);
  expect(ordersThereAre()).toBe(before);
  await page.getByRole('button', { name: 'Try again' }).click();
  const total = `¥${((listPriceMinor + FEE) / 100).toFixed(2)}`;
  await page.getByRole('button', { name: `Place order · ${total}` }).waitFor();
  await page.context().close();
});
