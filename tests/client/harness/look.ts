import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';

/**
 * Takes pictures of the viewer's screens on a fake connection, to be looked at by people, and says what axe finds:
 * `npx tsx tests/client/harness/look.ts <folder> [part of a name]`.
 */
const [folder = 'pictures', only = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const sizes = {
  phone: [390, 844],
  tablet: [820, 1180],
  desktop: [1440, 900],
  sideways: [844, 390],
  frame: [720, 405],
  obs: [1920, 1080],
} as const;
type Size = keyof typeof sizes;
interface Shot {
  name: string;
  path: string;
  size: Size;
  dark?: boolean;
  act?: (page: Page) => Promise<void>;
}

const scene = (name: string, more = '') => `/s/potato-day?scene=${name}${more}`;
const openBag = (page: Page) => page.locator('.bar-button').first().click();
const openBasket = (page: Page) => page.locator('.basket-pill').click();
const order = async (page: Page) => {
  await openBasket(page);
  await page.locator('.basket-footer .button').click();
};
const place = (which: number) => async (page: Page) => {
  await order(page);
  await page.locator('.pay-buttons .button').nth(which).click();
  await page.waitForTimeout(400);
};

const afterQuote = (page: Page) => page.waitForTimeout(700);
/** From the card: where the total is not known yet, the basket's own button does not open it. */
const openOrder = async (page: Page) => {
  await page.locator('.pinned .button.primary').click();
  await afterQuote(page);
};
const afterSample = (page: Page) => page.waitForTimeout(2_600);
const afterPin = (page: Page) => page.waitForTimeout(5_000);
const openQuality = async (page: Page) => {
  await afterSample(page);
  await page.locator('.video-bar > .video-button').last().click();
};
const unmute = (page: Page) => page.locator('.video-button.unmute').click();

const openVouchers = async (page: Page) => {
  const basket = page.locator('.basket-pill');
  if (await basket.isVisible()) await basket.click();
  await page.locator('.vouchers > summary').click();
  await page.waitForTimeout(300);
};
const checkOut = async (page: Page) => {
  await openVouchers(page);
  await page.locator('.basket-footer .button.primary').click();
  await page.locator('.checkout .vouchers > summary').click();
  await page.waitForTimeout(300);
};

const shots: Shot[] = [
  ...(['phone', 'desktop'] as const).flatMap((size): Shot[] => [
    { name: `offers-bag-${size}`, path: scene('offers'), size, ...(size === 'phone' && { act: openBag }) },
    { name: `offers-basket-${size}`, path: scene('offers'), size, act: openVouchers },
    {
      name: `offers-basket-${size}-dark-zh`,
      path: scene('offers', '&lang=zh-CN'),
      size,
      dark: true,
      act: openVouchers,
    },
    { name: `offers-checkout-${size}`, path: scene('offers', '&kept=1'), size, act: checkOut },
  ]),
  ...(['phone', 'tablet', 'desktop', 'sideways'] as const).flatMap((size): Shot[] => [
    { name: `video-${size}`, path: scene('video'), size, act: afterSample },
    {
      name: `video-${size}-dark-zh`,
      path: scene('videoweak', '&lang=zh-CN'),
      size,
      dark: true,
      act: afterSample,
    },
    { name: `video-upright-${size}`, path: scene('video', '&upright=1'), size, act: unmute },
  ]),
  ...['videoweak', 'videosound', 'videowords', 'videospent', 'videoaway', 'videocameraoff', 'videothree'].map(
    (name): Shot => ({ name: `${name}-phone`, path: scene(name), size: 'phone', act: afterSample }),
  ),
  ...(['phone', 'desktop', 'sideways'] as const).flatMap((size): Shot[] => [
    { name: `video-steady-${size}`, path: scene('videosteady'), size, act: afterPin },
    {
      name: `video-steady-${size}-dark-zh`,
      path: scene('videosteady', '&lang=zh-CN'),
      size,
      dark: true,
      act: afterPin,
    },
    { name: `replay-${size}`, path: '/replay/potato-day', size, act: afterSample },
    {
      name: `replay-${size}-dark-zh`,
      path: '/replay/potato-day?lang=zh-CN&none',
      size,
      dark: true,
      act: afterSample,
    },
  ]),
  { name: 'replay-unrecorded-phone', path: '/replay/potato-day?unrecorded', size: 'phone' },
  { name: 'replay-missing-phone', path: '/replay/potato-day?missing', size: 'phone' },
  { name: 'video-ways-phone', path: scene('videoways'), size: 'phone', act: openQuality },
  {
    name: 'video-ways-steady-phone-dark-zh',
    path: scene('videosteady', '&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: openQuality,
  },
  { name: 'video-quality-phone', path: scene('video'), size: 'phone', act: openQuality },
  {
    name: 'video-quality-phone-dark-zh',
    path: scene('videolimit', '&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: openQuality,
  },
  { name: 'video-quality-desktop', path: scene('videolimit'), size: 'desktop', act: openQuality },
  ...(['phone', 'tablet', 'desktop', 'sideways'] as const).flatMap((size): Shot[] => [
    { name: `live-${size}`, path: scene('live'), size },
    { name: `basket-${size}-dark-zh`, path: scene('basket', '&lang=zh-CN'), size, dark: true },
    { name: `long-${size}`, path: scene('long'), size },
  ]),
  ...[
    'announced',
    'soldout',
    'held',
    'three',
    'empty',
    'scheduled',
    'ended',
    'cancelled',
    'stale',
    'reconnecting',
    'skeleton',
  ].map((name): Shot => ({ name: `${name}-phone`, path: scene(name), size: 'phone' })),
  { name: 'bag-phone', path: scene('live'), size: 'phone', act: openBag },
  { name: 'bag-phone-dark-zh', path: scene('live', '&lang=zh-CN'), size: 'phone', dark: true, act: openBag },
  { name: 'basketsheet-phone', path: scene('basket'), size: 'phone', act: openBasket },
  {
    name: 'basketsheet-phone-dark-zh',
    path: scene('basket', '&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: openBasket,
  },
  ...(['sending', 'sendingabroad', 'sendingunknown'] as const).flatMap((name): Shot[] => [
    { name: `${name}-basket-phone`, path: scene(name, '&kept=1'), size: 'phone', act: openBasket },
    { name: `${name}-order-phone`, path: scene(name), size: 'phone', act: openOrder },
    {
      name: `${name}-order-phone-dark-zh`,
      path: scene(name, '&kept=1&lang=zh-CN'),
      size: 'phone',
      dark: true,
      act: openOrder,
    },
    { name: `${name}-desktop`, path: scene(name), size: 'desktop', act: afterQuote },
  ]),
  { name: 'basketsheet-empty', path: scene('live'), size: 'phone', act: openBasket },
  { name: 'order-first-phone', path: scene('basket'), size: 'phone', act: order },
  { name: 'order-kept-phone', path: scene('basket', '&kept=1'), size: 'phone', act: order },
  {
    name: 'order-kept-phone-dark-zh',
    path: scene('basket', '&kept=1&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: order,
  },
  { name: 'placed-phone', path: scene('basket', '&kept=1'), size: 'phone', act: place(0) },
  { name: 'refused-phone', path: scene('basket', '&kept=1'), size: 'phone', act: place(1) },
  {
    name: 'fault-phone',
    path: scene('live'),
    size: 'phone',
    act: async (page) => {
      await page.locator('.pinned .button.primary').click();
      await page.waitForTimeout(400);
    },
  },
  { name: 'ended-desktop', path: scene('ended'), size: 'desktop' },
  { name: 'empty-desktop-dark', path: scene('empty'), size: 'desktop', dark: true },
  ...(['frame', 'phone', 'desktop'] as const).flatMap((size): Shot[] => [
    { name: `embed-${size}`, path: '/embed/potato-day?scene=video', size, act: afterSample },
    { name: `embed-${size}-dark-zh`, path: '/embed/potato-day?scene=long&lang=zh-CN', size, dark: true },
  ]),
  { name: 'embed-ended-frame', path: '/embed/potato-day?scene=ended', size: 'frame' },
  { name: 'overlay', path: '/overlay/potato-day?scene=live', size: 'obs' },
  { name: 'overlay-long-zh', path: '/overlay/potato-day?scene=long&lang=zh-CN&side=right', size: 'obs' },
  { name: 'overlay-small', path: '/overlay/potato-day?scene=announced&size=70', size: 'obs' },
  { name: 'home-phone', path: '/', size: 'phone' },
  { name: 'home-phone-dark-zh', path: '/?lang=zh-CN', size: 'phone', dark: true },
  { name: 'home-desktop', path: '/', size: 'desktop' },
  { name: 'home-empty', path: '/?none', size: 'phone' },
  { name: 'orders-phone', path: '/orders', size: 'phone' },
  { name: 'orders-phone-dark-zh', path: '/orders?lang=zh-CN', size: 'phone', dark: true },
  { name: 'orders-empty', path: '/orders?none', size: 'phone' },
  { name: 'sign-in-phone', path: '/sign-in', size: 'phone' },
  { name: 'sign-in-desktop-dark', path: '/sign-in', size: 'desktop', dark: true },
];

const server = await createServer({
  configFile: false,
  root: import.meta.dirname,
  appType: 'spa',
  logLevel: 'error',
  plugins: [react()],
  server: { host: '127.0.0.1', port: 0, fs: { allow: ['../../..'] }, hmr: false },
});
await server.listen();
const base = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const shot of shots.filter(({ name }) => name.includes(only))) {
    const [width, height] = sizes[shot.size];
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: shot.dark ? 'dark' : 'light',
      locale: 'en',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    page.on('pageerror', (fault) => console.error(shot.name, fault.message));
    await page.goto(base + shot.path);
    await page.waitForSelector('main');
    await page.waitForTimeout(500);
    await shot.act?.(page).catch((fault: Error) => console.error(shot.name, fault.message));
    await page.waitForTimeout(500);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      console.error(
        `${shot.name}: ${impact} ${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`,
      );
    }
    await page.screenshot({ path: `${folder}/${shot.name}.png` });
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
