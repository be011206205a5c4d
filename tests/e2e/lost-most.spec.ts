import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { faultsOn, overflowOn, smallTargetsOn } from './faults-on.ts';
import { guestOrders } from './guest-orders.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';
import { quickClock } from './quick-clock.ts';

const MINUTE = 60_000;
const PRICE = 1_000;
/** From the list of streams to the orders that were lost. */
const MOST_CLICKS = 3;
/** A tab of a review, lists that scroll by themselves left out. */
const MOST_SCREENS = 2;

const clock = quickClock();
let browser: Browser;
let market: TestMarket;

/** 20:00 by the shop's clocks, which go eight hours before the world's. */
function untilEight(nowMs: number): number {
  const day = 24 * 60 * MINUTE;
  return (12 * 60 * MINUTE - (nowMs % day) + day) % day;
}

/** Somebody whom nobody knows orders; of an unpaid order nothing more is heard. */
async function orders(itemNumber: number, units: number, isPaid: boolean): Promise<void> {
  const { deps, application } = market.market.app;
  const order = { itemNumber, units, priceMinor: PRICE, payment: 'sandbox' } as const;
  const { orderId } = await guestOrders(market, order);
  if (!isPaid) return;
  const notice = { noticeId: systemIds.next(), paymentId: systemIds.next(), orderId };
  const paid = { ...notice, amountMinor: units * PRICE, outcome: 'paid' } as const;
  await application.payment(paid, deps.clock.steadyMs());
}

async function many(itemNumber: number, count: number, unpaid: number, units = 1): Promise<void> {
  for (let n = 0; n < count; n += 1) await orders(itemNumber, units, n >= unpaid);
}

/** To a second in the middle of that minute after eight. */
function passTo(minute: number): void {
  const begun = Math.floor(clock.nowMs() / MINUTE) * MINUTE;
  const now = (begun / MINUTE) % 60;
  clock.passes((minute - now) * MINUTE);
}

beforeAll(async () => {
  clock.passes(untilEight(clock.nowMs()) + 5_000);
  browser = await aBrowser();
  const goods = ['Red rice', 'Potatoes', 'Walnuts', 'Honey', 'Noodles', 'Apples'];
  market = await aMarket(
    goods.map((name, n) => ({
      name,
      producer: n % 2 ? 'Laojunshan Potato Co-op' : 'Yangcen Highland Grains',
      priceMinor: PRICE,
      units: 900,
    })),
    {},
    clock,
  );
  await market.hostDoes('stream:go-live', {});
  passTo(5);
  // Potatoes lose more units, and a smaller share; of walnuts there are too few to say.
  await many(2, 40, 16, 4);
  await many(3, 4, 4);
  for (const [index, minute] of [14, 15, 16].entries()) {
    passTo(minute);
    await many(6, index === 0 ? 6 : 7, index === 0 ? 4 : 5);
  }
  passTo(50);
  await market.hostDoes('stream:end', {});
  clock.passes(3 * 60 * MINUTE);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** Each press of a pointer in the page. */
async function countsClicks(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = () => sessionStorage.setItem('clicks', `${Number(sessionStorage.getItem('clicks')) + 1}`);
    addEventListener('pointerdown', ({ isTrusted }) => isTrusted && count(), { capture: true });
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem('clicks')));
}

/** The numbers of the orders of item 6 that were never paid, as its tables have them. */
function lostOrders(): string[] {
  const rows = market.sql<{ number: string }>(
    `SELECT o.number FROM orders o JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
     WHERE l.item_number = 6 AND o.paid_at_ms IS NULL`,
  );
  return rows.map(({ number }) => number).sort();
}

/** At the list's head: of how many people, how many orders, and their GMV. */
const headOf = (page: Page, count: number | string): Locator =>
  page.locator('.orders-sum', { hasText: `· ${count} orders ·` });

async function listed(page: Page, count: number): Promise<string[]> {
  await headOf(page, count).waitFor();
  const references = await page.locator('a.orders-row > b').allTextContents();
  return references.map((reference) => reference.split('-')[1]!).sort();
}

const rowOf = (page: Page, name: string): Locator => page.locator('.items-table tbody tr', { hasText: name });

