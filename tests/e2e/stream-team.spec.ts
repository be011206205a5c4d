import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

/** From the invitation to the first pin: clicks of operator, host and assistant together. */
const MOST_CLICKS = 10;

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([{ name: 'Walnuts', producer: '老君山合作社', priceMinor: 4_200, units: 40 }]);
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

test('[A1] an assistant is invited, given rights by the host, and pins, in at most ten clicks', async () => {
  await market.hostDoes('stream:go-live', {});
  let clicks = 0;
  const click = async (what: Locator) => {
    await what.click();
    clicks += 1;
  };
  const office = await aPage(browser, desktop);
  await openAs(office, market, market.operatorId, '/admin/people');
  await click(office.getByRole('button', { name: 'Invite teammate' }));
  await office.getByLabel('Name', { exact: true }).fill('Bai');
  await office.getByLabel('Email', { exact: true }).fill('bai@example.org');
  // Chosen with the keyboard; it counts as one all the same.
  await office.getByLabel('Role').selectOption({ label: 'Assistant' });
  clicks += 1;
  await click(office.getByRole('button', { name: 'Create invite link' }));
  const link = await office.getByRole('dialog').getByLabel('Sign-in link').inputValue();

  const helper = await aPage(browser, phone);
  await helper.goto(link);
  clicks += 1;
  await helper.getByText('No host has added you yet.').waitFor();
  expect(await helper.getByText(/Schedule your first/).count()).toBe(0);

  const host = await aPage(browser, desktop);
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  await click(host.getByRole('button', { name: 'Stream', exact: true }));
  await click(host.getByRole('button', { name: 'Team of this stream' }));
  await click(host.getByRole('group', { name: 'Bai' }).getByRole('checkbox', { name: /Pin products/ }));
  await host.getByText('Assistant · Pin products').waitFor();

  await click(helper.getByRole('link', { name: /Potato/ }));
  await helper.locator('.pin-state').waitFor();
  // Nothing of what was not allowed is offered.
  expect(await helper.getByRole('button', { name: /^End/ }).count()).toBe(0);
  await click(helper.getByRole('button', { name: /^Pin/ }).first());
  await helper
    .locator('.pin-state')
    .getByText(/^Pinned/)
    .waitFor();
  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
});

test('[A1] from Home an operator invites an assistant and lets them pin, who pins, in at most nine clicks', async () => {
  await market.hostDoes('lineup:unpin', { itemNumber: 1 });
  const MOST = 9;
  let clicks = 0;
  const click = async (what: Locator) => {
    await what.click();
    clicks += 1;
  };
  const office = await aPage(browser, desktop);
  await openAs(office, market, market.operatorId, '/office');
  await click(office.getByRole('link', { name: 'Settings', exact: true }));
  await click(office.getByRole('link', { name: /^Team/ }));
  await click(office.getByRole('button', { name: 'Invite teammate' }));
  await office.getByLabel('Name', { exact: true }).fill('Lan');
  await office.getByLabel('Email', { exact: true }).fill('lan@example.org');
  // Chosen with the keyboard; it counts as one all the same.
  await office.getByLabel('Role').selectOption({ label: 'Assistant' });
  clicks += 1;
  await click(office.getByRole('button', { name: 'Create invite link' }));
  const sheet = office.getByRole('dialog');
  const link = await sheet.getByLabel('Sign-in link').inputValue();
  const switches = sheet.getByRole('group', { name: /^Let Lan help on .*Potato/ });
  await click(switches.getByRole('checkbox', { name: /Pin products/ }));
  await sheet.locator('summary').getByText('Pin products').waitFor();

  const helper = await aPage(browser, phone);
  await helper.goto(link);
  clicks += 1;
  await click(helper.getByRole('link', { name: /Potato/ }));
  await click(helper.getByRole('button', { name: /^Pin/ }).first());
  await helper
    .locator('.pin-state')
    .getByText(/^Pinned/)
    .waitFor();
  expect(clicks).toBeLessThanOrEqual(MOST);

  // Home says what was switched on, and asks nothing that is not theirs.
  const denied: string[] = [];
  helper.on('response', (answer) => {
    if (answer.status() === 403) denied.push(answer.url());
  });
  await helper.goto(new URL('/office', helper.url()).href);
  await helper.getByText(/^You can: Pin products$/).waitFor();
  expect(denied).toEqual([]);
});

test('[S10] how long tonight’s stream reserves is changed in at most four clicks', async () => {
  const MOST = 4;
  let clicks = 0;
  const click = async (what: Locator) => {
    await what.click();
    clicks += 1;
  };
  const host = await aPage(browser, phone);
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  await click(host.getByRole('button', { name: 'Stream', exact: true }));
  await click(host.getByRole('button', { name: 'Stream settings' }));
  const minutes = host.getByLabel('Minutes reserved in the cart');
  await click(minutes);
  await host.keyboard.type('20');
  await host.getByText('“Reserved for 20 minutes each, 5 minutes at a flash price.”').waitFor();
  await click(host.getByRole('dialog').getByRole('button', { name: 'Save' }));
  await host.getByRole('dialog').getByText('Saved.', { exact: true }).waitFor();
  expect(clicks).toBeLessThanOrEqual(MOST);

  await host.getByText(/^Saved: 10 minutes → 20 minutes\. Changed by Mei, /).waitFor();
});
