import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeyedBuckets } from '../../server/gateway/limits/bucket.ts';
import { bucketSize } from '../../server/gateway/limits/table.ts';
import { askerOf } from '../../server/gateway/visitors/origin.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { type House, isWell, openHouse } from './house.ts';
import { rawSocket, upgradeStatus } from './raw-socket.ts';

/** What takes one handshake of an address. */
const handshakesOf = (limits: { handshakesPerAddress: number }, clock: { nowMs: () => number }) => {
  const buckets = new KeyedBuckets(bucketSize('handshakes', limits), clock);
  return (address: string) => buckets.take(address);
};

let house: House;
beforeAll(async () => {
  house = await openHouse({
    environment: { PUBLIC_URL: 'https://shop.example', TRUST_PROXY: '1', MAX_CONNECTIONS_PER_ADDRESS: '3' },
  });
});
afterAll(() => house.close());

test('[X01] another site may not open a socket with a visitor’s cookie', async () => {
  const cookie = `fairday_guest=${(await house.guest()).token}`;
  const refused = await upgradeStatus(house.url, { Origin: 'https://evil.example', Cookie: cookie });
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('may not connect');
  expect(await isWell(house)).toBe(true);
});

test('[X02] without an Origin, or with "null", cookies are not believed; a tool without cookies may come', async () => {
  const cookie = `fairday_guest=${(await house.guest()).token}`;
  expect((await upgradeStatus(house.url, { Cookie: cookie })).status).toBe(403);
  expect((await upgradeStatus(house.url, { Cookie: cookie, Origin: 'null' })).status).toBe(403);
  expect((await upgradeStatus(house.url, { Origin: 'null' })).status).toBe(403);
  expect((await upgradeStatus(house.url, {})).status).toBe(101);
});

test('[X03] origins are compared whole, after parsing', () => {
  const rule = { publicOrigin: 'https://shop.example', corsOrigins: ['https://partner.example'] };
  const asker = (origin: string, host = 'shop.example') => askerOf(rule, { origin, host });
  expect(asker('https://shop.example')).toBe('own');
  expect(asker('https://SHOP.example')).toBe('own');
  expect(asker('https://partner.example')).toBe('partner');
  expect(asker('https://shop.example.evil.com')).toBe('stranger');
  expect(asker('https://shop.example:444')).toBe('stranger');
  expect(asker('http://shop.example')).toBe('stranger');
  expect(asker('https://evil.example/?https://shop.example')).toBe('stranger');
  expect(asker('file://')).toBe('stranger');
  // This machine's own page, but not another port's.
  expect(asker('http://localhost:3000', 'localhost:3000')).toBe('own');
  expect(asker('http://localhost:4000', 'localhost:3000')).toBe('stranger');
  // A page elsewhere that claims the same host as the request is no loopback.
  expect(asker('https://evil.example', 'evil.example')).toBe('stranger');
  expect(askerOf(rule, { cookie: 'a=b' })).toBe('unsaid');
  expect(askerOf(rule, {})).toBe('tool');
});

