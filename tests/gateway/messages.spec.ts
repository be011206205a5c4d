import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { ask, type House, hello, isWell, openHouse, until } from './house.ts';
import { joinedRaw, waitFor } from './raw-socket.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const KEY = '0190a000-0000-7000-8000-00000000000a';
const add = { key: KEY, itemNumber: 1, units: 1, seenPriceMinor: 1_990 };

async function aViewer() {
  const socket = await house.viewer();
  await ask(socket, 'hello', hello());
  return socket;
}

test('[X17] truncated packets and unknown packet types end a connection at most', async () => {
  for (const text of [
    '42["order.place"',
    '49',
    '42/live,',
    '42/live,["hello"',
    '9',
    '45',
    '451-',
    '42/nowhere,["x"]',
    '',
    '4',
    '42/live,0["a"',
    '42/live,{}',
  ]) {
    const raw = await joinedRaw(house.url, (await house.guest()).token);
    raw.socket.send(text);
    await Promise.race([raw.closed, new Promise((resolve) => setTimeout(resolve, 30))]);
    raw.socket.terminate();
  }
  expect(await isWell(house)).toBe(true);
});

test('[X18] event names that every object knows are unknown here', async () => {
  const socket = await aViewer();
  for (const event of [
    'toString',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'error',
    'nope',
    'x'.repeat(10_000),
  ]) {
    const raw = socket.timeout(5_000) as unknown as {
      emitWithAck(event: string, request: unknown): Promise<unknown>;
    };
    expect(await raw.emitWithAck(event, {})).toMatchObject({
      ok: false,
      code: 'BAD_REQUEST',
      retryable: false,
    });
  }
  for (const event of [
    '"connect"',
    '"disconnect"',
    '"disconnecting"',
    '7',
    'null',
    '{}',
    '"removeListener"',
    '"newListener"',
  ]) {
    const raw = await joinedRaw(house.url, (await house.guest()).token);
    raw.socket.send(`42/live,1[${event},{}]`);
    await Promise.race([
      raw.closed,
      waitFor(raw.heard, (text) => text.startsWith('43/live,1')).catch(() => {}),
    ]);
    raw.socket.terminate();
  }
  expect(await isWell(house)).toBe(true);
});

test('[X19] [X20] fields that nobody asked for are refused by name, __proto__ as well', async () => {
  const socket = await aViewer();
  for (const field of ['price', 'total', 'discount', 'role', 'buyerId', 'status']) {
    expect(await ask(socket, 'cart:add', { ...add, [field]: 1 })).toMatchObject({
      code: 'BAD_REQUEST',
      field,
    });
  }
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  raw.socket.send(
    `42/live,1["hello",{"protocol":${PROTOCOL_VERSION},"slug":"potato-day","__proto__":{"role":"host"}}]`,
  );
  expect(await waitFor(raw.heard, (text) => text.startsWith('43/live,1'))).toContain('BAD_REQUEST');
  raw.socket.send(
    `42/live,2["hello",{"protocol":${PROTOCOL_VERSION},"slug":"potato-day","constructor":{"prototype":{"role":"host"}}}]`,
  );
  expect(await waitFor(raw.heard, (text) => text.startsWith('43/live,2'))).toContain('BAD_REQUEST');
  expect(({} as { role?: string }).role).toBeUndefined();
  raw.socket.terminate();
});

test('[X21] [X35] [X36] wrong types and numbers are refused with the path of the field', async () => {
  const socket = await aViewer();
  const before = house.market.heard.length;
  for (const units of [
    0,
    -1,
    1.5,
    1e21,
    Number.MAX_SAFE_INTEGER + 2,
    '1',
    true,
    null,
    [1],
    '1e3',
    -0,
    100,
    {},
  ]) {
    expect(await ask(socket, 'cart:add', { ...add, units })).toMatchObject({
      ok: false,
      code: 'BAD_REQUEST',
      field: 'units',
    });
    const order = {
      key: KEY,
      lines: [{ itemNumber: 1, units, unitPriceMinor: 1 }],
      expectTotalMinor: 1,
      addressId: null,
      payment: 'sandbox',
    };
    expect(await ask(socket, 'order:place', order)).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'lines.0.units',
    });
    await new Promise((resolve) => setTimeout(resolve, 70));
  }
  for (const request of [[], 'x', 7, null, true, { _placeholder: true, num: 0 }, { toJSON: 1 }]) {
    expect(await ask(socket, 'cart:add', request)).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  }
  for (const text of ['{"units":NaN}', '{"units":0x10}', '{"units":01}']) {
    const raw = await joinedRaw(house.url, (await house.guest()).token);
    raw.socket.send(`42/live,1["cart:add",${text}]`);
    await raw.closed;
  }
  expect(house.market.heard.length).toBe(before);
  expect(await isWell(house)).toBe(true);
});

