import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, openCamera, phone } from './pages.ts';

/** As many as the demo's lineup has, with names as long as its own. */
const goods = [
  'Mountain apples 3 kg',
  'Red potatoes 2.5 kg',
  'Kidney beans 1 kg',
  'Wild honey 500 g',
  'Buckwheat noodles 800 g',
  'Thin-shelled walnuts 1 kg',
  'Mountain honey 500 g',
  'Quinoa 500 g',
  'Dried chillies 200 g',
  'Rushan cheese 300 g',
  'Mountain green tea 100 g',
  'Dried shiitake 250 g',
  'Carved tea tray',
  'Carved pony',
];

let browser: Browser;
let market: TestMarket;
let page: Page;

beforeAll(async () => {
  browser = await aBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});
afterAll(() => browser?.close());

beforeEach(async () => {
  market = await aMarket(
    goods.map((name, n) => ({ name, producer: '老君山合作社', priceMinor: 1_900 + n * 370, units: 40 })),
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterEach(async () => {
  await page?.context().close();
  await market.close();
});

async function aConsole(device: BrowserContextOptions): Promise<void> {
  page = await aPage(browser, device);
  await openAs(page, market, market.host.staffId, `/console/${market.slug}`);
  await page.locator('.in-hand').waitFor();
}

/** With the set-up open over the third column: closing it would end the preview. */
async function withCamera(): Promise<void> {
  const panel = await openCamera(page);
  await panel.getByRole('button', { name: 'Set up camera' }).click();
  await page.locator('.monitor video').waitFor();
}

/** Rows that can be read whole, from one edge to the other, with nothing over their names. */
function rowsInSight(): Promise<{ count: number; heights: number[]; leastName: number }> {
  return page.locator('.lineup-row').evaluateAll((rows) => {
    const inSight = rows.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const name = row.querySelector('.lineup-name')!.getBoundingClientRect();
      const at = (x: number, y: number) => row.contains(document.elementFromPoint(x, y));
      return at(name.left + 2, top + 2) && at(name.left + 2, bottom - 2) && at(name.right - 2, bottom - 2);
    });
    const box = (row: Element, part: string) => row.querySelector(part)!.getBoundingClientRect();
    return {
      count: inSight.length,
      heights: [...new Set(rows.map((row) => row.getBoundingClientRect().height))],
      leastName: Math.min(...rows.map((row) => box(row, '.lineup-name').width)),
    };
  });
}

const pinned = () => page.locator('.pin-clock').textContent();
const isPinned = (itemNumber: number) =>
  expect.poll(pinned).toMatch(new RegExp(`^Pinned No\\. ${itemNumber} `));
const boxesOf = (all: Locator) =>
  all.evaluateAll((each) => each.map((one) => JSON.stringify(one.getBoundingClientRect())));

test.each([
  [1440, 900, 14],
  [1366, 657, 10],
])('with the camera on, at %i × %i, the lineup shows %i products', async (width, height, least) => {
  await aConsole({ viewport: { width, height } });
  await withCamera();
  const { count, heights, leastName } = await rowsInSight();
  expect(count).toBeGreaterThanOrEqual(least);
  expect(heights).toEqual([36]);
  expect(leastName).toBeGreaterThanOrEqual(120);
  const next = await page.getByRole('button', { name: 'Pin next: 2 Red potatoes' }).boundingBox();
  expect(next && next.y + next.height).toBeLessThanOrEqual(height);
  expect(await page.locator('.monitor').boundingBox()).toMatchObject({ width: 200, height: 112 });
  const rail = page.getByRole('navigation', { name: 'Pages' });
  const links = await boxesOf(rail.getByRole('link'));
  expect(links.length).toBeGreaterThan(1);
  for (const link of links.map((box) => JSON.parse(box) as DOMRect)) {
    expect(link.width >= 44 && link.height >= 30 && link.bottom <= height).toBe(true);
  }
  // A name comes with the pointer, over the columns and whole.
  const orders = rail.getByRole('link', { name: 'Orders' });
  await orders.hover();
  const name = orders.locator('span');
  await expect.poll(() => name.evaluate((each) => getComputedStyle(each).opacity)).toBe('1');
  expect(
    await name.evaluate((each) => {
      const { left, right, top } = each.getBoundingClientRect();
      each.style.pointerEvents = 'auto';
      return each.contains(document.elementFromPoint((left + right) / 2, top + 4));
    }),
  ).toBe(true);
});

test('no row moves when an alert comes, an undo, a pin, or what changes a row', async () => {
  await aConsole(desktop);
  const rows = page.locator('.lineup-row');
  const names = page.locator('.lineup-name');
  const before = [...(await boxesOf(rows)), ...(await boxesOf(names))];
  const stands = async () => expect([...(await boxesOf(rows)), ...(await boxesOf(names))]).toEqual(before);

  await market.hostDoes('lineup:set-price', {
    ...{ itemNumber: 9, version: await market.versionOf(9), priceMinor: 1_234 },
  });
  await page.getByText('You, on another device, changed the price of No. 9 Dried chillies 200 g.').waitFor();
  await stands();

  await page.keyboard.press('5');
  await page.getByRole('button', { name: /^Undo/ }).waitFor();
  await isPinned(5);
  await stands();

  await page.locator('.lineup-row').nth(6).hover();
  await page.getByRole('button', { name: 'Price, limit and place of No. 7' }).hover();
  const price = page.getByRole('button', { name: 'Price: 7' });
  await price.waitFor();
  await stands();
  // Over the figures of its row alone.
  const tools = await page.locator('.row-tools').boundingBox();
  const name = await names.nth(6).boundingBox();
  expect(tools!.x).toBeGreaterThanOrEqual(name!.x + name!.width);
  await price.click();
  await page.getByRole('dialog', { name: /Price of No. 7/ }).waitFor();
});

/** A key of the number pad, with its lock on. */
const pad = (key: string) =>
  page.keyboard.press(
    /^[0-9]$/.test(key)
      ? `Shift+Numpad${key}`
      : { '*': 'NumpadMultiply', '.': 'Shift+NumpadDecimal', '⏎': 'NumpadEnter' }[key]!,
  );

test('a number pad alone runs a show: fourteen products and four flashes', async () => {
  await aConsole(desktop);
  const flashed = new Set([2, 5, 9, 14]);
  for (let n = 2; n <= goods.length; n += 1) {
    // By its number, or as the next one.
    if (n % 3 === 0) {
      await page.waitForTimeout(600);
      await pad('0');
    } else {
      for (const digit of String(n)) await pad(digit);
    }
    await isPinned(n);
    if (!flashed.has(n)) continue;
    await pad('*');
    await page.getByRole('dialog').waitFor();
    await pad('⏎');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // The dialog closes with the answer; the view that is asked here may come to it a moment later.
    await expect.poll(async () => (await market.itemOf(n)).flash?.phase, { timeout: 5_000 }).toBe('running');
  }
  await pad('1');
  await pad('⏎');
  await isPinned(1);
  await pad('.');
  await isPinned(14);
  // A pedal sends this; two of one tap are one.
  await page.waitForTimeout(600);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await isPinned(1);
  await page.waitForTimeout(300);
  await isPinned(1);
});

/** Taps, and counts them. */
function thumb() {
  let taps = 0;
  return {
    tap: async (what: Locator) => {
      await what.tap();
      taps += 1;
    },
    taps: () => taps,
  };
}

test('in a hand: the next pin is one tap, another product pinned and flashed is three', async () => {
  await aConsole({ ...phone, isMobile: true });
  const first = thumb();
  await first.tap(page.getByRole('button', { name: 'Pin next: 2 Red potatoes' }));
  await page.getByRole('button', { name: /^Pin next: 3/ }).waitFor();
  expect(first.taps()).toBe(1);
  // The largest of all buttons, and no other names a pin.
  const sizes = await page
    .locator('.now-buttons button')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
  expect(Math.max(...sizes)).toBe(
    (await page.getByRole('button', { name: /^Pin next: 3/ }).boundingBox())!.width,
  );
  expect(await page.getByRole('button', { name: /Unpin/ }).count()).toBe(0);
  // The foot is the thumb's: the pages of the shell are under *Stream*.
  expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);

  const second = thumb();
  await second.tap(page.getByRole('button', { name: 'Lineup' }));
  await second.tap(page.getByRole('button', { name: 'Flash: 4' }));
  await second.tap(page.getByRole('button', { name: /^Pin No. 4 · Start flash sale/ }));
  await expect.poll(async () => (await market.itemOf(4)).flash?.phase).toBe('running');
  expect(second.taps()).toBe(3);
  await page.getByRole('button', { name: /^Pin next: 5/ }).waitFor();
  await page.getByRole('button', { name: 'More for this product' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Unpin' }).waitFor();
});

test('at 1366 × 657 names are whole, and beside a flash refusals have the room of two lines above the buttons', async () => {
  await aConsole({ viewport: { width: 1366, height: 657 } });
  await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 1_490, startsAtMs: null },
    ...{ durationSeconds: 600, prelaunchSeconds: 0, cap: 10, perBuyerCap: 4 },
    ...{ afterEnd: 'list', fundedBy: 'producer' },
  });
  await page.locator('.flash-panel').waitFor();
  // A third line would be 16 px; the box of the letters is some 3 px higher than a line.
  const cut = await page
    .locator('.lineup-name')
    .evaluateAll((names) =>
      names
        .filter((name) => name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight + 4)
        .map((name) => name.textContent),
    );
  expect(cut).toEqual([]);
  const beside = (await page.locator('.funnel-beside').boundingBox())!;
  const buttons = (await page.locator('.now-buttons').boundingBox())!;
  expect(beside.height).toBeGreaterThanOrEqual(40);
  expect(beside.y + beside.height).toBeLessThanOrEqual(buttons.y + 1);
});

