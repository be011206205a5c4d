import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { rightsOn } from '../../server/market/kernel/authority.ts';
import type { Bus } from '../../server/ports/bus.ts';
import type { ConsoleFrame, ConsoleRights } from '../../shared/contract/console-frame.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import type { Grant } from '../../shared/market/stream/contract.ts';
import { ORDER, STREAM } from './fake-market.ts';
import { ask, type House, hello, openHouse, SLUG, until } from './house.ts';

/** Rights that are taken away are gone on every node within this time. */
const GONE_MS = 1_000;

let here: House;
let there: House;
let boss: { token: string };
/** The one stream: who made it, and who was granted what. */
let stream: { hostId: string; assistants: Map<string, Grant[]> };
/** What the directory does before it answers. */
let hindrance: () => Promise<void>;
/** The bus of the second node, which a test may break. */
let line: Bus & { isBroken: boolean };

beforeEach(async () => {
  const hub = openHub();
  line = Object.assign(hub.join(), { isBroken: false });
  const { isWhole } = line;
  line.isWhole = () => !line.isBroken && isWhole();
  here = await openHouse({ bus: hub.join() });
  there = await openHouse({ bus: line, beside: here });
  hindrance = async () => {};
  stream = { hostId: '', assistants: new Map() };
  const { application } = here.market;
  application.staffGrants = async (streamId, actor) => (streamId === STREAM ? rightsOn(stream, actor) : null);
  const { staffById } = here.directory;
  here.directory.staffById = async (staffId) => {
    await hindrance();
    return staffById(staffId);
  };
  boss = await here.session('operator');
});
afterEach(async () => {
  await there.close();
  await here.close();
});

function office(staffId: string, what: 'role' | 'switch', body: object) {
  return fetch(`${here.url}/api/v1/office/staff/${staffId}/${what}`, {
    method: 'POST',
    headers: { Origin: here.url, 'Content-Type': 'application/json', Cookie: `fairday_staff=${boss.token}` },
    body: JSON.stringify(body),
  });
}

interface Console {
  socket: Socket;
  frames: ConsoleFrame[];
  rights: (ConsoleRights | null)[];
  byes: string[];
}

/** A console at a node, and what it was told. */
async function console(house: House, token: string): Promise<Console> {
  const socket = await house.connect('console', token);
  const told: Console = { socket, frames: [], rights: [], byes: [] };
  socket.on('c', (frame) => told.frames.push(frame));
  socket.on('rights', (rights) => told.rights.push(rights));
  socket.on('bye', (reason) => told.byes.push(reason));
  return told;
}
const opens = (each: Console) => ask(each.socket, 'hello', hello());
const pin = ({ socket }: Console) =>
  ask(socket, 'lineup:pin', { key: randomUUID(), itemNumber: 1, version: 0 });

