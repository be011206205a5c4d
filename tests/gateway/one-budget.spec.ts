import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { holdPlace } from '../../server/gateway/limits/account-cap.ts';
import { Cap } from '../../server/gateway/limits/cap.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { type House, isWell, openHouse } from './house.ts';
import { joinedRaw, rawSocket, waitFor } from './raw-socket.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
const open: { socket: { terminate(): void } }[] = [];
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.terminate();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const HELLO = `["hello",{"protocol":${PROTOCOL_VERSION},"slug":"potato-day"}]`;

async function joined() {
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  open.push(raw);
  const count = (begins: string) => raw.heard.filter((text) => text.startsWith(begins)).length;
  return { ...raw, count };
}

/** A connection that has joined nothing. */
async function bare() {
  const raw = await rawSocket(house.url);
  open.push(raw);
  await new Promise<void>((resolve) => raw.socket.once('open', resolve));
  const count = (begins: string) => raw.heard.filter((text) => text.startsWith(begins)).length;
  return { ...raw, count };
}

test('[X26] who leaves and comes again on one connection has no more to ask for than who stays', async () => {
  const { token } = await house.guest();
  const raw = await joined();
  const startMs = performance.now();
  for (let cycle = 0; cycle < 4; cycle += 1) {
    for (let n = 0; n < 30; n += 1) raw.socket.send(`42/live,${cycle * 30 + n}["time",{}]`);
    await pause(60);
    raw.socket.send('41/live,');
    await pause(20);
    raw.socket.send(`40/live,{"token":"${token}"}`);
    await pause(20);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const answered = raw.heard.filter((text) => text.startsWith('43/live,') && text.includes('nowMs')).length;
  expect(answered).toBeGreaterThan(20);
  expect(answered).toBeLessThanOrEqual(30 + 30 * seconds);
  expect(await isWell(house)).toBe(true);
});

test('[X60] forty hellos in a second cost at most four snapshots, and say when to come again', async () => {
  const raw = await joined();
  for (let n = 0; n < 40; n += 1) {
    raw.socket.send(`42/live,${n}${HELLO}`);
    await pause(25);
  }
  await waitFor(raw.heard, (text) => text.startsWith('43/live,39'));
  expect(raw.count('42/live,["s"')).toBeGreaterThanOrEqual(3);
  expect(raw.count('42/live,["s"')).toBeLessThanOrEqual(4);
  const refused = raw.heard.filter((text) => text.includes('"RATE_LIMITED"'));
  expect(refused.length).toBeGreaterThanOrEqual(30);
  for (const text of refused) {
    const retryAfterMs = Number(/"retryAfterMs":(\d+)/.exec(text)![1]);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(2_000);
  }
  // Each ask for another chat is answered with all of it.
  raw.socket.send('42/live,98["chat:low",{"isLow":true}]');
  expect(await waitFor(raw.heard, (text) => text.startsWith('43/live,98'))).toContain('"RATE_LIMITED"');
  // What is no hello is answered as ever, once the second is over.
  await pause(1_000);
  raw.socket.send('42/live,99["time",{}]');
  expect(await waitFor(raw.heard, (text) => text.startsWith('43/live,99'))).toContain('"ok":true');
});

test('[X60] a hello that is not in the agreed form costs no snapshot, and no place', async () => {
  const raw = await joined();
  for (let n = 0; n < 6; n += 1) raw.socket.send(`42/live,${n}["hello",{"protocol":${PROTOCOL_VERSION}}]`);
  raw.socket.send(`42/live,7${HELLO}`);
  expect(await waitFor(raw.heard, (text) => text.startsWith('43/live,7'))).toContain('"ok":true');
});

test('[X62] fifty joinings in one breath let five in at most, one of a namespace at once; the others ask nobody', async () => {
  const looks = vi.spyOn(house.directory, 'identity');
  const raw = await bare();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => house.guest()));
  for (const { token } of tokens) raw.socket.send(`40/live,{"token":"${token}"}`);
  await waitFor(raw.heard, (text) => text.startsWith('40/live,'));
  await pause(200);
  expect(raw.count('40/live,')).toBe(1);
  expect(raw.count('44/live,')).toBeGreaterThan(3);
  expect(looks.mock.calls.length).toBeGreaterThan(0);
  expect(looks.mock.calls.length).toBeLessThanOrEqual(5);
  looks.mockRestore();
});

