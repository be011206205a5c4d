import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';

/**
 * Takes pictures of the staff's screens on a fake connection, to be looked at by people:
 * `npx tsx tests/client/desk-harness/look.ts <folder> [part of a name]`.
 */
const [folder = 'pictures', only = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const sizes = { phone: [390, 844], tablet: [820, 1180], desktop: [1440, 900] } as const;
type Size = keyof typeof sizes;
interface Shot {
  name: string;
  path: string;
  size: Size;
  dark?: boolean;
  isWhole?: boolean;
  act?: (page: Page) => Promise<void>;
}

const parcels = (scene: string, more = '') => `/desk/potato-day?scene=${scene}${more}`;
const partOf = (n: number) => async (page: Page) => {
  await page.locator('.desk-parts button').nth(n).click();
};
const all = ['phone', 'tablet', 'desktop'] as const;
const desk = (scene: string, more = '') => `/console/potato-day?scene=${scene}${more}`;
const insights = (scene: string, more = '') => `/insights/potato-day?scene=${scene}${more}`;
const insightsAt = (scene: string, more = '') => `/insights/potato-day/moment?scene=${scene}${more}`;
const seeAs = async (page: Page) => {
  await page.locator('.as-buyer').first().click();
  await page.waitForTimeout(300);
};
const openShipping = (then?: string) => async (page: Page) => {
  const inHead = page.locator('.desk-links button', { hasText: /Shipping|运费/ });
  if (await inHead.isVisible()) await inHead.click();
  else {
    await page.locator('.desk-more').click();
    await page.locator('.more-list button', { hasText: /Shipping|运费/ }).click();
  }
  await page.waitForTimeout(300);
  if (then) await page.locator(then).first().click();
  await page.waitForTimeout(300);
};
const tab = (n: number) => (page: Page) => page.locator('.desk-tabs button').nth(n).click();
const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForTimeout(450);
  };
const openAdd = async (page: Page) => {
  if (await page.locator('.desk-tabs').isVisible()) await tab(0)(page);
  await page.locator('.column-foot .button').click();
  await page.waitForTimeout(200);
};

const toCamera = async (page: Page) => {
  if (await page.locator('.desk-tabs button').nth(3).isVisible()) await tab(3)(page);
};
const setUp = async (page: Page) => {
  await toCamera(page);
  await page.locator('.broadcast > header .button').click();
  await page.waitForTimeout(500);
};
const goUp = async (page: Page) => {
  await setUp(page);
  await page.locator('.broadcast-body > .button.primary').click();
  await page.waitForTimeout(6_500);
};
const showKey = async (page: Page) => {
  await toCamera(page);
  await page.locator('.program-key > summary').click();
  await page.locator('.program-key .button').nth(1).click();
  await page.waitForTimeout(300);
};
const openMany = async (page: Page) => {
  await toCamera(page);
  await page.locator('.program-key > summary').last().click();
  await page.waitForTimeout(300);
};
const withSlate = async (page: Page) => {
  await goUp(page);
  await page.locator('.turn-button').last().click();
  await page.locator('.turn-button').first().click();
  await page.waitForTimeout(500);
};

const tap =
  (place: string, nth = 0) =>
  (page: Page) =>
    page.locator(place).nth(nth).click();
