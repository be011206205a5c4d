import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import { faultsOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, phone } from './pages.ts';
import { type QuickClock, quickClock } from './quick-clock.ts';
import { aWeakLine } from './weak-line.ts';

const POTATOES = { name: '红皮土豆 Red potatoes', producer: '石宝山农场', priceMinor: 2_990, units: 80 };
const sizes = [
  ['390×844', phone],
  ['1440×900', desktop],
] as const;

let browser: Browser;
let market: TestMarket;
let clock: QuickClock;

beforeAll(async () => {
  browser = await aBrowser();
  clock = quickClock();
  market = await aMarket([POTATOES], {}, clock);
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  await market.hostDoes('shipping:set', {
    ...{ origin: '剑川', version: 0 },
    table: { tiers: [{ upToGrams: 100_000, feeMinor: 600 }], capMinor: null, freeFromMinor: null },
  });
  await market.hostDoes('voucher:create', {
    ...{ off: { kind: 'amount', offMinor: 500 }, fromMinor: 2_000, scope: { kind: 'shop' } },
    ...{ fundedBy: 'shop', startsAtMs: null, cap: 500, perBuyerCap: 50, floorConsent: true },
    endsAtMs: market.market.app.deps.clock.nowMs() + DAY,
  });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

const stall = () => `${market.origin}/s/${market.slug}`;
const orderCount = () => market.sql<{ n: number }>('SELECT count(*) AS n FROM orders')[0]?.n ?? 0;
const isAt = (page: Page, pattern: RegExp) => page.waitForURL((url) => pattern.test(url.pathname));
const ORDER_PAGE = /^\/orders\/[0-9a-f-]{36}$/;
const PAY_ADDRESS = /\/pay\/[0-9a-f-]{36}\?/;
const PAY_PAGE = /^\/pay\/[0-9a-f-]{36}$/;
/** So long a page waits for a payment's notice before it asks to pay again; the sandbox's "pending" takes half of it. */
const CHECKING_MS = 10_000;
const PENDING_MS = 5_000;

/** From the stall to the provider's page: one tap after the form. */
async function toProvider(page: Page): Promise<void> {
  await page.goto(stall());
  await fillCheckout(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Pay ¥30\.90/ })
    .click();
  await isAt(page, PAY_PAGE);
}

const minorOf = (text: string) => Math.round(Number(text.replace(/[^0-9.]/g, '')) * 100);

/** Adds up what stands on an order as somebody with a pencil would: each line, each row above the total, the total. */
async function addUp(order: Locator): Promise<{ sum: number; total: number; rows: string[] }> {
  const lines = await order.locator('.order-sum').allTextContents();
  const rows = await order
    .locator('.sums > div')
    .evaluateAll((found) =>
      found.map((row) => [
        row.querySelector('dt')?.textContent ?? '',
        row.querySelector('dd')?.textContent ?? '',
      ]),
    );
  const end = rows.findIndex(([name]) => name === 'Total');
  const products = lines.reduce((sum, text) => sum + minorOf(text), 0);
  let sum = 0;
  for (const [, text = ''] of rows.slice(0, end)) {
    if (/[0-9]/.test(text)) sum += text.includes('−') ? -minorOf(text) : minorOf(text);
  }
  expect(minorOf(rows[0]?.[1] ?? '')).toBe(products);
  return { sum, total: minorOf(rows[end]?.[1] ?? ''), rows: rows.map(([name = '']) => name) };
}

test.each(sizes)(
  'at %s one Pay leads to the provider in the same tab and back to the order, and one tap to the stream',
  async (_, size) => {
    const page = await aPage(browser, size);
    await toProvider(page);
    expect(page.context().pages()).toHaveLength(1);
    const buttons = page.getByRole('button');
    expect(await buttons.filter({ visible: true }).allTextContents()).toEqual(['Pay ¥30.90']);
    await page.getByText('Test payments: nothing is charged').waitFor();
    await buttons.filter({ visible: true }).click();
    await isAt(page, ORDER_PAGE);
    await page.getByRole('heading', { name: 'Order paid' }).waitFor();
    const order = page.locator('.order');
    const { sum, total, rows } = await addUp(order);
    expect([sum, total]).toEqual([3_090, 3_090]);
    expect(rows).toEqual(['Subtotal', 'Discounts', 'Shipping', 'Total', 'Payment']);
    await order.getByText('王秀英').waitFor();
    await order.getByText('…8000').waitFor();
    await order.getByText('云南省大理白族自治州剑川县金华镇').waitFor();
    expect(await order.locator('.order-lines .picture').count()).toBe(1);
    await page.getByRole('link', { name: 'Back to the stream' }).click();
    await isAt(page, new RegExp(`^/s/${market.slug}$`));
    await page.locator('.pinned', { hasText: POTATOES.name }).waitFor();
    // Whoever goes back to the provider's page finds nothing but the way home.
    const [{ order_id: orderId } = { order_id: '' }] = market.sql<{ order_id: string }>(
      'SELECT order_id FROM orders ORDER BY order_id DESC LIMIT 1',
    );
    await page.goto(`${market.origin}/pay/${orderId}`);
    expect(await page.getByRole('button').count()).toBe(0);
    await page.getByRole('link', { name: 'Back to your order' }).click();
    await isAt(page, ORDER_PAGE);
    await page.context().close();
  },
);

test.each(sizes)(
  'at %s the payment page says what is paid for and until when; a payment that is declined is answered, and can be tried again',
  async (_, size) => {
    const page = await aPage(browser, size);
    await toProvider(page);
    await page.getByText('红皮土豆 Red potatoes').waitFor();
    await page.getByText('1 × ¥29.90 · 石宝山农场').waitFor();
    await page.getByText(/^Pay by \d\d:\d\d /).waitFor();
    const faces = () => page.evaluate(() => [...document.fonts].map(({ status }) => status));
    await expect.poll(faces).toContain('loaded');
    const faults = await faultsOn(page, 'pay');
    await page.getByText('Test payments: nothing is charged').click();
    await page.getByRole('button', { name: 'Decline the payment' }).click();
    await page.getByRole('status').getByText('The payment was declined. Nothing was charged.').waitFor();
    await page.getByRole('link', { name: 'Pay on delivery instead' }).waitFor();
    faults.push(...(await faultsOn(page, 'pay-declined')));
    expect(faults).toEqual([]);
    await page.getByRole('button', { name: 'Try again · ¥30.90' }).click();
    await isAt(page, ORDER_PAGE);
    await page.getByRole('heading', { name: 'Order paid' }).waitFor();
    await page.context().close();
  },
);

test.each(sizes)(
  '[O13] at %s a payment that was declined is paid on delivery instead by two taps, at the flash price it had',
  async (_, size) => {
    const page = await aPage(browser, size);
    const flash = await market.hostDoes('flash-sale:start', {
      ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 1_990, startsAtMs: null },
      ...{ durationSeconds: 60, prelaunchSeconds: 0, cap: 5, perBuyerCap: 2, afterEnd: 'list' },
      ...{ fundedBy: 'shop', floorConsent: true },
    });
    await page.goto(stall());
    await page.getByText('¥19.90').first().waitFor();
    await fillCheckout(page);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Pay ¥/ })
      .click();
    await isAt(page, PAY_PAGE);
    await market.hostDoes('flash-sale:end', { flashId: flash.flashId });
    await page.getByText('Test payments: nothing is charged').click();
    await page.getByRole('button', { name: 'Decline the payment' }).click();
    await page.getByRole('link', { name: 'Pay on delivery instead' }).click();
    await isAt(page, ORDER_PAGE);
    const order = page.locator('.order');
    const yes = page.getByRole('button', { name: 'Yes, pay on delivery' });
    await yes.waitFor();
    expect(await addUp(order)).toMatchObject({ total: 2_590 });
    const faults = await faultsOn(page, 'order-at-door');
    const stock = () =>
      market.sql<{ unpaid: number; sold: number }>('SELECT unpaid, sold FROM item_stock')[0]!;
    const before = stock();
    await yes.click();
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
    await order.getByText('Order placed · pay on delivery').waitFor();
    await order.getByText(/You pay the courier ¥25\.90\./).waitFor();
    expect(await order.getByRole('link', { name: /^Pay ¥/ }).count()).toBe(0);
    // The moment in which it turned is over: its colours are the page's own.
    await page.evaluate(async () => {
      const ending = document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    faults.push(...(await faultsOn(page, 'order-turned')));
    expect(faults).toEqual([]);
    const [{ order_id: orderId } = { order_id: '' }] = market.sql<{ order_id: string }>(
      "SELECT order_id FROM orders WHERE status = 'PAID' AND payment = 'cash_on_delivery' ORDER BY order_id DESC LIMIT 1",
    );
    expect(page.url()).toContain(orderId);
    expect(stock()).toEqual({ unpaid: before.unpaid - 1, sold: before.sold + 1 });
    // The payment page that was left open has nothing to pay any more.
    await page.goto(`${market.origin}/pay/${orderId}`);
    await page.getByRole('heading', { name: 'Nothing to pay here' }).waitFor();
    await page.context().close();
  },
);

