import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import { keepTagged } from '../../server/subscribers/people/keep-tagged.ts';
import { LOOK_UPS_AN_HOUR, MANY_LOOK_UPS, MOST_FOUND } from '../../shared/contract/office-lists.ts';
import type { FoundPeople } from '../../shared/contract/office-people.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { HOUR } from '../../shared/values/time.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let orderIds: string[];

beforeAll(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  ({ orderIds } = await playAuditDay(market));
  const { order } = (await stores.readers.orderById(orderIds[0]!))!;
  await keeps(order.buyerId, { name: '王芳 Wang Fang', phone: '+8613800001085', address: 'Dali 1' });
  await tagged();
});
afterAll(() => market.close());

/** One more address of a buyer. */
async function keeps(buyerId: string, contact: { name: string; phone: string; address: string }) {
  const { app, clock, ids } = market;
  const sealed = app.secrets.seal(buyerId, contact);
  const address = { addressId: ids.next(), buyerId, key: ids.next(), sealed, atMs: clock.nowMs() };
  await stores.directory.addAddress(address);
  return address;
}

/** All addresses get their tags now. */
async function tagged(): Promise<void> {
  const { secrets } = market.app;
  const turns: (() => void)[] = [];
  const at = (_atMs: number, act: () => void) => {
    turns.push(act);
    return () => {};
  };
  const clock = { nowMs: () => 0, at } as never;
  const onAlarm = (what: string, { err }: { err?: unknown }) => {
    throw new Error(what, { cause: err });
  };
  const job = keepTagged({ directory: stores.directory, secrets, clock, onAlarm });
  job.begin();
  await vi.waitFor(async () => {
    turns.shift()?.();
    expect((await stores.directory.indexProgress()).waiting).toBe(0);
  });
  await job.stop();
}