const openBooking = async (page: Page) => {
  await tap('.office-acts .button')(page);
  await page.locator('.sheet .option').nth(4).click();
  await page.locator('.sheet input[inputmode=decimal]').fill('2500');
  await page.locator('.sheet > footer .button').click();
  await page.locator('.sheet .sure').scrollIntoViewIfNeeded();
};
const openVouchers = async (page: Page) => {
  if (await page.locator('.desk-more').isVisible()) {
    await page.locator('.desk-more').click();
    await page.locator('.more-list .button').nth(3).click();
  } else {
    await page.locator('.desk-links button.button').nth(1).click();
  }
  await page.waitForTimeout(300);
};
const makeVoucher = async (page: Page) => {
  await openVouchers(page);
  await page.locator('.sheet > footer .button').click();
  const fields = page.locator('.sheet .field input');
  await fields.nth(0).fill('10');
  await fields.nth(1).fill('99');
};
const makeBundle = async (page: Page) => {
  await openVouchers(page);
  await page.locator('.voucher-part .button').first().click();
  await page.locator('.sheet .field input').first().fill('80');
};
const openTerms = async (page: Page) => {
  await tap('.office-acts .button', 1)(page);
  await page.locator('.sheet > footer .button').click();
};
const addProducer = async (page: Page) => {
  await tap('.office-acts .button', 2)(page);
  const fields = page.locator('.sheet .field input');
  await fields.nth(0).fill('山里人家专业合作社');
  await fields.nth(1).fill('李国强');
  await fields.nth(2).fill('li@example.org');
  await page.locator('.sheet > footer .button').click();
};
/** The pages about producers' money, and what opens on them. */
const pages: { name: string; path: string; act?: (page: Page) => Promise<void> }[] = [
  { name: 'producer', path: '/producer' },
  { name: 'producer-add', path: '/producer', act: tap('.producer-foot .button') },
  { name: 'admin', path: '/admin' },
  { name: 'people', path: '/admin/people' },
  { name: 'people-invite', path: '/admin/people', act: tap('.office-first .button') },
  { name: 'people-link', path: '/admin/people', act: tap('.card-acts .button', 1) },
  { name: 'webhooks', path: '/admin/webhooks', act: tap('summary') },
  { name: 'webhooks-add', path: '/admin/webhooks', act: tap('.admin > .button') },
  { name: 'office', path: '/admin/settlement' },
  { name: 'office-payables', path: '/admin/settlement', act: tap('.owed-row') },
  { name: 'office-booking', path: '/admin/settlement', act: openBooking },
  { name: 'office-terms', path: '/admin/settlement', act: openTerms },
  { name: 'office-producer', path: '/admin/settlement', act: addProducer },
  { name: 'statement', path: '/statement/0190a000-0000-7000-8000-000000000000' },
  { name: 'board', path: '/board' },
];

/** On a phone it stands under ⋯. */
const openLinks = (page: Page) =>
  page
    .getByRole('button', { name: /^(Links|链接)$/ })
    .first()
    .click();
const openLinksOnPhone = async (page: Page) => {
  await page.locator('.desk-more').click();
  await openLinks(page);
};

