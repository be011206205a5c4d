import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { PackingView } from '../../shared/contract/packing.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { until } from '../builders/until.ts';
import { faultsOn, overflowOn, smallTargetsOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, fillCheckout, openAs, phone } from './pages.ts';
import { type QuickClock, quickClock } from './quick-clock.ts';

const CO_OP = '老君山薯农专业合作社 Laojunshan Potato Co-op';
const FARM = '沙溪农场';
const tablet = { viewport: { width: 820, height: 1180 } };
/** The second look is at what can be different in it: colours, the language that is said, and how long words are. */
const looks: { colorScheme: 'light' | 'dark'; language: string; rules: string[] | undefined }[] = [
  { colorScheme: 'light', language: 'en', rules: undefined },
  { colorScheme: 'dark', language: 'zh-CN', rules: ['color-contrast', 'html-has-lang', 'html-lang-valid'] },
];

let browser: Browser;
let market: TestMarket;
let clock: QuickClock;
let buyer: Page;
let producerStaffId: string;
let producerId: string;

beforeAll(async () => {
  browser = await aBrowser();
  clock = quickClock();
  market = await aMarket(
    [
      {
        name: '老君山高海拔沙地手工挑选红皮黄心土豆大箱装 Red potatoes 10 kg',
        ...{ producer: CO_OP, priceMinor: 12_345_600, units: 40 },
      },
      { name: 'Quinoa', producer: FARM, priceMinor: 3_500, units: 30, origin: '沙溪' },
      { name: 'Walnuts', producer: FARM, priceMinor: 4_200, units: 30, origin: '羊岑' },
    ],
    {},
    clock,
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  buyer = await aPage(browser, phone);
  await buyOneOfEach();
  await market.hostDoes('stream:end', {});
  clock.passes(2 * HOUR);
  const [co] = market.sql<{ producer_id: string }>(
    'SELECT producer_id FROM product WHERE producer = ?',
    CO_OP,
  );
  producerId = co?.producer_id ?? '';
  producerStaffId = systemIds.next();
  await market.market.app.deps.directory.addStaff({
    ...{ staffId: producerStaffId, email: 'li@farm.example', name: '李国强', role: 'producer' },
    ...{ producerId, passwordHash: '' },
  });
  await packAndDeliver();
  await until(async () => market.sql('SELECT 1 FROM payable').length > 0, 30_000);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function buyOneOfEach(): Promise<void> {
  await buyer.goto(`${market.origin}/s/${market.slug}`);
  await buyer.locator('.pinned h2').first().waitFor();
  await buyer.locator('.bottom-bar button').first().click();
  for (const good of ['Quinoa', 'Walnuts']) {
    await buyer.getByRole('button', { name: `Add one ${good}` }).click();
  }
  await buyer.keyboard.press('Escape');
  await buyer.getByRole('dialog').waitFor({ state: 'detached' });
  await fillCheckout(buyer);
  await buyer.getByRole('radio', { name: 'Pay on delivery' }).check();
  await buyer.getByRole('button', { name: /^Place order/ }).click();
  await buyer.getByRole('heading', { name: 'Order placed' }).waitFor();
}

/** One parcel there and claimed, one under way, one still to pack. */
async function packAndDeliver(): Promise<void> {
  const desk = await aPage(browser, desktop);
  await openAs(desk, market, market.operatorId, '/packing');
  const base = `${market.origin}/api/v1`;
  const ask = async <T>(page: Page, path: string, body: object): Promise<T> => {
    const data = { key: systemIds.next(), ...body };
    const response = await page.request.post(`${base}${path}`, { data, headers: { origin: market.origin } });
    expect(response.status(), path).toBe(200);
    return (await response.json()) as T;
  };
  const view = (await (await desk.request.get(`${base}/packing/${market.slug}`)).json()) as PackingView;
  expect(view.toPack).toHaveLength(3);
  const first = view.toPack.filter(({ origin }) => origin !== '羊岑');
  for (const [index, { orderIds, origin }] of first.entries()) {
    const at = `/packing/${market.slug}`;
    const { shipmentId } = await ask<{ shipmentId: string }>(desk, `${at}/pack`, { orderIds, origin });
    const trackingCode = `SF100000${index}`;
    await ask(desk, `${at}/ship`, { shipmentId, carrier: '顺丰 SF', trackingCode });
    if (origin !== '剑川') continue;
    clock.passes(DAY);
    await ask(desk, `${at}/deliver`, { shipmentId, deliveredAtMs: clock.nowMs() });
    const about = { orderId: orderIds[0], itemNumber: 1, unitPriceMinor: 12_345_600, units: 1 };
    await ask(buyer, `/streams/${market.slug}/claims`, { ...about, shareBps: 5_000, reason: 'damaged' });
  }
  await desk.context().close();
}

for (const { colorScheme, language, rules } of looks) {
  test(`producer, office, statement, board, desk, parcels, insights: ${language}, ${colorScheme}`, async () => {
    const faults: string[] = [];
    const tag = `${language}-${colorScheme}`;
    /** A page of somebody, in the language of this look; its clock goes with the market's. */
    const open = async (of?: string, path = '/') => {
      const page = await aPage(browser, { ...phone, colorScheme, reducedMotion: 'reduce' });
      await page.clock.install({ time: clock.nowMs() });
      await page.addInitScript((chosen) => localStorage.setItem('fairday.language', chosen), language);
      if (of !== undefined) await openAs(page, market, of, path);
      return page;
    };
    const look = async (page: Page, name: string) => {
      faults.push(
        ...(await faultsOn(page, `${name}-phone-${tag}`, rules)),
        ...(await smallTargetsOn(page, name)),
      );
      for (const [size, { viewport }] of Object.entries({ tablet, desktop })) {
        await page.setViewportSize(viewport);
        faults.push(...(await overflowOn(page, `${name}-${size}-${tag}`)));
      }
      await page.setViewportSize(phone.viewport);
    };
    const goTo = async (page: Page, path: string, sign: string) => {
      await page.goto(`${market.origin}${path}`);
      await page.locator(sign).first().waitFor();
    };

    const farm = await open(producerStaffId, '/producer');
    await farm.locator('.coming').waitFor();
    await look(farm, 'producer');
    await farm.locator('.producer-foot .button').click();
    await farm.locator('.sheet details > summary').click();
    await look(farm, 'good-form');
    await goTo(farm, `/statement/${producerId}?currency=CNY`, '.statement-lines');
    await look(farm, 'statement');
    await farm.context().close();

    const office = await open(market.operatorId, '/admin/settlement');
    await office.locator('.owed-row').first().waitFor();
    await look(office, 'office');
    await office.locator('.owed-row').first().click();
    await office.locator('.sheet .lines li').first().waitFor();
    await look(office, 'payables');
    await goTo(office, '/admin/settlement', '.office-acts');
    await office.locator('.office-acts .button').first().click();
    await look(office, 'booking');
    await goTo(office, '/admin/people', '.dense-open');
    await look(office, 'people');
    await office.locator('.office-first .button').click();
    await office.locator('.sheet select').waitFor();
    await look(office, 'invite');
    await goTo(office, '/admin/settings', '.office-settings');
    await look(office, 'settings');
    await goTo(office, '/admin/health', '.office-health');
    await look(office, 'health');
    await goTo(office, '/admin/security', '.security-entry');
    await look(office, 'security');
    await goTo(office, '/admin/goods', '[data-row="0"]');
    await look(office, 'goods');
    await goTo(office, '/packing', '.desk-link');
    await look(office, 'desk-list');
    await goTo(office, `/packing/${market.slug}`, '.desk-card');
    for (const part of [0, 1, 2]) {
      await office.locator('.tabs button').nth(part).click();
      await office.locator('.desk-card').first().waitFor();
      await look(office, `desk-${part}`);
    }
    await goTo(office, '/insights/shop', '.day-bars');
    await look(office, 'over-time');
    await goTo(office, `/insights/${market.slug}`, '.chart canvas');
    await look(office, 'review');
    await goTo(office, `/insights/${market.slug}/moment`, '.machine-slide');
    await look(office, 'machine');
    await office.context().close();

    const hall = await open();
    await goTo(hall, '/board', '.empty');
    await look(hall, 'board');
    await hall.context().close();

    await buyer.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await buyer.evaluate((chosen) => localStorage.setItem('fairday.language', chosen), language);
    await goTo(buyer, '/orders', '.parcels, .order-parcels, article');
    await buyer.getByText('SF1000000').first().waitFor();
    await look(buyer, 'orders');
    expect(faults).toEqual([]);
  });
}
