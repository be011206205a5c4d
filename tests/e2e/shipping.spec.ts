import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR } from '../../shared/values/time.ts';
import { pdfText } from '../builders/pdf-text.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';
import { type QuickClock, quickClock } from './quick-clock.ts';

/** A kilogram each, of one origin. */
const GOODS = [
  { name: '红皮土豆', producer: '石宝山农场', priceMinor: 2_990, units: 30 },
  { name: '三色藜麦', producer: '羊岑合作社', priceMinor: 3_500, units: 30 },
  { name: '薄皮核桃', producer: '羊岑合作社', priceMinor: 4_200, units: 30 },
] as const;
const [POTATOES, QUINOA, WALNUTS] = GOODS;
const ORIGIN = '剑川';

interface OrderRow {
  order_id: string;
  shipping_minor: number;
  total_minor: number;
  shown_currency: string | null;
  shown_rate_micros: number | null;
}

let browser: Browser;
let market: TestMarket;
let clock: QuickClock;

beforeAll(async () => {
  browser = await aBrowser();
  clock = quickClock();
  market = await aMarket(GOODS, {}, clock);
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function addFromBag(page: Page, name: string): Promise<void> {
  await page.locator('.bottom-bar button').first().click();
  await page.getByRole('button', { name: `Add one ${name}` }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** From the open cart by way of the shop, and back. */
async function addFromCart(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await addFromBag(page, name);
  await page.locator('.cart-strip .cart-summary', { hasText: '2' }).click();
}

async function fill(page: Page, address: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill('王秀英');
  await sheet.getByLabel('Phone').fill('13800138000');
  await sheet.getByLabel('Address').fill(address);
}

async function payAtTheDoor(page: Page, total: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  // One way alone shows no choice.
  const atTheDoor = sheet.getByRole('radio', { name: 'Pay on delivery' });
  if (await atTheDoor.count()) await atTheDoor.check();
  await sheet.getByRole('button', { name: new RegExp(`^Place order.*${total.replace('.', '\\.')}`) }).click();
  await page.getByRole('heading', { name: 'Order placed' }).waitFor();
}

const orders = () =>
  market.sql<OrderRow>(
    'SELECT order_id, shipping_minor, total_minor, shown_currency, shown_rate_micros FROM orders ORDER BY seq',
  );

test('[P1] [P2] [P3] fees by weight, the way to free shipping, and a buyer abroad, from the cart to the slip', async () => {
  const atHome = await market.hostDoes('shipping:set', {
    ...{ origin: ORIGIN, version: 0 },
    table: {
      tiers: [
        { upToGrams: 2_500, feeMinor: 600 },
        { upToGrams: 20_000, feeMinor: 900 },
      ],
      ...{ capMinor: null, freeFromMinor: 9_900 },
    },
  });
  await market.hostDoes('stream:go-live', {});

  // The cart grows on a phone: what is missing to free shipping, what still fits, and one tap that adds it.
  const buyer = await aPage(browser, phone);
  await buyer.goto(`${market.origin}/s/${market.slug}`);
  await addFromBag(buyer, POTATOES.name);
  await buyer.locator('.cart-strip .cart-summary').click();
  const sheet = buyer.getByRole('dialog');
  await sheet.getByText('¥69.10 to free shipping').waitFor();
  await sheet.locator('.cart-suggestion', { hasText: WALNUTS.name }).waitFor();
  await addFromCart(buyer, QUINOA.name);
  await sheet.getByText('¥34.10 to free shipping').waitFor();
  await sheet.locator('.sums div', { hasText: ORIGIN }).getByText('¥6.00').waitFor();
  await sheet.locator('.cart-foot').getByText('¥70.90').waitFor();
  await sheet.getByRole('button', { name: 'Checkout (2)' }).click();
  await fill(buyer, '云南省大理州剑川县金华镇');
  await sheet.locator('.sums .sum').getByText('¥70.90').waitFor();
  await payAtTheDoor(buyer, '¥70.90');

  // What is ordered later goes into the same parcel: with it the goods are worth enough, and sending it costs nothing.
  await buyer.goto(`${market.origin}/s/${market.slug}`);
  await addFromBag(buyer, WALNUTS.name);
  await buyer.locator('.cart-strip .cart-summary').click();
  await sheet.locator('.sums div', { hasText: ORIGIN }).getByText('free').waitFor();
  await sheet.locator('.cart-foot').getByText('¥42.00').waitFor();
  await sheet.getByRole('button', { name: 'Checkout (1)' }).click();
  await payAtTheDoor(buyer, '¥42.00');

  // From now on the stream also sells abroad, by a table of its own, and shows dollars to who reads English.
  const table = {
    tiers: [{ upToGrams: 20_000, feeMinor: 8_000 }],
    ...{ capMinor: null, freeFromMinor: null },
  };
  const { version } = await market.hostDoes('shipping:set', {
    ...{ origin: ORIGIN, version: atHome.version, table, isOverseas: true },
  });
  const dollars = { currency: 'USD', language: 'en' as const, countries: ['US', 'SG'] };
  const abroad = await market.hostDoes('shipping:set-overseas', {
    ...{ version, overseas: { ...dollars, rateMicros: 138_700 } },
  });
  const far = await aPage(browser, phone);
  await far.goto(`${market.origin}/s/${market.slug}`);
  await addFromBag(far, QUINOA.name);
  await far.locator('.cart-strip .cart-summary').click();
  await far.getByRole('button', { name: 'Checkout (1)' }).click();
  await fill(far, '1 Market Street');
  const checkout = far.getByRole('dialog');
  await checkout.getByLabel('Country').selectOption({ label: 'United States' });
  await checkout.getByLabel('City').fill('Springfield, IL');
  await checkout.getByLabel('Postcode').fill('62701');
  await checkout.locator('.sums div', { hasText: ORIGIN }).getByText('¥80.00').waitFor();
  await checkout
    .getByText('≈ US$15.95. You are charged ¥115.00.')
    .or(checkout.getByText('≈ $15.95. You are charged ¥115.00.'))
    .waitFor();
  await payAtTheDoor(far, '¥115.00');
  // A reader of the stream's own language sees its own currency alone.
  const local = await aPage(browser, { ...phone, locale: 'zh-CN' });
  await local.goto(`${market.origin}/s/${market.slug}`);
  await local.locator('.bottom-bar').waitFor();
  expect(await local.getByText('≈').count()).toBe(0);
  await local.context().close();

  expect(orders()).toMatchObject([
    { shipping_minor: 600, total_minor: 7_090 },
    { shipping_minor: 0, total_minor: 4_200 },
    { shipping_minor: 8_000, total_minor: 11_500, shown_currency: 'USD', shown_rate_micros: 138_700 },
  ]);
  // The rate changes; what was ordered was ordered at the old one.
  await market.hostDoes('shipping:set-overseas', {
    ...{ version: abroad.version, overseas: { ...dollars, rateMicros: 200_000 } },
  });
  await far.goto(`${market.origin}/orders`);
  await far.getByText(/≈ (US)?\$15\.95/).waitFor();
  await far.context().close();

  // The first parcel's fee comes back once its group is complete, and the slips say what was charged.
  await market.hostDoes('stream:end', {});
  clock.passes(2 * HOUR);
  const back = () =>
    market.sql<{ back: number }>('SELECT SUM(shipping_refunded_minor) AS back FROM orders')[0]?.back;
  await expect.poll(back, { timeout: 30_000 }).toBe(600);
  const [first, second, third] = orders().map(({ order_id }) => order_id) as [string, string, string];
  const parcels: string[] = [];
  for (const orderIds of [[first, second], [third]]) {
    const { shipmentId } = await market.hostDoes('parcel:pack', { orderIds, origin: ORIGIN });
    parcels.push(shipmentId);
  }
  const desk = await aPage(browser, desktop);
  await openAs(desk, market, market.operatorId, '/packing');
  const asked = parcels.map((id) => `shipment=${id}`).join('&');
  const slips = await desk.request.get(
    `${market.origin}/api/v1/packing/${market.slug}/slips.pdf?${asked}&language=en`,
  );
  expect(slips.status()).toBe(200);
  const said = pdfText(await slips.body()).replace(/\s+/g, ' ');
  expect(said).toMatch(/Subtotal ¥64\.90 Shipping ¥6\.00 Total ¥70\.90 Refund − ?¥6\.00/);
  expect(said).toContain('Subtotal ¥42.00 Shipping free Total ¥42.00');
  expect(said).toMatch(/Subtotal ¥35\.00 Shipping ¥80\.00 Total ¥115\.00 .{0,3}\$15\.95/);
  await desk.context().close();
  await buyer.context().close();
}, 180_000);
