import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { guestRate, TooManyGuests } from '../../server/gateway/limits/guest-rate.ts';
import { semaphore } from '../../server/lib/semaphore.ts';
import { type House, openHouse } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

interface Answered {
  status: number;
  retryAfter: string | null;
  body: Record<string, unknown>;
}

async function ask(method: string, path: string, token: string | null, body?: object): Promise<Answered> {
  const answer = await fetch(`${house!.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    body: (await answer.json()) as Record<string, unknown>,
  };
}
const save = (token: string | null, key: string = randomUUID()) =>
  ask('POST', '/me/addresses', token, { key, name: 'Li', phone: '+8613800138000', address: 'Jianchuan 1' });
const newGuest = async () => (await house!.guest()).token;

/** A refusal that says when to come again: whole seconds, at least one. */
function expectTooSoon({ status, retryAfter, body }: Answered): void {
  expect([status, body.code]).toEqual([429, 'RATE_LIMITED']);
  expect(retryAfter).toMatch(/^[1-9]\d*$/);
  expect(Number(retryAfter) * 1_000).toBeGreaterThanOrEqual(body.retryAfterMs as number);
}

test('[M1] a guest is made without a row, and a newcomer without a look-up', async () => {
  house = await openHouse();
  let asked = 0;
  for (const name of ['identity', 'addressesOf', 'addAddress', 'addOneTime', 'addAlias'] as const) {
    const kept = house.directory[name].bind(house.directory) as (...args: unknown[]) => Promise<never>;
    house.directory[name] = ((...args: unknown[]) => {
      asked += 1;
      return kept(...args);
    }) as never;
  }
  for (let guest = 0; guest < 100; guest += 1) {
    expect((await ask('POST', '/guest', null)).status).toBe(200);
    expect((await ask('GET', '/me', null)).status).toBe(200);
  }
  expect(asked).toBe(0);
});

test('[M1] addresses are counted by buyer first, then by network address, and only what costs a row', async () => {
  house = await openHouse({ environment: { MAX_CONTACTS_PER_BUYER: '3', MAX_CONTACTS_PER_ADDRESS: '5' } });
  const busy = await newGuest();
  for (let turn = 0; turn < 3; turn += 1) expect((await save(busy)).status).toBe(200);
  for (let turn = 0; turn < 20; turn += 1) expectTooSoon(await save(busy));
  // What was refused took nothing from those who share the address.
  const other = await newGuest();
  const key = randomUUID();
  expect((await save(other, key)).status).toBe(200);
  expect((await save(other, key)).status).toBe(200);
  expect((await save(await newGuest())).status).toBe(200);
  expectTooSoon(await save(await newGuest()));
  expectTooSoon(await save(null));
  expect(house.directory.kept).toHaveLength(5);
  // Saved again under its key, it costs nothing, and is answered as before.
  expect((await save(other, key)).status).toBe(200);
});

test('[M1] codes for another device likewise, made and typed', async () => {
  house = await openHouse({
    environment: { MAX_DEVICE_CODES_PER_BUYER: '2', MAX_DEVICE_CODES_PER_ADDRESS: '8' },
  });
  // Of codes that are typed, which are guesses, strangers have half.
  for (const [path, body, others] of [
    ['/me/device-code', undefined, 6],
    ['/me/merge', { code: 'AAAA2222' }, 2],
  ] as const) {
    const guest = await newGuest();
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask('POST', path, guest, body)).status);
    expect(statuses.slice(0, 2), path).not.toContain(429);
    expect(statuses[2], path).toBe(429);
    for (let turn = 0; turn < others; turn += 1) {
      expect((await ask('POST', path, await newGuest(), body)).status, path).not.toBe(429);
    }
    expectTooSoon(await ask('POST', path, await newGuest(), body));
  }
});

test('[M1] every limit of these can be switched off', async () => {
  house = await openHouse({
    environment: {
      MAX_CONTACTS_PER_BUYER: '0',
      MAX_CONTACTS_PER_ADDRESS: '0',
      MAX_DEVICE_CODES_PER_BUYER: '0',
      MAX_DEVICE_CODES_PER_ADDRESS: '0',
      MAX_GUESTS_PER_SECOND: '0',
    },
  });
  const guest = await newGuest();
  for (let turn = 0; turn < 40; turn += 1) {
    expect((await ask('POST', '/me/device-code', guest)).status).toBe(200);
    if (turn < 20) expect((await save(guest)).status).toBe(200);
  }
  // How many a buyer keeps is no rate.
  expect(await save(guest)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', field: 'address' } });
});

test('[M1] newcomers beyond the rate hear when to come again; whoever is known is not held up', async () => {
  house = await openHouse({ environment: { MAX_GUESTS_PER_SECOND: '1' } });
  const known = await newGuest();
  const answers = await Promise.all(
    Array.from({ length: 700 }, (_, turn) =>
      ask(turn % 2 ? 'GET' : 'POST', turn % 2 ? '/me' : '/guest', null),
    ),
  );
  const refused = answers.filter(({ status }) => status !== 200);
  // The one who is known by now was a newcomer of the same second.
  expect(1 + answers.length - refused.length).toBeGreaterThanOrEqual(200);
  for (const answer of refused) expectTooSoon(answer);
  expect((await ask('GET', '/me', known)).status).toBe(200);
});

test('[M1] an address that asks for less than 200 newcomers a second is always served, whatever others ask for', () => {
  let nowMs = 5_000;
  const admit = guestRate({ guestsPerSecond: 1_000 }, { nowMs: () => nowMs });
  const refusedOf = (address: string, times: number) => {
    let refused = 0;
    for (let turn = 0; turn < times; turn += 1) {
      try {
        admit(address);
      } catch (fault) {
        expect(fault).toBeInstanceOf(TooManyGuests);
        expect((fault as TooManyGuests).refusal).toEqual({
          code: 'RATE_LIMITED',
          retryAfterMs: 6_000 - nowMs,
        });
        refused += 1;
      }
    }
    return refused;
  };
  // One alone may take all that nobody else asks for, and no more.
  expect(refusedOf('flood', 5_000)).toBe(4_000);
  nowMs = 5_900;
  for (const village of ['a', 'b', 'c']) expect(refusedOf(village, 200)).toBe(0);
  expect(refusedOf('a', 1)).toBe(1);
  nowMs = 6_000;
  expect(refusedOf('flood', 1_000)).toBe(0);
});

test('[M1] 10,000 newcomers of one address come within a minute, none of them refused', () => {
  let nowMs = 0;
  const admit = guestRate({ guestsPerSecond: 2_000 }, { nowMs: () => nowMs });
  for (let guest = 0; guest < 10_000; guest += 1) {
    nowMs = guest * 6;
    admit('village');
  }
});

/** Joins a device of its own to a buyer. */
async function joins(owner: string, device: string): Promise<Answered> {
  const { body } = await ask('POST', '/me/device-code', owner);
  return ask('POST', '/me/merge', device, { code: body.code });
}

test('[X115] [B2] ten devices may ever be joined to a buyer, by whichever way round; one more is told so', async () => {
  house = await openHouse({ environment: { MAX_DEVICE_CODES_PER_BUYER: '0' } });
  const owner = await newGuest();
  for (let device = 0; device < 10; device += 1) {
    expect((await joins(owner, await newGuest())).status).toBe(200);
  }
  const eleventh = await newGuest();
  expect(await joins(owner, eleventh)).toMatchObject({
    status: 409,
    body: { code: 'MERGE_LIMIT', max: 10, retryable: false },
  });
  // Nor does the buyer get round it by joining somebody else.
  expect(await joins(eleventh, owner)).toMatchObject({ status: 409, body: { code: 'MERGE_LIMIT' } });
  expect(house.market.merges).toHaveLength(10);
  // Two with five each are eleven devices; two with five and six are one too many.
  const [left, right] = [await newGuest(), await newGuest()];
  for (let device = 0; device < 5; device += 1) await joins(left, await newGuest());
  for (let device = 0; device < 5; device += 1) await joins(right, await newGuest());
  expect(await joins(left, right)).toMatchObject({ status: 409, body: { code: 'MERGE_LIMIT' } });
});

test('[X115] merges that come together are judged one after the other', async () => {
  house = await openHouse({ environment: { MAX_DEVICE_CODES_PER_BUYER: '0', MAX_MERGES_PER_BUYER: '4' } });
  const owner = await newGuest();
  const codes = [];
  for (let device = 0; device < 12; device += 1) {
    codes.push((await ask('POST', '/me/device-code', owner)).body.code);
  }
  const { application } = house.market;
  const merge = application.mergeBuyers;
  application.mergeBuyers = async (...both) => {
    // As where there are streams to go through.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return merge(...both);
  };
  const answers = await Promise.all(
    codes.map(async (code) => ask('POST', '/me/merge', await newGuest(), { code })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
  expect(answers.filter(({ body }) => body.code === 'MERGE_LIMIT')).toHaveLength(8);
  expect(house.market.merges).toHaveLength(4);
});

test('so many are done at once, the others in their order', async () => {
  const run = semaphore(2, 10);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((n) =>
    run(() => {
      begun.push(n);
      return new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await all[1];
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  for (const end of ends) end();
  await new Promise(setImmediate);
  ends[3]?.();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('a queue that is full takes nothing more, and goes on after a fault', async () => {
  const run = semaphore(1, 1);
  let free = () => {};
  const first = run(
    () =>
      new Promise<string>((resolve) => {
        free = () => resolve('first');
      }),
  );
  const second = run<string>(async () => {
    throw new Error('no');
  }).catch((fault: Error) => fault.message);
  expect(await run(async () => 'third')).toBe('full');
  await new Promise(setImmediate);
  free();
  expect(await first).toBe('first');
  expect(await second).toBe('no');
  expect(await run(async () => 'fourth')).toBe('fourth');
});
