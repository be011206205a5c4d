import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, smallTargetsOn } from './faults-on.ts';
import { guestOrders } from './guest-orders.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

const LIST = 4_580;
const FLASH = 3_790;
const UNITS = 3;
/** What a page of staff brings at most, packed; a film's has a viewer's page in it. */
const MOST_STAFF_KB = 200;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([
    { name: '野生蜂蜜 Wild honey', producer: '象图蜂场', priceMinor: LIST, units: UNITS },
    { name: '红皮土豆 Red potatoes', producer: '老君山', priceMinor: 2_490, units: 20 },
  ]);
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** Whether the upper edge of a part is on the screen, below the page's head. */
function isInSight(page: Page, part: string): Promise<boolean> {
  return page.locator(part).evaluate((node) => {
    const { top } = node.getBoundingClientRect();
    return top >= 40 && top < innerHeight / 2;
  });
}

interface Seen {
  number: string;
  name: string;
  price: string;
  left: string;
  flash: string;
  /** The shop's row of the product. */
  row: string;
}

/** What somebody reads off a viewer's page: the pinned card, and the product's row of the shop. */
async function readOff(page: Page | FrameLocator, itemNumber: number): Promise<Seen> {
  const card = page.locator('.pinned').first();
  const row = page.locator(`.bag-row[data-item="${itemNumber}"]`);
  const text = async (part: string) => (await card.locator(part).allTextContents()).join(' ');
  const band = (await text('.flash-band > span')).trim();
  return {
    number: await text('.item-number'),
    name: await text('h2 bdi'),
    price: await text('.pinned-price .price'),
    left: await text('.pinned-stock .stock'),
    flash: band,
    row: (await row.locator('.price, .stock').allTextContents()).join(' '),
  };
}

test('three moments of a viewer’s page, read live, are the same on a link that a colleague opens later', async () => {
  const { clock } = market.market.app.deps;
  await market.hostDoes('stream:go-live', {});
  const viewer = await aPage(browser, desktop);
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  const live: { at: number; seen: Seen }[] = [];
  const note = async (isThere: string) => {
    await viewer.locator('.pinned').first().getByText(isThere).first().waitFor();
    const seen = await readOff(viewer, 1);
    live.push({ at: clock.nowMs(), seen });
    await viewer.waitForTimeout(600);
  };
  await note('3 left');
  const { flashId } = await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: FLASH, startsAtMs: null },
    ...{ durationSeconds: 180, prelaunchSeconds: 0, cap: 2, perBuyerCap: 1 },
    ...{ afterEnd: 'list', fundedBy: 'producer' },
  });
  await note('¥37.90');
  await market.hostDoes('flash-sale:end', { flashId });
  const buysOne = () =>
    guestOrders(market, { itemNumber: 1, units: 1, priceMinor: LIST, payment: 'cash_on_delivery' });
  const [buyer] = [await buysOne(), await buysOne(), await buysOne()] as const;
  await note('Sold out');
  await market.hostDoes('lineup:pin', { itemNumber: 2, version: await market.versionOf(2) });
  await market.hostDoes('stream:end', {});
  await viewer.context().close();
  expect(live.map(({ seen: { price, left } }) => `${price} ${left}`)).toEqual([
    expect.stringContaining('¥45.80'),
    expect.stringContaining('¥37.90'),
    expect.stringContaining('Sold out'),
  ]);
  expect(live[1]!.seen.flash).toContain('2');

  const [{ startMs }] = market.sql<{ startMs: number }>('SELECT live_start_ms AS startMs FROM stream') as [
    { startMs: number },
  ];
  const analyst = await aPage(browser, { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] });
  await openAs(analyst, market, market.analystId, `/insights/${market.slug}/moment`);
  const film = analyst.frameLocator('.machine-screen iframe');
  for (const { at, seen } of live) {
    await analyst.goto(`${market.origin}/insights/${market.slug}/moment?at=${at - startMs}`);
    await film.locator('.pinned').first().waitFor();
    await film.locator('.bag-row[data-item="1"]').waitFor();
    expect(await readOff(film, 1)).toEqual(seen);
    // Of then, and nothing on it can be tapped.
    await film.getByText('live then').waitFor();
    expect(await film.locator('.status.live').count()).toBe(0);
    expect(await film.locator('main.stage[inert]').count()).toBe(1);
  }
  expect(await faultsOn(analyst, 'film-desktop')).toEqual([]);

  // The link that is copied is the address in the bar, and both are the moment.
  await analyst.getByRole('button', { name: 'Copy link' }).click();
  await analyst.getByRole('button', { name: 'Link copied' }).waitFor();
  expect(await analyst.evaluate(() => navigator.clipboard.readText())).toBe(analyst.url());
  await analyst.locator('h1').click();
  await analyst.keyboard.press('ArrowLeft');
  await expect
    .poll(() => Number(new URL(analyst.url()).searchParams.get('at')))
    .toBeLessThan(live[2]!.at - startMs);
  // Nothing of what was set up before is an event of it.
  const events = analyst.getByRole('region', { name: 'Events' });
  await events.getByText('went live').waitFor();
  expect(await events.getByText('stream scheduled').count()).toBe(0);
  expect(await events.locator('.machine-who').filter({ hasText: 'Mei' }).count()).toBeGreaterThan(3);
  await analyst.getByLabel('Person').selectOption({ label: 'Mei' });
  await expect.poll(() => events.getByText('order placed').count()).toBe(0);
  await analyst.getByLabel('Person').selectOption('');

  // One buyer's way: their own page of then, which the security log notes.
  await analyst.goto(`${market.origin}/insights/${market.slug}/moment?at=${live[2]!.at - startMs}`);
  const [{ number }] = market.sql<{ number: string }>(
    `SELECT number FROM orders WHERE buyer_id = '${buyer.buyerId}'`,
  ) as [{ number: string }];
  await analyst
    .getByRole('button', { name: `Buyer of ${number}` })
    .first()
    .click();
  await analyst.getByText(`Cart: Buyer of ${number}`).waitFor();
  const noted = () =>
    market.sql("SELECT what, about FROM security_entry WHERE kind = 'data_read' AND what = 'film'");
  await expect.poll(noted).toEqual([{ what: 'film', about: buyer.buyerId }]);
  const bytes = await Promise.all(
    analyst.frames().map((frame) =>
      frame.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
          .map((entry) => [entry.name, (entry as PerformanceResourceTiming).encodedBodySize] as const),
      ),
    ),
  );
  const ofPage = bytes[0]!.reduce((sum, [, size]) => sum + size, 0);
  const ofBoth = [...new Map(bytes.flat()).values()].reduce((sum, size) => sum + size, 0);
  console.info(
    `script of the film: ${Math.round(ofPage / 1e3)} kB, with the viewer’s page ${Math.round(ofBoth / 1e3)} kB`,
  );
  expect(ofPage / 1e3).toBeLessThan(MOST_STAFF_KB);
  await analyst.context().close();
}, 90_000);