test('[X13] [X21] bytes where text is due are refused, and are not kept', async () => {
  const socket = await aViewer();
  expect(await ask(socket, 'cart:add', Buffer.from('x'))).toMatchObject({ code: 'BAD_REQUEST' });
  expect(await ask(socket, 'cart:add', { ...add, key: Buffer.from('x') })).toMatchObject({
    code: 'BAD_REQUEST',
  });
  // An attachment that never comes, and a placeholder for one that was never announced.
  for (const text of [
    '451-/live,1["cart:add",{"_placeholder":true,"num":0}]',
    '42/live,1["cart:add",{"_placeholder":true,"num":5}]',
  ]) {
    const raw = await joinedRaw(house.url, (await house.guest()).token);
    raw.socket.send(text);
    raw.socket.send('42/live,2["time",{}]');
    await Promise.race([raw.closed, new Promise((resolve) => setTimeout(resolve, 50))]);
    raw.socket.terminate();
  }
  expect(await isWell(house)).toBe(true);
});

test('[X22] ten thousand brackets cost nothing', async () => {
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  const deep = `${'['.repeat(7_000)}${']'.repeat(7_000)}`;
  const started = performance.now();
  raw.socket.send(`42/live,1["cart:add",${deep}]`);
  await waitFor(raw.heard, (text) => text.startsWith('43/live,1'));
  expect(performance.now() - started).toBeLessThan(500);
  raw.socket.terminate();
});

test('[X23] of a key that stands twice the last one counts, as JSON.parse has it', async () => {
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  raw.socket.send(`42/live,1["hello",{"protocol":${PROTOCOL_VERSION},"slug":"nothing","slug":"potato-day"}]`);
  expect(await waitFor(raw.heard, (text) => text.startsWith('43/live,1'))).toContain('"ok":true');
  raw.socket.terminate();
});

test('[X24] without an ack a command is done and not answered', async () => {
  const socket = await aViewer();
  const before = house.market.heard.length;
  socket.emit('cart:add', add);
  await until(() => house.market.heard.length === before + 1);
  socket.emit('cart:add', { nonsense: true });
  socket.emit('nope');
  expect((await ask(socket, 'time', {})).ok).toBe(true);
});

test('[X25] odd ack ids are answered under themselves or end the connection', async () => {
  for (const ackId of ['1', '1', '9007199254740993', '-1']) {
    const raw = await joinedRaw(house.url, (await house.guest()).token);
    raw.socket.send(`42/live,${ackId}["time",{}]`);
    await Promise.race([raw.closed, new Promise((resolve) => setTimeout(resolve, 50))]);
    raw.socket.terminate();
  }
  expect(await isWell(house)).toBe(true);
});

test('[X26] a flood is refused, then dropped; others do not notice', async () => {
  const socket = await aViewer();
  const byes: string[] = [];
  socket.on('bye', (reason) => byes.push(reason));
  const answers: { code?: string; retryAfterMs?: number }[] = [];
  for (let i = 0; i < 300; i += 1) socket.emit('time', {}, (reply: { code?: string }) => answers.push(reply));
  await until(() => !socket.connected);
  expect(byes).toEqual(['RATE_LIMITED']);
  expect(answers.filter((reply) => reply.code === undefined).length).toBeLessThanOrEqual(35);
  expect(answers.find((reply) => reply.code === 'RATE_LIMITED')?.retryAfterMs).toBeGreaterThan(0);
  expect(await isWell(house)).toBe(true);
});

test('[X27] at most 16 commands of a connection are worked on at once', async () => {
  const socket = await aViewer();
  let open = () => {};
  house.market.holdBack(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  const answers = Array.from({ length: 20 }, () => ask(socket, 'cart:add', add));
  const early = await Promise.race(answers);
  expect(early).toMatchObject({ ok: false, code: 'BUSY' });
  open();
  house.market.holdBack(Promise.resolve());
  expect((await Promise.all(answers)).filter((reply) => reply.ok)).toHaveLength(16);
});

test('[X08] [X53] a frame above 16 KiB closes its connection with 1009; memory is not spent on it', async () => {
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  raw.socket.send(`42/live,1["time",{"x":"${' '.repeat(20_000)}"}]`);
  expect(await raw.closed).toBe(1009);
  expect(await isWell(house)).toBe(true);
});

test('[X30] another protocol version is told to reload', async () => {
  const socket = await house.viewer();
  for (const protocol of [0, PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1, 99]) {
    expect(await ask(socket, 'hello', { protocol, slug: 'potato-day', brandNew: 1 })).toMatchObject({
      code: 'UPGRADE_REQUIRED',
    });
  }
});

test('[X31] a key is a UUID or nothing', async () => {
  const socket = await aViewer();
  for (const key of [undefined, '', 'x'.repeat(300), 'a b', '\u0000', KEY.toUpperCase()]) {
    expect(await ask(socket, 'cart:add', { ...add, key })).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'key',
    });
  }
});

