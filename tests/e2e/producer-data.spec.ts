import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { keepPicture } from '../../server/gateway/http/pictures/pictures.ts';
import { addProducer } from '../../server/shop/decide.ts';
import { aMarket, type TestMarket } from './market.ts';
import { aBrowser, aPage, openAs } from './pages.ts';

const FARM = '羊岑核桃园';
/** A small phone of some years ago. */
const smallPhone = {
  viewport: { width: 360, height: 640 },
  deviceScaleFactor: 2,
  hasTouch: true,
  locale: 'zh-CN',
};
const LIMIT_BYTES = 30_000;

let browser: Browser;
let market: TestMarket;
let producerStaffId: string;

beforeAll(async () => {
  browser = await aBrowser();
  market = await aMarket([]);
  const { deps, application, engines } = market.market.app;
  const by = { staffId: market.operatorId, device: 'test' };
  const added = await engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [],
    key: null,
    decide: (state, at) => addProducer(state, { producer: FARM }, { ...at, by }),
  });
  if (added.kind !== 'accepted') throw new Error('The farm was not let in.');
  producerStaffId = systemIds.next();
  await deps.directory.addStaff({
    ...{ staffId: producerStaffId, email: 'li@farm.example', name: '李国强', role: 'producer' },
    ...{ producerId: added.reply.producerId, passwordHash: '' },
  });
  // As many goods as the page may name, each with a photograph of its own.
  for (let n = 0; n < 40; n += 1) {
    const noise = { type: 'gaussian', mean: 90 + n, sigma: 30 } as const;
    const grain = { create: { width: 64, height: 48, channels: 3, background: '#865', noise } } as const;
    const photo = await sharp(await sharp(grain).png().toBuffer())
      .resize(1_280, 960)
      .jpeg({ quality: 82 })
      .toBuffer();
    const picture = await keepPicture(market.dataDir, photo);
    await application.createProduct(market.host, {
      ...{ key: systemIds.next(), name: `老君山高海拔手工挑选的第 ${n + 1} 种核桃`, producer: FARM },
      ...{ priceMinor: 1_990 + n, currency: 'CNY', warehouseUnits: 40, picture: picture ?? '' },
    });
  }
});

afterAll(async () => {
  await browser?.close();
  await market?.close();
});

/** Bytes that came over the line, headers and all, by what they were for. */
async function countBytes(page: Page) {
  const bytes = { page: 0, data: 0, pictures: 0 };
  const kinds = new Map<string, keyof typeof bytes>();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const { pathname } = new URL(response.url);
    const kind = pathname.startsWith('/api/')
      ? 'data'
      : pathname.startsWith('/pictures/')
        ? 'pictures'
        : 'page';
    kinds.set(requestId, kind);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[kinds.get(requestId) ?? 'page'] += encodedDataLength;
  });
  return bytes;
}

test('[design] a producer’s page is at most 30 kB of data, and the whole of a second visit is', async () => {
  const page = await aPage(browser, smallPhone);
  const looked = async (bytes: { page: number; data: number; pictures: number }) => {
    await page.getByText('全部 40 个商品').waitFor();
    await page.getByText('全部 40 个商品').scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        page.evaluate(
          () => [...document.images].filter((each) => each.complete && each.naturalWidth > 0).length,
        ),
      )
      .toBe(5);
    await page.waitForLoadState('networkidle');
    return { ...bytes };
  };
  await openAs(page, market, producerStaffId, '/producer');
  await page.getByRole('heading', { name: '我的商品' }).waitFor();
  await page.goto('about:blank');

  // A visit whose pictures are new: as when the office has just let somebody look from another phone.
  const first = await countBytes(page);
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
  await page.goto(`${market.origin}/producer`);
  const cold = await looked(first);
  await page.goto('about:blank');
  const second = await countBytes(page);
  await page.goto(`${market.origin}/producer`);
  const warm = await looked(second);
  const kB = (n: number) => `${(n / 1_000).toFixed(1)} kB`;
  const told = ({ page: shell, data, pictures }: typeof cold) =>
    `${kB(data)} of JSON, ${kB(pictures)} of pictures, ${kB(shell)} of page, script and style`;
  process.stdout.write(`a producer's page: first ${told(cold)}; again ${told(warm)}\n`);
  expect(cold.pictures).toBeGreaterThan(1_000);
  expect(cold.data + cold.pictures).toBeLessThanOrEqual(LIMIT_BYTES);
  expect(warm.data + warm.pictures + warm.page).toBeLessThanOrEqual(LIMIT_BYTES);
  await page.context().close();
});