test('in a hand the film is on top, the shop behind a button, the events below; it goes on by itself', async () => {
  const page = await aPage(browser, { ...phone, locale: 'zh-CN' });
  await openAs(page, market, market.analystId, `/insights/${market.slug}/moment`);
  const film = page.frameLocator('.machine-screen iframe');
  await film.locator('.stage-bottom').waitFor();
  await page.getByRole('region', { name: '事件' }).getByRole('listitem').first().waitFor();
  expect(await faultsOn(page, 'film-phone')).toEqual([]);
  expect(await smallTargetsOn(page, 'film-phone')).toEqual([]);
  const tops = await Promise.all(
    ['.machine-screen', '.machine-controls', '.machine-events'].map(
      async (part) => (await page.locator(part).boundingBox())!.y,
    ),
  );
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  // Picture, Play and the minutes are on one screen, upright and held sideways.
  for (const viewport of [phone.viewport, { width: phone.viewport.height, height: phone.viewport.width }]) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    const bottoms = () =>
      Promise.all(
        ['.machine-screen', '.machine-play', '.machine-controls .chart'].map((part) =>
          page.locator(part).evaluate((node) => node.getBoundingClientRect().bottom),
        ),
      );
    await expect.poll(async () => Math.max(...(await bottoms()))).toBeLessThanOrEqual(viewport.height - 56);
  }
  await page.setViewportSize(phone.viewport);
  await page.getByRole('button', { name: '全部商品' }).click();
  await film.locator('.bag-row').first().waitFor();
  await page.getByRole('button', { name: '全部商品' }).click();
  await film.locator('.stage-bottom').waitFor();
  const before = page.url();
  await page.getByRole('button', { name: '播放', exact: true }).click();
  await page.getByRole('button', { name: '暂停' }).waitFor();
  await expect.poll(() => page.url(), { timeout: 10_000 }).not.toBe(before);
  await page.context().close();
}, 60_000);

test('[S8] a chapter gets another name and one is left out: the replay says so, until it is undone', async () => {
  const desk = await aPage(browser, phone);
  await openAs(desk, market, market.host.staffId, `/insights/${market.slug}/moment`);
  // On a phone the button in the head leads down to the film's own chapters, and a tap on one up to the film again.
  await desk.locator('.machine-chapters-open').click();
  const film = desk.locator('.machine-chapters > li');
  await film.nth(1).waitFor();
  await expect.poll(() => isInSight(desk, '.machine-events')).toBe(true);
  expect(await film.count()).toBeGreaterThan(2);
  expect(await smallTargetsOn(desk, 'film chapters')).toEqual([]);
  await film.nth(1).getByRole('button').click();
  await expect.poll(() => isInSight(desk, '.machine-screen')).toBe(true);
  await desk.getByRole('button', { name: 'Edit chapters' }).click();
  const rows = desk.locator('.chapters > li');
  await rows.nth(1).waitFor();
  expect(await rows.count()).toBe(2);
  await rows.nth(0).locator('summary').click();
  await rows.nth(0).getByLabel('Name', { exact: true }).fill('Honey from the comb');
  await rows.nth(1).locator('summary').click();
  await rows.nth(1).getByLabel('Show in the replay').uncheck();
  expect(await faultsOn(desk, 'chapters')).toEqual([]);
  expect(await smallTargetsOn(desk, 'chapters')).toEqual([]);
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('Chapters saved.').waitFor();

  const viewer = await aPage(browser, phone);
  const chapters = async () => {
    await viewer.goto(`${market.origin}/replay/${market.slug}`);
    const jumps = viewer.locator('.replay-jumps').first();
    await jumps.locator('li').first().waitFor();
    // Below a name of its own stands the product.
    return jumps.locator('li :is(button, .jump-named) > bdi').allTextContents();
  };
  await expect.poll(chapters, { timeout: 15_000 }).toEqual(['Honey from the comb']);
  await desk.getByRole('button', { name: 'Undo' }).click();
  await desk.getByText('The chapters are as they were before.').waitFor();
  await expect.poll(chapters, { timeout: 15_000 }).toEqual(['野生蜂蜜 Wild honey', '红皮土豆 Red potatoes']);
  await desk.context().close();
  await viewer.context().close();
}, 60_000);
