import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type House, hello, openHouse } from './house.ts';
import { joinedRaw, waitFor } from './raw-socket.ts';

/** Numbers as they may stand in a message that no browser wrote: over sockets and over HTTP they become the same. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const KEY = '0190a000-0000-7000-8000-00000000000a';

/** Sends a command of a buyer as it is written. @returns the answer's text */
async function overSocket(command: string, rest: string): Promise<string> {
  const raw = await joinedRaw(house.url, (await house.guest()).token);
  try {
    raw.socket.send(`42/live,0["hello",${JSON.stringify(hello())}]`);
    await waitFor(raw.heard, (text) => text.startsWith('43/live,0'));
    raw.socket.send(`42/live,1["${command}",{"key":"${KEY}",${rest}}]`);
    return await waitFor(raw.heard, (text) => text.startsWith('43/live,1'));
  } finally {
    raw.socket.terminate();
  }
}

const adds = (units: string) =>
  overSocket('cart:add', `"itemNumber":1,"units":${units},"seenPriceMinor":1990`);

const bounds = {
  newcomerOrderUnits: 20,
  newcomerShareBps: 5_000,
  newcomerPayMs: 600_000,
  newcomerFlashPayMs: 300_000,
  newcomerOpenedMs: 180_000,
  maxUnpaidOrders: 2,
  isUnpaidStrike: true,
};

async function overHttp(version: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const { token } = await house.session('host');
  const answer = await fetch(`${house.url}/api/v1/streams/potato-day/bounds`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: house.url, Cookie: `fairday_staff=${token}` },
    body: `{"key":"${KEY}","version":${version},"bounds":${JSON.stringify(bounds)}}`,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const last = () =>
  house.market.heard.at(-1)?.request as {
    units?: number;
    version?: number;
    expectTotalMinor?: number;
  };

test('[X124] 1.0000000000000001 is 1, over sockets and HTTP; a number that is nearly 1 is refused', async () => {
  expect(await adds('1.0000000000000001')).toContain('"ok":true');
  expect(last().units).toBe(1);
  await overHttp('1.0000000000000001');
  expect(last().version).toBe(1);
  const refused = await adds('1.000000000000001');
  expect(refused).toContain('"range":{"of":"whole","min":1,"max":99},"value":"1.000000000000001"');
  const { status, body } = await overHttp('1.000000000000001');
  expect(status).toBe(400);
  expect(body).toMatchObject({
    code: 'BAD_REQUEST',
    field: 'version',
    range: { of: 'whole', min: 0 },
    value: '1.000000000000001',
  });
});

test('[X125] -0 is 0 where 0 may stand, over sockets and HTTP; else it is refused', async () => {
  await overHttp('-0');
  expect(Object.is(last().version, 0)).toBe(true);
  const line = '{"itemNumber":1,"units":1,"unitPriceMinor":1}';
  await overSocket(
    'order:place',
    `"lines":[${line}],"expectTotalMinor":-0,"addressId":null,"payment":"sandbox"`,
  );
  expect(Object.is(last().expectTotalMinor, 0)).toBe(true);
  expect(await adds('-0')).toContain('"range":{"of":"whole","min":1,"max":99},"value":"-0"');
});

test('[X35] [X67] a refusal says the same over HTTP as over a socket', async () => {
  const { token } = await house.session('host');
  const socket = await house.connect('console', token);
  await ask(socket, 'hello', hello());
  const asked = { key: KEY, version: 0, bounds: { ...bounds, newcomerOrderUnits: 5_000 } };
  const { ok, ...said } = await ask(socket, 'stream:set-bounds', asked);
  expect(ok).toBe(false);
  expect(said).toMatchObject({ field: 'bounds.newcomerOrderUnits', range: { of: 'whole' }, value: '5000' });
  const answer = await fetch(`${house.url}/api/v1/streams/potato-day/bounds`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: house.url, Cookie: `fairday_staff=${token}` },
    body: JSON.stringify(asked),
  });
  expect(await answer.json()).toEqual({ ok: false, ...said });
});
