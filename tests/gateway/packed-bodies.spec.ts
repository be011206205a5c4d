import { type IncomingHttpHeaders, request } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, deflate, gzip, zstdCompress } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawRoutes, routes } from '../../shared/contract/http.ts';
import { type House, isWell, openHouse } from './house.ts';

let house: House;
let operator = '';
beforeAll(async () => {
  house = await openHouse();
  operator = `fairday_staff=${(await house.session('operator')).token}`;
});
afterAll(() => house.close());

const ID = '0192f5a0-0000-7000-8000-000000000001';
const packed = {
  br: await promisify(brotliCompress)('{"email":"a@market.example","password":"correct horse"}'),
  gzip: await promisify(gzip)('{"email":"a@market.example","password":"correct horse"}'),
  deflate: await promisify(deflate)('{"email":"a@market.example","password":"correct horse"}'),
  zstd: await promisify(zstdCompress)('{"email":"a@market.example","password":"correct horse"}'),
};
/** Each address that is served, with any name that stands for a part of it. */
const addresses = [
  ...Object.values({ ...routes, ...rawRoutes }).map(({ method, path }) => ({
    method,
    path: `/api/v1${path.replace(':slug', 'potato-day').replace(/:[a-zA-Z]+/g, ID)}`,
  })),
  { method: 'POST', path: `/pay/${ID}` },
  { method: 'POST', path: '/nowhere' },
  { method: 'GET', path: '/healthz' },
];

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends a body as it is. Without `isWhole` its end never comes, and the answer has to come all the same. */
function send(
  { method, path }: { method: string; path: string },
  headers: Record<string, string>,
  body: Buffer | string,
  isWhole = true,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${house.url}${path}`,
      {
        method,
        agent: false,
        headers: { Origin: house.url, Cookie: operator, 'Content-Type': 'application/json', ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          asked.destroy();
          resolve({ status: response.statusCode!, headers: response.headers, text });
        });
      },
    );
    asked.on('error', reject);
    if (isWhole) asked.end(body);
    else asked.write(body);
  });
}

test('[X103] no address unpacks a body: whatever it is packed by, the answer is a typed 415', async () => {
  expect(addresses.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '/api/v1/streams/potato-day/whip',
      '/api/v1/streams/potato-day/whep',
      '/api/v1/payments/sandbox/webhook',
      '/api/v1/catalogue/pictures',
      '/api/v1/webhooks',
    ]),
  );
  for (const address of addresses) {
    for (const [coding, body] of Object.entries(packed)) {
      const answer = await send(
        address,
        { 'Content-Encoding': coding, 'Content-Length': String(body.length) },
        body,
      );
      const what = `${address.method} ${address.path} ${coding}`;
      expect(answer.status, what).toBe(415);
      expect(JSON.parse(answer.text), what).toMatchObject({
        ok: false,
        code: 'BAD_REQUEST',
        field: 'content-encoding',
        retryable: false,
        message: expect.any(String),
      });
      expect(answer.headers['accept-encoding'], what).toBe('identity');
    }
  }
  expect(await isWell(house)).toBe(true);
});

test('[X103] it is answered before the body is there, however its coding is written', async () => {
  for (const path of [
    '/api/v1/sign-in',
    '/api/v1/catalogue/pictures',
    '/api/v1/streams/potato-day/whip',
    '/api/v1/payments/sandbox/webhook',
    `/pay/${ID}`,
  ]) {
    for (const coding of ['gzip', 'GZip', 'identity, gzip', 'gzip, gzip', 'x-gzip', 'aes128gcm']) {
      const headers = { 'Content-Encoding': coding, 'Content-Length': '50000' };
      const answer = await send({ method: 'POST', path }, headers, 'x', false);
      expect(answer.status, `${path} ${coding}`).toBe(415);
    }
  }
});

test('[X103] a body that says it is not packed is taken', async () => {
  for (const coding of ['identity', 'Identity', ' identity ']) {
    const answer = await send(
      { method: 'POST', path: '/api/v1/sign-in' },
      { 'Content-Encoding': coding },
      '{"email":1}',
    );
    expect([answer.status, JSON.parse(answer.text).field], coding).toEqual([400, 'email']);
  }
});
