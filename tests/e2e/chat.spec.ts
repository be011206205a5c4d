import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

let browser: Browser;
let market: TestMarket;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket(
    [
      { name: 'Walnuts', producer: '象图核桃合作社', priceMinor: 4_200, units: 40 },
      { name: 'Red potatoes', producer: '老君山合作社', priceMinor: 2_490, units: 40 },
    ],
    // In Hong Kong, where no operator has to confirm that anyone may write (N2).
    { COUNTRY_CODE: '852' },
  );
  await market.hostDoes('stream:go-live', {});
  await market.hostDoes('lineup:pin', { itemNumber: 1, version: await market.versionOf(1) });
});
afterAll(async () => {
  await browser?.close();
  await market?.close();
});

async function aViewer(): Promise<Page> {
  const viewer = await aPage(browser, phone);
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await viewer.dispatchEvent('body', 'pointerdown');
  await viewer.locator('.chat-field').waitFor();
  return viewer;
}
async function aConsole(): Promise<Page> {
  const host = await aPage(browser, desktop);
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  return host;
}
const write = async (viewer: Page, text: string) => {
  await viewer.locator('.chat-field').fill(text);
  await viewer.locator('.chat-field').press('Enter');
};

test('[N6] a question in three acts is answered in one tap, and stands on the product’s page', async () => {
  const viewer = await aViewer();
  const host = await aConsole();
  await host.getByRole('tab', { name: /^Questions/ }).click();
  let acts = 0;
  const act = async (what: Promise<unknown>) => {
    acts += 1;
    await what;
  };
  await act(viewer.locator('.chat-field').tap());
  await act(viewer.keyboard.type('Are these of this year?'));
  await act(viewer.getByRole('button', { name: 'Ask about No. 1' }).tap());
  expect(acts).toBeLessThanOrEqual(3);
  await viewer.getByText('Asked. The host sees it.').waitFor();
  // What became of it moves no line: they stand right above the card.
  const [line, card] = await Promise.all(
    ['.chat-over .chat-line:last-child', '.pinned'].map((at) => viewer.locator(at).boundingBox()),
  );
  expect(card!.y - line!.y - line!.height).toBeLessThan(20);

  await host.getByRole('tab', { name: /^Questions 1/ }).waitFor();
  await host.getByRole('tabpanel').getByText('Are these of this year?').waitFor();
  await host.getByRole('button', { name: /^Answer on air/ }).click();
  await viewer.locator('.chat-head', { hasText: 'Are these of this year?' }).waitFor();
  await host.getByRole('tab', { name: /^Questions 0/ }).waitFor();

  await viewer.locator('.pinned .picture').first().tap();
  const page = viewer.getByRole('dialog');
  await page.getByRole('region', { name: 'Viewers asked' }).getByText('Are these of this year?').waitFor();
  await viewer.context().close();
  await host.context().close();
});

test('in a hand the newest question, of three lines, and its answer stand above the dock, also in a flash', async () => {
  const { flashId } = await market.hostDoes('flash-sale:start', {
    itemNumber: 1,
    version: await market.versionOf(1),
    ...{ priceMinor: 3_900, startsAtMs: null, durationSeconds: 300, prelaunchSeconds: 300 },
    ...{ cap: 6, perBuyerCap: 2, afterEnd: 'list', fundedBy: 'producer' },
  });
  const viewer = await aViewer();
  const question = 'Do they keep until spring in an open bag on a warm kitchen shelf beside the stove?';
  await viewer.locator('.chat-field').fill(question);
  await viewer.getByRole('button', { name: 'Ask about No. 1' }).tap();
  const host = await aPage(browser, { ...phone, isMobile: true });
  await openAs(host, market, market.host.staffId, `/console/${market.slug}`);
  await host.locator('.stage-question', { hasText: question }).waitFor();
  const { text, answer, flash, dock } = await host.evaluate(() => {
    const boxOf = (at: string) => document.querySelector(at)!.getBoundingClientRect();
    return {
      text: boxOf('.stage-question > p'),
      answer: boxOf('.stage-question .button'),
      flash: boxOf('.flash-buttons'),
      dock: boxOf('.now-buttons'),
    };
  });
  expect(text.height).toBeGreaterThanOrEqual(3 * 40);
  for (const box of [text, answer]) expect(box.bottom).toBeLessThanOrEqual(dock.top);
  expect(answer.height).toBeGreaterThanOrEqual(48);
  expect(flash.height).toBeLessThan(60);
  await market.hostDoes('flash-sale:end', { flashId });
  await viewer.context().close();
  await host.context().close();
});

