import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demo, openDemo } from '../../server/tools/demo/open-demo.ts';
import { faultsOn } from './faults-on.ts';
import { aMarket } from './market.ts';
import { aBrowser, aPage, desktop, phone } from './pages.ts';

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  browser = await aBrowser();
  const environment = { MEDIA_WORKERS: '0' };
  demo = await openDemo({ port: 0, viewers: 4, newest: 3, isDev: false, environment, chromium: null });
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

const english = ['Viewer', 'Returning buyer', 'Host', 'Assistant', 'Analyst', 'Packer', 'Producer', 'Admin'];
const chinese = ['观众', '老顾客', '主播', '助播', '数据分析', '打包', '产地商家', '后台'];
const doors = [
  { device: 'phone', options: { ...phone, locale: 'zh-CN' }, names: chinese, isDemo: '这里是演示' },
  { device: 'desktop', options: { ...desktop, locale: 'en-GB' }, names: english, isDemo: 'This is a demo' },
] as const;

test.each(doors)(
  'the landing page says what it is and when it is, and lets whoever comes be eight people: $device',
  async ({ device, options, names, isDemo }) => {
    const page = await aPage(browser, options);
    await page.goto(demo.links.landing);
    await page.getByText(isDemo).waitFor();
    await page.getByText('20:1').or(page.getByText('8:1')).first().waitFor();
    // The key is off the bar, and yet the page can be come back to.
    expect(page.url()).toBe(`${demo.url}/demo`);
    expect(await faultsOn(page, `demo-${device}`)).toEqual([]);
    const { liveSlug, lastSlug } = demo.past;
    const places = [
      `/s/${liveSlug}`,
      '/orders',
      `/console/${liveSlug}`,
      `/console/${liveSlug}`,
      `/insights/${lastSlug}`,
      `/packing/${lastSlug}`,
      '/producer',
      '/office',
    ];
    for (const [at, name] of names.entries()) {
      await page.goto(`${demo.url}/demo`);
      await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await page.waitForURL((url) => url.pathname === places[at]);
      // A page of staff that did not let somebody in would ask to sign in.
      await page.locator('main, [role=main]').first().waitFor();
      expect(await page.getByLabel(/E-mail|邮箱/).count(), name).toBe(0);
    }
    await page.context().close();
  },
);

test('two of the staff work in one browser: the page opens once more under the other name of the machine', async () => {
  const page = await aPage(browser, desktop);
  await page.goto(demo.links.landing);
  const door = page.getByRole('link', { name: 'Play a second role beside it, in another tab' });
  const [other] = await Promise.all([page.context().waitForEvent('page'), door.click()]);
  for (const [tab, name, path] of [
    [page, /^Host/, `/console/${demo.past.liveSlug}`],
    [other, /^Packer/, `/packing/${demo.past.lastSlug}`],
  ] as const) {
    await tab.getByRole('button', { name }).click();
    await tab.waitForURL((url) => url.pathname === path);
  }
  // Neither has signed the other out.
  for (const [tab, whose] of [
    [page, 'Duan Lihua'],
    [other, 'Su Chunsheng'],
  ] as const) {
    await tab.reload();
    await tab.getByRole('button', { name: new RegExp(whose) }).waitFor();
  }
  await page.context().close();
});

/** Where each jump leads. */
const jumps: readonly [name: RegExp, path: RegExp][] = [
  [/^An order partly refunded/, /^\/office\/orders\/\d+-\d+$/],
  [/^A claim that waits/, /^\/office\/orders\/\d+-\d+$/],
  [/^Orders that should have shipped/, /^\/office\/orders\?pack=late$/],
  [/^What producers get by Friday/, /^\/admin\/settlement\?due=\d{4}-\d\d-\d\d$/],
  [/^What the last stream came to/, /^\/console\/[a-z0-9-]+$/],
  [/^Tonight, twenty minutes in/, /^\/insights\/[a-z0-9-]+\/moment\?at=\d+/],
];