test('[X38] 51 lines are too many, and that is said before any rule is asked', async () => {
  const socket = await aViewer();
  const before = house.market.heard.length;
  const lines = Array.from({ length: 51 }, (_, i) => ({ itemNumber: i + 1, units: 1, unitPriceMinor: 1 }));
  const order = { key: KEY, lines, expectTotalMinor: 51, addressId: null, payment: 'sandbox' };
  expect(await ask(socket, 'order:place', order)).toMatchObject({ code: 'TOO_MANY_LINES', max: 50 });
  expect(house.market.heard.length).toBe(before);
  expect((await ask(socket, 'order:place', { ...order, lines: lines.slice(0, 50) })).ok).toBe(true);
});

test('[T3] a command carries when its frame was read, and a true ticket since when its viewer has watched (F5, H8)', async () => {
  const socket = await house.viewer();
  const joined = (await ask<{ ticket: string; nowMs: number }>(socket, 'hello', hello())) as {
    ticket: string;
    nowMs: number;
  };
  await ask(socket, 'cart:add', { ...add, ticket: joined.ticket });
  const heard = house.market.heard.at(-1)!;
  expect(heard.joinedAtMs).toBeLessThanOrEqual(heard.readAtMs);
  expect(Math.abs(heard.joinedAtMs! - joined.nowMs)).toBeLessThan(1_000);
  const order = { key: KEY, lines: [], expectTotalMinor: 1, addressId: null, payment: 'cash_on_delivery' };
  await ask(socket, 'order:place', { ...order, ticket: joined.ticket });
  expect(house.market.heard.at(-1)!.joinedAtMs).toBe(heard.joinedAtMs);
  const other = await aViewer();
  await ask(other, 'cart:add', { ...add, ticket: joined.ticket });
  expect(house.market.heard.at(-1)!.joinedAtMs).toBeNull();
  await ask(socket, 'cart:add', {
    ...add,
    ticket: joined.ticket.replace(/(\d)\./, (_, last: string) => `${(Number(last) + 1) % 10}.`),
  });
  expect(house.market.heard.at(-1)!.joinedAtMs).toBeNull();
});

test('a fault behind the door is INTERNAL with a reference, never its text', async () => {
  const socket = await aViewer();
  house.market.fail(new Error('SELECT secret FROM there'));
  const reply = await ask(socket, 'cart:add', add);
  house.market.fail(null);
  expect(reply).toMatchObject({ ok: false, code: 'INTERNAL', retryable: true });
  expect(JSON.stringify(reply)).not.toContain('SELECT');
  expect((reply as { ref?: string }).ref).toMatch(/^[0-9a-f-]{36}$/);
});

test('[X67] a price is a whole number of fen from 1 to 999,999.99, whichever door it comes through', async () => {
  const session = await house.session('host');
  const socket = await house.connect('console', session.token);
  await ask(socket, 'hello', hello());
  const itemId = { key: KEY, itemNumber: 1, version: 0 };
  const flash = {
    ...itemId,
    startsAtMs: null,
    durationSeconds: 60,
    prelaunchSeconds: 0,
    cap: 5,
    perBuyerCap: 1,
    afterEnd: 'list',
    fundedBy: 'shop',
  };
  const good = { key: KEY, name: 'Potato', producer: 'Ma', currency: 'CNY', warehouseUnits: 5 };
  const before = house.market.heard.length;
  for (const priceMinor of [0, -1, 19.99, '1990', '9.99', 1e9, 100_000_000, null, Number.NaN, [1_990]]) {
    const refusal = { ok: false, code: 'BAD_REQUEST', field: 'priceMinor' };
    expect(await ask(socket, 'lineup:set-price', { ...itemId, priceMinor })).toMatchObject(refusal);
    expect(await ask(socket, 'flash-sale:start', { ...flash, priceMinor })).toMatchObject(refusal);
    const answer = await fetch(`${house.url}/api/v1/catalogue/products`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Origin: house.url,
        Cookie: `fairday_staff=${session.token}`,
      },
      body: JSON.stringify({ ...good, priceMinor }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject(refusal);
  }
  expect(house.market.heard.length).toBe(before);
  for (const priceMinor of [1, 99_999_999]) {
    expect((await ask(socket, 'lineup:set-price', { ...itemId, priceMinor })).ok).toBe(true);
  }
});

test('a command before hello has no stream', async () => {
  const socket = await house.viewer();
  expect(await ask(socket, 'cart:add', add)).toMatchObject({ code: 'BAD_REQUEST', field: 'hello' });
});
