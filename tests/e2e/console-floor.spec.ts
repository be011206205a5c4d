import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;
let page: Page;

const goods = ['Red potatoes', 'Kidney beans', 'Quinoa', 'Walnuts', 'Buckwheat noodles'];

beforeAll(async () => {
  browser = await aBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  market = await aMarket(
    goods.map((name, n) => ({ name, producer: '老君山合作社', priceMinor: 2_000 + n * 100, units: 400 })),
  );
  return async () => {
    await page?.context().close();
    await market.close();
  };
});

async function aConsole(device: Parameters<typeof aPage>[1]): Promise<Page> {
  page = await aPage(browser, device);
  await openAs(page, market, market.host.staffId, `/console/${market.slug}`);
  await page.locator('.pin-state').waitFor();
  return page;
}

async function goesLive() {
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
}

/** Where the things are that a host aims at. */
async function places(of: readonly Locator[]) {
  return Promise.all(of.map((each) => each.boundingBox()));
}

test.each([
  ['a desktop', desktop],
  ['a phone', phone],
])('alerts come and go on %s, and nothing that the host aims at moves', async (_, device) => {
  await goesLive();
  await aConsole(device);
  const alerts = page.getByRole('region', { name: 'Alerts' });
  await alerts.getByText('No alerts').waitFor();
  const aims = ['.in-hand', '.counters', '.now-buttons .pin-next', '.now-buttons .flash-now'].map((each) =>
    page.locator(each),
  );
  const before = await places(aims);
  expect(before).not.toContain(null);

  // Somebody else at this floor, three times.
  for (const itemNumber of [2, 3, 4]) {
    await market.hostDoes('lineup:set-price', {
      itemNumber,
      version: await market.versionOf(itemNumber),
      priceMinor: 1_900,
    });
  }
  await alerts.getByText(/changed the price of No. 4 Walnuts/).waitFor();
  expect(await places(aims)).toEqual(before);

  // What the first of them did is no longer so; the others are counted, and open over the floor.
  await market.hostDoes('stock:stop', { itemNumber: 2 });
  await alerts.getByText(/stopped No. 2 Kidney beans/).waitFor();
  await alerts.getByRole('button', { name: '2 more' }).click();
  const all = page.getByRole('dialog', { name: 'Alerts' });
  expect(await all.getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining('stopped No. 2 Kidney beans'),
    expect.stringContaining('price of No. 4 Walnuts'),
    expect.stringContaining('price of No. 3 Quinoa'),
  ]);
  for (let left = 3; left > 0; left -= 1) await all.getByRole('button', { name: 'Dismiss' }).first().click();
  await page.keyboard.press('Escape');
  await all.waitFor({ state: 'detached' });
  await alerts.getByText('No alerts').waitFor();
  expect(await places(aims)).toEqual(before);
});

test('[L1] many products are added at once, a few pieces each, and Esc closes', async () => {
  const wanted = ['Mountain honey', 'Green tea', 'Dried chillies'];
  for (const name of wanted) {
    const made = await market.market.app.application.createProduct(market.host, {
      ...{ key: systemIds.next(), name, producer: '老君山合作社', priceMinor: 2_500, currency: 'CNY' },
      ...{ warehouseUnits: 2_897, origin: '剑川', grams: 500 },
    });
    expect(made.ok).toBe(true);
  }
  await aConsole(desktop);
  await page.getByRole('button', { name: 'Add products' }).click();
  const sheet = page.getByRole('dialog');
  for (const name of wanted) await sheet.getByRole('checkbox', { name: new RegExp(name) }).check();
  await sheet.getByText('of 2,897 in the warehouse').first().waitFor();
  await sheet.getByLabel('Units').nth(1).fill('48');
  await sheet.getByRole('button', { name: 'Add 3 products' }).click();
  // Before the stream it closes by itself: going live lies under it.
  await sheet.waitFor({ state: 'detached' });
  const at = await Promise.all([6, 7, 8].map((itemNumber) => market.itemOf(itemNumber)));
  expect(at.map(({ name }) => name)).toEqual(wanted);
  expect(at.map(({ allotted }) => allotted).sort()).toEqual([20, 20, 48]);

  await page.getByRole('button', { name: 'Add products' }).click();
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});

test('the fields of the last product of the list come into view', async () => {
  await aConsole(phone);
  await page.getByRole('button', { name: 'Lineup' }).click();
  await page.getByRole('button', { name: 'Add products' }).click();
  const sheet = page.getByRole('dialog');
  const row = sheet.getByRole('listitem').last();
  await row.getByRole('checkbox').check();
  const fields = row.getByLabel('Per person');
  await expect
    .poll(async () => {
      const [box, foot] = [await fields.boundingBox(), await sheet.locator('footer').boundingBox()];
      return box !== null && foot !== null && box.y + box.height <= foot.y;
    })
    .toBe(true);
});

test('[S1] one click opens the rehearsal', async () => {
  await aConsole(desktop);
  await page.getByRole('button', { name: 'Rehearse' }).click();
  await page.waitForURL(/\/console\/rehearsal-/);
  await page.getByText('Rehearsal: nothing is really sold, and only staff can see it.').waitFor();
});

test('[S1] …and on a phone it stands under Stream', async () => {
  await aConsole(phone);
  await page.getByRole('button', { name: 'Stream', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rehearse' }).click();
  await page.waitForURL(/\/console\/rehearsal-/);
  await page.getByText('Rehearsal: nothing is really sold, and only staff can see it.').waitFor();
});
