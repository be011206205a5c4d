import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { servePages } from '../../server/gateway/http/pages/pages.ts';
import { keepPicture } from '../../server/gateway/http/pictures/pictures.ts';
import type { ShownProduct } from '../../server/ports/readers.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const PAGE = `<!doctype html><html lang="en"><head>
    <meta name="description" content="A market day on a livestream." />
    <title>Fairday</title>
  </head><body><div id="root"></div></body></html>`;
const POTATO_DAY = aStream(idOf('linked'), {
  slug: 'potato-day',
  title: 'Potato day',
  hostName: 'Duan Lihua',
  ...{ status: 'ENDED', endedAtMs: EIGHT + 1 },
});

let folder: string;
let close = () => {};
let reads = 0;
let nowMs = EIGHT;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-links-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web', 'index.html'), PAGE);
  reads = 0;
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

/** Serves the pages of a market with one stream. @returns what its address answers */
async function served(
  stream: StreamRow,
  products: (Pick<ShownProduct, 'name' | 'picture'> & Partial<ShownProduct>)[] = [],
  {
    publicOrigin = 'https://market.example',
    mode = 'serve',
    view = null,
  }: { publicOrigin?: string | null; mode?: 'serve' | 'demo'; view?: object | null } = {},
) {
  const app = express();
  servePages(app, {
    config: { webDir: join(folder, 'web'), dataDir: folder, embedOrigins: [], publicOrigin, mode },
    readers: {
      streamBySlug: async (slug) => {
        reads += 1;
        return slug === stream.slug ? stream : null;
      },
      shown: async (_, limit) =>
        products.slice(0, limit).map((each, index) => ({
          ...{ nameEn: '', listPriceMinor: null, itemNumber: index + 1, ...each },
          productId: idOf(each.name),
        })),
    },
    application: { position: async () => view && ({ view } as never), timeOf: () => 0 },
    clock: { nowMs: () => nowMs, steadyMs: () => 0 } as never,
    settlementAdmin: { timeZone: async () => 'Asia/Shanghai' },
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () => server.close();
  const { port } = server.address() as AddressInfo;
  return (path: string, reads?: string) =>
    fetch(
      `http://127.0.0.1:${port}${path}`,
      reads === undefined ? {} : { headers: { 'accept-language': reads } },
    );
}

/** The value of a property in the head, or null. */
function property(html: string, name: string): string | null {
  return new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? null;
}

