import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import type { BuyerContacts, OfficeBuyer, OfficeBuyers } from '../../shared/contract/office-buyers.ts';
import type { OfficeOrders } from '../../shared/contract/office-orders.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let operator: Record<string, string>;
let orderIds: string[];

beforeAll(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  ({ orderIds } = await playAuditDay(market));
  operator = (await staffSession(market, 'operator')).headers;
});
afterAll(() => market.close());

async function asks<Reply>(path: string, headers = operator) {
  const answer = await fetch(`${url}/api/v1/office${path}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Reply & { code?: string; field?: string } };
}
const list = async (query = '') => (await asks<OfficeBuyers>(`/buyers${query}`)).body;
const orders = async (query: string) => (await asks<OfficeOrders>(`/orders?${query}&limit=200`)).body.orders;

test('[A7] every order of the market is of one buyer in the list, and nothing says who that is', async () => {
  const { buyers, next } = await list('?limit=200');
  expect(next).toBeNull();
  const all = await orders('');
  expect(buyers.reduce((sum, buyer) => sum + buyer.orders, 0)).toBe(all.length);
  const text = JSON.stringify(buyers);
  for (const { order } of await Promise.all(
    all.map(async ({ orderId }) => (await stores.readers.orderById(orderId))!),
  ))
    for (const own of ['Ana', 'Jianchuan 1', order.addressId!]) expect(text).not.toContain(own);
});

test('[A7] [A6] each number of a buyer’s page is a list of exactly those orders, and their money', async () => {
  const { buyers } = await list('?sort=orders&limit=200');
  for (const { buyerId } of buyers) {
    const { body: buyer } = await asks<OfficeBuyer>(`/buyers/${buyerId}`);
    const counted = {
      orders: await orders(`buyer=${buyerId}`),
      bought: await orders(`buyer=${buyerId}&bought=any`),
      unpaid: await orders(`buyer=${buyerId}&state=PLACED`),
      underway: await orders(`buyer=${buyerId}&state=PAID`),
      claims: await orders(`buyer=${buyerId}&claim=any`),
      openClaims: await orders(`buyer=${buyerId}&claim=open`),
    };
    for (const [what, rows] of Object.entries(counted))
      expect([what, buyer[what as keyof typeof counted]]).toEqual([what, rows.length]);
    const spentMinor = counted.bought.reduce((sum, row) => sum + row.totalMinor - row.refundedMinor, 0);
    expect(buyer.spent).toEqual([{ currency: 'CNY', minor: spentMinor }]);
    expect(buyer.devices).toBeGreaterThanOrEqual(1);
  }
});

test('[A7] page by page nobody is left out or told twice', async () => {
  const whole = (await list('?limit=200')).buyers.map(({ buyerId }) => buyerId);
  const seen: string[] = [];
  for (let after = ''; ; ) {
    const { buyers, next } = await list(`?limit=2${after}`);
    seen.push(...buyers.map(({ buyerId }) => buyerId));
    if (!next) break;
    after = `&after=${next}`;
  }
  expect(seen).toEqual(whole);
  expect(seen.length).toBeGreaterThan(3);
});

test('[A3] [A7] who it is opens by a question of its own, which stands in the security log', async () => {
  const { order } = (await stores.readers.orderById(orderIds[0]!))!;
  const { body } = await asks<BuyerContacts>(`/buyers/${order.buyerId}/contacts`);
  expect(body.contacts.length).toBeGreaterThan(0);
  expect(body.contacts[0]).toMatchObject({ name: expect.stringContaining('Ana') });
  await vi.waitFor(async () => {
    market.clock.passes(1_000);
    const asked = { kind: 'data_read' as const, sinceMs: null, untilMs: null, after: null, limit: 100 };
    expect(await stores.security.page(asked)).toContainEqual(
      expect.objectContaining({ what: 'buyer', about: order.buyerId, rows: body.contacts.length }),
    );
  });
});

test('[A3] the address that an order goes to is told apart, of an order of this buyer alone', async () => {
  const { order } = (await stores.readers.orderById(orderIds[0]!))!;
  const { body: found } = await asks<{ orders: { reference: string; buyerId?: string }[] }>(
    `/orders?buyer=${order.buyerId}`,
  );
  const { reference } = found.orders.find((each) => each.reference.endsWith(`-${order.number}`))!;
  const told = async (buyerId: string) =>
    (await asks<BuyerContacts>(`/buyers/${buyerId}/contacts?order=${reference}`)).body;
  const { sendsTo, contacts } = await told(order.buyerId);
  const [kept] = (await stores.directory.addresses([order.addressId!])).map(({ addressId }) => addressId);
  expect(kept).toBe(order.addressId);
  expect(sendsTo).toMatchObject({ name: expect.stringContaining('Ana') });
  expect(contacts).not.toContainEqual(sendsTo);
  const other = (await list('?limit=200')).buyers.find(({ buyerId }) => buyerId !== order.buyerId)!;
  expect((await told(other.buyerId)).sendsTo).toBeUndefined();
});

test('[A7] bad questions are named, and who nobody is is not found', async () => {
  expect(await asks('/buyers?sort=name')).toMatchObject({ status: 400, body: { field: 'sort' } });
  expect(await asks('/buyers?after=x')).toMatchObject({ status: 400, body: { field: 'after' } });
  expect(await asks('/buyers?limit=201')).toMatchObject({ status: 400, body: { field: 'limit' } });
  const contacts = '/buyers/0190a000-0000-7000-8000-00000000abcd/contacts';
  for (const order of ['x', '12-', '12-1085-1']) {
    expect(await asks(`${contacts}?order=${order}`)).toMatchObject({ status: 400, body: { field: 'order' } });
  }
  expect(await asks('/buyers/somebody')).toMatchObject({ status: 404 });
  expect(await asks('/buyers/0190a000-0000-7000-8000-00000000abcd')).toMatchObject({ status: 404 });
  expect(await asks('/orders?buyer=somebody')).toMatchObject({ status: 400, body: { field: 'buyer' } });
});

test('[A1] [A7] buyers are for operators alone', async () => {
  const { buyers } = await list();
  const paths = ['/buyers', `/buyers/${buyers[0]!.buyerId}`, `/buyers/${buyers[0]!.buyerId}/contacts`];
  for (const role of ['host', 'assistant', 'producer', 'analyst', 'packer'] satisfies StaffRole[]) {
    const { headers } = await staffSession(market, role);
    for (const path of paths)
      expect([role, path, (await asks(path, headers)).status]).toEqual([role, path, 403]);
  }
  for (const path of paths) expect((await asks(path, {})).status).toBe(401);
});
