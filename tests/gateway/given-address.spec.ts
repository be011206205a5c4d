import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { ActivityPage } from '../../shared/contract/activity.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let market: AuditMarket;
let url: string;
let orderId: string;
let buyerId: string;
let operator: Record<string, string>;
let host: Record<string, string>;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  const ana = await market.buyer();
  buyerId = ana.buyerId;
  await market.takes(ana, 1, 1, 1_990);
  ({ orderId } = await market.orders(ana, [[1, 1, 1_990]]));
  operator = (await staffSession(market, 'operator', { name: 'Amei' })).headers;
  host = (await staffSession(market, 'host', { staffId: market.host.staffId })).headers;
});
afterAll(() => market.close());

const elsewhere = { name: 'Lan', phone: '13800007001', address: 'Shaxi, Temple Road 9' };
async function gives(of: object = {}, headers = operator) {
  const answer = await fetch(`${url}/api/v1/office/orders/address`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ key: market.ids.next(), orderId, ...elsewhere, ...of }),
  });
  const body = (await answer.json()) as { seq?: number; code?: string; field?: string; reason?: string };
  return { status: answer.status, body };
}
async function addressNow() {
  const { directory, readers } = market.stores;
  const { order } = (await readers.orderById(orderId))!;
  const [address] = await directory.addresses([order.addressId!]);
  return { owner: address!.buyerId, contact: market.app.secrets.open(address!.buyerId, address!.sealed) };
}
const reads = async <Body>(path: string) =>
  (await (await fetch(`${url}/api/v1${path}`, { headers: operator })).json()) as Body;

test('[O10] [A2] an order goes where the shop says, as its buyer’s own address, and the timeline names who did it', async () => {
  const key = market.ids.next();
  const { status, body } = await gives({ key });
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toContain('Shaxi');
  expect(await addressNow()).toEqual({
    owner: buyerId,
    contact: { name: 'Lan', phone: '+8613800007001', address: 'Shaxi, Temple Road 9' },
  });
  // The same key again is the same act; with another address it is none.
  expect((await gives({ key })).body.seq).toBe(body.seq);
  expect((await gives({ key, address: 'Shaxi, Temple Road 10' })).body).toMatchObject({ code: 'KEY_REUSED' });
  expect(await market.stores.directory.addressesOf([buyerId])).toHaveLength(2);
  const reference = market.app.engines.referenceOf(
    market.streamId,
    (await market.stores.readers.orderById(orderId))!.order.number,
  );
  const { timeline } = await reads<OfficeOrder>(`/office/orders/${reference}`);
  const act = timeline.find(({ type }) => type === 'order_address_changed');
  expect(act).toMatchObject({ by: { who: 'staff', name: 'Amei', role: 'operator' } });
  expect(JSON.stringify(timeline)).not.toContain('Shaxi');
  const row = (await market.stores.readers.streamById(market.streamId))!;
  const { entries } = await reads<ActivityPage>(`/streams/${row.slug}/activity`);
  expect(entries).toContainEqual(expect.objectContaining({ type: 'order_address_changed' }));
});

test('[O10] the host of the stream may as well; nobody else, and nothing is kept for who may not', async () => {
  expect((await gives({ address: 'Shaxi, Bridge 3' }, host)).status).toBe(200);
  const kept = (await market.stores.directory.addressesOf([buyerId])).length;
  const another = (await staffSession(market, 'host')).headers;
  expect(await gives({ address: 'Shaxi, Bridge 4' }, another)).toMatchObject({ status: 404 });
  for (const role of ['assistant', 'producer', 'analyst', 'packer'] as const) {
    const { headers } = await staffSession(market, role);
    expect([role, (await gives({ address: 'Shaxi, Bridge 4' }, headers)).status]).toEqual([role, 403]);
  }
  expect((await gives({ address: 'Shaxi, Bridge 4' }, {})).status).toBe(401);
  expect(await market.stores.directory.addressesOf([buyerId])).toHaveLength(kept);
});

test('[O10] what prevents a delivery names its field, and somebody else’s address is none for it', async () => {
  for (const [field, of] of Object.entries({
    name: { name: '' },
    phone: { phone: '123' },
    address: { address: 'x' },
  }))
    expect(await gives(of)).toMatchObject({ status: 400, body: { field } });
  expect(await gives({ country: 'FR' })).toMatchObject({ status: 400 });
  expect(await gives({ orderId: market.ids.next() })).toMatchObject({ status: 404 });
  const bo = await market.buyer();
  const before = await addressNow();
  const refused = await market.floor('order:give-address', { orderId, addressId: bo.addressId });
  expect(refused).toMatchObject({ ok: false, code: 'ADDRESS_REQUIRED' });
  expect(await addressNow()).toEqual(before);
});