test('[X62] who joins and leaves in turn is looked up five times, then once in two seconds', async () => {
  const looks = vi.spyOn(house.directory, 'identity');
  const { token } = await house.guest();
  const raw = await bare();
  const startMs = performance.now();
  for (let n = 0; n < 12; n += 1) {
    raw.socket.send(`40/live,{"token":"${token}"}`);
    await pause(30);
    raw.socket.send('41/live,');
    await pause(30);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  expect(looks.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(looks.mock.calls.length).toBeLessThanOrEqual(5 + Math.ceil(seconds / 2));
  expect(raw.count('44/live,')).toBeGreaterThan(0);
  looks.mockRestore();
});

test('[X26] what no namespace hears of counts as well: the line is closed', async () => {
  for (const text of ['40/nowhere,', '43/live,7[]', '40']) {
    const raw = text.startsWith('43') ? await joined() : await bare();
    for (let n = 0; n < 400; n += 1) raw.socket.send(text);
    await raw.closed;
    expect(raw.heard.length).toBeLessThan(200);
  }
  expect(await isWell(house)).toBe(true);
});

test('nobody lives at the root', async () => {
  const raw = await bare();
  raw.socket.send('40');
  expect(await waitFor(raw.heard, (text) => text.startsWith('44'))).toContain('NOT_FOUND');
});

test('[X17] what is no JSON is answered before the line is closed', async () => {
  const asked = await joined();
  asked.socket.send('42/live,7["cart:add",{"units":NaN}]');
  await asked.closed;
  expect(asked.heard.at(-1)).toMatch(/^43\/live,7\[\{.*"code":"BAD_REQUEST"/);

  const told = await joined();
  told.socket.send('42/live,["cart:add",{"units":NaN}]');
  await told.closed;
  expect(told.heard.at(-1)).toBe('42/live,["bye","BAD_REQUEST"]');

  const other = await joined();
  other.socket.send('42/console,7["cart:add",{"units":NaN}]');
  await other.closed;
  expect(other.heard.at(-1)).toBe('42/live,["bye","BAD_REQUEST"]');

  const joining = await bare();
  joining.socket.send('40/live,{"token":');
  await joining.closed;
  expect(joining.heard.at(-1)).toMatch(/^44\/live,\{"message":"BAD_REQUEST"/);
  expect(await isWell(house)).toBe(true);
});

test('[X07] a place of an account is given back with the socket, and nothing of it stays on the connection', () => {
  const cap = new Cap(1);
  const connection = Object.assign(new EventEmitter(), { readyState: 'open' });
  for (let n = 0; n < 50; n += 1) holdPlace(cap, 'ana', connection)!();
  expect(connection.listenerCount('close')).toBe(0);
  const giveBack = holdPlace(cap, 'ana', connection)!;
  expect(holdPlace(cap, 'ana', connection)).toBe(null);
  connection.emit('close');
  expect(connection.listenerCount('close')).toBe(0);
  // What is given back twice frees one place.
  const again = holdPlace(cap, 'ana', connection);
  giveBack();
  expect(again).not.toBe(null);
  expect(holdPlace(cap, 'ana', connection)).toBe(null);
  connection.readyState = 'closed';
  again!();
  expect(holdPlace(cap, 'ana', connection)).not.toBe(null);
  expect(holdPlace(cap, 'ana', connection)).not.toBe(null);
});

test('whoever comes and goes twenty times leaves no listener behind', async () => {
  const free = await openHouse({ environment: { MAX_JOINS_PER_MINUTE: '0', MAX_COMMANDS_PER_SECOND: '0' } });
  const warnings: string[] = [];
  const hear = (warning: Error) => warnings.push(warning.name);
  process.on('warning', hear);
  const { token } = await free.guest();
  const raw = await joinedRaw(free.url, token);
  for (let n = 0; n < 20; n += 1) {
    raw.heard.length = 0;
    raw.socket.send('41/live,');
    await pause(20);
    raw.socket.send(`40/live,{"token":"${token}"}`);
    await waitFor(raw.heard, (text) => text.startsWith('40/live,'));
  }
  await pause(50);
  process.off('warning', hear);
  expect(warnings).toEqual([]);
  raw.socket.terminate();
  await free.close();
});

test('a limit of 0 is none', async () => {
  const free = await openHouse({
    environment: { MAX_HELLOS_PER_MINUTE: '0', MAX_COMMANDS_PER_SECOND: '0', MAX_JOINS_PER_MINUTE: '0' },
  });
  const raw = await joinedRaw(free.url, (await free.guest()).token);
  for (let n = 0; n < 200; n += 1) {
    raw.socket.send(`42/live,${n}${HELLO}`);
    if (n % 10 === 0) await waitFor(raw.heard, (text) => text.startsWith(`43/live,${n}`));
  }
  await waitFor(raw.heard, (text) => text.startsWith('43/live,199'));
  expect(raw.heard.filter((text) => text.includes('RATE_LIMITED'))).toEqual([]);
  raw.socket.terminate();
  await free.close();
});