describe('the address of a stream, sent to people', () => {
  test('shows its title, its host, three products and one picture, under addresses that are absolute', async () => {
    const drawn = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#b5452c' } })
      .webp()
      .toBuffer();
    const picture = await keepPicture(folder, drawn);
    const names = ['Red potatoes', 'Kidney beans', 'Walnuts', 'Quinoa'];
    const products = names.map((name, index) => ({ name, picture: index === 1 ? picture : null }));
    const get = await served(POTATO_DAY, products);
    const html = await (await get('/s/potato-day')).text();
    expect(html).toContain('<title>Potato day · Fairday</title>');
    expect(property(html, 'og:title')).toBe('Potato day');
    const says = 'Duan Lihua · Red potatoes · Kidney beans · Walnuts';
    expect([property(html, 'og:description'), property(html, 'description')]).toEqual([says, says]);
    expect(property(html, 'og:url')).toBe('https://market.example/s/potato-day');
    const image = new URL(property(html, 'og:image')!);
    expect(image.origin).toBe('https://market.example');
    const answer = await get(image.pathname);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBeLessThanOrEqual(300_000);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1200, height: 630 });
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)![1]!);
    expect(data).toMatchObject({
      '@type': 'BroadcastEvent',
      name: 'Potato day',
      startDate: new Date(POTATO_DAY.liveStartMs ?? POTATO_DAY.scheduledAtMs).toISOString(),
      image: image.href,
      organizer: { name: 'Duan Lihua' },
    });
  });

  test('[S8] the cover and the description of its page come before its products, and follow an edit', async () => {
    const paint = (background: string) =>
      sharp({ create: { width: 900, height: 500, channels: 3, background } })
        .png()
        .toBuffer();
    const cover = (await keepPicture(folder, await paint('#2f6b3a')))!;
    const picture = await keepPicture(folder, await paint('#b5452c'));
    const stream = { ...POTATO_DAY, cover, description: 'New rice.\n\nAnd <walnuts>.' };
    const get = await served(stream, [{ name: 'Red potatoes', picture }]);
    const html = await (await get('/s/potato-day')).text();
    expect(property(html, 'og:description')).toBe('New rice. And &#60;walnuts&#62;.');
    const hash = /([0-9a-f]{40})/.exec(cover)![1];
    expect(property(html, 'og:image')).toBe(`https://market.example/pictures/cover/${hash}.jpg`);
    Object.assign(stream, { title: 'Harvest', cover: '', description: '' });
    nowMs += 10_000;
    const after = await (await get('/s/potato-day')).text();
    expect(property(after, 'og:title')).toBe('Harvest');
    expect(property(after, 'og:description')).toBe('Duan Lihua · Red potatoes');
    expect(property(after, 'og:image')).not.toContain(hash);
  });

  test('of a product shows its name, its list price, its picture and where it is sold; of a flash price nothing', async () => {
    const drawn = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#b5452c' } })
      .webp()
      .toBuffer();
    const picture = (await keepPicture(folder, drawn))!;
    const products = [
      { name: '红皮土豆', nameEn: 'Red potatoes', picture: null },
      { name: '核桃', nameEn: 'Walnuts', picture },
    ];
    const card = {
      ...{ name: '核桃', producer: 'Ma', origin: '', grams: 1, picture },
      listPriceMinor: 4_580,
    };
    const view = {
      stream: { status: 'LIVE', title: 'Potato day', hostName: 'Duan Lihua', currency: 'CNY' },
      ...{ order: [2], cards: { 2: card }, stock: {}, pins: [] },
      flash: { 2: { flashId: 'f', priceMinor: 3_790, startsAtMs: -1, endsAtMs: 1 } },
    };
    const get = await served({ ...POTATO_DAY, status: 'LIVE', endedAtMs: null }, products, { view });
    const html = await (await get('/s/potato-day/2', 'en')).text();
    expect(html).toContain('<title>Walnuts · Fairday</title>');
    const says = '¥45.80 · Live now · Potato day · Duan Lihua';
    expect([property(html, 'og:description'), property(html, 'description')]).toEqual([says, says]);
    // What has left the lineup has no price, and the stream itself none.
    for (const path of ['/s/potato-day/1', '/s/potato-day']) {
      expect(property(await (await get(path, 'en')).text(), 'og:description')).not.toContain('¥');
    }
    expect(property(html, 'og:url')).toBe('https://market.example/s/potato-day/2');
    const hash = /([0-9a-f]{40})/.exec(picture)![1];
    expect(property(html, 'og:image')).toBe(`https://market.example/pictures/cover/${hash}.jpg`);
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)![1]!);
    expect(data).toMatchObject({ '@type': 'Product', name: 'Walnuts' });
    expect(JSON.stringify(data)).not.toMatch(/price|offers/i);
    expect(property(await (await get('/s/potato-day/2', 'zh')).text(), 'og:title')).toBe('核桃');
    // A number that nothing has is the stream's own page; what is no number is no address.
    expect(property(await (await get('/s/potato-day/9', 'en')).text(), 'og:title')).toBe('Potato day');
    for (const not of ['0', '01', '12345', 'x']) {
      expect([not, (await get(`/s/potato-day/${not}`)).status]).toEqual([not, 404]);
    }
    close();
    // Until it begins its host may set another, and afterwards nothing is sold.
    const planned = { ...POTATO_DAY, status: 'SCHEDULED' as const, endedAtMs: null };
    const asked = await served(planned, products, { view });
    expect(property(await (await asked('/s/potato-day/2', 'en')).text(), 'og:description')).not.toContain(
      '¥',
    );
  });

  test('what people typed stays text, in a tag and in a script', async () => {
    const title = `</title><script>alert("1")</script>'$&`;
    const get = await served({ ...POTATO_DAY, title });
    const html = await (await get('/s/potato-day')).text();
    expect(html).not.toContain('<script>alert');
    expect(property(html, 'og:title')).not.toContain('<');
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)![1]!;
    expect(JSON.parse(data).name).toBe(title);
  });

  test('a rehearsal, a cancelled stream and no stream show the market alone', async () => {
    const plain = async (stream: StreamRow, path = '/s/potato-day', status = 200) => {
      const get = await served(stream);
      const answer = await get(path);
      const html = await answer.text();
      close();
      expect(answer.status).toBe(status);
      expect(html).toContain('<title>Fairday</title>');
      expect(html).not.toContain('og:');
    };
    await plain({ ...POTATO_DAY, rehearsalOf: idOf('another') });
    await plain({ ...POTATO_DAY, status: 'CANCELLED' });
    // The page says so in words; a program reads the status.
    await plain(POTATO_DAY, '/s/another-day', 404);
    await plain(POTATO_DAY, '/replay/another-day', 404);
  });

  test('without PUBLIC_URL there is no address and no picture, and the words stay', async () => {
    const get = await served(POTATO_DAY, [{ name: 'Beans', picture: null }], { publicOrigin: null });
    const html = await (await get('/replay/potato-day')).text();
    expect(property(html, 'og:title')).toBe('Potato day');
    expect([property(html, 'og:url'), property(html, 'og:image')]).toEqual([null, null]);
  });

  test('of a planned stream it says day and time in the zone of the shop; of one that is on, that it is', async () => {
    const stream: StreamRow = {
      ...POTATO_DAY,
      ...{ status: 'SCHEDULED', liveStartMs: null, endedAtMs: null },
      scheduledAtMs: Date.parse('2026-12-05T11:30:00Z'),
      description: 'New rice.',
    };
    const get = await served(stream);
    const says = async (reads?: string) => {
      nowMs += 10_000;
      return property(await (await get('/s/potato-day', reads)).text(), 'og:description');
    };
    expect(await says('en')).toBe('Sat, Dec 5, 19:30 GMT+8 · New rice.');
    expect(await says('zh-CN,zh;q=0.9')).toBe('12月5日周六 19:30（北京时间） · New rice.');
    Object.assign(stream, { status: 'LIVE', liveStartMs: EIGHT });
    expect(await says('en')).toBe('Live now · New rice.');
    expect(await says('zh')).toBe('正在直播 · New rice.');
    Object.assign(stream, { status: 'ENDED', endedAtMs: EIGHT + 1 });
    expect(await says('en')).toBe('New rice.');
  });

  test('names and texts are those of the language that is read, and the answer says that it depends on it', async () => {
    const stream: StreamRow = {
      ...POTATO_DAY,
      ...{ title: '土豆节', titleEn: 'Potato Festival', hostName: '段丽华', hostNameEn: 'Duan Lihua' },
    };
    const get = await served(stream, [{ name: '土豆', nameEn: 'Potatoes', picture: null }]);
    const head = async (reads?: string) => {
      const answer = await get('/s/potato-day', reads);
      expect(answer.headers.get('vary')).toContain('Accept-Language');
      const html = await answer.text();
      const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)![1]!);
      const said = ['og:title', 'og:description', 'og:locale', 'og:locale:alternate'];
      return [...said.map((name) => property(html, name)), data.name, data.organizer.name, data.inLanguage];
    };
    const chinese = ['土豆节', '段丽华 · 土豆', 'zh_CN', 'en_US', '土豆节', '段丽华', 'zh-CN'];
    const english = [
      ...[
        'Potato Festival',
        'Duan Lihua · Potatoes',
        'en_US',
        'zh_CN',
        'Potato Festival',
        'Duan Lihua',
        'en',
      ],
    ];
    expect(await head('en-GB,en;q=0.9,zh;q=0.5')).toEqual(english);
    expect(await head('fr')).toEqual(english);
    expect(await head('zh-CN,en;q=0.5')).toEqual(chinese);
    // A chat's robot that names no language gets the market's own names.
    expect(await head('*')).toEqual(chinese);
    expect(await head()).toEqual(chinese);
  });

  test('a demo, which has no PUBLIC_URL, says the address that it was reached by', async () => {
    const picture = await keepPicture(
      folder,
      await sharp({ create: { width: 90, height: 90, channels: 3, background: '#b5452c' } })
        .png()
        .toBuffer(),
    );
    const options = { publicOrigin: null, mode: 'demo' } as const;
    const get = await served(POTATO_DAY, [{ name: 'Beans', picture }], options);
    const answer = await get('/s/potato-day');
    const html = await answer.text();
    const { origin } = new URL(answer.url);
    expect(property(html, 'og:url')).toBe(`${origin}/s/potato-day`);
    expect(property(html, 'og:image')).toMatch(new RegExp(`^${origin}/pictures/cover/[0-9a-f]{40}\\.jpg$`));
  });

  test('a replay is drawn before its scripts run: title, host and the place of its picture', async () => {
    const html = await (
      await (
        await served({ ...POTATO_DAY, title: '<b>Potato</b>' })
      )('/replay/potato-day')
    ).text();
    expect(html).toContain('<h1>&#60;b&#62;Potato&#60;/b&#62;</h1><p class="f-soft">Duan Lihua</p>');
    close();
    const planned = { ...POTATO_DAY, status: 'SCHEDULED' as const, endedAtMs: null };
    expect(await (await (await served(planned))('/replay/potato-day')).text()).not.toContain('id="first"');
  });

  test('asked for by a crowd it is looked up once in ten seconds', async () => {
    const get = await served(POTATO_DAY);
    for (let times = 0; times < 20; times += 1) await get('/replay/potato-day');
    expect(reads).toBe(1);
    nowMs += 10_000;
    await get('/replay/potato-day');
    expect(reads).toBe(2);
  });

  test('the page of a stream is made once a second, whoever asks; who has it is told so, and it is sent packed', async () => {
    const get = await served(POTATO_DAY);
    const answers: Response[] = [];
    for (let times = 0; times < 20; times += 1) answers.push(await get('/s/potato-day'));
    // Once for its preview, and once for what is on it now.
    expect(reads).toBe(2);
    nowMs += 1_000;
    await get('/s/potato-day');
    expect(reads).toBe(3);
    const [{ headers }] = answers as [Response];
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(new Set(answers.map((answer) => answer.headers.get('etag'))).size).toBe(1);
    // Not by fetch, which asks past every cache where it is given a tag.
    const conditional = { headers: { 'if-none-match': headers.get('etag')!, 'accept-encoding': 'gzip' } };
    const again = await new Promise<IncomingMessage>((resolve) =>
      request(answers[0]!.url, conditional, resolve).end(),
    );
    again.resume();
    expect(again.statusCode).toBe(304);
  });
});