test('the time to pay runs by the server’s clock, and at its end the page says so by itself', async () => {
  const page = await aPage(browser, phone);
  await page.clock.install();
  await toProvider(page);
  const left = page.getByRole('timer').locator('b');
  const secondsLeft = async () => {
    const [minutes = 0, seconds = 0] = ((await left.textContent()) ?? '').split(':').map(Number);
    return minutes * 60 + seconds;
  };
  const before = await secondsLeft();
  // A newcomer's ten minutes, and the three that an opened page adds.
  expect(before).toBeGreaterThan(12 * 60);
  expect(before).toBeLessThanOrEqual(13 * 60);
  await page.clock.fastForward(MINUTE);
  await expect.poll(async () => before - (await secondsLeft())).toBeGreaterThanOrEqual(60);
  expect(before - (await secondsLeft())).toBeLessThan(75);
  clock.passes(13 * MINUTE);
  await page.clock.fastForward(13 * MINUTE);
  await page.getByRole('heading', { name: /^(?:Not paid in time|The time to pay is over)$/ }).waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
  await page.context().close();
});

test('the language and the colours that were chosen in the shop hold on the payment page', async () => {
  const page = await aPage(browser, { ...phone, colorScheme: 'light' });
  await toProvider(page);
  const payPage = page.url();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.goto(market.origin);
  await page.getByRole('button', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'Switch to Chinese' }).click();
  await page.goto(payPage);
  await page.getByRole('button', { name: '付款 ¥30.90' }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 17, 14)');
  // Whoever asks for the other one gets it.
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Pay ¥30.90' }).waitFor();
  await page.context().close();
});