test('each role says what waits behind it, and a jump signs in and lands on the state itself', async () => {
  const page = await aPage(browser, desktop);
  await page.goto(demo.links.landing);
  for (const says of [
    /^Now: No\. \d+ /,
    /¥[\d,.]+ sold tonight/,
    /orders tonight/,
    /\d+ to pack/,
    /due Friday/,
  ]) {
    await page.getByText(says).first().waitFor();
  }
  for (const [name, path] of jumps) {
    await page.goto(`${demo.url}/demo`);
    await page.getByRole('button', { name }).click();
    await page.waitForURL((url) => path.test(url.pathname + url.search));
    await page.locator('h1').first().waitFor();
    expect(await page.getByLabel(/E-mail/).count(), String(name)).toBe(0);
  }
  await page.context().close();
});

/** What stands in a stream's or a replay's top, in pairs that lie on each other. */
const onEachOther = (page: Page) =>
  page.evaluate(() => {
    const all = document.querySelectorAll(
      '.practice-chip, h1, .top-actions > .icon-button, .video-bar .icon-button, .replay-ways > .icon-button',
    );
    const shown = [...all].filter((each) => each.checkVisibility());
    const lies = (one: DOMRect, other: DOMRect) =>
      one.left < other.right - 0.5 &&
      other.left < one.right - 0.5 &&
      one.top < other.bottom - 0.5 &&
      other.top < one.bottom - 0.5;
    const nameOf = (each: Element) => each.getAttribute('aria-label') ?? each.textContent;
    return shown.flatMap((one, at) =>
      shown
        .slice(at + 1)
        .filter((other) => lies(one.getBoundingClientRect(), other.getBoundingClientRect()))
        .map((other) => `${nameOf(one)} on ${nameOf(other)}`),
    );
  });

test('in a hand the way back to the demo, the title and the buttons of a stream’s top never lie on each other', async () => {
  const { nextSlug, liveSlug, lastSlug } = demo.past;
  const found: string[] = [];
  for (const locale of ['en-GB', 'zh-CN']) {
    const page = await aPage(browser, { ...phone, isMobile: true, locale });
    const look = async (path: string) => {
      for (const [width, height] of [
        [320, 568],
        [844, 390],
        [390, 844],
      ] as const) {
        await page.setViewportSize({ width, height });
        for (const pair of await onEachOther(page)) found.push(`${path} ${width} ${locale}: ${pair}`);
      }
    };
    for (const path of [`/s/${nextSlug}`, `/s/${liveSlug}`, `/s/${liveSlug}/1`, `/replay/${lastSlug}`]) {
      await page.goto(demo.url + path);
      await page.locator('.practice-chip').first().waitFor();
      await look(path);
      if (path.startsWith('/replay')) continue;
      // The way to share comes later than all else, or with the first key.
      await page.keyboard.press('Shift');
      await page.locator('.top-actions > button').nth(2).waitFor();
      await look(path);
    }
    await page.context().close();
  }
  expect(found).toEqual([]);
});

/** What a page of staff brings at most before anything else is asked for, packed. */
const MOST_STAFF_KB = 200;