const shots: Shot[] = [
  ...(['phone', 'desktop'] as const).flatMap((size): Shot[] => [
    { name: `shipping-${size}`, path: desk('busy'), size, act: openShipping() },
    {
      name: `shipping-origin-${size}-dark-zh`,
      path: desk('busy', '&lang=zh-CN'),
      size,
      dark: true,
      act: openShipping('.origins button'),
    },
    { name: `shipping-abroad-${size}`, path: desk('busy'), size, act: openShipping('.sheet .button.line') },
  ]),
  { name: 'links-desktop', path: desk('busy'), size: 'desktop', act: openLinks },
  {
    name: 'links-phone-dark-zh',
    path: desk('busy', '&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: openLinksOnPhone,
  },
  ...all.flatMap((size): Shot[] => [
    { name: `air-off-${size}`, path: desk('airoff'), size, act: toCamera },
    { name: `air-preview-${size}`, path: desk('airoff'), size, act: setUp },
    { name: `air-up-${size}`, path: desk('air'), size, act: goUp },
    { name: `air-weak-${size}-dark-zh`, path: desk('airweak', '&lang=zh-CN'), size, dark: true, act: goUp },
    { name: `air-other-${size}`, path: desk('airother'), size, act: goUp },
  ]),
  { name: 'air-away-phone', path: desk('airaway'), size: 'phone', act: toCamera },
  { name: 'air-away-desktop-dark-zh', path: desk('airaway', '&lang=zh-CN'), size: 'desktop', dark: true },
  ...all.map((size): Shot => ({ name: `air-record-up-${size}`, path: desk('airrecord'), size, act: goUp })),
  { name: 'air-record-phone', path: desk('airrecord'), size: 'phone', act: openMany },
  {
    name: 'air-record-desktop-dark-zh',
    path: desk('airrecord', '&lang=zh-CN'),
    size: 'desktop',
    dark: true,
    act: openMany,
  },
  {
    name: 'air-full-phone-dark-zh',
    path: desk('airfull', '&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: openMany,
  },
  { name: 'air-full-desktop', path: desk('airfull'), size: 'desktop', act: toCamera },
  { name: 'air-piped-phone', path: desk('airpiped'), size: 'phone', act: goUp },
  {
    name: 'air-piped-desktop-dark-zh',
    path: desk('airpiped', '&lang=zh-CN'),
    size: 'desktop',
    dark: true,
    act: goUp,
  },
  { name: 'air-denied-phone', path: desk('airdenied'), size: 'phone', act: setUp },
  { name: 'air-none-phone', path: desk('airnone'), size: 'phone', act: goUp },
  { name: 'air-planned-phone', path: desk('airplanned'), size: 'phone', act: goUp },
  { name: 'air-slate-phone', path: desk('air'), size: 'phone', act: withSlate },
  { name: 'air-key-phone', path: desk('airkey'), size: 'phone', act: showKey },
  {
    name: 'air-key-desktop-dark-zh',
    path: desk('airkey', '&lang=zh-CN'),
    size: 'desktop',
    dark: true,
    act: showKey,
  },
  ...all.flatMap((size): Shot[] => [
    { name: `desk-busy-${size}`, path: desk('busy'), size },
    { name: `vouchers-${size}`, path: desk('busy'), size, act: openVouchers },
    {
      name: `vouchers-${size}-dark-zh`,
      path: desk('busy', '&lang=zh-CN'),
      size,
      dark: true,
      act: openVouchers,
    },
    { name: `voucher-new-${size}`, path: desk('busy'), size, act: makeVoucher },
    {
      name: `voucher-new-${size}-dark-zh`,
      path: desk('busy', '&lang=zh-CN'),
      size,
      dark: true,
      act: makeVoucher,
    },
    { name: `voucher-bundle-${size}`, path: desk('busy'), size, act: makeBundle },
    { name: `desk-busy-${size}-dark-zh`, path: desk('busy', '&lang=zh-CN'), size, dark: true },
    { name: `desk-long-${size}`, path: desk('long'), size },
    { name: `desk-empty-${size}`, path: desk('empty'), size },
    { name: `insights-full-${size}`, path: insights('full'), size, isWhole: true },
    {
      name: `insights-golden-${size}-dark-zh`,
      path: insights('golden', '&lang=zh-CN'),
      size,
      dark: true,
      isWhole: true,
    },
    { name: `moment-full-${size}`, path: insightsAt('full'), size, act: seeAs },
    { name: `moment-golden-${size}-dark-zh`, path: insightsAt('golden', '&lang=zh-CN'), size, dark: true },
    { name: `insights-nothing-${size}`, path: insights('nothing'), size, isWhole: true },
  ]),
  { name: 'desk-planned-desktop', path: desk('planned'), size: 'desktop' },
  { name: 'desk-planned-phone', path: desk('planned', '&lang=zh-CN'), size: 'phone' },
  { name: 'desk-ended-phone', path: desk('ended'), size: 'phone' },
  { name: 'desk-stale-phone', path: desk('stale'), size: 'phone' },
  { name: 'desk-skeleton-desktop', path: desk('skeleton'), size: 'desktop' },
  { name: 'desk-lineup-phone', path: desk('busy'), size: 'phone', act: tab(0) },
  { name: 'desk-orders-phone', path: desk('busy', '&lang=zh-CN'), size: 'phone', dark: true, act: tab(2) },
  { name: 'desk-stuck-desktop', path: desk('busy'), size: 'desktop', act: press('3') },
  { name: 'desk-undo-desktop', path: desk('busy'), size: 'desktop', act: press('8') },
  { name: 'desk-undo-phone', path: desk('busy'), size: 'phone', act: press('8') },
  { name: 'desk-flash-phone', path: desk('calm'), size: 'phone', act: press('f') },
  {
    name: 'desk-flash-desktop-dark-zh',
    path: desk('calm', '&lang=zh-CN'),
    size: 'desktop',
    dark: true,
    act: press('f'),
  },
  { name: 'desk-stock-phone', path: desk('calm'), size: 'phone', act: press('+') },
  { name: 'desk-price-phone', path: desk('calm'), size: 'phone', act: press('p') },
  { name: 'desk-keys-desktop', path: desk('busy'), size: 'desktop', act: press('?') },
  {
    name: 'desk-more-phone',
    path: desk('planned'),
    size: 'phone',
    act: (page) => page.locator('.desk-more').click(),
  },
  { name: 'desk-add-phone', path: desk('calm'), size: 'phone', act: openAdd },
  {
    name: 'desk-allot-phone',
    path: desk('calm', '&lang=zh-CN'),
    size: 'phone',
    dark: true,
    act: async (page) => {
      await openAdd(page);
      await page.locator('.good-row').nth(2).click();
    },
  },
  {
    name: 'desk-newgood-phone',
    path: desk('calm'),
    size: 'phone',
    act: async (page) => {
      await openAdd(page);
      await page.locator('.sheet > footer .button').click();
    },
  },
  { name: 'streams-phone', path: '/console', size: 'phone' },
  { name: 'streams-desktop-dark-zh', path: '/console?lang=zh-CN', size: 'desktop', dark: true },
  { name: 'streams-none-phone', path: '/console?none', size: 'phone' },
  { name: 'streams-guest-phone', path: '/console?guest', size: 'phone' },
  {
    name: 'streams-new-phone',
    path: '/console',
    size: 'phone',
    act: (page) => page.locator('.streams-foot .button').click(),
  },
  ...(['phone', 'desktop'] as const).flatMap((size): Shot[] =>
    [0, 1, 2].flatMap((part): Shot[] => [
      { name: `parcels-${part}-${size}`, path: parcels('full'), size, isWhole: true, act: partOf(part) },
      {
        name: `parcels-${part}-${size}-dark-zh`,
        path: parcels('full', '&lang=zh-CN'),
        size,
        dark: true,
        isWhole: true,
        act: partOf(part),
      },
    ]),
  ),
  ...all.flatMap((size): Shot[] =>
    pages.flatMap(({ name, path, act }): Shot[] => [
      { name: `${name}-${size}`, path: `${path}?scene=full`, size, isWhole: !act, ...(act ? { act } : {}) },
      {
        name: `${name}-${size}-dark-zh`,
        path: `${path}?scene=full&lang=zh-CN`,
        size,
        dark: true,
        isWhole: !act,
        ...(act ? { act } : {}),
      },
    ]),
  ),
  ...['producer', 'office', 'statement', 'board'].map((name): Shot => {
    const path = pages.find((each) => each.name === name)?.path ?? '/';
    return { name: `${name}-nothing-phone`, path: `${path}?scene=nothing`, size: 'phone', isWhole: true };
  }),
  { name: 'parcels-nothing-phone', path: parcels('nothing'), size: 'phone' },
  { name: 'parcels-list-phone', path: '/desk', size: 'phone' },
  { name: 'insights-list-phone', path: '/insights', size: 'phone' },
  {
    name: 'insights-definition-phone',
    path: insights('golden'),
    size: 'phone',
    act: (page) => page.locator('.figure summary').first().click(),
  },
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
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ],
});
try {
  for (const shot of shots.filter(({ name }) => name.includes(only))) {
    const [width, height] = sizes[shot.size];
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: shot.dark ? 'dark' : 'light',
      hasTouch: shot.size !== 'desktop',
      isMobile: shot.size === 'phone',
      locale: 'en',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    page.on('pageerror', (fault) => console.error(shot.name, fault.message));
    page.on('console', (message) => message.type() === 'error' && console.error(shot.name, message.text()));
    await page.goto(base + shot.path);
    await page.waitForSelector('main');
    await page.waitForTimeout(600);
    await shot.act?.(page).catch((fault: Error) => console.error(shot.name, fault.message));
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/${shot.name}.png`, fullPage: shot.isWhole ?? false });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const where = nodes.map((node) => node.html.slice(0, 140)).join(' | ');
      console.error(`${shot.name}: ${impact} ${id}: ${where}`);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) console.error(shot.name, `is ${over} px wider than its screen`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