test('a second tap while the first is under way sends nothing', async () => {
  const page = await aPage(browser, phone);
  await toProvider(page);
  let sent = 0;
  await page.route(PAY_ADDRESS, async (route) => {
    if (route.request().method() === 'POST') sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  // Apart: of two taps in one turn a browser sends the last by itself.
  await page.getByRole('button', { name: 'Pay ¥30.90' }).evaluate((button: HTMLButtonElement) => {
    button.click();
    setTimeout(() => button.click(), 150);
  });
  await isAt(page, ORDER_PAGE);
  expect(sent).toBe(1);
  await page.context().close();
});

test('without scripts the page says until when, and pays', async () => {
  const page = await aPage(browser, phone);
  await toProvider(page);
  const plain = await aPage(browser, { ...phone, javaScriptEnabled: false });
  await plain.goto(page.url());
  await plain.getByText(/^Pay by \d\d:\d\d /).waitFor();
  expect(await plain.getByRole('timer').count()).toBe(0);
  await plain.getByRole('button', { name: 'Pay ¥30.90' }).click();
  await isAt(plain, ORDER_PAGE);
  await plain.context().close();
  await page.reload();
  await page.getByRole('heading', { name: 'Receipt' }).waitFor();
  await page.context().close();
});

test.each(sizes)(
  'at %s giving up, stepping back and a tab that was closed all end at the order, which can still be paid',
  async (_, size) => {
    const page = await aPage(browser, size);
    await page.clock.install();
    await toProvider(page);
    // The step back.
    await page.goBack();
    await isAt(page, ORDER_PAGE);
    await page.getByText('Checking your payment…').waitFor();
    const pay = page.getByRole('link', { name: /^Pay ¥30\.90/ });
    expect(await pay.count()).toBe(0);
    await page.clock.fastForward(CHECKING_MS);
    await pay.waitFor();
    await page.getByText('We haven’t received a payment yet.').first().waitFor();
    // And forth again, in the same tab, to give up by the provider's own way.
    await pay.click();
    await isAt(page, PAY_PAGE);
    await page.getByRole('link', { name: 'Back without paying' }).click();
    await isAt(page, ORDER_PAGE);
    await page.getByText('You came back without paying.').waitFor();
    expect(await pay.count()).toBe(1);
    await page.getByRole('link', { name: 'Back to the stream' }).click();
    await isAt(page, new RegExp(`^/s/${market.slug}$`));
    await page.getByRole('link', { name: /isn’t paid yet/ }).click();
    await isAt(page, ORDER_PAGE);
    const orderPage = page.url();

    // The tab is gone while the provider is open: whoever comes to the stream again is shown the way.
    const other = await page.context().newPage();
    await page.close();
    await other.goto(stall());
    await other.getByRole('link', { name: /isn’t paid yet/ }).click();
    await isAt(other, ORDER_PAGE);
    expect(other.url()).toBe(orderPage);
    // From another tab nothing says that a payment is on its way, so it can be paid at once.
    await other.getByRole('link', { name: /^Pay ¥30\.90/ }).click();
    await isAt(other, PAY_PAGE);
    await other.getByRole('button', { name: /^Pay ¥/ }).click();
    await isAt(other, ORDER_PAGE);
    await other.getByRole('heading', { name: 'Order paid' }).waitFor();
    await other.goto(stall());
    await other.locator('.pinned').waitFor();
    expect(await other.getByRole('link', { name: /isn’t paid yet/ }).count()).toBe(0);
    await other.context().close();
  },
);

test('a page that the browser kept whole shows the order as well, and what became of it meanwhile', async () => {
  const keeping = await aBrowser([], ['--disable-back-forward-cache']);
  try {
    const page = await aPage(keeping, phone);
    await page.addInitScript(() => {
      addEventListener('pageshow', ({ persisted }) => {
        if (persisted) Object.assign(window, { wasKept: true });
      });
    });
    await toProvider(page);
    // A page that comes out of the cache has no load to wait for.
    await page.evaluate(() => history.back());
    await expect.poll(() => new URL(page.url()).pathname).toMatch(ORDER_PAGE);
    expect(await page.evaluate(() => 'wasKept' in window)).toBe(true);
    await page.getByText('Checking your payment…').waitFor();
    expect(await page.locator('.pinned').count()).toBe(0);
    await page.evaluate(() => history.forward());
    await page.getByRole('button', { name: /^Pay ¥/ }).click();
    await page.getByRole('heading', { name: 'Order paid' }).waitFor();
  } finally {
    await keeping.close();
  }
});

test('a notice that is on its way is waited for, and shown when it comes; nobody is asked to pay twice', async () => {
  const page = await aPage(browser, phone);
  await toProvider(page);
  await page.getByText('Test payments: nothing is charged').click();
  await page.getByRole('button', { name: /^Return "pending"/ }).click();
  await isAt(page, ORDER_PAGE);
  await page.getByText('Checking your payment…').waitFor();
  expect(await page.getByRole('link', { name: /^Pay ¥/ }).count()).toBe(0);
  clock.passes(PENDING_MS);
  await page.getByRole('heading', { name: 'Order paid' }).waitFor();
  expect(await page.getByText('Checking your payment…').count()).toBe(0);
  await page.context().close();
});

test('what stands in the address pays nothing, and an order is shown to its buyer alone', async () => {
  const page = await aPage(browser, phone);
  await page.clock.install();
  await toProvider(page);
  const orderPage = page.url().replace('/pay/', '/orders/');
  await page.goto(`${orderPage}?status=paid&paid=1#paid`);
  await page.getByText('Checking your payment…').waitFor();
  await page.clock.fastForward(CHECKING_MS);
  await page.getByRole('link', { name: /^Pay ¥30\.90/ }).waitFor();
  expect(await page.getByRole('heading', { name: 'Order paid' }).count()).toBe(0);
  const stranger = await aPage(browser, phone);
  await stranger.goto(orderPage);
  await stranger.getByText('We can’t find this order here.').waitFor();
  expect(await stranger.getByText('王秀英').count()).toBe(0);
  await stranger.context().close();
  await page.context().close();
});

test.each(sizes)(
  'at %s my orders add up before and after a cancel, and an unpaid one is paid from there',
  async (_, size) => {
    const page = await aPage(browser, size);
    await toProvider(page);
    await page.goto(`${market.origin}/orders`);
    const order = page.locator('.order');
    await order.getByText('Payment pending').waitFor();
    expect(await addUp(order)).toMatchObject({ sum: 3_090, total: 3_090 });
    await order.getByText('云南省大理白族自治州剑川县金华镇').waitFor();
    await order.getByRole('link', { name: /^Pay ¥30\.90/ }).click();
    await isAt(page, PAY_PAGE);
    expect(page.context().pages()).toHaveLength(1);
    await page.getByRole('button', { name: /^Pay ¥/ }).click();
    await isAt(page, ORDER_PAGE);
    await page.getByRole('heading', { name: 'Order paid' }).waitFor();
    await page.getByRole('link', { name: 'My orders' }).click();
    await order.getByText('Packed after the stream ends').waitFor();
    await order.getByRole('button', { name: 'Cancel order' }).click();
    await order.getByRole('button', { name: 'Yes, cancel' }).click();
    await order.getByText('Your refund of ¥30.90 has started').waitFor();
    expect(await addUp(order)).toMatchObject({ sum: 3_090, total: 3_090 });
    await page.reload();
    await order.getByText(/^¥30\.90 was refunded on .*, the way you paid\./).waitFor();
    expect(await order.getByText(/refund/i).count()).toBe(2);
    expect(await addUp(order)).toMatchObject({ sum: 3_090, total: 3_090 });
    await page.context().close();
  },
);

test('[I3] an online order whose answer was lost is found, not placed again, and paid by a tap', async () => {
  const page = await aPage(browser, phone);
  const line = await aWeakLine(page);
  await page.goto(stall());
  await fillCheckout(page);
  const before = orderCount();
  line.goDeafAfter('order:place');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Pay ¥/ })
    .click();
  await expect.poll(orderCount, { timeout: 10_000 }).toBe(before + 1);
  line.recover();
  await page.reload();
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}`);
  expect(line.sent('order:place')).toBe(1);
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Pay ¥30\.90/ })
    .click();
  await isAt(page, PAY_PAGE);
  await page.goBack();
  await isAt(page, ORDER_PAGE);
  expect(orderCount()).toBe(before + 1);
  await page.context().close();
});

test('cash on delivery stays on the stream, with its confirmation', async () => {
  const page = await aPage(browser, phone);
  await page.goto(stall());
  await fillCheckout(page);
  const checkout = page.getByRole('dialog');
  await checkout.getByRole('radio', { name: 'Pay on delivery' }).check();
  await checkout.getByRole('button', { name: /^Place order/ }).click();
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/s/${market.slug}`);
  await page.getByText('You pay the courier ¥30.90.').waitFor();
  await page.context().close();
});

test('an address that is no page says so and leads home', async () => {
  const page = await aPage(browser, phone);
  const answer = await page.goto(`${market.origin}/nope`);
  expect(answer?.status()).toBe(404);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await page.getByRole('link', { name: 'See what’s live' }).click();
  await isAt(page, /^\/$/);
  await page.context().close();
});
