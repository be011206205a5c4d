import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

const TOKEN = 'a token of sixteen or more';
const BEARER = { authorization: `Bearer ${TOKEN}` };

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** Asks from this machine, with whatever name it is called by. */
async function reads(environment: Record<string, string>, headers: Record<string, string> = {}) {
  await house?.close();
  house = await openHouse({ environment });
  const { port } = house;
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/metrics', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    });
    asked.on('error', reject).end();
  });
}
const statusOf = async (...asked: Parameters<typeof reads>) => (await reads(...asked)).status;

test('of a market for this machine alone every program on it reads the numbers, with a token set or without', async () => {
  expect(await statusOf({})).toBe(200);
  expect(await statusOf({ METRICS_TOKEN: TOKEN })).toBe(200);
  expect(await statusOf({ METRICS_TOKEN: TOKEN }, BEARER)).toBe(200);
});

test('a proxy on this machine that says nothing of whom it speaks for opens them to nobody', async () => {
  // It hands on what it was asked for, or writes where it asks itself, as nginx does when nobody tells it otherwise.
  const silent = [{ host: 'market.example' }, { host: '127.0.0.1:3000' }];
  for (const headers of silent) {
    expect(await statusOf({ PUBLIC_URL: 'https://market.example' }, headers)).toBe(403);
    expect(await statusOf({ PUBLIC_URL: 'https://market.example', METRICS_TOKEN: TOKEN }, headers)).toBe(403);
    expect(await statusOf({ TRUST_PROXY: '1' }, headers)).toBe(403);
  }
  expect(await statusOf({}, { host: 'market.example' })).toBe(403);
});

test('a market that others reach shows them to who has the token, wherever that is', async () => {
  const environment = { PUBLIC_URL: 'https://market.example', TRUST_PROXY: '1', METRICS_TOKEN: TOKEN };
  expect(await statusOf(environment, BEARER)).toBe(200);
  expect(await statusOf(environment, { ...BEARER, 'x-forwarded-for': '203.0.113.7' })).toBe(200);
  for (const authorization of [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN, 'Bearer ', '']) {
    expect(await statusOf(environment, { authorization }), authorization).toBe(403);
  }
});

test('who may not is told how one may', async () => {
  const { status, text } = await reads({ PUBLIC_URL: 'https://market.example' });
  expect(status).toBe(403);
  expect(JSON.parse(text)).toMatchObject({
    ok: false,
    code: 'FORBIDDEN',
    message: expect.stringContaining('METRICS_TOKEN'),
  });
});
