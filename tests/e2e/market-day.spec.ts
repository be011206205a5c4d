import { mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumFlags, chromiumPath } from '../services.ts';
import { aMarket, type TestMarket } from './market.ts';

/** Pictures of the pages go here when SHOTS is set: looked at by people, never judged by a machine. */
const shots = process.env.SHOTS;
const PINS = 20;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('The end-to-end suite needs Chromium: see npm test.');
  browser = await chromium.launch({ executablePath, args: chromiumFlags });
  market = await aMarket([
    { name: '红皮土豆 Red potatoes', producer: '老君山合作社', priceMinor: 2_990, units: 40 },
    { name: '三色藜麦 Quinoa', producer: '沙溪农场', priceMinor: 3_500, units: 30 },
    { name: '薄皮核桃 Walnuts', producer: '羊岑核桃园', priceMinor: 4_200, units: 1 },
  ]);
  if (shots) mkdirSync(shots, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function aPage(width: number, height: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
    hasTouch: width < 500,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

/** Notes in the page when the pinned card shows another number, on the clock that the test reads too. */
async function watchPins(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: { number: string; atMs: number }[] = [];
    Object.assign(window, { seenPins: seen });
    const note = () => {
      const number = document.querySelector('.pinned .item-number')?.textContent ?? '';
      if (number !== '' && seen.at(-1)?.number !== number) seen.push({ number, atMs: Date.now() });
    };
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    note();
  });
}

async function pinSeenAt(page: Page, number: string, sinceMs: number): Promise<number> {
  const handle = await page.waitForFunction(
    ({ wanted, since }) => {
      const seen = (window as unknown as { seenPins: { number: string; atMs: number }[] }).seenPins;
      return seen.findLast((pin) => pin.number === wanted && pin.atMs >= since)?.atMs;
    },
    { wanted: number, since: sinceMs },
    { polling: 20 },
  );
  return (await handle.jsonValue()) as number;
}

const percentile = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;