const someone = (role: StaffRole) => staffSession(market, role);
async function looks(text: string, headers: Record<string, string>) {
  const answer = await fetch(`${url}/api/v1/office/people/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify({ text }),
  });
  const body = (await answer.json()) as FoundPeople & {
    code?: string;
    field?: string;
    retryAfterMs?: number;
  };
  return { status: answer.status, body };
}
const namesOf = ({ body }: Awaited<ReturnType<typeof looks>>) => body.people.map(({ name }) => name);
const noted = () =>
  stores.security.page({
    ...{ kind: 'people_looked_up', sinceMs: null, untilMs: null, after: null, limit: 500 },
  });

test('[A5] a buyer is found by a whole name in either script, or by the last digits, with the newest orders', async () => {
  const { headers } = await someone('operator');
  const { order } = (await stores.readers.orderById(orderIds[0]!))!;
  for (const text of ['王芳', ' 王 芳 ', 'wang FANG', 'Ｗａｎｇ　Ｆａｎｇ', '1085', '138 0000 1085']) {
    const { body } = await looks(text, headers);
    expect([text, body.people.map(({ buyerId }) => buyerId)]).toEqual([text, [order.buyerId]]);
    expect(body.people[0]).toMatchObject({ name: '王芳 Wang Fang', phoneEnd: '1085' });
    expect(body.people[0]!.orders[0]).toMatchObject({ stream: { slug: expect.any(String) } });
    expect(body).toMatchObject({ hasMore: false });
  }
  expect(namesOf(await looks('Ana', headers)).length).toBeLessThanOrEqual(MOST_FOUND);
});

test('[A5] a part of a name finds nobody, nor do other digits before the same last four', async () => {
  const { headers } = await someone('operator');
  for (const text of ['王', 'Wang', 'Fang', 'An', '0085', '139 0000 1085'])
    expect([text, namesOf(await looks(text, headers))]).toEqual([text, []]);
  for (const text of ['108', '…', '+86'])
    expect(await looks(text, headers)).toMatchObject({ status: 400, body: { field: 'text' } });
  expect((await looks('x'.repeat(81), headers)).status).toBe(400);
});

test('[A5] who has ordered nothing is not found', async () => {
  const { headers } = await someone('operator');
  const passerBy = market.ids.next();
  await keeps(passerBy, { name: '李路过', phone: '+8613800007777', address: 'Dali 2' });
  await tagged();
  expect(namesOf(await looks('李路过', headers))).toEqual([]);
});

test('[A1] [A5] who may not open personal data finds nobody, and who packs finds whom the desk has', async () => {
  for (const role of ['host', 'assistant', 'producer', 'analyst'] satisfies StaffRole[]) {
    const { headers } = await someone(role);
    expect([role, (await looks('王芳', headers)).status]).toEqual([role, 403]);
  }
  expect((await looks('王芳', {})).status).toBe(401);
  const { headers } = await someone('packer');
  const { order } = (await stores.readers.orderById(orderIds[0]!))!;
  const stream = (await stores.readers.streamById(order.streamId))!;
  const isOver = ['ENDED', 'CLOSED'].includes(stream.status);
  expect(namesOf(await looks('王芳', headers))).toEqual(isOver ? ['王芳 Wang Fang'] : []);
});

test('[A5] each look-up stands in the security log, without what was looked for', async () => {
  const { headers, staffId } = await someone('operator');
  await looks('王芳', headers);
  await looks('1085', headers);
  await vi.waitFor(async () => {
    market.clock.passes(1_000);
    const own = (await noted()).filter((entry) => entry.staffId === staffId);
    expect(own.map(({ what, times, rows }) => ({ what, times, rows }))).toEqual([
      { what: 'phone', times: 1, rows: 1 },
      { what: 'name', times: 1, rows: 1 },
    ]);
    expect(JSON.stringify(own)).not.toMatch(/王芳|1085|Fang/);
  });
});

test('[A5] an hour has 120 look-ups of one person; at 60 health names them, and numbers stay free', async () => {
  const { headers } = await staffSession(market, 'operator', { name: 'Looks Often' });
  const told = async () => {
    const answer = await fetch(`${url}/api/v1/office/health`, { headers });
    return ((await answer.json()) as { lookUps: { name: string; times: number }[] }).lookUps;
  };
  for (let n = 0; n < MANY_LOOK_UPS - 1; n += 1) await looks('王芳', headers);
  market.clock.passes(1_000);
  expect(await told()).toEqual([]);
  await looks('王芳', headers);
  await vi.waitFor(async () => {
    market.clock.passes(1_000);
    expect(await told()).toEqual([{ name: 'Looks Often', times: MANY_LOOK_UPS }]);
  });
  for (let n = MANY_LOOK_UPS; n < LOOK_UPS_AN_HOUR; n += 1)
    expect((await looks('王芳', headers)).status).toBe(200);
  const { status, body } = await looks('王芳', headers);
  expect({ status, ...body }).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  expect(body.retryAfterMs).toBeGreaterThan(0);
  expect(body.retryAfterMs).toBeLessThanOrEqual(HOUR);
  expect((await fetch(`${url}/api/v1/office/orders?q=1085`, { headers })).status).toBe(200);
  // Somebody else has their own.
  expect((await looks('王芳', (await someone('operator')).headers)).status).toBe(200);
});

test('[A5] how many can be found by now is told without a look-up', async () => {
  const { headers } = await someone('operator');
  const { order } = (await stores.readers.orderById(orderIds[2]!))!;
  await keeps(order.buyerId, { name: '何晓明', phone: '+8613800006666', address: 'Dali 4' });
  const progress = async () =>
    (await fetch(`${url}/api/v1/office/people`, { headers })).json() as Promise<FoundPeople['index']>;
  const before = await progress();
  expect(before.found).toBe(before.all - 1);
  expect(namesOf(await looks('何晓明', headers))).toEqual([]);
  await tagged();
  expect(await progress()).toEqual({ found: before.all, all: before.all });
  expect(namesOf(await looks('何晓明', headers))).toEqual(['何晓明']);
});