test('[N5] what was deleted is on no screen after its frame, also of who comes later; it can be taken back at once', async () => {
  const [writer, reader, host] = [await aViewer(), await aViewer(), await aConsole()];
  await host.getByRole('tab', { name: /^Chat/ }).click();
  await write(writer, 'call me at home');
  await reader.getByText('call me at home').waitFor();
  const row = host.locator('[data-chat-line]', { hasText: 'call me at home' });
  await row.getByRole('button', { name: /^Delete/ }).click();
  await reader.getByText('call me at home').waitFor({ state: 'detached' });
  await writer.getByText('call me at home').waitFor({ state: 'detached' });
  await host.getByRole('button', { name: /^Undo/ }).click();
  await reader.getByText('call me at home').waitFor();
  await row.getByRole('button', { name: /^Delete/ }).click();
  await reader.getByText('call me at home').waitFor({ state: 'detached' });
  const later = await aViewer();
  await later.waitForTimeout(1_000);
  expect(await later.getByText('call me at home').count()).toBe(0);
  for (const page of [writer, reader, later, host]) await page.context().close();
});

test('[N5] who is muted reads why and can still order; a listed word waits for a look in three disguises', async () => {
  const [writer, reader, host] = [await aViewer(), await aViewer(), await aConsole()];
  await host.getByRole('button', { name: /^Stream/ }).click();
  await host.getByRole('button', { name: 'Chat settings' }).click();
  await host.getByRole('textbox', { name: /Listed words/ }).fill('加微信');
  await host.getByRole('button', { name: 'Save' }).click();
  await host.getByRole('dialog', { name: 'Chat settings' }).waitFor({ state: 'detached' });
  if (await host.getByRole('dialog').count()) await host.keyboard.press('Escape');
  await host.getByRole('tab', { name: /^Chat/ }).click();
  for (const disguised of ['加 微 信 one', '加·微·信 two', '［加］微信 three']) {
    await write(writer, disguised);
    await writer.getByText(/looks at it first/).waitFor();
    // One line after the other (N2).
    await writer.waitForTimeout(2_200);
  }
  await host.getByRole('button', { name: '1 more waiting' }).waitFor();
  expect(await reader.getByText(/微信/).count()).toBe(0);

  await write(writer, 'one more thing');
  // Its pointer is away from the lines: they come as they are said.
  await host.mouse.move(0, 0);
  const row = host.locator('[data-chat-line]', { hasText: 'one more thing' });
  await row.getByRole('button', { name: /^What to do/ }).click();
  await row.getByRole('button', { name: 'Mute or ban…' }).click();
  await host.getByRole('radio', { name: '1 hour' }).check();
  await host.getByRole('radio', { name: 'Spam' }).check();
  await host.getByRole('button', { name: 'Mute', exact: true }).click();
  await host.getByText('Muted and banned · 1').waitFor();
  // It stands in the field's place before anything is typed, and after a reload.
  const muted = writer.getByRole('button', { name: /^Muted until .* · Spam$/ });
  await muted.waitFor();
  expect(await writer.locator('input.chat-field').count()).toBe(0);
  await writer.reload();
  await writer.dispatchEvent('body', 'pointerdown');
  await muted.tap();
  await writer.getByText(/for spam. You can still watch and order/).waitFor();
  await writer.getByRole('button', { name: /^Add to cart/ }).tap();
  await writer.locator('.cart-strip').getByRole('button', { name: 'Checkout' }).waitFor();

  await host.mouse.move(0, 0);
  await write(reader, 'I sell the same elsewhere');
  const other = host.locator('[data-chat-line]', { hasText: 'I sell the same elsewhere' });
  // A list that was scrolled stands still, and says what has come.
  const come = host.getByRole('button', { name: /new line/ });
  await other.or(come).first().waitFor();
  if (await come.isVisible()) await come.click();
  await other.getByRole('button', { name: /^What to do/ }).click();
  await other.getByRole('button', { name: 'Mute or ban…' }).click();
  await host.getByRole('radio', { name: 'In all streams' }).check();
  await host.getByRole('radio', { name: 'Spam' }).check();
  await host.getByRole('button', { name: 'Ban from chat' }).click();
  await host.getByText('Muted and banned · 2').waitFor();
  await reader.getByRole('button', { name: 'You can’t write here · Spam' }).waitFor();
  for (const page of [writer, reader, host]) await page.context().close();
});

