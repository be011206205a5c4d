import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inlineSources } from '../../server/gateway/http/pages/first-view/first-page.ts';
import { profileStyles } from '../../server/gateway/http/pages/first-view/profile-styles.ts';
import { servePages } from '../../server/gateway/http/pages/pages.ts';
import { producerRoutes } from '../../server/gateway/http/producers/producer-routes.ts';
import { publicProducers } from '../../server/gateway/http/producers/public-producer.ts';
import { productsOnAir } from '../../server/gateway/http/search/products-on-air.ts';
import { publicProducer } from '../../shared/contract/producer-profile.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const PAGE = `<!doctype html><html lang="en"><head><link rel="stylesheet" href="/a.css">
    <meta name="description" content="A market day on a livestream." />
    <title>Fairday</title>
  </head><body><div id="root"></div></body></html>`;
const HASH = 'ab'.repeat(20);
const HOUR = 3_600_000;
const licence = { holder: 'Ma & <Sons>', number: 'JY 1234' };
const MA = idOf('ma');
const on = aStream(idOf('on'), { slug: 'on', title: 'Tonight', status: 'LIVE', liveStartMs: EIGHT });
const soon = aStream(idOf('soon'), {
  ...{ slug: 'soon', title: 'Tomorrow', status: 'SCHEDULED', scheduledAtMs: EIGHT + HOUR, liveStartMs: null },
});
const past = aStream(idOf('past'), { slug: 'past', status: 'CLOSED', endedAtMs: EIGHT - HOUR });
const lineups: Record<string, string[]> = { on: ['tea'], soon: ['tea', 'rice'], past: ['pot', 'other'] };
const shared = { producer: '马家', producerEn: 'Ma <Farm>', origin: '剑川', category: '', currency: 'CNY' };
const good = (priceMinor: number, producerId = MA) => ({ ...shared, producerId, priceMinor });
const goods: Record<string, ReturnType<typeof good>> = {
  ...{ tea: good(900), rice: good(1_500), pot: good(4_000), other: good(100, idOf('somebody else')) },
};

let folder: string;
let close = () => {};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-producers-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web', 'index.html'), PAGE);
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

function aMarket() {
  const read = { producers: 0 };
  const rows = [past, soon, on];
  const clock = { nowMs: () => EIGHT + 1_000, steadyMs: () => EIGHT } as never;
  const readers = {
    streams: async () => rows,
    shown: async (streamId: string) =>
      lineups[rows.find((row) => row.streamId === streamId)!.slug]!.map((productId, at) => ({
        ...{ itemNumber: at + 1, productId, name: productId, nameEn: '', picture: `/pictures/${HASH}.webp` },
      })),
    streamBySlug: async () => null,
  } as never;
  const application = {
    async producer(producerId: string) {
      read.producers += 1;
      if (producerId !== MA) return null;
      return {
        ...{ producerId, producer: '马家', producerEn: 'Ma <Farm>', version: 1 },
        profile: { portrait: `/pictures/${HASH}.webp`, words: '我姓马', wordsEn: 'We grow\n"tea"', licence },
        places: [{ origin: '剑川', originEn: 'Jianchuan' }],
      };
    },
    sold: async (slug: string) => new Map(slug === 'on' ? [[1, 203]] : []),
    productsOfShop: async () => new Map(Object.entries(goods)),
    describeProducer: async () => ({ ok: true, profile: {}, version: 2 }),
  } as never;
  const of = publicProducers({
    ...{ application, clock, products: productsOnAir({ readers, clock, application }) },
    priceAt: async ({ when }) => (when === 'on' ? 790 : null),
  });
  return { read, of, application, clock, readers };
}

async function served() {
  const { of, readers, clock, read } = aMarket();
  const app = express();
  servePages(app, {
    config: {
      ...{ webDir: join(folder, 'web'), dataDir: folder, embedOrigins: [] },
      ...{ publicOrigin: 'https://market.example', mode: 'serve' },
    },
    ...{ readers, clock, publicProducer: of },
    application: { position: async () => null, timeOf: () => 0 },
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () => server.close();
  const { port } = server.address() as AddressInfo;
  return {
    read,
    get: (path: string, language = 'en') =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { accept: 'text/html', 'accept-language': language },
      }),
  };
}

test('[B10] a producer is told with their products in streams, at the price of now, and nobody else’s', async () => {
  const told = publicProducer.parse(await aMarket().of(MA));
  expect(told.products.map(({ name, when, priceMinor, sold }) => [name, when, priceMinor, sold])).toEqual([
    ['tea', 'on', 790, 203],
    ['rice', 'coming', 1_500, undefined],
    ['pot', 'past', 4_000, undefined],
  ]);
  expect(told.streams.map(({ slug, when }) => [slug, when])).toEqual([
    ['on', 'on'],
    ['soon', 'coming'],
    ['past', 'past'],
  ]);
});

test('[B10] a crowd that opens one link costs one answer', async () => {
  const { of, read } = aMarket();
  await Promise.all([of(MA), of(MA), of(MA)]);
  expect(read.producers).toBe(1);
});

test('[B10] the page comes with name, words and prices, in the reader’s language, and what was typed is text', async () => {
  const { get } = await served();
  const english = await (await get(`/p/${MA}`)).text();
  expect(english).toContain('<h2>Ma &#60;Farm&#62;</h2>');
  expect(english).toContain('Jianchuan');
  expect(english).toContain('Licence: Ma &#38; &#60;Sons&#62; · JY 1234');
  expect(english).toContain('<b>¥7.90</b>');
  expect(english).toContain('href="/replay/past?item=1"');
  expect(english).toContain('<meta property="og:description" content="Jianchuan · We grow &#34;tea&#34;" />');
  expect(english).toContain(`content="https://market.example/pictures/cover/${HASH}.jpg"`);
  expect(english).toContain('"@type":"Organization"');
  const chinese = await (await get(`/p/${MA}`, 'zh-CN')).text();
  expect(chinese).toContain('<h2>马家</h2>');
  expect(chinese).toContain('3 件商品');
});

test('[B10] nobody’s id, and what is no id, is the page that says so, with 404', async () => {
  const { get, read } = await served();
  const unknown = await get(`/p/${idOf('nobody')}`);
  expect([unknown.status, await unknown.text()]).toEqual([404, PAGE]);
  expect((await get('/p/made-up')).status).toBe(404);
  expect(read.producers).toBe(1);
});

test('[B10] a producer speaks for themselves alone, an operator for everybody', async () => {
  const { application, clock, of } = aMarket();
  const routes = producerRoutes({ application, clock }, of);
  const says = (role: string, producerId: string | null) =>
    routes.describeProducer({
      params: { producerId: MA },
      body: {},
      staff: { staff: { role, producerId }, actor: {} },
    } as never);
  expect(await says('producer', idOf('somebody else'))).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  expect(await says('producer', MA)).toMatchObject({ ok: true });
  expect(await says('operator', null)).toMatchObject({ ok: true });
});

test('the styles of the page are allowed by their hash, and small', () => {
  expect(inlineSources.styles).toHaveLength(3);
  expect(profileStyles.length).toBeLessThan(2_500);
  expect(profileStyles).not.toContain('\n');
});
