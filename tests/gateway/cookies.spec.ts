import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type House, hello, openHouse } from './house.ts';

const ORIGIN = 'https://market.example';
let secure: House;
let plain: House;
beforeAll(async () => {
  secure = await openHouse({ environment: { PUBLIC_URL: ORIGIN } });
  plain = await openHouse({ beside: secure });
});
afterAll(async () => {
  await plain.close();
  await secure.close();
});

const cookies = (jar: Record<string, string>) =>
  Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');

function get(house: House, path: string, jar: Record<string, string> = {}) {
  return fetch(`${house.url}/api/v1${path}`, { headers: { Origin: ORIGIN, Cookie: cookies(jar) } });
}
function post(house: House, path: string, body: object, jar: Record<string, string> = {}) {
  const headers = { Origin: house === secure ? ORIGIN : house.url, 'Content-Type': 'application/json' };
  const carried = Object.keys(jar).length > 0 ? { Cookie: cookies(jar) } : {};
  return fetch(`${house.url}/api/v1${path}`, {
    method: 'POST',
    headers: { ...headers, ...carried },
    body: JSON.stringify(body),
  });
}
const lines = (answer: Response) => answer.headers.getSetCookie();
const who = async (answer: Response) =>
  (await answer.json()) as { buyerId: string; staff: { staffId: string } | null };

const GUARDED =
  /^__Host-fairday_(guest|staff|device)=[^;]*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/;

test('[ASVS 3.3] over https every cookie has the guarded name, over http the plain one', async () => {
  const { email, password } = await secure.staff();
  const set = [
    ...lines(await get(secure, '/me')),
    ...lines(await post(secure, '/sign-in', { email, password })),
  ];
  expect(set).toHaveLength(3);
  for (const line of set) expect(line).toMatch(GUARDED);
  const unguarded = [
    ...lines(await fetch(`${plain.url}/api/v1/me`)),
    ...lines(await post(plain, '/sign-in', { email, password })),
  ];
  expect(unguarded.map((line) => line.split('=')[0])).toEqual([
    'fairday_guest',
    'fairday_staff',
    'fairday_device',
  ]);
  for (const line of unguarded) expect(line).not.toContain('Secure');
});

test('[B2] a guest of before keeps address and orders: the cookie gets its new name once, and the old one goes', async () => {
  const { token, buyerId } = await plain.guest();
  const address = { key: randomUUID(), name: 'Ana', phone: '13800138000', address: 'Jianchuan 1' };
  await post(plain, '/me/addresses', address, { fairday_guest: token });
  const first = await get(secure, '/me', { fairday_guest: token });
  expect(lines(first)).toEqual([
    `__Host-fairday_guest=${token}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure`,
    'fairday_guest=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
  ]);
  expect(await first.json()).toMatchObject({ buyerId, addresses: [{ name: 'Ana' }] });
  const second = await get(secure, '/me', { '__Host-fairday_guest': token });
  expect(lines(second)).toEqual([]);
  expect((await who(second)).buyerId).toBe(buyerId);
});

test('a plain cookie that a neighbour put beside the guarded one means nothing, and goes', async () => {
  const [mine, theirs] = [await plain.guest(), await plain.guest()];
  const both = { fairday_guest: theirs.token, '__Host-fairday_guest': mine.token };
  const answer = await get(secure, '/me', both);
  expect((await who(answer)).buyerId).toBe(mine.buyerId);
  expect(lines(answer)).toEqual(['fairday_guest=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure']);
  const [host, other] = [await secure.session('host'), await secure.session('operator')];
  const staff = await get(secure, '/me', {
    '__Host-fairday_guest': mine.token,
    '__Host-fairday_staff': host.token,
    fairday_staff: other.token,
  });
  expect((await who(staff)).staff?.staffId).toBe(host.staffId);
  expect(lines(staff)).toEqual(['fairday_staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure']);
});

test('a plain cookie of staff counts for nothing over https, and goes; its session still ends at a sign-out', async () => {
  const { token } = await secure.session('host');
  const guest = (await plain.guest()).token;
  const answer = await get(secure, '/me', { '__Host-fairday_guest': guest, fairday_staff: token });
  expect((await who(answer)).staff).toBeNull();
  expect(lines(answer)).toEqual(['fairday_staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure']);
  expect((await get(secure, '/console/streams', { fairday_staff: token })).status).toBe(401);
  // It may be an own one of before: signing out ends both names, and the session behind either.
  const out = await post(secure, '/sign-out', {}, { fairday_staff: token });
  const ended = lines(out).map((line) => line.split(';')[0]);
  expect(ended.sort()).toEqual(['__Host-fairday_staff=', 'fairday_staff=']);
  expect((await get(secure, '/console/streams', { '__Host-fairday_staff': token })).status).toBe(401);
});

test('a guest that an https market made is not taken from a plain cookie: a neighbour may have put it there', async () => {
  const { token, buyerId } = await secure.guest();
  const planted = await get(secure, '/me', { fairday_guest: token });
  expect((await who(planted)).buyerId).not.toBe(buyerId);
  const set = lines(planted).map((line) => line.split('=')[0]);
  expect(set.sort()).toEqual(['__Host-fairday_guest', 'fairday_guest']);
  const guarded = await get(secure, '/me', { '__Host-fairday_guest': token });
  expect((await who(guarded)).buyerId).toBe(buyerId);
  // A market that goes back to http, and a tool that keeps no cookies, know it as well.
  expect((await who(await get(plain, '/me', { fairday_guest: token }))).buyerId).toBe(buyerId);
  const socket = await secure.connect('live', token);
  expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true, buyerId });
});

test('sockets know the old name of a guest as well, of staff the guarded one alone; over http that is nobody’s', async () => {
  const { token, buyerId } = await plain.guest();
  for (const name of ['fairday_guest', '__Host-fairday_guest']) {
    const socket = await secure.connect('live', '', { Cookie: `${name}=${token}`, Origin: ORIGIN });
    expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true, buyerId });
  }
  const { token: session } = await secure.session('host');
  const console = await secure.connect('console', '', {
    ...{ Cookie: `__Host-fairday_staff=${session}`, Origin: ORIGIN },
  });
  expect((await ask(console, 'hello', hello())).ok).toBe(true);
  const plainName = { Cookie: `fairday_staff=${session}`, Origin: ORIGIN };
  await expect(secure.connect('console', '', plainName)).rejects.toMatchObject({
    data: { code: 'UNAUTHENTICATED' },
  });
  const answer = await get(plain, '/console/streams', { '__Host-fairday_staff': session });
  expect(answer.status).toBe(401);
});
