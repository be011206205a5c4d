import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeView } from '../../shared/market/account/contract.ts';
import { ORDER } from './fake-market.ts';
import { ask, type House, hello, openHouse } from './house.ts';

/** As somebody comes by a proxy, or by a name that is not this machine's. */
const OUTSIDE: Record<string, string>[] = [
  { 'X-Forwarded-For': '203.0.113.9' },
  { 'X-Forwarded-For': '127.0.0.1' },
  { Forwarded: 'for=203.0.113.9' },
  { 'X-Real-IP': '203.0.113.9' },
  { Via: '1.1 proxy' },
  { Host: 'market.example' },
  { Host: '127.0.0.1.market.example' },
  { Host: 'localhost@market.example' },
];
const PAGES = ['/pay/style.css', `/pay/${ORDER}`, '/pay/page.js'] as const;
const WEBHOOK = '/api/v1/payments/sandbox/webhook';
const stream = {
  key: '0190a000-0000-7000-8000-00000000aa01',
  title: 'A day',
  scheduledAtMs: 1_790_000_000_000,
  holdPolicy: 'hold',
  currency: 'CNY',
};

/** What is answered over HTTP; fetch would set the Host itself. */
function answerOf(
  house: House,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${house.url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const practiceOf = async (house: House, headers: Record<string, string> = {}) =>
  (JSON.parse((await answerOf(house, 'GET', '/api/v1/me', headers)).text) as MeView).practice;

/** Plans a stream as a host would, without a cookie. */
async function plan(house: House, payments: string[], headers: Record<string, string>) {
  const { token } = await house.session('host');
  const { status, text } = await answerOf(
    house,
    'POST',
    '/api/v1/console/streams',
    { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    JSON.stringify({ ...stream, payments }),
  );
  return { status, reply: JSON.parse(text) as Record<string, unknown> };
}

/** Whether the market heard that practice is off for the buyer of an order. */
async function heardOff(house: House, headers: Record<string, string>): Promise<boolean> {
  const { token } = await house.guest();
  const socket = await house.connect('live', token, headers);
  await ask(socket, 'hello', hello());
  await ask(socket, 'cart:remove', { key: stream.key, itemNumber: 1, units: 1 });
  return house.market.heard.at(-1)?.isPracticeOff === true;
}

/** A page of the market, by a proxy on this machine that says nothing of itself and calls the server by its address. */
const BY_SILENT_PROXY = { Origin: 'https://market.example' };

describe('a market behind a proxy that says nothing of itself', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ environment: { PUBLIC_URL: 'https://market.example' } });
  });
  afterAll(() => house.close());

  test('[X121] practises with nobody whose page has another name than this machine', async () => {
    expect(await heardOff(house, BY_SILENT_PROXY)).toBe(true);
    expect(await plan(house, ['sandbox'], BY_SILENT_PROXY)).toMatchObject({
      status: 409,
      reply: { code: 'PAYMENT_FAILED', possible: ['cash_on_delivery'] },
    });
    for (const path of [...PAGES, WEBHOOK]) {
      expect((await answerOf(house, 'POST', path, BY_SILENT_PROXY)).status, path).toBe(404);
    }
    const looking = { Referer: 'https://market.example/s/a-day' };
    expect((await answerOf(house, 'GET', `/pay/${ORDER}`, looking)).status).toBe(404);
    expect(await practiceOf(house, looking)).toBe('off');
    expect(await practiceOf(house, { Origin: 'null' })).toBe('off');
  });

  test('[X121] and goes on with a page and a tool of this machine', async () => {
    expect(await practiceOf(house, { Origin: 'http://localhost:5173' })).toBe('this_machine');
    expect(await practiceOf(house)).toBe('this_machine');
  });
});

describe('a market that sells', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('its practice pages and their webhook are there for this machine, and for nobody else', async () => {
    for (const page of PAGES) expect((await answerOf(house, 'GET', page)).status).toBe(200);
    expect((await answerOf(house, 'POST', WEBHOOK)).status).toBe(403);
    await expect.poll(() => house.market.notices.length).toBe(1);
    for (const headers of OUTSIDE) {
      const asked = [
        ...PAGES.map((page) => answerOf(house, 'GET', page, headers)),
        answerOf(house, 'POST', `/pay/${ORDER}`, headers, 'choice=pay'),
        answerOf(house, 'POST', WEBHOOK, headers),
      ];
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses, JSON.stringify(headers)).toEqual([404, 404, 404, 404, 404]);
    }
    // That the page was opened here is told to the market; nothing that others asked for is.
    const told = () => house.market.notices.map(({ notice }) => notice.outcome);
    expect(told()).toEqual(['opened']);
  });

  test('a page is told whether they work for it', async () => {
    expect(await practiceOf(house)).toBe('this_machine');
    expect(await practiceOf(house, { Host: `localhost:${house.port}` })).toBe('this_machine');
    for (const headers of OUTSIDE) expect(await practiceOf(house, headers)).toBe('off');
  });

  test('a stream with them is planned at this machine alone', async () => {
    expect((await plan(house, ['sandbox', 'cash_on_delivery'], {})).status).toBe(200);
    const forwarded = { 'X-Forwarded-For': '203.0.113.9' };
    const refused = await plan(house, ['cash_on_delivery', 'sandbox'], forwarded);
    expect(refused.reply).toMatchObject({ code: 'PAYMENT_FAILED', possible: ['cash_on_delivery'] });
    expect((await plan(house, ['cash_on_delivery'], forwarded)).status).toBe(200);
  });

  test('the rules hear for whom they are off', async () => {
    expect(await heardOff(house, {})).toBe(false);
    expect(await heardOff(house, { 'X-Forwarded-For': '203.0.113.9' })).toBe(true);
  });
});

test('where they are allowed they are there for everybody, and every page is told so', async () => {
  const house = await openHouse({ environment: { SANDBOX_PAYMENTS: 'allow' } });
  try {
    for (const headers of [{}, ...OUTSIDE]) {
      expect((await answerOf(house, 'GET', PAGES[1], headers)).status).toBe(200);
      expect(await practiceOf(house, headers)).toBe('everybody');
    }
    expect((await plan(house, ['sandbox'], { 'X-Forwarded-For': '203.0.113.9' })).status).toBe(200);
    expect(await heardOff(house, { 'X-Forwarded-For': '203.0.113.9' })).toBe(false);
  } finally {
    await house.close();
  }
});