test('from the list of streams the analyst reads what lost most, and opens exactly those orders, in three clicks', async () => {
  const page = await aPage(browser, { ...desktop, timezoneId: 'Asia/Shanghai' });
  const clicks = await countsClicks(page);
  await openAs(page, market, market.analystId, '/insights');
  await page.getByRole('link', { name: /Potato day/ }).click();
  // The first view of a stream says it already.
  const worst = page.locator('.worst-item');
  await worst.getByText('14 of 20 orders were never paid').waitFor();
  expect(await worst.textContent()).toMatch(/6 Apples.*14 of 20 orders.*20:14 to 20:16/);
  await page.getByRole('tab', { name: 'Items' }).click();
  const first = page.locator('.items-table tbody tr').first();
  await first.getByText('20:14 to 20:16').waitFor();
  expect(await first.textContent()).toMatch(/^6 Apples.*14 of 20 orders 20:14 to 20:16/);
  await first.getByRole('link', { name: '14 of 20' }).click();
  expect(await listed(page, 14)).toEqual(lostOrders());
  const taken = await clicks();
  process.stdout.write(`what lost most, and its 14 orders: ${taken} clicks\n`);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(MOST_CLICKS);

  // Its minutes are those orders too, and one of them opens.
  await page.goBack();
  await page.getByRole('link', { name: '20:14 to 20:16' }).first().click();
  expect(await listed(page, 14)).toEqual(lostOrders());
  await page.locator('a.orders-row').first().click();
  await page.getByRole('heading', { name: /^Order \d+-\d+$/ }).waitFor();
  await page.getByText('Apples').first().waitFor();
});

test('four orders are too few to say, and by units what sold most has lost most', async () => {
  const page = await aPage(browser, desktop);
  await openAs(page, market, market.analystId, '/insights');
  await page.goto(`${market.origin}/insights/${market.slug}?tab=items`);
  await rowOf(page, 'Walnuts').getByText('too few to say').waitFor();
  expect(await page.locator('.items-table tbody .name').allTextContents()).toMatchObject([
    ...[expect.stringContaining('Apples'), expect.stringContaining('Potatoes')],
    ...Array(4).fill(expect.any(String)),
  ]);
  await page.getByRole('button', { name: /^Units lost/ }).click();
  const first = page.locator('.items-table tbody tr').first();
  expect(await first.textContent()).toContain('Potatoes');
  // Units have no list of their own; the step that lost them has.
  await first.getByText('64', { exact: true }).waitFor();
  expect(await first.getByRole('link', { name: '64', exact: true }).count()).toBe(0);
  await first.getByRole('link', { name: /^16 of 40/ }).click();
  await headOf(page, 16).waitFor();
});

test.each([
  ['a desk', desktop],
  ['a phone', phone],
])('on %s nothing is wrong with the items, and the tab fits on two screens', async (name, size) => {
  const page = await aPage(browser, size);
  await openAs(page, market, market.analystId, '/insights');
  await page.goto(`${market.origin}/insights/${market.slug}?tab=items`);
  await rowOf(page, 'Apples').waitFor();
  expect(await faultsOn(page, `items on ${name}`)).toEqual([]);
  expect(await overflowOn(page, `items on ${name}`)).toEqual([]);
  if (size === phone) {
    expect(await smallTargetsOn(page, `items on ${name}`)).toEqual([]);
    // Product, share and time are whole without a scroll to the side.
    for (const words of ['Apples', '14 of 20', '20:14 to 20:16']) {
      const box = (await rowOf(page, 'Apples').getByRole('link', { name: words }).boundingBox())!;
      expect(box.x, words).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, words).toBeLessThanOrEqual(size.viewport.width);
    }
  }
  // On a desk a producer is whole beside its item; in a hand it has no room.
  const isCut = await page
    .locator('.item-name > .soft')
    .evaluateAll((names) => names.map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth));
  expect(isCut).toEqual(Array(6).fill(false));
  const [height, screen] = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  expect(height! / screen!).toBeLessThanOrEqual(MOST_SCREENS);
  // A number of the bar opens what it means, and there its orders.
  const paid = page.locator('.number-bar details').nth(1);
  await paid.click();
  expect(await faultsOn(page, `a number on ${name}`)).toEqual([]);
  const count = await paid.locator('b').textContent();
  await paid.getByRole('link', { name: 'See these orders' }).click();
  await headOf(page, count!).waitFor();
});