test('a market day: pin, flash, two viewers, one cart of two goods, one refusal, and the books agree', async () => {
  const [desk, left, right] = await Promise.all([aPage(1440, 900), aPage(390, 844), aPage(390, 844)]);
  await desk.goto(
    `${await market.link(market.host.staffId)}`.replace(
      '/sign-in/link',
      `/sign-in/link?to=/console/${market.slug}`,
    ),
  );
  await desk
    .getByRole('button', { name: /go live/i })
    .first()
    .click();
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /go live/i })
    .click();

  const slowLine = await aSlowLine(right);
  await Promise.all([left, right].map((page) => page.goto(`${market.origin}/s/${market.slug}`)));
  await Promise.all([left, right].map((page) => page.getByText('Potato day').first().waitFor()));

  await desk.keyboard.press('1');
  await Promise.all(
    [left, right].map((page) => page.locator('.pinned .item-number', { hasText: '1' }).waitFor()),
  );
  await Promise.all([left, right].map(watchPins));

  const delays: number[] = [];
  for (let turn = 0; turn < PINS; turn += 1) {
    const number = turn % 2 === 0 ? '2' : '1';
    await desk.waitForTimeout(750);
    const sentMs = Date.now();
    await desk.keyboard.press(number);
    const seen = await Promise.all([left, right].map((page) => pinSeenAt(page, number, sentMs)));
    for (const atMs of seen) delays.push(atMs - sentMs);
  }
  delays.sort((a, b) => a - b);
  process.stdout.write(
    `pin, key to both screens: median ${percentile(delays, 0.5)} ms, p95 ${percentile(delays, 0.95)} ms (n = ${delays.length})\n`,
  );
  expect(delays).toHaveLength(2 * PINS);

  await desk.keyboard.press('f');
  await desk.getByRole('dialog').getByRole('radio', { name: /−20/ }).check();
  await look(desk, 'console-flash-form');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /start|flash/i })
    .last()
    .click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  for (const page of [left, right]) {
    await page.locator('.pinned', { hasText: '¥23.90' }).waitFor();
    await page.locator('.pinned .flash-band:not(.soon)').waitFor();
  }
  await look(left, 'viewer-flash');
  await look(desk, 'console-flash');

  // The left viewer takes two goods, the last walnut among them.
  await right.locator('.bottom-bar button').first().click();
  slowLine.holdBack();
  await left.getByRole('button', { name: /^Add to cart/ }).click();
  await left.getByRole('button', { name: /^checkout/i }).waitFor();
  await left.locator('.bottom-bar button').first().click();
  await left.getByRole('button', { name: /add one .*walnuts/i }).click();
  await left.getByRole('dialog').getByRole('button', { name: /close/i }).first().click();
  // The right one's line is slow: the shelf still looks full there, and the tap learns the truth.
  await right.getByRole('button', { name: /add one .*walnuts/i }).click();
  await right
    .locator('.bag-row', { hasText: 'Walnuts' })
    .locator('.row-fault')
    .getByText(/in other carts/i)
    .waitFor();
  await look(right, 'viewer-refused');
  slowLine.letThrough();
  await right.getByRole('button', { name: /join the waitlist for .*walnuts/i }).waitFor();

  await left.locator('.cart-strip .cart-summary').click();
  await look(left, 'viewer-cart');
  await left.locator('.cart > footer').getByText('¥65.90').waitFor();
  await left.getByRole('button', { name: 'Checkout (2)' }).click();
  await left.getByLabel(/name/i).fill('王秀英');
  await left.getByLabel(/phone/i).fill('13800138000');
  await left.getByLabel(/address/i).fill('云南省大理州剑川县金华镇');
  await look(left, 'viewer-checkout');
  await left
    .getByRole('dialog')
    .getByRole('button', { name: /online|sandbox|pay/i })
    .first()
    .click();
  await left.waitForURL((url) => url.pathname.startsWith('/pay/'));
  await left
    .getByText(/order 1001|1001/i)
    .first()
    .waitFor();
  await look(left, 'pay');
  await left.getByRole('button', { name: /^Pay ¥/ }).click();
  await left.getByRole('heading', { name: 'Order paid' }).waitFor();
  await look(left, 'order-paid');
  expect(market.sql<{ status: string }>('SELECT status FROM orders')[0]?.status).toBe('PAID');

  // The other viewer sees the shelf empty, and the sentence instead of a button.
  await right
    .locator('.bag-row', { hasText: 'Walnuts' })
    .getByText(/sold out/i)
    .first()
    .waitFor();

  await desk.locator('.ticker li', { hasText: '¥65.90' }).waitFor();
  await look(desk, 'console-sold');

  const analyst = await aPage(1440, 900);
  await analyst.goto(
    (await market.link(market.analystId)).replace(
      '/sign-in/link',
      `/sign-in/link?to=/insights/${market.slug}`,
    ),
  );
  await analyst.getByText('¥65.90').first().waitFor();
  await look(analyst, 'insights');
  const [books] = market.sql<{ orders: number; goods: number; units: number }>(
    `SELECT count(DISTINCT o.order_id) AS orders, sum(l.goods_minor) AS goods, sum(l.units) AS units
     FROM orders o JOIN order_line l ON l.order_id = o.order_id WHERE o.paid_at_ms IS NOT NULL`,
  );
  expect(books).toEqual({ orders: 1, goods: 6_590, units: 2 });
  const stock = market.sql<{ item_number: number; sold: number }>(
    'SELECT item_number, sold FROM item_stock WHERE sold > 0 ORDER BY item_number',
  );
  expect(stock).toEqual([
    { item_number: 1, sold: 1 },
    { item_number: 3, sold: 1 },
  ]);

  // A reload keeps what the market keeps.
  await left.goto(`${market.origin}/orders`);
  await left.getByText('¥65.90').first().waitFor();
  await look(left, 'orders');
});

/** A line that can hold live frames back, as a weak network does; everything else goes through. */
async function aSlowLine(page: Page): Promise<{ holdBack(): void; letThrough(): void }> {
  let isHolding = false;
  const held: (() => void)[] = [];
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const pass = () => socket.send(message);
      if (isHolding && String(message).includes('["d",')) held.push(pass);
      else pass();
    });
  });
  return {
    holdBack() {
      isHolding = true;
    },
    letThrough() {
      isHolding = false;
      for (const pass of held.splice(0)) pass();
    },
  };
}
