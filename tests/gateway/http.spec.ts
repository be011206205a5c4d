import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../shared/contract/http.ts';
import { type House, isWell, openHouse } from './house.ts';

let house: House;
let hostCookie = '';
beforeAll(async () => {
  house = await openHouse();
  hostCookie = `fairday_staff=${(await house.session('host')).token}`;
});
afterAll(() => house.close());

const get = (path: string, cookie = '') =>
  fetch(`${house.url}${path}`, { headers: cookie ? { Cookie: cookie } : {}, redirect: 'manual' });
const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c8451b' } })
  .png()
  .toBuffer();

function upload(bytes: Buffer, type = 'image/png', cookie = hostCookie) {
  return fetch(`${house.url}/api/v1/catalogue/pictures`, {
    method: 'POST',
    headers: { 'Content-Type': type, Origin: house.url, Cookie: cookie },
    body: new Uint8Array(bytes),
  });
}

test('every route of the contract is there, and staff routes are for staff', async () => {
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(':slug', 'potato-day').replace(':itemNumber', '1');
    const answer = await fetch(`${house.url}/api/v1${path}`, { method: route.method });
    // A stream that is not over has no replay: tests/media/recording.spec.ts knows one that has.
    // Nor is there an order that is nobody's, nor a product in the search, nor such a producer: search.spec.ts and producer-page.spec.ts have some.
    if (!['replay', 'myOrder', 'myClaimTexts', 'streamCategories', 'publicProducer'].includes(name))
      expect(answer.status, name).not.toBe(404);
    expect(answer.status, name).not.toBe(500);
    if (route.who !== 'anyone') expect(answer.status, name).toBe(401);
    if (answer.status >= 400)
      expect(await answer.json()).toMatchObject({
        ok: false,
        code: expect.any(String),
        message: expect.any(String),
      });
  }
  const packer = `fairday_staff=${(await house.session('packer')).token}`;
  expect((await get('/api/v1/insights/potato-day', packer)).status).toBe(403);
  expect((await get('/api/v1/insights/potato-day', hostCookie)).status).toBe(200);
});

test('[S1] the public list names no rehearsal; the console’s list names what one may open', async () => {
  const slugs = async (path: string, cookie = '') =>
    ((await (await get(path, cookie)).json()) as { streams: { slug: string }[] }).streams.map(
      ({ slug }) => slug,
    );
  expect(await slugs('/api/v1/streams')).toEqual(['potato-day']);
  expect(await slugs('/api/v1/console/streams', hostCookie)).toEqual(['potato-day']);
});

test('[T3] every answer of the API says what time it is, for pages that have no socket', async () => {
  for (const path of ['/api/v1/streams', '/api/v1/settlement', '/api/v1/nothing']) {
    const saidMs = Number((await get(path)).headers.get('server-time'));
    expect(Math.abs(saidMs - Date.now()), path).toBeLessThan(5_000);
  }
});

test('[X91] queries are judged; addresses that cannot exist do not', async () => {
  const bad = await get('/api/v1/catalogue/products?limit=1000000', hostCookie);
  expect(bad.status).toBe(400);
  expect(await bad.json()).toMatchObject({ code: 'BAD_REQUEST', field: 'limit' });
  expect((await get('/api/v1/catalogue/products?sort=password', hostCookie)).status).toBe(400);
  expect((await get('/api/v1/catalogue/products?limit=10&search=a', hostCookie)).status).toBe(200);
  expect((await get('/api/v1/insights/No%20Such', hostCookie)).status).toBe(404);
  expect(await (await get('/api/v1/nothing')).json()).toMatchObject({ code: 'NOT_FOUND' });
});