/** How the chat stands beside the shop, by the size of the window. */
const sizes = [
  [1024, 768, 'below'],
  [1280, 720, 'beside'],
  [1366, 657, 'beside'],
  [1440, 900, 'beside'],
  [1920, 1080, 'chat-column'],
] as const;

test('beside the shop the chat has a place of its own, kept before it comes: picture, card and rows keep theirs', async () => {
  const viewer = await aPage(browser, desktop);
  let come = () => {};
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  await viewer.route(/ViewerChat/, async (route) => {
    await comes;
    await route.continue();
  });
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await viewer.locator('.bag-row').first().waitFor();
  await viewer.dispatchEvent('body', 'pointerdown');
  const look = async (width: number, height: number) => {
    await viewer.setViewportSize({ width, height });
    return Promise.all(
      ['.stage-picture', '.pinned', '.bag-row'].map((part) => viewer.locator(part).first().boundingBox()),
    );
  };
  const before = [];
  for (const [width, height] of sizes) before.push(await look(width, height));
  come();
  await viewer.locator('.chat-field').waitFor();
  for (const [at, [width, height, place]] of sizes.entries()) {
    const [picture, card, row] = await look(width, height);
    expect([picture, card, row], `${width} × ${height}`).toEqual(before[at]);
    const panel = viewer.locator(`.chat-panel.${place}`);
    await panel.waitFor();
    const chat = (await panel.boundingBox())!;
    expect(chat.height, `${width} × ${height}`).toBeGreaterThanOrEqual(130);
    expect(Math.abs(height - (chat.y + chat.height)), `${width} × ${height}`).toBeLessThanOrEqual(4);
    const isBelowPicture = chat.y >= picture!.y + picture!.height;
    const isRightOfPicture = chat.x >= picture!.x + picture!.width;
    expect(isBelowPicture || isRightOfPicture, `${width} × ${height}`).toBe(true);
    const log = viewer.locator('.chat-log');
    expect(await log.evaluate((list) => getComputedStyle(list).overflowY)).toBe('auto');
    expect((await log.boundingBox())!.height, `${width} × ${height}`).toBeGreaterThanOrEqual(40);
  }
  await viewer.context().close();
});

test.each([390, 320])(
  'with the keyboard open on a phone of %i px number, price, Add and the field stay in sight, and a first load has nothing of the chat',
  async (width) => {
    const viewer = await aPage(browser, { ...phone, viewport: { width, height: 500 } });
    const asked: string[] = [];
    viewer.on('request', (request) => asked.push(request.url()));
    await viewer.goto(`${market.origin}/s/${market.slug}`);
    await viewer.locator('.pinned h2').first().waitFor();
    expect(asked.filter((url) => /ViewerChat/.test(url))).toEqual([]);
    await viewer.dispatchEvent('body', 'pointerdown');
    await viewer.getByRole('button', { name: /^Add to cart/ }).tap();
    await viewer.locator('.cart-strip').waitFor();
    await viewer.locator('.chat-field').tap();
    await viewer.keyboard.type('How long do they keep?');
    const field = (await viewer.locator('.chat-field').boundingBox())!;
    const add = (await viewer.locator('.pinned-add .button').first().boundingBox())!;
    expect(add.y + add.height).toBeLessThanOrEqual(field.y);
    for (const part of ['.pinned .item-number', '.pinned-price', '.pinned-add .button', '.chat-field']) {
      const box = (await viewer.locator(part).first().boundingBox())!;
      expect(box.y, part).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height, part).toBeLessThanOrEqual(500);
    }
    await viewer.context().close();
  },
);

