import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { readConfig, variableNames } from '../../server/config.ts';
import { settingsOf } from '../../server/gateway/http/office/server-settings.ts';
import type { InviteReply, SettingsView, StaffList } from '../../shared/contract/office.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { ask, type House, hello, MASTER, openHouse, until } from './house.ts';

vi.setConfig({ testTimeout: 30_000 });

let house: House;
let operator: { staffId: string; token: string };
beforeEach(async () => {
  house = await openHouse();
  operator = await house.session('operator');
});
afterEach(() => house.close());

/** A request as a browser sends it that is signed in. */
function send(token: string | null, path: string, body?: unknown): Promise<Response> {
  return fetch(`${house.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Origin: house.url,
      'Content-Type': 'application/json',
      ...(token === null ? {} : { Cookie: `fairday_staff=${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const office = (path: string, body?: unknown) => send(operator.token, `/office/staff${path}`, body);
const listOf = async (answer: Response) => (await answer.json()) as StaffList;
const memberOf = ({ members }: StaffList, id: string) => members.find(({ staffId }) => staffId === id);
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const signIn = (token: string) => send(null, '/sign-in/link', { token });

function person(name: string, role: StaffRole = 'host') {
  return { key: systemIds.next(), name, email: `${name}@market.example`, role };
}

test('[A1] the office is the operator’s alone', async () => {
  const { staffId } = await house.staff('host');
  const asked: [path: string, body?: object][] = [
    [''],
    ['', person('li')],
    [`/${staffId}/link`, {}],
    [`/${staffId}/role`, { role: 'operator' }],
    [`/${staffId}/switch`, { isOn: false }],
  ];
  const others = ['/office/settings', '/office/health'];
  for (const role of ['host', 'assistant', 'producer', 'analyst', 'packer'] as const) {
    const { token } = await house.session(role);
    for (const [path, body] of asked) {
      expect((await send(token, `/office/staff${path}`, body)).status, `${role} ${path}`).toBe(403);
    }
    for (const path of others) expect((await send(token, path)).status, `${role} ${path}`).toBe(403);
  }
  for (const [path, body] of asked) expect((await send(null, `/office/staff${path}`, body)).status).toBe(401);
  for (const path of others) expect((await send(null, path)).status).toBe(401);
  expect(memberOf(await listOf(await office('')), staffId)).toMatchObject({ role: 'host', offAtMs: null });
});

test('[A1] who is let in signs in once by the link, as what they were let in for', async () => {
  const mei = person('Mei', 'packer');
  const { staffId, token } = (await (await office('', mei)).json()) as InviteReply;
  const signedIn = await signIn(token);
  expect(await signedIn.json()).toEqual({
    staffId,
    name: 'Mei',
    email: 'mei@market.example',
    role: 'packer',
  });
  expect((await signIn(token)).status).toBe(401);
  // Asked again, because the answer was never heard: the same account, and a way in.
  const again = (await (await office('', mei)).json()) as InviteReply;
  expect(again.staffId).toBe(staffId);
  expect((await signIn(again.token)).status).toBe(200);
  expect(await codeOf(await office('', { ...mei, role: 'operator' }))).toBe('KEY_REUSED');
  const taken = await office('', { ...person('Other'), email: 'MEI@market.example' });
  expect(await taken.json()).toMatchObject({ code: 'BAD_REQUEST', field: 'email' });
  expect((await office('', person('Farm', 'producer'))).status).toBe(400);

  const list = await listOf(await office(''));
  expect(memberOf(list, staffId)).toMatchObject({ name: 'Mei', role: 'packer', sessions: 2 });
  expect(list.changes).toMatchObject([{ by: 'A Host', whom: 'Mei', what: 'invited', role: 'packer' }]);
  expect(JSON.stringify(list)).not.toContain(token);
});

test('[A1] [S8] a host has a name in both languages from the invite on, and streams begin with it', async () => {
  const yang = { ...person('杨文海', 'host'), nameEn: 'Yang Wenhai' };
  const { staffId, token } = (await (await office('', yang)).json()) as InviteReply;
  expect(memberOf(await listOf(await office('')), staffId)).toMatchObject({ nameEn: 'Yang Wenhai' });
  expect(await codeOf(await office('', { ...yang, nameEn: 'Yang W.' }))).toBe('KEY_REUSED');
  const renamed = await listOf(await office(`/${staffId}/name`, { name: '杨文海', nameEn: 'Wenhai Yang' }));
  expect(memberOf(renamed, staffId)).toMatchObject({ name: '杨文海', nameEn: 'Wenhai Yang' });
  expect(renamed.changes[0]).toMatchObject({ what: 'name', whom: '杨文海', whomEn: 'Wenhai Yang' });
  // The link that was not used yet is still good.
  expect((await signIn(token)).status).toBe(200);
  const same = await listOf(await office(`/${staffId}/name`, { name: '杨文海', nameEn: 'Wenhai Yang' }));
  expect(same.changes).toEqual(renamed.changes);
  const without = await listOf(await office(`/${staffId}/name`, { name: '杨文海', nameEn: '' }));
  expect(memberOf(without, staffId)).not.toHaveProperty('nameEn');
  for (const wrong of [{ name: '', nameEn: '' }, { name: 'x'.repeat(61), nameEn: '' }, { name: 'Yang' }])
    expect((await office(`/${staffId}/name`, wrong)).status).toBe(400);
  expect((await office(`/${systemIds.next()}/name`, { name: 'Yang', nameEn: '' })).status).toBe(404);
});

test('[A1] a new link takes the place of the older ones', async () => {
  const { staffId, token } = (await (await office('', person('Mei'))).json()) as InviteReply;
  const newer = (await (await office(`/${staffId}/link`, {})).json()) as InviteReply;
  expect((await signIn(token)).status).toBe(401);
  expect((await signIn(newer.token)).status).toBe(200);
  expect((await office(`/${systemIds.next()}/link`, {})).status).toBe(404);
});

test('[A1] another role holds from the next request on; who works for a producer keeps theirs', async () => {
  const { staffId, token } = await house.session('host');
  expect((await send(token, '/office/staff')).status).toBe(403);
  const list = await listOf(await office(`/${staffId}/role`, { role: 'operator' }));
  expect(memberOf(list, staffId)?.role).toBe('operator');
  expect(list.changes).toMatchObject([{ by: 'A Host', what: 'role', role: 'operator' }]);
  expect((await send(token, '/office/staff')).status).toBe(200);
  // Given what they are already, nothing is noted.
  expect((await listOf(await office(`/${staffId}/role`, { role: 'operator' }))).changes).toHaveLength(1);

  const farmer = await house.session('producer');
  const refused = await office(`/${farmer.staffId}/role`, { role: 'analyst' });
  expect(await refused.json()).toMatchObject({ code: 'BAD_REQUEST', field: 'role' });
  expect((await office(`/${staffId}/role`, { role: 'producer' })).status).toBe(400);
});

test('[A1] an account that is switched off is signed out everywhere, and nothing signs in to it', async () => {
  const host = await house.staff('host');
  const cookies: string[] = [];
  for (let device = 0; device < 2; device += 1) {
    const answer = await send(null, '/sign-in', { email: host.email, password: host.password });
    cookies.push(answer.headers.getSetCookie()[0]!.split(';')[0]!);
  }
  const sockets: Awaited<ReturnType<House['connect']>>[] = [];
  const byes: string[] = [];
  for (const Cookie of cookies) {
    const socket = await house.connect('console', '', { Cookie, Origin: house.url });
    expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
    socket.on('bye', (reason) => byes.push(reason));
    sockets.push(socket);
  }
  const { token: link } = (await (await office(`/${host.staffId}/link`, {})).json()) as InviteReply;

  const list = await listOf(await office(`/${host.staffId}/switch`, { isOn: false }));
  expect(memberOf(list, host.staffId)).toMatchObject({ sessions: 0, offAtMs: expect.any(Number) });
  await until(() => sockets.every((socket) => !socket.connected));
  expect(byes).toEqual(['SESSION_ENDED', 'SESSION_ENDED']);
  const tokens = cookies.map((cookie) => cookie.split('=')[1]!);
  for (const token of tokens) expect((await send(token, '/console/streams')).status).toBe(401);
  const password = { email: host.email, password: host.password };
  expect((await send(null, '/sign-in', password)).status).toBe(401);
  expect((await signIn(link)).status).toBe(401);
  expect((await office(`/${host.staffId}/link`, {})).status).toBe(404);

  await office(`/${host.staffId}/switch`, { isOn: true });
  for (const token of tokens) expect((await send(token, '/console/streams')).status).toBe(401);
  expect((await send(null, '/sign-in', password)).status).toBe(200);
  const { changes } = await listOf(await office(''));
  expect(changes.map(({ what }) => what)).toEqual(['on', 'off', 'link']);
});

test('[A1] the last operator stays one, also when the last two leave at once', async () => {
  const self = (path: string, body: object) => office(`/${operator.staffId}${path}`, body);
  expect(await codeOf(await self('/switch', { isOn: false }))).toBe('LAST_OPERATOR');
  expect(await codeOf(await self('/role', { role: 'analyst' }))).toBe('LAST_OPERATOR');
  const other = await house.session('operator');
  const answers = await Promise.all([
    self('/switch', { isOn: false }),
    send(other.token, `/office/staff/${other.staffId}/role`, { role: 'host' }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = answers.find(({ ok }) => !ok);
  expect(refused && (await codeOf(refused))).toBe('LAST_OPERATOR');
});

test('[A1] the other servers hear which sessions ended', async () => {
  const hub = openHub();
  const ended: string[] = [];
  hub.join().subscribe((message) => {
    if (message.kind === 'session_ended') ended.push(message.sessionHash);
  });
  const node = await openHouse({ bus: hub.join() });
  const boss = await node.session('operator');
  const host = await node.session('host');
  await fetch(`${node.url}/api/v1/office/staff/${host.staffId}/switch`, {
    method: 'POST',
    headers: {
      ...{ Origin: node.url, 'Content-Type': 'application/json' },
      Cookie: `fairday_staff=${boss.token}`,
    },
    body: JSON.stringify({ isOn: false }),
  });
  await until(() => ended.length > 0);
  expect(ended).toEqual([host.tokenHash]);
  await node.close();
});

test('settings tell what the server runs with, and never a secret', async () => {
  const TOKEN = 'a token for the numbers alone';
  const node = await openHouse({ environment: { METRICS_TOKEN: TOKEN } });
  const { token } = await node.session('operator');
  const answer = await fetch(`${node.url}/api/v1/office/settings`, {
    headers: { Cookie: `fairday_staff=${token}` },
  });
  const text = await answer.text();
  await node.close();
  for (const secret of [TOKEN, MASTER]) expect(text).not.toContain(secret);
  const { settings } = JSON.parse(text) as SettingsView;
  const of = (name: string) => settings.find((setting) => setting.name === name);
  expect(of('METRICS_TOKEN')).toEqual({ name: 'METRICS_TOKEN', isSet: true, value: null });
  expect(of('AUTH_SECRET')).toEqual({ name: 'AUTH_SECRET', isSet: true, value: null });
  expect(of('EMBED_ORIGINS')).toMatchObject({ value: 'https://county.example' });
  expect(of('REDIS_URL')).toEqual({ name: 'REDIS_URL', isSet: false, value: null });
  expect(settings.map(({ name }) => name).sort()).toEqual([...variableNames].sort());
});

test('of the addresses of a database and of Redis no password is told', () => {
  const config = readConfig({
    ...{ NODE_ENV: 'test', AUTH_SECRET: MASTER, REDIS_URL: 'redis://:hidden@cache.example:6379/2' },
    DATABASE_URL: 'postgres://market:hidden@db.example:5432/fairday?sslpassword=hidden',
  });
  const told = settingsOf(config);
  expect(JSON.stringify(told)).not.toContain('hidden');
  const of = (name: string) => told.find((setting) => setting.name === name)?.value;
  expect(of('DATABASE_URL')).toBe('postgres://db.example:5432/fairday');
  expect(of('REDIS_URL')).toBe('redis://cache.example:6379/2');
});

test('health is told by a server that has little to tell as well', async () => {
  const answer = await send(operator.token, '/office/health');
  expect(await answer.json()).toMatchObject({
    ...{ nodeId: 'main', isReady: true, faults: 0, audit: null, payouts: null, disk: null, nodes: [] },
    lostFiles: [],
    media: { video: expect.any(String), hls: expect.any(String) },
  });
});