/** Acts as fast as it is answered, until it was refused for a while. @returns when each answer came, and which */
async function acts(each: Console, forMs: number) {
  const answers: { atMs: number; isTaken: boolean }[] = [];
  const endMs = performance.now() + forMs;
  while (performance.now() < endMs) {
    const ack = each.socket.connected ? await pin(each).catch(() => ({ ok: false })) : { ok: false };
    answers.push({ atMs: performance.now(), isTaken: ack.ok });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return answers;
}

test('[A1] an assistant’s look into the catalogue asks for the floor prices of the stream that it names', async () => {
  const { token } = await here.session('assistant');
  const named: (string | null)[] = [];
  here.market.application.floorPricesSeen = async (_, streamId) => {
    named.push(streamId);
    return new Set();
  };
  for (const query of ['', `?stream=${SLUG}`, '?stream=no-such-stream']) {
    const headers = { Cookie: `fairday_staff=${token}` };
    expect((await fetch(`${here.url}/api/v1/catalogue/products${query}`, { headers })).status).toBe(200);
  }
  expect(named).toEqual([null, STREAM, null]);
});

test.each<[string, StaffRole | 'off']>([
  ['a packer', 'packer'],
  ['an analyst', 'analyst'],
  ['an assistant without a grant', 'assistant'],
  ['switched off', 'off'],
])('[X85] [A1] a host who becomes %s does nothing more at any node one second later', async (_, becomes) => {
  const host = await here.session('host');
  stream.hostId = host.staffId;
  const [one, other] = [await console(here, host.token), await console(there, host.token)];
  expect(await opens(one)).toMatchObject({ ok: true, isHost: true });
  expect(await opens(other)).toMatchObject({ ok: true, isHost: true });
  const running = Promise.all([acts(one, 1_600), acts(other, 1_600)]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const changed =
    becomes === 'off'
      ? await office(host.staffId, 'switch', { isOn: false })
      : await office(host.staffId, 'role', { role: becomes });
  const atMs = performance.now();
  expect(changed.status).toBe(200);
  for (const answers of await running) {
    expect(answers.some(({ isTaken }) => isTaken)).toBe(true);
    const late = answers.filter((answer) => answer.isTaken && answer.atMs > atMs + GONE_MS);
    expect(late).toHaveLength(0);
    const refused = answers.find((answer) => !answer.isTaken);
    expect(refused!.atMs - atMs).toBeLessThan(GONE_MS);
  }
  const before = [one, other].map(({ frames }) => frames.length);
  here.market.move([], { orders: [ORDER] });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect([one, other].map(({ frames }) => frames.length)).toEqual(before);
  if (becomes === 'off') expect([one.byes, other.byes]).toEqual([['SESSION_ENDED'], ['SESSION_ENDED']]);
  else {
    expect([one.rights, other.rights]).toEqual([[null], [null]]);
    // Nor by a console that they open anew.
    const again = await console(there, host.token);
    expect(await opens(again)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  }
});

test('[A1] a grant that is taken away takes its room along: no order and no floor price is told any more', async () => {
  const helper = await here.session('assistant');
  const { staffId } = helper;
  stream.assistants.set(staffId, ['pin', 'flash', 'orders:view']);
  const consoles = [await console(here, helper.token), await console(there, helper.token)];
  for (const each of consoles) expect((await opens(each)).ok).toBe(true);
  here.market.move([], { orders: [ORDER] });
  await until(() => consoles.every(({ frames }) => frames.length === 1));
  for (const { frames } of consoles) expect(frames[0]).toMatchObject({ orders: [{ reference: '12-1042' }] });

  stream.assistants.set(staffId, ['pin']);
  here.market.move([], { staff: [staffId], orders: [ORDER] });
  await until(() => consoles.every(({ rights }) => rights.length === 1), GONE_MS);
  here.market.move([], { orders: [ORDER] });
  await until(() => consoles.every(({ frames }) => frames.length > 1));
  for (const { frames, rights } of consoles) {
    expect(rights[0]).toMatchObject({ isHost: false, grants: ['pin'], frame: { orders: [] } });
    expect(frames.slice(1).flatMap(({ orders }) => orders)).toEqual([]);
  }
  for (const each of consoles) expect((await pin(each)).ok).toBe(true);

  stream.assistants.delete(staffId);
  here.market.move([], { staff: [staffId] });
  await until(() => consoles.every(({ rights }) => rights.length === 2), GONE_MS);
  for (const each of consoles) {
    expect(each.rights[1]).toBeNull();
    expect((await pin(each)).ok).toBe(false);
  }
});

test('[A1] floor prices are told to the host, and to an assistant who sets prices or counts stock', async () => {
  const { application } = here.market;
  const { consoleFrame } = application;
  application.consoleFrame = async (...asked) => {
    const frame = await consoleFrame(...asked);
    return { ...frame, items: [{ itemNumber: 1, floorMinor: 500 }] as never };
  };
  const seen: Record<string, (number | null)[]> = {};
  for (const grants of [['pin'], ['voucher', 'orders:view'], ['flash'], ['lineup'], ['stock']] as Grant[][]) {
    const helper = await here.session('assistant');
    stream.assistants.set(helper.staffId, grants);
    const each = await console(there, helper.token);
    const opened = (await opens(each)) as { ok: true; frame: ConsoleFrame };
    here.market.move([]);
    await until(() => each.frames.length > 0);
    seen[grants.join()] = [opened.frame, each.frames[0]!].map(({ items }) => items[0]!.floorMinor);
  }
  expect(seen).toEqual({
    ...{ pin: [null, null], 'voucher,orders:view': [null, null] },
    ...{ flash: [500, 500], lineup: [500, 500], stock: [500, 500] },
  });
});

test('[A1] a console that opens while a role is taken opens with what is left of it', async () => {
  const host = await here.session('host');
  stream.hostId = host.staffId;
  stream.assistants.set(host.staffId, ['pin']);
  const each = await console(there, host.token);
  const { application } = here.market;
  const { consoleFrame } = application;
  let isFirst = true;
  application.consoleFrame = async (...asked) => {
    if (isFirst) {
      isFirst = false;
      expect((await office(host.staffId, 'role', { role: 'assistant' })).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return consoleFrame(...asked);
  };
  expect(await opens(each)).toMatchObject({ ok: true, isHost: false, grants: ['pin'] });
  expect(isFirst).toBe(false);
});

test('[A1] while nobody can say what a console may do it hears nothing, and is asked to come again', async () => {
  const host = await here.session('host');
  stream.hostId = host.staffId;
  const each = await console(there, host.token);
  expect((await opens(each)).ok).toBe(true);
  let isAway = false;
  const { session } = there.directory;
  there.directory.session = async (hash) => {
    if (isAway && hash === host.tokenHash) throw new Error('away');
    return session(hash);
  };
  isAway = true;
  expect((await office(host.staffId, 'role', { role: 'operator' })).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await pin(each)).ok).toBe(false);
  here.market.move([], { orders: [ORDER] });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(each.frames).toEqual([]);
  expect(here.market.heard).toEqual([]);
  isAway = false;
  // It is judged again by itself, and told what it missed.
  await until(() => each.frames.length > 0, 3_000);
  expect((await pin(each)).ok).toBe(true);
  expect(each.rights).toEqual([]);
});

test('[A1] a console learns its new rights also if its floor could not be read at once, or they changed again meanwhile', async () => {
  const helper = await here.session('assistant');
  const { staffId } = helper;
  stream.assistants.set(staffId, ['pin', 'orders:view']);
  const each = await console(there, helper.token);
  expect((await opens(each)).ok).toBe(true);
  const { application } = here.market;
  const { consoleFrame } = application;
  let isAway = true;
  application.consoleFrame = async (...asked) => {
    if (isAway) throw new Error('away');
    return consoleFrame(...asked);
  };
  stream.assistants.set(staffId, ['pin']);
  here.market.move([], { staff: [staffId], orders: [ORDER] });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([each.frames, each.rights]).toEqual([[], []]);
  isAway = false;
  await until(() => each.rights.length > 0, 3_000);
  expect(each.rights[0]).toMatchObject({ grants: ['pin'], frame: { orders: [] } });

  // The second change is of nothing that counts here: the first one is told all the same.
  stream.assistants.set(staffId, ['pin', 'stock']);
  let isFirst = true;
  application.consoleFrame = async (...asked) => {
    if (isFirst) {
      isFirst = false;
      here.market.move([], { staff: [staffId] });
    }
    return consoleFrame(...asked);
  };
  here.market.move([], { staff: [staffId] });
  await until(() => each.rights.length > 1);
  expect(each.rights[1]).toMatchObject({ grants: ['pin', 'stock'] });
  here.market.move([], { orders: [ORDER] });
  await until(() => each.frames.length > 0);
  expect(each.frames.flatMap(({ orders }) => orders)).toEqual([]);
});

test('[A1] while the nodes can’t tell each other, each looks by itself every second', async () => {
  const helper = await here.session('assistant');
  stream.assistants.set(helper.staffId, ['pin']);
  const each = await console(there, helper.token);
  expect((await opens(each)).ok).toBe(true);
  line.isBroken = true;
  await line.close();
  expect((await office(helper.staffId, 'role', { role: 'packer' })).status).toBe(200);
  await until(() => each.rights.length > 0, 3_000);
  expect(each.rights).toEqual([null]);
  expect((await pin(each)).ok).toBe(false);
});

test('[X86] a new sign-in in a browser ends the session that it had, with its open consoles; others stay', async () => {
  const { staffId, email, password } = await here.staff('host');
  stream.hostId = staffId;
  const post = (path: string, body: object, cookie?: string) =>
    fetch(`${here.url}/api/v1${path}`, {
      method: 'POST',
      headers: { Origin: here.url, 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
      body: JSON.stringify(body),
    });
  const cookieOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .find((line) => line.startsWith('fairday_staff='))!
      .split(';')[0]!;
  const isIn = async (cookie: string) => {
    const me = await fetch(`${here.url}/api/v1/me`, { headers: { Cookie: cookie, Origin: here.url } });
    return ((await me.json()) as { staff: unknown }).staff !== null;
  };
  const first = cookieOf(await post('/sign-in', { email, password }));
  const elsewhere = cookieOf(await post('/sign-in', { email, password }));
  const tokenOf = (cookie: string) => cookie.split('=')[1]!;
  const old = await console(there, tokenOf(first));
  const other = await console(there, tokenOf(elsewhere));
  await opens(old);
  await opens(other);
  // A wrong password ends nothing.
  expect((await post('/sign-in', { email, password: 'wrong horse' }, first)).status).toBe(401);
  expect(await isIn(first)).toBe(true);
  const second = cookieOf(await post('/sign-in', { email, password }, first));
  await until(() => !old.socket.connected, GONE_MS);
  expect(old.byes).toEqual(['SESSION_ENDED']);
  expect(await Promise.all([first, second, elsewhere].map(isIn))).toEqual([false, true, true]);
  expect(other.socket.connected).toBe(true);
  // By a link it is the same.
  const token = here.secrets.randomToken();
  await here.directory.addOneTime({
    kind: 'sign_in',
    secretHash: here.secrets.digest(token),
    subjectId: staffId,
    untilMs: Date.now() + 60_000,
  });
  const third = cookieOf(await post('/sign-in/link', { token }, second));
  expect(await Promise.all([second, third].map(isIn))).toEqual([false, true]);
});
