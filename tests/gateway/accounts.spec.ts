import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeLink } from '../../server/application/account/sign-in-token.ts';
import { ask, type House, hello, isWell, openHouse, until } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const json = { 'Content-Type': 'application/json' };

/** A request as a browser sends it from this server's own page. */
function post(path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${house.url}/api/v1${path}`, {
    method: 'POST',
    headers: { Origin: house.url, ...(body === undefined ? {} : json), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function me(cookie = '') {
  const answer = await fetch(`${house.url}/api/v1/me`, { headers: cookie ? { Cookie: cookie } : {} });
  return {
    answer,
    body: (await answer.json()) as { buyerId: string; staff: unknown; addresses: { addressId: string }[] },
  };
}

test('[B2] a guest is a signed cookie, made once, without a row', async () => {
  const first = await me();
  const [line] = first.answer.headers.getSetCookie();
  expect(line).toMatch(/^fairday_guest=[^;]+; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/);
  const again = await me(cookieOf(first.answer));
  expect(again.body.buyerId).toBe(first.body.buyerId);
  expect(again.answer.headers.getSetCookie()).toEqual([]);
  const forged = cookieOf(first.answer).slice(0, -2);
  expect((await me(`${forged}xx`)).body.buyerId).not.toBe(first.body.buyerId);
  const secure = await openHouse({ environment: { PUBLIC_URL: 'https://shop.example' } });
  expect((await fetch(`${secure.url}/api/v1/me`)).headers.getSetCookie()[0]).toContain('; Secure');
  await secure.close();
});

test('staff sign in with e-mail and password; the session opens the console; signing out closes it within 1 s', async () => {
  const { email, password, staffId } = await house.staff('host');
  const answer = await post('/sign-in', { email: email.toUpperCase(), password });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ staffId, name: 'A Host', email, role: 'host' });
  const cookie = cookieOf(answer);
  expect(answer.headers.getSetCookie()[0]).toContain('HttpOnly; SameSite=Lax');
  expect((await me(cookie)).body.staff).toMatchObject({ role: 'host' });

  const console = await house.connect('console', '', { Cookie: cookie, Origin: house.url });
  expect(await ask(console, 'hello', hello())).toMatchObject({ ok: true, isHost: true, frame: { to: 10 } });
  const byes: string[] = [];
  console.on('bye', (reason) => byes.push(reason));
  const started = Date.now();
  expect((await post('/sign-out', {}, { Cookie: cookie })).status).toBe(200);
  await until(() => !console.connected, 1_000);
  expect(Date.now() - started).toBeLessThan(1_000);
  expect(byes).toEqual(['SESSION_ENDED']);
  expect((await me(cookie)).body.staff).toBeNull();
  await expect(house.connect('console', '', { Cookie: cookie, Origin: house.url })).rejects.toMatchObject({
    data: { code: 'UNAUTHENTICATED' },
  });
});

test('[X88] guesses are limited per account, and known and unknown accounts answer alike', async () => {
  const { email } = await house.staff();
  const wrong = async (to: string) => {
    const answer = await post('/sign-in', { email: to, password: 'guess' });
    return { status: answer.status, body: (await answer.json()) as { code: string } };
  };
  expect(await wrong(email)).toEqual(await wrong('nobody@market.example'));
  const answers = [];
  for (let i = 0; i < 10; i += 1) answers.push(await wrong(email));
  expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
  const other = await house.staff();
  expect((await post('/sign-in', { email: other.email, password: other.password })).status).toBe(200);
});

test('[X172] who has signed in on a browser is not locked out by guesses from the same address', async () => {
  await house.close();
  house = await openHouse({ environment: { TRUST_PROXY: '1', MAX_SIGN_INS_PER_ADDRESS: '20' } });
  const { email, password } = await house.staff('host');
  const signIn = (who: string, password: string, cookie?: string) =>
    post(
      '/sign-in',
      { email: who, password },
      { 'X-Forwarded-For': '198.51.100.7', ...(cookie && { cookie }) },
    );
  const deviceOf = (answer: Response) =>
    answer.headers.getSetCookie().find((line) => line.startsWith('fairday_device='))!;
  const line = deviceOf(await signIn(email, password));
  expect(line).toMatch(/HttpOnly; SameSite=Lax/);
  const device = line.split(';')[0]!;
  for (let guess = 0; guess < 25; guess += 1)
    await signIn(guess % 2 ? email : `no-${guess}@x.example`, 'wrong');
  expect((await signIn(email, password)).status).toBe(429);
  const again = await signIn(email, password, device);
  expect(again.status).toBe(200);
  // It stays the same device, and opens nothing by itself.
  expect(deviceOf(again).split(';')[0]).toBe(device);
  expect((await me(device)).body.staff).toBeNull();
  // It passes for its own account alone, and not if it is made up.
  const other = await house.staff('host');
  expect((await signIn(other.email, other.password, device)).status).toBe(429);
  expect((await signIn(email, password, `${device.slice(0, -4)}AAAA`)).status).toBe(429);
  // Guesses on it are counted for themselves.
  for (let guess = 0; guess < 10; guess += 1) expect((await signIn(email, 'wrong', device)).status).toBe(401);
  expect((await signIn(email, password, device)).status).toBe(429);
});

test('a sign-in link works once', async () => {
  const { staffId } = await house.staff('operator');
  const token = house.secrets.randomToken();
  await house.directory.addOneTime({
    kind: 'sign_in',
    secretHash: house.secrets.digest(token),
    subjectId: staffId,
    untilMs: Date.now() + 60_000,
  });
  expect((await post('/sign-in/link', { token })).status).toBe(200);
  expect((await post('/sign-in/link', { token })).status).toBe(401);
});

test('[X174] links that were made up do not shut a right one of the same address, and are not looked at for ever', async () => {
  const { staffId } = await house.staff('host');
  const { token, link } = makeLink({ secrets: house.secrets, clock: house.clock });
  await house.directory.addOneTime({ kind: 'sign_in', subjectId: staffId, ...link });
  const tries: number[] = [];
  for (let guess = 0; guess < 25; guess += 1) {
    const random = house.secrets.randomToken();
    const made = guess % 2 ? random : `${random}.${house.secrets.sign('staff_device', random)}`;
    tries.push((await post('/sign-in/link', { token: made })).status);
  }
  expect(tries).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)]);
  expect((await post('/sign-in/link', { token })).status).toBe(200);
  // One that was used is looked at a few times more, and no oftener.
  const again = [];
  for (let turn = 0; turn < 12; turn += 1) again.push((await post('/sign-in/link', { token })).status);
  expect(again).toEqual([...Array<number>(9).fill(401), ...Array<number>(3).fill(429)]);
});

test('[X86] signing in makes a new session; a token that was there before means nothing', async () => {
  const { email, password } = await house.staff();
  const fixed = 'A'.repeat(43);
  const answer = await post('/sign-in', { email, password }, { Cookie: `fairday_staff=${fixed}` });
  expect(cookieOf(answer)).not.toContain(fixed);
  expect((await me(`fairday_staff=${fixed}`)).body.staff).toBeNull();
});

test('[X87] other sites, forms and plain text change nothing', async () => {
  const { email, password } = await house.staff();
  const body = JSON.stringify({ email, password });
  const url = `${house.url}/api/v1/sign-in`;
  const send = (headers: Record<string, string>) => fetch(url, { method: 'POST', headers, body });
  expect((await send({ ...json, Origin: 'https://evil.example' })).status).toBe(403);
  expect((await send({ ...json, Origin: 'null' })).status).toBe(403);
  expect((await send({ ...json, Cookie: 'fairday_guest=x' })).status).toBe(403);
  expect((await send({ 'Content-Type': 'text/plain', Origin: house.url })).status).toBe(415);
  expect(
    (await send({ 'Content-Type': 'application/x-www-form-urlencoded', Origin: house.url })).status,
  ).toBe(415);
  expect(
    (
      await fetch(`${house.url}/api/v1/sign-out`, {
        method: 'POST',
        headers: { Origin: 'https://evil.example' },
      })
    ).status,
  ).toBe(403);
});

test('[A3] an address is kept sealed, once per key, and shown without the phone', async () => {
  const cookie = cookieOf((await me()).answer);
  const request = {
    key: randomUUID(),
    name: '李四',
    phone: '138 0013-8000',
    address: '云南省剑川县金华镇 1 号',
  };
  const first = (await (await post('/me/addresses', request, { Cookie: cookie })).json()) as {
    addressId: string;
  };
  expect(first).toMatchObject({ name: '李四', phoneEnd: '8000', address: request.address });
  const second = await (await post('/me/addresses', request, { Cookie: cookie })).json();
  expect(second).toEqual(first);
  expect(house.directory.kept).toHaveLength(1);
  const kept = house.directory.kept[0]!;
  expect(JSON.stringify(kept)).not.toMatch(/李四|8000|剑川/);
  expect(house.secrets.open(kept.buyerId, kept.sealed)?.phone).toBe('+8613800138000');
  expect(house.secrets.open(randomUUID(), kept.sealed)).toBeNull();
  expect((await me(cookie)).body.addresses).toHaveLength(1);
  expect((await me()).body.addresses).toHaveLength(0);
  const bad = await post('/me/addresses', { ...request, key: randomUUID(), phone: '12' }, { Cookie: cookie });
  expect(bad.status).toBe(400);
  expect(await bad.json()).toMatchObject({ code: 'BAD_REQUEST', field: 'phone' });
});

test('[H7] one phone has one tag in a stream, and another in another', () => {
  const { phoneTag } = house.secrets;
  const tag = phoneTag('stream-1', '+8613800138000');
  for (const same of ['13800138000', '138-0013-8000', '008613800138000', '8613800138000', '013800138000']) {
    expect(phoneTag('stream-1', same)).toBe(tag);
  }
  expect(phoneTag('stream-1', '13800138001')).not.toBe(tag);
  expect(phoneTag('stream-2', '13800138000')).not.toBe(tag);
  expect(tag).not.toContain('138');
});

test('[B2] a code moves this guest to another device, once; its open sockets follow', async () => {
  const phone = await me();
  const laptop = await me();
  const made = (await (await post('/me/device-code', {}, { Cookie: cookieOf(phone.answer) })).json()) as {
    code: string;
  };
  expect(made.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  const token = cookieOf(laptop.answer).split('=')[1]!;
  const socket = await house.connect('live', token);
  await ask(socket, 'hello', hello());
  const merged = await post('/me/merge', { code: made.code }, { Cookie: cookieOf(laptop.answer) });
  expect(await merged.json()).toMatchObject({ buyerId: phone.body.buyerId });
  expect((await me(cookieOf(merged))).body.buyerId).toBe(phone.body.buyerId);
  expect((await post('/me/merge', { code: made.code }, { Cookie: cookieOf(laptop.answer) })).status).toBe(
    404,
  );
  expect(house.market.merges).toEqual([[laptop.body.buyerId, phone.body.buyerId]]);
  expect(await ask(socket, 'hello', hello())).toMatchObject({ buyerId: phone.body.buyerId });
});

test('[X65] [X66] [A1] the console is for those whom the stream knows, action by action', async () => {
  const key = randomUUID();
  const host = await house.session('host');
  const assistant = await house.session('assistant');
  house.market.grants.set(assistant.staffId, { isHost: false, grants: ['pin'] });
  const asHost = await house.connect('console', host.token);
  const asAssistant = await house.connect('console', assistant.token);
  expect(await ask(asHost, 'lineup:pin', { key, itemNumber: 1, version: 0 })).toMatchObject({
    field: 'hello',
  });
  const frames: { orders: unknown[] }[] = [];
  asHost.on('c', (frame) => frames.push(frame));
  const quiet: { orders: unknown[] }[] = [];
  asAssistant.on('c', (frame) => quiet.push(frame));
  expect(await ask(asHost, 'hello', hello())).toMatchObject({ ok: true });
  expect(await ask(asAssistant, 'hello', hello())).toMatchObject({
    ok: true,
    isHost: false,
    grants: ['pin'],
  });
  expect(await ask(asHost, 'hello', hello({ slug: 'rehearsal-x' }))).toMatchObject({ code: 'NOT_FOUND' });
  await ask(asHost, 'hello', hello());
  expect((await ask(asAssistant, 'lineup:pin', { key, itemNumber: 1, version: 0 })).ok).toBe(true);
  for (const [command, request] of [
    ['stream:end', { key }],
    ['stock:stop', { key, itemNumber: 1 }],
    ['lineup:set-price', { key, itemNumber: 1, version: 0, priceMinor: 1 }],
  ] as const) {
    expect(await ask(asAssistant, command, request)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await ask(asHost, command, request)).ok).toBe(true);
  }
  house.market.move([], { orders: ['0190a000-0000-7000-8000-0000000000aa'] });
  house.market.move([]);
  await until(() => frames.length > 0 && quiet.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({ to: 12, orders: [{ reference: '12-1042' }] });
  expect(quiet[0]!.orders).toEqual([]);
  expect(await ask(asHost, 'nope' as never, {})).toMatchObject({ code: 'BAD_REQUEST', field: 'event' });
  const viewer = await house.viewer();
  await ask(viewer, 'hello', hello());
  expect(await ask(viewer, 'lineup:pin', { key, itemNumber: 1, version: 0 })).toMatchObject({
    code: 'BAD_REQUEST',
  });
  expect(await isWell(house)).toBe(true);
});

test('[X85] a session that ran out is refused with the next message, whatever its socket', async () => {
  const { staffId } = await house.staff('host');
  const token = house.secrets.randomToken();
  await house.directory.addSession({
    tokenHash: house.secrets.digest(token),
    staffId,
    untilMs: Date.now() + 400,
  });
  const socket = await house.connect('console', token);
  expect((await ask(socket, 'hello', hello())).ok).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(
    await ask(socket, 'stream:end', { key: randomUUID() }).catch(() => ({ code: 'gone' })),
  ).not.toMatchObject({ ok: true });
  expect(house.market.heard).toEqual([]);
});

test('[X85] [A1] each minute open consoles are judged again: lost rights close the floor, an ended session its sockets', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const own = await openHouse();
  try {
    const { staffId, token, tokenHash } = await own.session('host');
    const socket = await own.connect('console', token);
    const byes: string[] = [];
    socket.on('bye', (reason) => byes.push(reason));
    const rights: unknown[] = [];
    socket.on('rights', (told) => rights.push(told));
    expect((await ask(socket, 'hello', hello())).ok).toBe(true);
    const pin = () => ask(socket, 'lineup:pin', { key: randomUUID(), itemNumber: 1, version: 0 });
    expect((await pin()).ok).toBe(true);

    own.market.grants.set(staffId, null);
    vi.advanceTimersByTime(60_000);
    await expect.poll(pin).toMatchObject({ code: 'NOT_FOUND' });
    await until(() => rights.length > 0);
    expect(rights).toEqual([null]);
    expect(byes).toEqual([]);

    await own.directory.endSession(tokenHash);
    vi.advanceTimersByTime(60_000);
    await until(() => !socket.connected);
    expect(byes).toEqual(['SESSION_ENDED']);
  } finally {
    await own.close();
    vi.useRealTimers();
  }
});
