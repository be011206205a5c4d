import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StatementView } from '../../shared/contract/settlement.ts';
import { HOUR, MINUTE } from '../../shared/values/time.ts';
import { until } from '../builders/until.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';
import { type QuickClock, quickClock } from './quick-clock.ts';

const POTATOES = { name: '红皮土豆', producer: '石宝山农场', priceMinor: 1_990, units: 30 };
const QUINOA = { name: '三色藜麦', producer: '羊岑合作社', priceMinor: 3_500, units: 30 };
/** Two of potatoes and one of quinoa: 7,480; 300 of the co-operative, 1,000 of the shop, and 600 to send it (fen). */
const TOTAL = { plain: 7_780, typed: 6_780 };

let browser: Browser;
let market: TestMarket;
let clock: QuickClock;

beforeAll(async () => {
  browser = await aBrowser();
  clock = quickClock();
  market = await aMarket([POTATOES, QUINOA], {}, clock);
  await market.hostDoes('shipping:set', {
    ...{ origin: '剑川', version: 0 },
    table: { tiers: [{ upToGrams: 100_000, feeMinor: 600 }], capMinor: null, freeFromMinor: null },
  });
  await market.hostDoes('stream:go-live', {});
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** Makes a voucher in the sheet that is open. */
async function make(host: Page, fill: (sheet: ReturnType<Page['getByRole']>) => Promise<void>) {
  const sheet = host.getByRole('dialog');
  await sheet.getByRole('button', { name: 'New voucher' }).click();
  await fill(sheet);
  await sheet.getByRole('button', { name: /^Create: / }).click();
  await sheet.getByRole('heading', { name: 'Vouchers of this stream' }).waitFor();
}

test('[V1] [V2] [V3] [M4] made at the console, typed on a phone, and paid for by whom the books and the statement say', async () => {
  const host = await aPage(browser, desktop);
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  await host.getByRole('button', { name: 'Stream', exact: true }).click();
  await host.getByRole('dialog').getByRole('button', { name: 'Vouchers' }).click();
  await make(host, async (sheet) => {
    await sheet.getByLabel('Amount off').fill('10');
    await sheet.getByLabel('Minimum spend').fill('50');
    await sheet.getByLabel('Name').fill('For regulars');
    await sheet.getByLabel('Code').fill('Harvest 10');
  });
  await make(host, async (sheet) => {
    await sheet.getByLabel('Amount off').fill('3');
    await sheet.getByRole('radio', { name: 'One producer' }).check();
    await sheet.getByRole('combobox', { name: 'Producer' }).selectOption({ label: QUINOA.producer });
    const whoPays = sheet.getByRole('group', { name: 'Funded by' });
    await whoPays.getByRole('radio', { name: 'Producer' }).check();
  });
  const list = host.getByRole('dialog');
  await list.getByText('Code HARVEST10').waitFor();
  await list.getByText('0 of 100 used').first().waitFor();

  // A buyer sees the one that counts by itself, and that there is something to type; what, the host has to say.
  const buyer = await aPage(browser, phone);
  await buyer.goto(`${market.origin}/s/${market.slug}`);
  await buyer.locator('.bottom-bar button').first().click();
  for (const name of [POTATOES.name, POTATOES.name, QUINOA.name]) {
    await buyer.getByRole('button', { name: `Add one ${name}` }).click();
    await buyer.getByRole('button', { name: `Add one ${name}`, disabled: false }).waitFor();
  }
  const bag = buyer.getByRole('dialog');
  await bag.getByText('¥3.00 off').waitFor();
  expect(await bag.getByText('¥10.00 off').count()).toBe(0);
  await bag.getByRole('button', { name: /close/i }).first().click();
  await buyer.locator('.cart-strip .cart-summary', { hasText: '3' }).click();
  await buyer.getByRole('button', { name: 'Checkout (3)' }).click();
  const checkout = buyer.getByRole('dialog');
  await checkout
    .getByRole('button', { name: /¥77\.80/ })
    .first()
    .waitFor();
  await checkout.getByRole('button', { name: 'Add a promo code' }).click();
  await checkout.getByLabel('Promo code').fill('harvest11');
  await checkout.getByRole('button', { name: 'Apply' }).click();
  await checkout.getByText('That code isn’t valid.').waitFor();
  await checkout.getByLabel('Promo code').fill('harvest-io');
  await checkout.getByRole('button', { name: 'Apply' }).click();
  await checkout.getByText('HARVESTIO applied: −¥10.00').waitFor();
  await checkout.locator('.sums div', { hasText: '剑川' }).getByText('¥6.00').waitFor();
  await checkout.locator('.sums .sum').getByText('¥67.80').waitFor();
  await checkout.getByLabel('Name').fill('王秀英');
  await checkout.getByLabel('Phone').fill('13800138000');
  await checkout.getByLabel('Address').fill('云南省大理州剑川县金华镇');
  await checkout
    .getByRole('button', { name: /¥67\.80/ })
    .first()
    .click();
  await buyer.waitForURL((url) => url.pathname.startsWith('/pay/'));

  // SQL: what was charged, who gave what of each line, and a claim of each voucher.
  const [order] = market.sql<{ order_id: string; total_minor: number; shipping_minor: number }>(
    'SELECT order_id, total_minor, shipping_minor FROM orders',
  );
  expect(order).toMatchObject({ total_minor: TOTAL.typed, shipping_minor: 600 });
  const given = market.sql(
    'SELECT producer_off_minor AS producer, host_off_minor AS host, shop_off_minor AS shop FROM order_line ORDER BY line_index',
  );
  expect(given).toEqual([
    { producer: 0, host: 0, shop: 554 },
    { producer: 300, host: 0, shop: 446 },
  ]);
  expect(market.sql('SELECT funded_by, claimed, cap FROM voucher ORDER BY funded_by')).toEqual([
    { funded_by: 'producer', claimed: 1, cap: 100 },
    { funded_by: 'shop', claimed: 1, cap: 100 },
  ]);
  expect(new URL(buyer.url()).pathname).toBe(`/pay/${order!.order_id}`);
  await buyer.getByRole('button', { name: /^Pay ¥/ }).click();
  const statusOf = () => market.sql<{ status: string }>('SELECT status FROM orders')[0]?.status;
  await expect.poll(statusOf, { timeout: 15_000 }).toBe('PAID');
  await buyer.context().close();

  // The host sees both claimed; the amount stays now, the limit may fall to one, and the change can be taken back.
  const coded = list.getByRole('listitem').filter({ hasText: 'For regulars' });
  await coded.getByText('1 of 100 used').waitFor();
  await coded.getByRole('button', { name: /^Edit / }).click();
  await list.getByText(/1 used: the discount was promised/).waitFor();
  await list.getByLabel('Total uses').fill('1');
  await list.getByRole('button', { name: 'Save' }).click();
  await coded.getByText('1 of 1 used').waitFor();
  await list.getByRole('button', { name: /close/i }).first().click();
  expect(market.sql("SELECT cap FROM voucher WHERE funded_by = 'shop'")).toEqual([{ cap: 1 }]);
  await host.context().close();

  // Delivered, each producer is owed their share of what they gave nothing of: the shop's 1,000 are not theirs.
  await market.hostDoes('stream:end', {});
  clock.passes(2 * HOUR);
  const orderIds = [order!.order_id];
  await expect
    .poll(() => market.sql<{ status: string }>('SELECT status FROM stream')[0]?.status, { timeout: 15_000 })
    .toBe('CLOSED');
  const { shipmentId } = await market.hostDoes('parcel:pack', { orderIds, origin: '剑川' });
  await market.hostDoes('parcel:ship', { shipmentId, carrier: 'SF', trackingCode: 'SF1000001' });
  clock.passes(HOUR);
  await market.hostDoes('parcel:deliver', { shipmentId, deliveredAtMs: clock.nowMs() - MINUTE });
  const payables = () => market.sql<{ share: number }>('SELECT share_minor AS share FROM payable');
  await until(async () => payables().length === 2, 30_000);
  const office = await aPage(browser, desktop);
  await openAs(office, market, market.operatorId, '/admin/settlement');
  const bases: Record<string, number[]> = {};
  for (const { name, id } of market.sql<{ name: string; id: string }>(
    'SELECT name, producer_id AS id FROM product',
  )) {
    const path = `/api/v1/settlement/statements/${id}?currency=CNY`;
    const response = await office.request.get(`${market.origin}${path}`);
    expect(response.status()).toBe(200);
    const { baseMinor, closingMinor } = (await response.json()) as StatementView;
    bases[name] = [baseMinor, closingMinor];
  }
  expect(bases).toEqual({ [POTATOES.name]: [3_980, 3_184], [QUINOA.name]: [3_200, 2_560] });
  await office.context().close();
}, 180_000);