test('on its side a phone is a stage: number and price of 88 px, name and what is left of 40', async () => {
  await aConsole({ viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true });
  for (const [part, least] of [
    ['.in-hand-number', 88],
    ['.in-hand-price .price b', 88],
    ['.in-hand h2', 40],
    ['.counters .available dd', 40],
  ] as const) {
    const shown = page.locator(part);
    const size = await shown.evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));
    expect(size, part).toBeGreaterThanOrEqual(least);
    const box = await shown.boundingBox();
    expect(box!.y >= 0 && box!.y + box!.height <= 390 && box!.x + box!.width <= 844, part).toBe(true);
  }
  // Announced, its price is as large, and the one that still holds stands beside it.
  await market.hostDoes('flash-sale:start', {
    ...{ itemNumber: 1, version: await market.versionOf(1), priceMinor: 1_490, startsAtMs: null },
    ...{ durationSeconds: 600, prelaunchSeconds: 60, cap: 10, perBuyerCap: 4 },
    ...{ afterEnd: 'list', fundedBy: 'producer' },
  });
  const price = page.locator('.in-hand-price .stage-flash b');
  await price.waitFor();
  expect(await price.textContent()).toBe('¥14.90');
  expect(await price.evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize))).toBe(88);
  const { x, y, width, height } = (await price.boundingBox())!;
  expect(x >= 0 && y >= 0 && x + width <= 844 && y + height <= 390).toBe(true);
  await page.locator('.in-hand-price').getByText('¥19.00').waitFor();
  await page.getByRole('button', { name: /^Pin next: 2/ }).tap();
  await page.getByRole('button', { name: /^Pin next: 3/ }).waitFor();
  const leave = page.getByRole('button', { name: 'Full console' });
  const way = await leave.boundingBox();
  expect(Math.min(way!.width, way!.height)).toBeGreaterThanOrEqual(48);
  await leave.tap();
  await page.locator('.lineup-row').first().waitFor();
  // Off the stage its panel says it: a row has room for one price.
  expect(await page.locator('.stage-flash >> visible=true').count()).toBe(0);
  const back = await page.getByRole('button', { name: 'Large view' }).boundingBox();
  expect(Math.abs(back!.x - way!.x)).toBeLessThanOrEqual(1);
  // Upright and back it is a stage again.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation').getByRole('button', { name: 'Now' }).waitFor();
  await page.setViewportSize({ width: 844, height: 390 });
  await leave.waitFor();
});

test('a row that is dragged over several others is where it was let go, for everybody', async () => {
  const numbers = () =>
    page
      .locator('.lineup-row')
      .evaluateAll((rows) => rows.slice(0, 6).map((row) => row.getAttribute('data-item')));
  await aConsole(desktop);
  const middle = async (itemNumber: number) => {
    const box = (await page.locator(`.lineup-row[data-item="${itemNumber}"] .grip`).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const drag = async (from: number, to: number) => {
    const [start, end] = [await middle(from), await middle(to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y + Math.sign(end.y - start.y) * 6, { steps: 12 });
    await page.mouse.up();
  };
  await drag(2, 5);
  await expect.poll(numbers).toEqual(['1', '3', '4', '5', '2', '6']);
  await drag(5, 1);
  await expect.poll(numbers).toEqual(['5', '1', '3', '4', '2', '6']);
  await page.locator('.lineup-row.moving').waitFor({ state: 'detached' });
  await page.locator('.lineup[aria-busy="false"]').waitFor();
  await page.reload();
  await page.locator('.in-hand').waitFor();
  expect(await numbers()).toEqual(['5', '1', '3', '4', '2', '6']);
});