test('bodies that are too large, or no JSON, are the sender’s fault', async () => {
  const send = (body: string) =>
    fetch(`${house.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
  expect((await send(`{"email":"${'a'.repeat(70_000)}"}`)).status).toBe(413);
  for (const body of ['{', '[]', '"x"', 'null', '{"email":1}', '{"__proto__":{"role":"host"}}']) {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('    at ');
  }
  expect(({} as { role?: string }).role).toBeUndefined();
  expect(await isWell(house)).toBe(true);
});

test('every answer carries the headers that keep a page to itself', async () => {
  for (const path of ['/', '/api/v1/streams', '/healthz', '/nothing-here']) {
    const { headers } = await get(path);
    // The console broadcasts; nothing here asks where somebody is, or for a device's payments.
    const permissions = headers.get('permissions-policy');
    expect(permissions).toContain('camera=(self)');
    expect(permissions).toContain('geolocation=()');
    expect(permissions).toContain('payment=()');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    // Inline stand four constant texts, each named by what it says.
    expect(policy.match(/'sha256-[\w+/]{43}='/g)).toHaveLength(4);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  }
  expect((await get('/')).headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect((await get('/overlay/potato-day')).headers.get('content-security-policy')).toContain(
    'frame-ancestors *',
  );
  // Orders are placed in it: only pages that the configuration names may frame it.
  const embed = (await get('/embed/potato-day')).headers;
  expect(embed.get('content-security-policy')).toContain("frame-ancestors 'self' https://county.example");
  expect(embed.get('x-frame-options')).toBeNull();
});

test('screens’ addresses get the page; other addresses are not found', async () => {
  for (const path of [
    '/',
    '/s/potato-day',
    '/orders',
    '/console',
    '/console/potato-day',
    '/insights/potato-day',
    '/overlay/x',
  ]) {
    expect([200, 503]).toContain((await get(path)).status);
  }
  expect((await get('/s/potato-day/deeper')).status).toBe(404);
  expect((await get('/admin/../.env')).status).toBe(404);
});

test('[X76] a picture is what its first bytes say; it is kept under its content and can do nothing', async () => {
  const answer = await upload(png, 'text/html');
  const { picture } = (await answer.json()) as { picture: string };
  expect(picture).toMatch(/^\/pictures\/[0-9a-f]{40}\.png$/);
  expect(await (await upload(png)).json()).toEqual({ picture });
  const kept = readdirSync(join(house.config.dataDir, 'pictures')).filter((name) => !name.startsWith('.'));
  expect(kept).toHaveLength(1);
  const served = await get(picture);
  expect(served.status).toBe(200);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(served.headers.get('cache-control')).toContain('immutable');
  expect(served.headers.get('x-content-type-options')).toBe('nosniff');
  for (const bytes of [
    // Begins like a picture, and is none.
    Buffer.concat([png.subarray(0, 24), Buffer.alloc(64)]),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    Buffer.from('GIF89a0123456789012345'),
    Buffer.alloc(0),
  ]) {
    expect((await upload(bytes)).status).toBe(400);
  }
  expect((await upload(Buffer.concat([png, Buffer.alloc(2 * 1_024 * 1_024)]))).status).toBe(413);
  expect((await upload(png, 'image/png', '')).status).toBe(401);
  expect(existsSync(join(house.config.dataDir, 'pictures', '.x'))).toBe(false);
});

test('[A3] a photograph is made small, stands upright, and does not tell where it was taken', async () => {
  const photo = await sharp({ create: { width: 2_400, height: 1_200, channels: 3, background: '#2f6b3a' } })
    .withExif({ IFD3: { GPSLatitude: '26/1 32/1 0/1', GPSLongitude: '99/1 54/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const { picture } = (await (await upload(photo, 'image/jpeg')).json()) as { picture: string };
  const served = await get(picture);
  const kept = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
  expect([kept.format, kept.width, kept.height]).toEqual(['jpeg', 640, 1_280]);
  expect([kept.exif, kept.orientation]).toEqual([undefined, undefined]);
});

test('[X76] a small picture is made of one that is kept, once, and of nothing else', async () => {
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#865' } })
    .jpeg()
    .toBuffer();
  const { picture } = (await (await upload(photo, 'image/jpeg')).json()) as { picture: string };
  const small = picture.replace(/^\/pictures\/([0-9a-f]{40})\.jpg$/, '/pictures/small/$1.webp');
  for (let turn = 0; turn < 2; turn += 1) {
    const served = await get(small);
    expect(served.status).toBe(200);
    expect(served.headers.get('cache-control')).toContain('immutable');
    const { format, width, height } = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
    expect([format, width, height]).toEqual(['webp', 128, 128]);
  }
  for (const path of [`${'0'.repeat(40)}.webp`, '..%2f..%2fsecret', `${'0'.repeat(39)}.webp`, 'x.webp']) {
    expect((await get(`/pictures/small/${path}`)).status, path).toBe(404);
  }
});

test('[X93] the table defuses formulas, and its numbers stay numbers', async () => {
  const answer = await get('/api/v1/insights/potato-day/items.csv', hostCookie);
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const text = Buffer.from(await answer.arrayBuffer()).toString();
  expect(text.startsWith('\uFEFFnumber,name')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(text).toContain('土豆合作社,,10,0,8,0,0,2,1,39.80,CNY');
  expect((await get('/api/v1/insights/potato-day/items.csv')).status).toBe(401);
});

test('health, readiness, metrics and the API page are there', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ ok: true, version: '1.2.3' });
  expect((await get('/readyz')).status).toBe(200);
  expect(await (await get('/metrics')).text()).toContain('fairday_commands_total');
  expect(await (await get('/api/docs')).text()).toContain('swagger-ui-bundle.js');
  const script = await get('/api/docs/swagger-ui-bundle.js');
  expect(script.status).toBe(200);
  expect(script.headers.get('content-type')).toContain('javascript');
  const guarded = await openHouse({
    environment: { PUBLIC_URL: 'https://market.example', METRICS_TOKEN: 'a token of sixteen' },
  });
  expect((await fetch(`${guarded.url}/metrics`)).status).toBe(403);
  const headers = { Authorization: 'Bearer a token of sixteen' };
  expect((await fetch(`${guarded.url}/metrics`, { headers })).status).toBe(200);
  // Strangers read why in a word; whoever runs the server reads it in full.
  const readyTo = async (init: RequestInit) => (await fetch(`${guarded.url}/readyz`, init)).json();
  expect(await readyTo({})).toMatchObject({ media: 'unavailable (switched_off)' });
  expect(await readyTo({ headers })).toMatchObject({ media: 'unavailable (this market has none)' });
  await guarded.close();
});

test('a fault is INTERNAL with a reference, never its text', async () => {
  const { application } = house.market;
  const kept = application.myOrders;
  application.myOrders = async () => {
    throw new Error('secret table');
  };
  const answer = await get('/api/v1/orders');
  application.myOrders = kept;
  expect(answer.status).toBe(500);
  const text = await answer.text();
  expect(text).not.toContain('secret table');
  expect(JSON.parse(text)).toMatchObject({ code: 'INTERNAL', ref: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test('an address that is no page is one for a browser, with its status; a program and a file hear it in JSON', async () => {
  const asked = async (path: string, accept: string) => {
    const answer = await fetch(`${house.url}${path}`, { headers: { Accept: accept } });
    return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
  };
  const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';
  // Where the pages are not built, a browser is told that instead.
  const page = existsSync(join(house.config.webDir, 'index.html')) ? [404, 'text/html'] : [503, 'text/plain'];
  for (const path of ['/nope', '/orders/not-an-id', '/admin/nope', '/apiary']) {
    expect(await asked(path, browser), path).toEqual(page);
    expect(await asked(path, '*/*'), path).toEqual([404, 'application/json']);
  }
  for (const path of ['/api', '/api/v1/nope', '/nope.js', '/assets/nope-1a2b.css', '/nope.png']) {
    expect(await asked(path, browser), path).toEqual([404, 'application/json']);
  }
  for (const order of ['0190a000-0000-7000-8000-0000000000aa', '12-1085', '1085']) {
    expect((await asked(`/orders/${order}`, browser))[0], order).toBe(page[0] === 404 ? 200 : 503);
  }
});
