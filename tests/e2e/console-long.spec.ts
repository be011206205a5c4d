import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

const GOODS = 120;
let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket(
    Array.from({ length: GOODS }, (_, n) => ({
      name: n === 96 ? 'Rushan cheese' : `Red potatoes ${n + 1}`,
      ...{ producer: '老君山合作社', priceMinor: 2_000 + n, units: 400 },
    })),
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function aConsole(device: Parameters<typeof aPage>[1]): Promise<Page> {
  const page = await aPage(browser, device);
  await openAs(page, market, market.host.staffId, `/console/${market.slug}`);
  await page.locator('.in-hand').waitFor();
  return page;
}

const rowOf = (page: Page, itemNumber: number) => page.locator(`.lineup-row[data-item="${itemNumber}"]`);
/** The row is on the screen, below the head of its column. */
const isInSight = (page: Page, itemNumber: number) =>
  expect
    .poll(() =>
      rowOf(page, itemNumber).evaluate((row) => {
        const { left, top, height } = row.querySelector('.lineup-name')!.getBoundingClientRect();
        return row.contains(document.elementFromPoint(left + 2, top + height / 2));
      }),
    )
    .toBe(true);

test('of a long lineup the rows in sight are drawn, and every way to a row leads to it', async () => {
  const page = await aConsole(desktop);
  const rows = page.locator('.lineup-row');
  const list = page.locator('.lineup-list');
  const lineup = page.getByRole('region', { name: 'Lineup' });
  await expect.poll(() => list.evaluate((each) => each.getBoundingClientRect().height)).toBe(GOODS * 36);
  expect(await rows.count()).toBeLessThan(50);
  expect(await rows.first().getAttribute('aria-setsize')).toBe(`${GOODS}`);

  // By its number, as it is called out.
  await page.keyboard.type('117');
  await isInSight(page, 117);
  expect(await rowOf(page, 117).getAttribute('aria-posinset')).toBe('117');
  // One row up, and up again, past the edge.
  for (let ups = 0; ups < 30; ups += 1) await page.keyboard.press('ArrowUp');
  await isInSight(page, 87);

  // A hand that scrolls, with a row in the focus that goes out of sight and stays.
  await rowOf(page, 87).locator('.lineup-choose').focus();
  await lineup.evaluate((column) => column.scrollTo(0, 0));
  await isInSight(page, 1);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('87');
  await lineup.evaluate((column) => column.scrollTo(0, column.scrollHeight));
  await isInSight(page, GOODS);
  const before = await rowOf(page, GOODS).boundingBox();
  await market.hostDoes('lineup:pin', { itemNumber: 5, version: await market.versionOf(5) });
  await expect.poll(() => page.locator('.pin-clock').textContent()).toMatch(/^Pinned No\. 5 /);
  expect(await rowOf(page, GOODS).boundingBox()).toEqual(before);
  expect(await rows.count()).toBeLessThan(50);

  // By what is typed into the field: digits, or a part of a name.
  await page.keyboard.press('/');
  await page.keyboard.type('11');
  await expect.poll(() => rows.count()).toBe(11);
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('rushan');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.in-hand-number').textContent()).toBe('97');
  await page.context().close();
});

test('in a hand the rows come with the tab of the lineup, and a row moves up by a thumb', async () => {
  const page = await aConsole({ ...phone, isMobile: true });
  await page.getByRole('button', { name: 'Lineup' }).tap();
  await isInSight(page, 3);
  const { height } = (await rowOf(page, 3).boundingBox())!;
  await expect
    .poll(() => page.locator('.lineup-list').evaluate((each) => each.getBoundingClientRect().height))
    .toBeCloseTo(GOODS * height, 0);
  await page
    .getByRole('region', { name: 'Lineup' })
    .evaluate((column, to) => column.scrollTo(0, to), 80 * height);
  await isInSight(page, 85);
  expect(await page.locator('.lineup-row').count()).toBeLessThan(50);
  const middle = async (itemNumber: number) => {
    const box = (await rowOf(page, itemNumber).locator('.grip').boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [from, to] = [await middle(86), await middle(84)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 6, { steps: 8 });
  await page.mouse.up();
  await expect
    .poll(() =>
      page
        .locator('.lineup-row')
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-item')).join(' ')),
    )
    .toContain('83 86 84 85 87');
  // In the form that adds to it each line of a product begins where its name does.
  await page.getByRole('button', { name: 'Add products' }).tap();
  await page.locator('.product-words').first().waitFor();
  const indents = await page
    .locator('.product-words')
    .evaluateAll((all) =>
      all
        .slice(0, 5)
        .flatMap((each) =>
          [...each.children].map(
            (line) => line.getBoundingClientRect().left - each.getBoundingClientRect().left,
          ),
        ),
    );
  expect(new Set(indents)).toEqual(new Set([0]));
  await page.context().close();
});