test.each([
  [390, 844, 32],
  [844, 390, 16],
  [844, 390, 32],
  [320, 568, 32],
])(
  'at %i × %i px with letters of %i px a line of the chat is read, and nothing covers the price',
  async (width, height, px) => {
    const page = await aPage(browser, { ...phone, isMobile: true, viewport: { width, height } });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: px } });
    await page.goto(`${market.origin}/s/${market.slug}`);
    await page.dispatchEvent('body', 'pointerdown');
    await page.locator('.chat-field').waitFor();
    await write(page, 'Good evening');
    // While somebody writes on a small page, the card and the field have it.
    await page.locator('.chat-field').blur();
    await page.locator('.chat-line:last-child .chat-name.own').waitFor();
    const [top, line, price, field] = await Promise.all(
      ['.top-bar', '.chat-line:last-child', '.pinned-price', '.chat-field'].map((part) =>
        page.locator(part).first().boundingBox(),
      ),
    );
    expect(line!.height).toBeGreaterThanOrEqual(px);
    expect(line!.y).toBeGreaterThanOrEqual(top!.y + top!.height);
    expect(line!.y + line!.height).toBeLessThanOrEqual(price!.y);
    expect(price!.y + price!.height).toBeLessThanOrEqual(field!.y);
    expect(field!.y + field!.height).toBeLessThanOrEqual(height);
    await page.context().close();
  },
);

test('a swipe to the right hides the lines, however slow, and leads to no page before; the card stays', async () => {
  const viewer = await aPage(browser, phone);
  await viewer.goto(market.origin);
  await viewer.goto(`${market.origin}/s/${market.slug}`);
  await viewer.dispatchEvent('body', 'pointerdown');
  await viewer.locator('.chat-field').waitFor();
  const fingers = await viewer.context().newCDPSession(viewer);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: 300 }] });
  await touch('touchStart', 80);
  for (const x of [120, 180, 240, 300]) {
    await touch('touchMove', x);
    await viewer.waitForTimeout(40);
  }
  await touch('touchEnd');
  await viewer.getByRole('button', { name: 'Show chat' }).waitFor();
  // A step back takes its time.
  await viewer.waitForTimeout(1_000);
  expect(new URL(viewer.url()).pathname).toBe(`/s/${market.slug}`);
  expect(await viewer.locator('.pinned').first().isVisible()).toBe(true);
  await viewer.context().close();
});

test('[N2] where law asks who writes, nobody new writes until an operator has confirmed it; then anyone does', async () => {
  const asked = await aMarket([
    { name: 'Walnuts', producer: '象图核桃合作社', priceMinor: 4_200, units: 40 },
  ]);
  await asked.hostDoes('stream:go-live', {});
  const viewer = await aPage(browser, phone);
  await viewer.goto(`${asked.origin}/s/${asked.slug}`);
  await viewer.dispatchEvent('body', 'pointerdown');
  await write(viewer, 'Good evening');
  await viewer.getByText('Only people who have ordered here can write.').waitFor();

  const office = await aPage(browser, desktop);
  await openAs(office, asked, asked.operatorId, '/admin/chat-words');
  await office.getByText(/only people who have ordered here can write/).waitFor();
  await office.getByRole('button', { name: 'Confirm that our shop verifies who writes' }).click();
  await office.getByText(/confirmed on .* that the shop verifies who writes/).waitFor();
  // One line after the other (N2).
  await viewer.waitForTimeout(2_200);
  await viewer.locator('.chat-field').press('Enter');
  await viewer.locator('.chat-name.own', { hasText: 'you' }).waitFor();
  for (const page of [viewer, office]) await page.context().close();
  await asked.close();
});

test('[N6] what was asked and answered is in the replay, in its list and on its bar; what was deleted is not', async () => {
  await market.hostDoes('stream:end', {});
  const viewer = await aPage(browser, phone);
  await viewer.goto(`${market.origin}/replay/${market.slug}`);
  await viewer.getByRole('heading', { name: 'Asked and answered' }).waitFor();
  const question = viewer
    .locator('.replay-answered')
    .getByRole('button', { name: /Are these of this year\?/ });
  expect(await viewer.locator('.replay-marks > i').count()).toBe(1);
  await question.tap();
  await viewer
    .locator('.replay-said', { hasText: 'Answering now' })
    .getByText('Are these of this year?')
    .waitFor();
  expect(await viewer.locator('.replay-marks > .here').count()).toBe(1);
  expect(await viewer.getByText('call me at home').count()).toBe(0);
  await viewer.context().close();
});