test('[X04] two thousand headers end in a refusal, not in a crash', async () => {
  const lines = Array.from({ length: 2_001 }, (_, i) => `X-H${i}: 1`).join('\r\n');
  const answer = await tcp(
    house.port,
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${lines}\r\n\r\n`,
  );
  expect(answer).toMatch(/^(HTTP\/1\.1 (400|403|431)|$)/);
  expect(await isWell(house)).toBe(true);
});

test('[X05] a malformed key and other engine versions are refused', async () => {
  const upgrade = (key: string, query: string) =>
    tcp(
      house.port,
      `GET /socket.io/?${query} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  expect(await upgrade('!!', 'EIO=4&transport=websocket')).toMatch(/^HTTP\/1\.1 400/);
  expect((await upgradeStatus(house.url, {}, 'EIO=3&transport=websocket')).status).toBe(400);
  expect(await isWell(house)).toBe(true);
});

test('[X06] who connects and says nothing is closed after 5 s', async () => {
  const raw = await rawSocket(house.url);
  const joined = await house.viewer();
  const byes: string[] = [];
  joined.on('bye', (reason) => byes.push(reason));
  const started = Date.now();
  await raw.closed;
  expect(Date.now() - started).toBeGreaterThan(4_000);
  for (let i = 0; i < 200 && joined.connected; i += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(joined.connected).toBe(false);
  expect(byes).toEqual(['HELLO_TIMEOUT']);
}, 15_000);

test('[X07] an address has a number of places, and so has an account', async () => {
  const from = { 'X-Forwarded-For': '203.0.113.9' };
  const first = await Promise.all([1, 2, 3].map(() => rawSocket(house.url, from)));
  await Promise.all(first.map(({ socket }) => new Promise((resolve) => socket.once('message', resolve))));
  expect((await upgradeStatus(house.url, from)).status).toBe(403);
  expect((await upgradeStatus(house.url, { 'X-Forwarded-For': '203.0.113.10' })).status).toBe(101);
  for (const { socket } of first) socket.terminate();

  const small = await openHouse({ environment: { MAX_CONNECTIONS_PER_ACCOUNT: '2' } });
  const { token } = await small.guest();
  await small.connect('live', token);
  const second = await small.connect('live', token);
  await expect(small.connect('live', token)).rejects.toMatchObject({ data: { code: 'RATE_LIMITED' } });
  second.disconnect();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await small.connect('live', token);
  await small.close();
});

test('[X07] 0 places for an account are no limit', async () => {
  const open = await openHouse({ environment: { MAX_CONNECTIONS_PER_ACCOUNT: '0' } });
  const { token } = await open.guest();
  for (let one = 1; one <= 12; one += 1) await open.connect('live', token);
  await open.close();
});

test('[X127] an address begins so many sockets a minute, whether they stay or not; one more hears when to come again', async () => {
  const few = await openHouse({ environment: { TRUST_PROXY: '1', MAX_HANDSHAKES_PER_ADDRESS: '5' } });
  const from = (ip: string) => upgradeStatus(few.url, { 'X-Forwarded-For': ip });
  for (let n = 0; n < 5; n += 1) expect((await from('203.0.113.20')).status).toBe(101);
  const { status, body, retryAfter } = await from('203.0.113.20');
  expect(status).toBe(429);
  expect(JSON.parse(body)).toMatchObject({ ok: false, code: 'RATE_LIMITED', retryable: true });
  expect(Number(retryAfter)).toBeGreaterThan(0);
  expect(Number(retryAfter)).toBeLessThanOrEqual(12);
  expect((await from('203.0.113.21')).status).toBe(101);
  // What is refused for its origin is counted as well.
  const evil = { 'X-Forwarded-For': '203.0.113.22', Origin: 'https://evil.example' };
  for (let n = 0; n < 5; n += 1) expect((await upgradeStatus(few.url, evil)).status).toBe(403);
  expect((await upgradeStatus(few.url, evil)).status).toBe(429);
  // A program on this machine speaks for itself.
  for (let n = 0; n < 8; n += 1) expect((await upgradeStatus(few.url, {})).status).toBe(101);
  await few.close();
});

test('[X127] a village behind one address may all begin in one second', () => {
  let nowMs = 0;
  const take = handshakesOf(usualLimits, { nowMs: () => nowMs });
  for (let n = 0; n < 20_000; n += 1) expect(take('village')).toBe(0);
  const waitMs = take('village');
  expect(waitMs).toBeGreaterThan(0);
  nowMs += waitMs;
  expect(take('village')).toBe(0);
  expect(take('village')).toBeGreaterThan(0);
  nowMs += MINUTE;
  for (let n = 0; n < 20_000; n += 1) expect(take('village')).toBe(0);
  const endless = handshakesOf({ handshakesPerAddress: 0 }, { nowMs: () => nowMs });
  for (let n = 0; n < 50_000; n += 1) if (endless('village') > 0) throw new Error('0 is no limit.');
});

test('[X127] of addresses without end the one that came longest ago is forgotten', () => {
  const take = handshakesOf({ handshakesPerAddress: 1 }, { nowMs: () => 0 });
  const isRefused = (address: string) => take(address) > 0;
  expect([isRefused('first'), isRefused('first'), isRefused('second')]).toEqual([false, true, false]);
  for (let n = 0; n < 19_998; n += 1) take(`other ${n}`);
  expect(isRefused('second')).toBe(true);
  take('one more');
  expect([isRefused('second'), isRefused('first')]).toEqual([true, false]);
});

test('[X12] polling is off', async () => {
  expect((await fetch(`${house.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(400);
  expect(await isWell(house)).toBe(true);
});

test('[X15] a request with two lengths is refused', async () => {
  const answer = await tcp(
    house.port,
    'POST /api/v1/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
});

test('[X16] paths lead nowhere outside', async () => {
  for (const path of [
    '/socket.io/../../etc/passwd',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/pictures/%2e%2e/secret',
    '/pictures/a%00b',
    '/%E0%A4%A',
  ]) {
    const answer = await tcp(house.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404)/);
    expect(answer).not.toContain('node_modules');
    expect(answer).not.toContain('    at ');
  }
  expect(await isWell(house)).toBe(true);
});

test('[X82] unsigned, altered and foreign tokens are nobody', async () => {
  const { token } = await house.guest();
  const [guestId] = token.split('.');
  for (const bad of [
    '',
    'x',
    `${guestId}.`,
    `${guestId}.${'A'.repeat(43)}`,
    `${token}x`,
    'a'.repeat(100_000).slice(0, 9_000),
  ]) {
    await expect(house.connect('live', bad)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
  }
  await expect(house.connect('console', token)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
});

/** Sends bytes and hears what comes back until the peer closes, at most 3 s. */
function tcp(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(3_000, () => socket.destroy());
    socket.on('data', (part) => {
      answer += part.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