test('a page of staff brings at most 200 kB of script', async () => {
  const page = await aPage(browser, desktop);
  await page.goto(demo.links.landing);
  await page.getByRole('button', { name: /^Admin/ }).click();
  await page.waitForURL((url) => url.pathname === '/office');
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  const { liveSlug, lastSlug } = demo.past;
  const paths = [
    '/office',
    '/office/orders',
    '/packing',
    '/admin',
    '/admin/goods',
    `/insights/${lastSlug}`,
    '/insights',
    `/insights/${lastSlug}/moment`,
  ];
  const brought: Record<string, number> = {};
  for (const path of [...paths, `/console/${liveSlug}`, '/admin/settlement']) {
    await page.goto(demo.url + path);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .reduce((all, entry) => all + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
    brought[path] = Math.round(bytes / 1_000);
  }
  console.info('script of staff’s pages, kB packed:', JSON.stringify(brought));
  expect(Object.values(brought).every((kB) => kB > 80)).toBe(true);
  expect(Object.entries(brought).filter(([, kB]) => kB > MOST_STAFF_KB)).toEqual([]);
  await page.context().close();
});

test('whoever has not the link of the start sees the page, and is nobody', async () => {
  const page = await aPage(browser, desktop);
  await page.goto(`${demo.url}/demo`);
  await page.getByText(/link that the demo printed/).waitFor();
  expect(await page.getByRole('button', { name: /^Admin/ }).isDisabled()).toBe(true);
  const guessed = { key: 'x'.repeat(43), role: 'office' };
  const answer = await fetch(`${demo.url}/api/v1/demo/enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(guessed),
  });
  expect(answer.status).toBe(403);
  await page.context().close();
});

test('the console and a viewer’s phone stand beside each other, whole, and a pin is seen on both', async () => {
  for (const viewport of [
    { width: 1366, height: 657 },
    { width: 1440, height: 900 },
  ]) {
    const page = await aPage(browser, { ...desktop, viewport });
    await page.goto(demo.links.landing);
    const [console, phone] = [
      page.frameLocator('[title="Tonight’s console"]'),
      page.frameLocator('[title="A viewer’s phone"]'),
    ];
    const next = console.getByRole('button', { name: /^Pin next/ });
    await next.waitFor();
    const boxes = await page
      .locator('.beside-frame')
      .evaluateAll((frames) => frames.map((frame) => frame.getBoundingClientRect().toJSON() as DOMRect));
    expect(boxes).toHaveLength(2);
    expect(boxes[0]!.width / 1280).toBeGreaterThanOrEqual(0.75);
    expect(Math.abs(boxes[0]!.height - boxes[1]!.height)).toBeLessThanOrEqual(1);
    for (const { left, right, top, bottom } of boxes) {
      expect([left >= 0, top >= 0, right <= viewport.width, bottom <= viewport.height]).not.toContain(false);
    }
    const number = ((await next.textContent()) ?? '').match(/\d+/)?.[0];
    await next.click();
    await phone.locator(`.pinned[data-item="${number}"]`).waitFor({ timeout: 15_000 });
    // The way back to this page is the page itself.
    expect(await phone.getByRole('link', { name: /^Demo / }).count()).toBe(0);
    await page.context().close();
  }
});

test('a phone gets two links in place of the frames', async () => {
  const page = await aPage(browser, { ...phone, locale: 'en-GB' });
  await page.goto(demo.links.landing);
  await page.getByRole('button', { name: 'Watch as a viewer' }).click();
  await page.waitForURL((url) => url.pathname === `/s/${demo.past.liveSlug}`);
  expect(page.frames()).toHaveLength(1);
  await page.context().close();
});

test('a week passes by the button: the page says so, and the market is a week further', async () => {
  const page = await aPage(browser, desktop);
  await page.goto(demo.links.landing);
  const before = demo.clock.nowMs();
  await page.getByRole('button', { name: '+7 days' }).click();
  await page.getByText('One week later').waitFor({ timeout: 60_000 });
  expect(demo.clock.nowMs() - before).toBeGreaterThan(7 * 86_400_000 - 1);
  await page.getByRole('button', { name: /^Viewer/ }).click();
  await page.waitForURL((url) => url.pathname === `/s/${demo.past.nextSlug}`);
  await page.locator('.pinned h2').first().waitFor();
  await page.context().close();
});

test('no market but the demo has that page, or any part of it', async () => {
  const market = await aMarket([{ name: 'Quinoa', producer: '沙溪农场', priceMinor: 3_500, units: 3 }]);
  try {
    const page = await aPage(browser, desktop);
    const asked: { url: string; status: number }[] = [];
    page.on('response', (response) => asked.push({ url: response.url(), status: response.status() }));
    const opened = await page.goto(`${market.origin}/demo`);
    expect(opened?.status()).toBe(404);
    await page
      .getByText(/Page not found/i)
      .first()
      .waitFor({ timeout: 20_000 });
    const chunks = asked.filter(({ url }) => /DemoScreen/.test(url));
    expect(chunks.length).toBeGreaterThan(0);
    expect(chunks.every(({ status }) => status === 404)).toBe(true);
    expect((await fetch(`${market.origin}/api/v1/demo`)).status).toBe(404);
    await page.context().close();
  } finally {
    await market.close();
  }
});

test.each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('every page of a buyer has its way back to the first page: %s', async (_, options) => {
  const page = await aPage(browser, options);
  const { liveSlug, lastSlug } = demo.past;
  for (const path of [
    '/',
    `/s/${liveSlug}`,
    `/replay/${lastSlug}`,
    '/orders',
    '/orders/find',
    '/cart',
    '/about',
    '/nothing-here',
  ]) {
    await page.goto(demo.url + path);
    await page
      .getByRole('link', { name: /^Demo / })
      .filter({ visible: true })
      .click();
    await page.waitForURL(`${demo.url}/demo`);
  }
  await page.context().close();
});
