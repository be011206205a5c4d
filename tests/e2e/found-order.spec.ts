import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, overflowOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([{ name: 'Red potatoes', producer: 'Shibao farm', priceMinor: 1_990, units: 12 }]);
  await market.hostDoes('stream:go-live', {});
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test('[B7] from the address of a product to its order, which is found on another device', async () => {
  const buyer = await aPage(browser, phone);
  await buyer.goto(`${market.origin}/s/${market.slug}/1`);
  const product = buyer.getByRole('dialog');
  await product.getByRole('heading', { name: 'Red potatoes' }).waitFor();
  expect(new URL(buyer.url()).pathname).toBe(`/s/${market.slug}/1`);

  // A browser without a way of its own to share draws a poster, and shows the link.
  await product.getByRole('button', { name: 'Share' }).click();
  await buyer.getByRole('img', { name: 'Red potatoes · ¥19.90' }).waitFor();
  const drawn = await buyer.getByRole('img', { name: 'Red potatoes · ¥19.90' }).evaluate((image) => {
    const { naturalWidth, naturalHeight, src } = image as HTMLImageElement;
    return { naturalWidth, isTall: naturalHeight > 300, isPng: src.startsWith('data:image/png') };
  });
  expect(drawn).toEqual({ naturalWidth: 720, isTall: true, isPng: true });
  await expect
    .poll(() => buyer.getByRole('textbox', { name: 'Link' }).inputValue())
    .toBe(`${market.origin}/s/${market.slug}/1`);
  await buyer.goBack();
  await buyer.getByRole('img', { name: 'Red potatoes · ¥19.90' }).waitFor({ state: 'detached' });

  await product.getByRole('button', { name: 'Add to cart · ¥19.90' }).click();
  await product.getByRole('button', { name: 'Checkout' }).click();
  await expect.poll(() => new URL(buyer.url()).pathname).toBe(`/s/${market.slug}`);
  const sheet = buyer.getByRole('dialog');
  await sheet.getByLabel('Name').fill('王秀英');
  await sheet.getByLabel('Phone').fill('13800138000');
  await sheet.getByLabel('Address').fill('云南省大理州剑川县金华镇');
  await sheet.getByText('Pay on delivery').first().click();
  await sheet.getByRole('button', { name: /^Place order/ }).click();
  const heading = buyer.getByRole('heading', { name: /^Order \d+-\d+$/ });
  const reference = (await heading.textContent())!.replace('Order ', '');
  expect(await buyer.locator('.order-steps [aria-current="step"]').textContent()).toBe('Ordered');
  expect(await faultsOn(buyer, 'order-steps')).toEqual([]);

  const other = await aPage(browser, phone);
  await other.goto(`${market.origin}/orders/find`);
  await other.getByLabel('Order number').fill(`# ${reference}`);
  await other.getByLabel('Phone number').fill('138 0013 8000');
  await other.getByRole('button', { name: 'Find order' }).click();
  await other.getByRole('heading', { name: `Order ${reference}` }).waitFor();
  await other.getByText('1 × Red potatoes').waitFor();
  expect(await faultsOn(other, 'found-order')).toEqual([]);
  expect(await overflowOn(other, 'found-order')).toEqual([]);
  await other.getByRole('button', { name: 'Find another order' }).click();
  await other.getByLabel('Order number').fill(reference);
  await other.getByLabel('Phone number').fill('138 0013 8001');
  await other.getByRole('button', { name: 'Find order' }).click();
  await other.getByText('No order fits this number and phone.').waitFor();
});
