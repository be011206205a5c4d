import { parse } from 'csv-parse/sync';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StatementView } from '../../shared/contract/settlement.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { pdfText } from '../builders/pdf-text.ts';
import { until } from '../builders/until.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';
import { type QuickClock, quickClock } from './quick-clock.ts';

const FARM = '羊岑核桃园';
const NEIGHBOUR = '沙溪农场';
const WALNUTS = '薄皮核桃';
/** What the two lines come to (M1): goods value, share of 80 %, fee; in fen. */
const walnuts = { units: 2, base: 3_980, share: 3_184, fee: 796 };
const quinoa = { units: 1, base: 3_500, share: 2_800, fee: 700 };

/** How quickly the scripted thumb taps and types. */
const TAP_MS = 400;
const KEY_MS = 150;

let browser: Browser;
let market: TestMarket;
let clock: QuickClock;
let photo: { name: string; mimeType: string; buffer: Buffer };

beforeAll(async () => {
  browser = await aBrowser();
  clock = quickClock();
  photo = { name: 'walnuts.jpg', mimeType: 'image/jpeg', buffer: await aPhoto() };
  market = await aMarket(
    [{ name: '三色藜麦', producer: NEIGHBOUR, priceMinor: 3_500, units: 30 }],
    {},
    clock,
  );
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** A page of a device whose own clock goes with the market's. */
async function aPageOfNow(options: BrowserContextOptions): Promise<Page> {
  const page = await aPage(browser, options);
  await page.clock.install({ time: clock.nowMs() });
  return page;
}

/** A thumb that takes its time; it counts what it does. */
function aThumb(page: Page) {
  const done = { taps: 0, characters: 0, startedMs: performance.now() };
  async function tap(place: Locator): Promise<void> {
    await page.waitForTimeout(TAP_MS);
    await place.tap();
    done.taps += 1;
  }
  return {
    done,
    tap,
    async type(place: Locator, text: string) {
      await tap(place);
      await place.pressSequentially(text, { delay: KEY_MS });
      done.characters += text.length;
    },
    seconds: () => (performance.now() - done.startedMs) / 1_000,
  };
}

/** A photograph of as many pixels as a phone takes, twelve million. */
async function aPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  const grain = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#865', noise } })
    .png()
    .toBuffer();
  return sharp(grain).resize(4_000, 3_000).jpeg({ quality: 90 }).toBuffer();
}

const yuan = (minor: number) => `${minor < 0 ? '−' : ''}¥${(Math.abs(minor) / 100).toFixed(2)}`;

test('[M2] [M4] [M5] a good put on sale by phone, sold, packed, delivered and paid for: every page agrees to the fen', async () => {
  // The office lets the farm in; the link that it passes on opens the farm's page on a phone.
  const office = await aPageOfNow(desktop);
  await openAs(office, market, market.operatorId, '/admin/settlement');
  await office.getByRole('button', { name: 'Add producer' }).click();
  const sheet = office.getByRole('dialog');
  await sheet.getByLabel(/farm or co-op/).fill(FARM);
  await sheet.getByLabel('Contact who signs in').fill('李国强');
  await sheet.getByLabel('Email').fill('li@farm.example');
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  const link = await sheet.getByLabel('Sign-in link').inputValue();

  // The first good: photo, name, price, pieces, weight. The page speaks the phone's language.
  const farm = await aPage(browser, { ...phone, locale: 'zh-CN' });
  await farm.goto(link);
  await farm.getByRole('heading', { name: FARM }).waitFor();
  const thumb = aThumb(farm);
  await thumb.tap(farm.getByRole('button', { name: '上架商品' }));
  const form = farm.getByRole('dialog');
  const [camera] = await Promise.all([
    farm.waitForEvent('filechooser'),
    thumb.tap(form.locator('.take-picture .button')),
  ]);
  await camera.setFiles(photo);
  await thumb.type(form.getByLabel('名称'), WALNUTS);
  await thumb.type(form.getByLabel('价格'), '19.90');
  await thumb.type(form.getByLabel('件数'), '40');
  await thumb.type(form.getByLabel('每件重量（克）'), '1000');
  await thumb.tap(form.getByRole('button', { name: '上架', exact: true }));
  await farm.getByText(`“${WALNUTS}”已上架。`).waitFor();
  const { taps, characters } = thumb.done;
  const seconds = thumb.seconds();
  process.stdout.write(
    `the first good: ${taps} taps, ${characters} characters, ${seconds.toFixed(1)} s (${TAP_MS} ms a tap, ${KEY_MS} ms a character; photo of ${(photo.buffer.length / 1e6).toFixed(1)} MB)\n`,
  );
  expect([taps, characters]).toEqual([7, 15]);
  expect(seconds).toBeLessThan(120);
  await farm.getByText('库存 40 件').waitFor();
  // What was left out at first is said later: where it comes from, when it was harvested, and five pieces more.
  await farm.getByRole('button', { name: new RegExp(WALNUTS) }).tap();
  await form.getByLabel('产地', { exact: true }).fill('羊岑');
  await form.getByLabel('采收日期').fill('2026-09-20');
  await form.getByLabel('仓库现有件数').fill('45');
  await form.getByRole('button', { name: '保存' }).tap();
  await farm.getByText(`“${WALNUTS}”已更新。`).waitFor();
  await farm.getByText('库存 45 件').waitFor();
  await farm.context().close();

  // It goes into a stream beside a neighbour's good, and both are bought in one cart.
  const [{ product_id: productId = '' } = {}] = market.sql<{ product_id: string }>(
    'SELECT product_id FROM product WHERE name = ?',
    WALNUTS,
  );
  const { itemNumber = 0 } = await market.hostDoes('lineup:add', { productId, units: 40 });
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber, version: await market.versionOf(itemNumber) });
  const buyer = await aPage(browser, phone);
  await buyer.goto(`${market.origin}/s/${market.slug}`);
  await buyer
    .getByRole('button', { name: `About item ${itemNumber}` })
    .first()
    .click();
  const about = buyer.getByRole('dialog');
  await about.getByText('羊岑', { exact: true }).waitFor();
  await about.getByText('September 20, 2026').or(about.getByText('20 September 2026')).waitFor();
  await about.getByRole('button', { name: 'Close' }).click();
  await buyer.getByRole('button', { name: /^Add to cart/ }).click();
  await buyer
    .getByRole('button', { name: /^Cart 1/ })
    .first()
    .waitFor();
  await buyer.locator('.bottom-bar button').first().click();
  await buyer.getByRole('button', { name: `Add one ${WALNUTS}` }).click();
  await buyer.getByRole('button', { name: 'Add one 三色藜麦' }).click();
  await buyer.getByRole('dialog').getByRole('button', { name: /close/i }).first().click();
  await buyer.locator('.cart-strip .cart-summary', { hasText: '3' }).click();
  await buyer.getByRole('button', { name: 'Checkout (3)' }).click();
  await buyer.getByLabel('Name').fill('王秀英');
  await buyer.getByLabel('Phone').fill('13800138000');
  await buyer.getByLabel('Address').fill('云南省大理州剑川县金华镇');
  await buyer
    .getByRole('dialog')
    .getByRole('button', { name: /online|sandbox|pay/i })
    .first()
    .click();
  await buyer.waitForURL((url) => url.pathname.startsWith('/pay/'));
  await buyer.getByRole('button', { name: /^Pay ¥/ }).click();
  const statusOf = () => market.sql<{ status: string }>('SELECT status FROM orders')[0]?.status;
  await expect.poll(statusOf).toBe('PAID');
  await buyer.context().close();
  await market.hostDoes('stream:end', {});
  await office.context().close();

  // When the free hour is over and the stream is closed, the desk packs one parcel of each farm.
  clock.passes(2 * HOUR);
  const desk = await aPageOfNow(desktop);
  await openAs(desk, market, market.operatorId, `/packing/${market.slug}`);
  const toPack = desk.getByRole('button', { name: 'Mark as packed' });
  const sendNow = desk.getByRole('button', { name: 'Send now' });
  await toPack.nth(1).waitFor();
  await toPack.first().click();
  await expect.poll(() => toPack.count()).toBe(1);
  await toPack.click();
  await sendNow.click();
  await desk.getByText('Everything is packed.').waitFor();
  await desk.getByRole('tab', { name: /^Parcels/ }).click();
  for (const [index, code] of ['SF1000001', 'SF1000002'].entries()) {
    await desk.getByRole('button', { name: 'Ship' }).first().click();
    await desk.getByLabel('Carrier').selectOption('顺丰速运 SF Express');
    await desk.getByLabel('Tracking number').fill(code);
    await desk.getByRole('button', { name: 'Mark shipped' }).click();
    await sendNow.click();
    await expect.poll(() => desk.getByText('Shipped', { exact: true }).count()).toBe(index + 1);
  }

  // Two days later the carrier's list says that both have arrived.
  clock.passes(2 * DAY);
  const deliveredAt = new Date(clock.nowMs() - MINUTE).toISOString();
  const rows = ['tracking_code,delivered_at', `SF1000001,${deliveredAt}`, `SF1000002,${deliveredAt}`];
  await desk
    .locator('.desk-deliveries input[type=file]')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await desk.getByText('2 marked delivered.').waitFor();
  await desk.context().close();

  // The books follow the log; the office pays both farms, well before it has to.
  const payables = () =>
    market.sql<{ name: string; share: number; paid: number }>(
      `SELECT p.name, y.share_minor AS share, coalesce(sum(l.amount_minor), 0) AS paid
       FROM payable y JOIN product p ON p.product_id = y.product_id
       LEFT JOIN payout_line l ON l.order_id = y.order_id AND l.line_index = y.line_index
       GROUP BY p.name, y.share_minor ORDER BY y.share_minor DESC`,
    );
  await until(async () => payables().length === 2, 30_000);
  clock.passes(DAY);
  const pays = await aPageOfNow(desktop);
  await openAs(pays, market, market.operatorId, '/admin/settlement');
  for (const [farmName, { share }] of [
    [FARM, walnuts],
    [NEIGHBOUR, quinoa],
  ] as const) {
    await pays.locator('.owed-row', { hasText: farmName }).click();
    const payout = pays.getByRole('dialog');
    await payout.getByText(yuan(share)).first().waitFor();
    expect(await payout.getByText('Nothing to pay right now.').count()).toBe(1);
    await payout.getByRole('button', { name: /close/i }).first().click();
  }
  clock.passes(5 * DAY);
  await pays.reload();
  for (const [farmName, { share }] of [
    [FARM, walnuts],
    [NEIGHBOUR, quinoa],
  ] as const) {
    await pays.locator('.owed-row', { hasText: farmName }).click();
    const payout = pays.getByRole('dialog');
    await payout.getByRole('button', { name: `Mark ${yuan(share)} paid (1 order line)` }).click();
    await payout.getByRole('button', { name: `Yes, ${yuan(share)} left the bank` }).click();
    await payout.getByText('Marked paid.').waitFor();
    await payout.getByRole('button', { name: /close/i }).first().click();
  }
  await pays.getByText('The books balance.').waitFor();
  expect(payables()).toEqual([
    { name: WALNUTS, share: walnuts.share, paid: walnuts.share },
    { name: '三色藜麦', share: quinoa.share, paid: quinoa.share },
  ]);
  await pays.context().close();

  // The promise can be told once its day has come: tracker, board, statement, review and SQL say the same.
  clock.passes(2 * DAY);
  const [li] = market.sql<{ staff_id: string; producer_id: string }>(
    "SELECT staff_id, producer_id FROM staff WHERE email = 'li@farm.example'",
  );
  if (!li) throw new Error('Nobody signs in for the farm.');
  const tracker = await aPageOfNow({ ...phone, locale: 'zh-CN' });
  await openAs(tracker, market, li.staff_id, '/producer');
  await tracker.getByText('到期 1 笔，1 笔按时到账').waitFor();
  await tracker.locator('.came', { hasText: yuan(walnuts.share) }).waitFor();
  await tracker.locator('.coming b', { hasText: yuan(0) }).waitFor();

  const asJson = async <T>(path: string): Promise<T> => {
    const response = await tracker.request.get(`${market.origin}/api/v1${path}`);
    expect(response.status()).toBe(200);
    return (await response.json()) as T;
  };
  const asked = `/settlement/statements/${li.producer_id}`;
  const week = market.sql<{ at: number }>('SELECT delivered_at_ms AS at FROM payable')[0]?.at ?? 0;
  const shanghai = new Date(week + 8 * HOUR).toISOString().slice(0, 10);
  const query = `currency=CNY&week=${shanghai}`;
  const statement = await asJson<StatementView>(`${asked}?${query}`);
  expect(statement).toMatchObject({ baseMinor: walnuts.base, feeMinor: walnuts.fee, openingMinor: 0 });
  expect(statement.lines).toMatchObject([{ name: WALNUTS, units: 2, shareMinor: walnuts.share }]);

  await tracker.goto(`${market.origin}/statement/${li.producer_id}?${query}`);
  await tracker.setViewportSize(desktop.viewport);
  const line = tracker.locator('.statement-lines tbody tr');
  for (const minor of [walnuts.base, -walnuts.fee, walnuts.share]) {
    await line.getByText(yuan(minor), { exact: true }).waitFor();
  }
  await tracker.locator('.sums .sum', { hasText: yuan(statement.closingMinor) }).waitFor();

  const csv = await tracker.request.get(`${market.origin}/api/v1${asked}/statement.csv?${query}`);
  const table = parse<Record<string, string>>(await csv.text(), { columns: true, bom: true });
  expect(table.filter(({ what }) => what === 'line')).toMatchObject([
    { product: WALNUTS, units: '2', base: '39.80', fee: '-7.96', amount: '31.84' },
  ]);
  expect(table.at(-1)).toMatchObject({ what: 'closing', amount: (statement.closingMinor / 100).toFixed(2) });

  const pdf = await tracker.request.get(`${market.origin}/api/v1${asked}/statement.pdf?${query}&language=zh`);
  const printed = pdfText(await pdf.body());
  for (const minor of [walnuts.base, -walnuts.fee, walnuts.share, statement.closingMinor]) {
    expect(printed).toContain(yuan(minor));
  }
  await tracker.context().close();

  const hall = await aPageOfNow(desktop);
  await hall.goto(`${market.origin}/board`);
  await hall.getByText('100%').waitFor();
  await hall.getByText('2 of 2 order lines paid on time').waitFor();
  await hall.getByText(`2 producers · Paid out so far ${yuan(walnuts.share + quinoa.share)}`).waitFor();

  await openAs(hall, market, market.analystId, `/insights/${market.slug}`);
  await hall.getByRole('tab', { name: 'Items' }).click();
  await hall.getByRole('button', { name: 'Producers' }).click();
  const parts = hall.getByRole('table', { name: 'Producers' });
  await parts.locator('tr', { hasText: FARM }).getByText(yuan(walnuts.base)).first().waitFor();
  await parts.locator('tr', { hasText: NEIGHBOUR }).getByText(yuan(quinoa.base)).first().waitFor();
  await hall
    .getByText(yuan(walnuts.base + quinoa.base))
    .first()
    .waitFor();
  await hall.context().close();

  const [{ goods = 0, units = 0 } = {}] = market.sql<{ goods: number; units: number }>(
    'SELECT sum(goods_minor) AS goods, sum(units) AS units FROM order_line',
  );
  expect([goods, units]).toEqual([walnuts.base + quinoa.base, walnuts.units + quinoa.units]);
  const accounts = new Map(
    market
      .sql<{ account: string; minor: number }>(
        'SELECT account, sum(amount_minor) AS minor FROM ledger_entry GROUP BY account',
      )
      .map(({ account, minor }) => [account.replace(/:.*/, ''), minor]),
  );
  expect([...accounts.values()].reduce((sum, minor) => sum + minor, 0)).toBe(0);
  expect(accounts.get('shop_fee')).toBe(0 - walnuts.fee - quinoa.fee);
  expect(accounts.get('bank')).toBe(0 - walnuts.share - quinoa.share);
  expect(accounts.get('producer_payable')).toBe(0);
  expect(accounts.get('escrow')).toBe(0);
});
