import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, overflowOn } from './faults-on.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, desktop, openAs, phone } from './pages.ts';

/** From nothing over a flash sale to the summary of a stream of three products. */
const MOST_CLICKS = 14;
/** The same with an earlier stream to copy. */
const MOST_CLICKS_OF_COPY = 9;

let browser: Browser;
/** One whose devices have a camera and a microphone, which nobody is asked for. */
let withCamera: Browser;
let market: TestMarket;

beforeAll(async () => {
  [browser, withCamera] = await Promise.all([
    aBrowser(),
    aBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--allow-loopback-in-peer-connection',
    ]),
  ]);
  market = await aMarket(
    ['Red potatoes', 'Walnuts', 'Honey'].map((name, index) => ({
      ...{ name, producer: 'Shibao farm', priceMinor: 2_390 + 1_000 * index, units: 40 },
    })),
  );
  // Their stream took all of them.
  for (const { productId } of market.sql<{ productId: string }>(
    'SELECT product_id AS productId FROM product',
  )) {
    const stocked = { key: crypto.randomUUID(), unitsDelta: 200 };
    await market.market.app.application.changeProduct(market.host, productId, null, stocked);
  }
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await withCamera?.close();
  await market?.close();
});

/** Counts what a hand does, in the page itself: each press of a pointer, and each Enter. */
async function countsClicks(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = () => sessionStorage.setItem('clicks', `${Number(sessionStorage.getItem('clicks')) + 1}`);
    addEventListener('pointerdown', ({ isTrusted }) => isTrusted && count(), { capture: true });
    addEventListener('keydown', ({ isTrusted, key }) => isTrusted && key === 'Enter' && count(), {
      capture: true,
    });
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem('clicks')));
}

const words = {
  en: {
    fresh: 'New stream',
    title: 'Title',
    schedule: 'Schedule stream',
    add: 'Add products',
    addAll: /^Add 3 products/,
    goLive: 'Go live',
    blind: 'Go live without video',
    setUp: 'Set up camera',
    preview: 'Preview',
    send: 'Broadcast and go live',
    onAir: 'Live',
    flash: /^Flash/,
    announce: /^Start flash sale/,
    end: 'End stream',
    sales: 'Sales',
    copy: 'Copy',
  },
  'zh-CN': {
    fresh: '新建直播',
    title: '标题',
    schedule: '创建直播',
    add: '添加商品',
    addAll: /3 个/,
    goLive: '开播',
    blind: '没有画面，仍然开播',
    setUp: '打开镜头',
    preview: '预览',
    send: '推流并开播',
    onAir: '直播中',
    flash: /^秒杀/,
    announce: /开始秒杀$/,
    end: '下播',
    sales: '销售',
    copy: '复制',
  },
};

const devices = [
  { device: 'desktop', options: { ...desktop, locale: 'en-GB' }, say: words.en },
  { device: 'phone', options: { ...phone, locale: 'zh-CN' }, say: words['zh-CN'] },
] as const;
const walks = devices.flatMap((each) => [
  { ...each, picture: 'no picture' as const },
  { ...each, picture: 'a camera' as const },
]);

test.each(walks)(
  '[S12] [S14] nothing → live → flash → end → summary in at most 14 clicks, the summary without one: $device, $picture',
  async ({ device, options, say, picture }) => {
    const isFilmed = picture === 'a camera';
    const page = await aPage(isFilmed ? withCamera : browser, options);
    const clicks = await countsClicks(page);
    await openAs(page, market, market.host.staffId, '/console');
    await page.getByRole('button', { name: say.fresh }).click();
    await page.getByRole('dialog').getByLabel(say.title).fill(`First show ${device} ${picture}`);
    await page.getByRole('dialog').getByRole('button', { name: say.schedule }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/console/'));
    await page.getByRole('button', { name: say.add }).first().click();
    const sheet = page.getByRole('dialog');
    for (const name of ['Red potatoes', 'Walnuts', 'Honey'])
      await sheet.getByText(name, { exact: true }).click();
    await sheet.getByRole('button', { name: say.addAll }).click();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    if (isFilmed) {
      await page.locator('.checklist').getByRole('button', { name: say.setUp }).click();
      await page.locator('#camera-set-up').getByText(say.preview, { exact: true }).waitFor();
    }
    await page.getByRole('button', { name: say.goLive, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: isFilmed ? say.send : say.blind })
      .click();
    if (isFilmed)
      await page
        .locator('.monitor-state')
        .getByText(say.onAir, { exact: true })
        .waitFor({ state: 'attached' });
    await page.getByRole('button', { name: say.flash }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: say.announce }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: say.end, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: say.end, exact: true }).click();
    const untilEnd = await clicks();
    await page.getByRole('main').getByRole('region', { name: say.sales }).waitFor();
    expect(await clicks()).toBe(untilEnd);
    process.stdout.write(`nothing → summary, ${device}, ${picture}: ${untilEnd} clicks\n`);
    expect(untilEnd).toBeLessThanOrEqual(MOST_CLICKS);
    expect(await faultsOn(page, `summary-${device}-${picture}`)).toEqual([]);
    expect(await overflowOn(page, `summary-${device}-${picture}`)).toEqual([]);
    await page.context().close();
  },
  60_000,
);

test('[S13] with an earlier stream to copy it takes nine', async () => {
  const say = words.en;
  const page = await aPage(browser, { ...desktop, locale: 'en-GB' });
  const clicks = await countsClicks(page);
  await openAs(page, market, market.host.staffId, '/console');
  await page.getByRole('button', { name: 'Copy Potato day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: say.schedule }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/console/'));
  await page.getByRole('button', { name: say.goLive, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: say.blind }).click();
  await page.getByRole('button', { name: say.flash }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: say.announce }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: say.end, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: say.end, exact: true }).click();
  await page.getByRole('main').getByRole('region', { name: say.sales }).waitFor();
  await page.getByRole('rowheader').nth(2).waitFor();
  expect(await clicks()).toBeLessThanOrEqual(MOST_CLICKS_OF_COPY);
  await page.context().close();
}, 60_000);
