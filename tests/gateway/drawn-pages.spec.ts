import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageStyles } from '../../server/gateway/http/pages/first-view/page-styles.ts';
import { type HomeView, renderHome } from '../../server/gateway/http/pages/first-view/render-home.ts';
import { servePages } from '../../server/gateway/http/pages/pages.ts';
import type { ListedStream } from '../../shared/market/stream/contract.ts';

const HASH = 'ab'.repeat(20);
const ORDER_ID = '01890000-0000-7000-8000-000000000001';

const stream = (slug: string, more: object = {}) =>
  ({
    ...{
      streamId: slug,
      slug,
      title: `${slug} <b>day</b>`,
      hostName: 'Mei',
      status: 'LIVE',
      currency: 'CNY',
    },
    ...{ scheduledAtMs: 1_000, liveStartMs: 1_000, endedAtMs: null, rehearsalOf: null },
    ...more,
  }) as unknown as ListedStream;
const honey = {
  ...{ itemNumber: 1, name: '蜂蜜', nameEn: 'Honey "wild"' },
  ...{ picture: `/pictures/${HASH}.jpg`, priceMinor: 4_580 },
};
const HOME: HomeView = {
  streams: [
    stream('quiet', { viewers: 2 }),
    stream('busy', { viewers: 9, products: [honey] }),
    stream('later', { status: 'SCHEDULED', cover: `/pictures/${HASH}.png` }),
    stream('kept', { status: 'CLOSED', recordedMs: 60_000 }),
    stream('unkept', { status: 'CLOSED' }),
  ],
  shop: { name: '赶集', nameEn: 'The <Fair>', contact: '0872-000 0000' },
};

let folder: string;
let close = () => {};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-drawn-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(
    join(folder, 'web', 'index.html'),
    '<html><head></head><body><div id="root"></div></body></html>',
  );
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

async function served(home: () => Promise<HomeView>) {
  const app = express();
  servePages(app, {
    config: {
      ...{ webDir: join(folder, 'web'), dataDir: folder, embedOrigins: [] },
      ...{ publicOrigin: null, mode: 'serve' },
    },
    readers: { streamBySlug: async () => null, shown: async () => [] },
    application: { position: async () => null, timeOf: () => 0 },
    clock: { nowMs: () => 0 } as never,
    home,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () => void server.close();
  const { port } = server.address() as AddressInfo;
  return async (path: string, language = 'en') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { 'accept-language': language },
    });
    return { status: answer.status, html: await answer.text() };
  };
}

test('the first page has who sells, the stream with the most viewers with its prices, and the next ones', () => {
  const html = renderHome(HOME, 'en', '/assets/stall-1.svg');
  expect(html).toContain('Sold and shipped by The &#60;Fair&#62;.');
  const [hero = '', others = ''] = html.split('</section>');
  expect(hero).toContain('<h2>busy &#60;b&#62;day&#60;/b&#62;</h2>');
  expect(hero).toContain('9 watching');
  expect(hero).toContain('<bdi>Honey &#34;wild&#34;</bdi><b>¥45.80</b>');
  expect(hero).toContain(`src="/pictures/small/${HASH}.webp"`);
  expect([...others.matchAll(/href="([^"]+)"/g)].map(([, to]) => to)).toEqual([
    '/s/quiet',
    '/s/later',
    '/replay/kept',
  ]);
  expect(html).not.toMatch(/<b>day|<Fair/);
});

test('nothing on: what begins next is large; nothing at all: no place for a search', () => {
  const later = renderHome({ ...HOME, streams: [stream('later', { status: 'SCHEDULED' })] }, 'zh-CN', null);
  expect(later).toContain('下一场直播');
  expect(later).toContain('f-field');
  expect(renderHome({ streams: [], shop: null }, 'en', null)).not.toMatch(/f-field|f-hero/);
});

test('the page comes in the reader’s language, and without a store that fails or does not answer', async () => {
  const well = await served(async () => HOME);
  expect((await well('/', 'zh-CN')).html).toContain('赶集销售并发货。');
  close();
  for (const home of [() => Promise.reject(new Error('away')), () => new Promise<never>(() => {})]) {
    const { status, html } = await (await served(home))('/');
    expect(status).toBe(200);
    expect(html).toContain('<h1>Fairday</h1>');
    expect(html).toContain('<div id="root"></div>');
    close();
  }
});

test('plain pages of buyers have their title; an order is named by its id or its number, and by nothing else', async () => {
  const get = await served(async () => HOME);
  for (const [path, title] of [
    ['/orders', 'My orders'],
    ['/orders/find', 'Find my order'],
    ['/cart', 'Cart'],
    ['/about', 'About the shop'],
    [`/orders/${ORDER_ID}`, 'Your order'],
    ['/orders/12-1085', 'Your order'],
  ] as const) {
    const { status, html } = await get(path);
    expect([path, status, /<h1>(.*?)<\/h1>/.exec(html)?.[1]]).toEqual([path, 200, title]);
  }
  expect((await get('/orders/someone')).status).toBe(404);
});

test('their styles are at most 4 kB, and cannot end the element that they stand in', () => {
  expect(Buffer.byteLength(pageStyles)).toBeLessThanOrEqual(4_096);
  expect(pageStyles).not.toContain('</');
});
