import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asyncApiDocument } from '../../server/tools/docs/api-docs/asyncapi.ts';
import { openApiDocument } from '../../server/tools/docs/api-docs/openapi.ts';
import { rawRoutes, routes } from '../../shared/contract/http.ts';
import { ask, type House, hello, openHouse } from './house.ts';
import { upgradeStatus } from './raw-socket.ts';

/** A page that `CORS_ORIGINS` lists has a visitor’s cookies at hand: those of a sibling host are sent along by browsers. */
const PARTNER = 'https://partner.example';
const OWN = 'http://market.example';
let house: House;
let operator: string;
let guest: string;
beforeAll(async () => {
  house = await openHouse({
    environment: { CORS_ORIGINS: PARTNER, PUBLIC_URL: OWN, INSECURE_HTTP: 'allow' },
  });
  operator = `fairday_staff=${(await house.session('operator')).token}`;
  guest = `fairday_guest=${(await house.guest()).token}`;
});
afterAll(() => house.close());

function send(method: string, path: string, headers: Record<string, string>, body?: object) {
  return fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}
const mayRead = (answer: Response) => answer.headers.get('access-control-allow-origin') === PARTNER;

test('[X150] a listed page makes nobody an operator with an operator’s cookie', async () => {
  const { staffId } = await house.staff('host');
  const promote = (Origin: string) =>
    send('POST', `/office/staff/${staffId}/role`, { Origin, Cookie: operator }, { role: 'operator' });
  const refused = await promote(PARTNER);
  expect([refused.status, mayRead(refused)]).toEqual([403, false]);
  expect((await house.directory.staffById(staffId))?.role).toBe('host');
  expect((await promote(OWN)).status).toBe(200);
});

test('[X150] a listed page writes and reads at viewers’ routes alone', async () => {
  const viewers: string[] = [];
  for (const { method, path, who } of [...Object.values(routes), ...Object.values(rawRoutes)]) {
    const filled = path.replace(':slug', 'potato-day').replace(/:[a-zA-Z]+/g, '1');
    const preflight = await send('OPTIONS', filled, {
      Origin: PARTNER,
      'Access-Control-Request-Method': method,
    });
    const isPromised =
      mayRead(preflight) &&
      preflight.headers.get('access-control-allow-methods')?.split(', ').includes(method);
    const answer = await send(method, filled, { Origin: PARTNER, Cookie: `${operator}; ${guest}` });
    await answer.arrayBuffer();
    const asked = `${method} ${path}`;
    if (mayRead(answer)) viewers.push(asked);
    else if (method !== 'GET') expect(answer.status, asked).toBe(403);
    expect(isPromised === true, asked).toBe(mayRead(answer));
    if (who !== 'anyone') expect(mayRead(answer), asked).toBe(false);
  }
  expect(viewers.sort()).toEqual(
    [
      ...['GET /me', 'POST /guest', 'POST /me/addresses', 'POST /me/device-code', 'POST /me/merge'],
      ...['GET /orders', 'GET /orders/parcels', 'GET /orders/:orderId', 'POST /streams/:slug/claims'],
      ...['GET /streams', 'GET /streams/:slug/goods/:itemNumber', 'GET /streams/:slug/replay', 'GET /board'],
      ...['GET /streams/:slug/hls/live.m3u8', 'GET /streams/:slug/hls/:segment', 'GET /streams/:slug/still'],
      ...['GET /streams/:slug/replay/recording.m3u8', 'GET /streams/:slug/replay/:segment', 'GET /facts'],
      ...['POST /streams/:slug/whep', 'PATCH /streams/:slug/whep/:sessionId'],
      ...[
        'DELETE /streams/:slug/whep/:sessionId',
        'GET /streams/:slug/sold',
        'GET /streams/:slug/ship-dates',
        'GET /streams/:slug/producers',
        'GET /streams/:slug/returns',
        'GET /streams/:slug/questions',
        'GET /producers/:producerId',
      ],
    ].sort(),
  );
});

test('[X150] to a listed page whoever is signed in is a viewer', async () => {
  const me = async (Origin: string) =>
    (await (await send('GET', '/me', { Origin, Cookie: `${operator}; ${guest}` })).json()) as {
      staff: unknown;
    };
  expect((await me(OWN)).staff).not.toBeNull();
  expect((await me(PARTNER)).staff).toBeNull();
});

test('[X150] a listed page opens a viewer’s socket, and no console', async () => {
  expect((await upgradeStatus(house.url, { Origin: PARTNER, Cookie: guest })).status).toBe(101);
  const live = await house.connect('live', '', { Origin: PARTNER, Cookie: guest });
  expect(await ask(live, 'hello', hello())).toMatchObject({ ok: true });
  const console = (headers: Record<string, string>) =>
    house.connect('console', '', { Cookie: operator, ...headers });
  await expect(console({ Origin: PARTNER })).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } });
  const token = operator.split('=')[1]!;
  await expect(house.connect('console', token, { Origin: PARTNER })).rejects.toMatchObject({
    data: { code: 'FORBIDDEN' },
  });
  expect((await console({ Origin: OWN })).connected).toBe(true);
});

test('a program that keeps a cookie and names no origin is told which header is missing; without a cookie none is', async () => {
  const { staffId } = await house.staff('host');
  const write = (headers: Record<string, string>) =>
    send('POST', `/office/staff/${staffId}/link`, headers, {});
  const refused = await write({ Cookie: operator });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('Origin'),
  });
  const socket = await upgradeStatus(house.url, { Cookie: operator });
  expect([socket.status, socket.body]).toEqual([403, expect.stringContaining('Origin')]);
  expect((await write({ Cookie: operator, Origin: OWN })).status).toBe(200);
  expect((await write({ Authorization: `Bearer ${operator.split('=')[1]}` })).status).toBe(200);
  // A page elsewhere is told nothing of the kind: it cannot choose its origin.
  const foreign = await write({ Cookie: operator, Origin: 'https://evil.example' });
  expect(((await foreign.json()) as { message: string }).message).not.toContain('Origin');
});

test('the documents say so as well', () => {
  const http = JSON.stringify(openApiDocument());
  const sockets = JSON.stringify(asyncApiDocument());
  const page = readFileSync(join(import.meta.dirname, '../../docs/developers.md'), 'utf8');
  for (const text of [http, sockets, page])
    expect(text).toMatch(/header `?Origin`? with the market[’']s own address/);
});

test('[X150] a page that is not listed is answered as before', async () => {
  const answer = await send('GET', '/streams', { Origin: 'https://evil.example' });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  const Origin = 'https://evil.example';
  expect((await send('POST', '/guest', { Origin, Cookie: guest })).status).toBe(403);
});
