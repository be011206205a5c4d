import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop } from './pages.ts';

/** Somebody else's page with our viewer in it. It is another site to the browser: localhost, and not 127.0.0.1. */
interface Site {
  origin: string;
  server: Server;
}

async function aSite(page: () => string): Promise<Site> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page()));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

let market: TestMarket;
let browser: Browser;
let known: Site;
let stranger: Site;
let address = '';

beforeAll(async () => {
  const page = () =>
    `<!doctype html><title>County shop</title><iframe src="${address}" width="720" height="405"></iframe>`;
  known = await aSite(page);
  stranger = await aSite(page);
  market = await aMarket(
    [{ name: '红皮土豆 Red potatoes', producer: '石宝山农场', priceMinor: 1_990, units: 12 }],
    { EMBED_ORIGINS: known.origin },
  );
  address = `${market.origin}/embed/${market.slug}?c=jd`;
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
  browser = await aBrowser();
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
  for (const site of [known, stranger]) site?.server.close();
});

const framed = (page: Page) => page.frameLocator('iframe');

test('[C1] a page that the market knows shows the stream, without a cookie, and buys in the market itself', async () => {
  const page = await aPage(browser, desktop);
  await page.goto(known.origin);
  const card = framed(page).getByRole('article');
  await card.getByText('红皮土豆 Red potatoes').waitFor();
  await card.getByText('12 left').waitFor();
  await market.hostDoes('stock:adjust', { itemNumber: 1, version: await market.versionOf(1), delta: -5 });
  await card.getByText('7 left').waitFor();
  const [bought] = await Promise.all([
    page.context().waitForEvent('page'),
    framed(page).getByRole('link', { name: 'Buy · ¥19.90' }).click(),
  ]);
  await bought.getByRole('button', { name: /^Add to cart/ }).waitFor();
  expect(bought.url()).toBe(`${market.origin}/s/${market.slug}?c=jd`);
  await bought.getByRole('button', { name: /^Add to cart/ }).click();
  await bought.locator('.pinned .in-cart').waitFor();
  const facts = market.sql<{ body: string }>("SELECT body FROM fact WHERE type = 'cart_added'");
  expect(facts.map(({ body }) => JSON.parse(body).body.channel)).toEqual(['jd']);
  await page.context().close();
});

test('a page that it does not know gets nothing into its frame', async () => {
  const page = await aPage(browser, desktop);
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.goto(stranger.origin);
  await refused;
  expect(await framed(page).getByRole('article').count()).toBe(0);
  await page.context().close();
});

test('the overlay stands on nothing, and follows the pin', async () => {
  const page = await aPage(browser, { viewport: { width: 1920, height: 1080 } });
  await page.goto(`${market.origin}/overlay/${market.slug}`);
  await page.getByRole('main').getByText('红皮土豆 Red potatoes').waitFor();
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe('rgba(0, 0, 0, 0)');
  await market.hostDoes('lineup:unpin', { itemNumber: 1 });
  await page.getByRole('main').waitFor({ state: 'detached' });
  await page.context().close();
});
