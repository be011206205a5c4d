import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { FoundOrder } from '../../shared/contract/find-order.ts';
import { AuditMarket, phoneOf } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

interface Heard {
  status: number;
  body: Partial<FoundOrder> & { code?: string; retryAfterMs?: number };
}

let market: AuditMarket;
let url: string;
let buyer: HouseBuyer;
let phone: string;
let reference: string;
/** Phones and orders that nobody has, each once. */
let next = 0;
function another(): number {
  next += 1;
  return next;
}

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  // A start numbers the streams that the shop has not named yet.
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  buyer = await market.buyer();
  phone = phoneOf(buyer.buyerId);
  await market.takes(buyer, 1, 2, 1_990);
  const order = await market.orders(buyer, [[1, 2, 1_990]]);
  await market.pays(order.orderId, order.totalMinor);
  ({ reference } = order);
});
afterAll(() => market.close());

const noPhone = () => `+8610199${String(another()).padStart(6, '0')}`;
const noOrder = () => reference.replace(/\d+$/, (number) => String(Number(number) + 1_000 + another()));

/** Asks, and lets so much time pass as nothing found takes. */
async function find(asked: object, { cookie = '' } = {}): Promise<Heard> {
  let isHeard = false;
  const answer = fetch(`${url}/api/v1/orders/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...(cookie && { cookie }) },
    body: JSON.stringify(asked),
  }).finally(() => {
    isHeard = true;
  });
  while (!isHeard) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    market.clock.passes(100);
  }
  const response = await answer;
  return { status: response.status, body: (await response.json()) as Heard['body'] };
}

test('[B7] an order is found by its reference and its phone, however the phone is written', async () => {
  expect(reference).toMatch(/^\d+-\d+$/);
  for (const written of [phone, phone.replace('+86', ''), phone.replace('+86', '0086 ')]) {
    const { status, body } = await find({ reference, phone: written });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      reference,
      ...{ streamTitle: 'Audit day', status: 'PAID', payment: 'sandbox', refundedMinor: 0, parcels: [] },
      lines: [{ name: 'Good at 1990', units: 2, unfilledUnits: 0 }],
    });
  }
});

test('[B7] of who ordered nothing is told', async () => {
  const { body } = await find({ reference, phone });
  const text = JSON.stringify(body);
  for (const own of ['Ana', 'Jianchuan', phone.slice(-6), buyer.buyerId, buyer.addressId]) {
    expect([own, text.includes(own!)]).toEqual([own, false]);
  }
  expect(text).not.toMatch(/orderId|totalMinor|buyerId/);
});

test('[B7] a wrong number and a wrong phone hear the same, after the same time', async () => {
  const heard: [Heard, number][] = [];
  for (const asked of [
    { reference, phone: noPhone() },
    { reference: noOrder(), phone },
    { reference: '999999-1', phone: noPhone() },
  ]) {
    const fromMs = market.clock.steadyMs();
    const answer = await find(asked);
    heard.push([answer, Math.floor((market.clock.steadyMs() - fromMs) / 500)]);
  }
  const { status, body } = heard[0]![0];
  expect([status, body.code]).toEqual([404, 'NOT_FOUND']);
  for (const [answer, halves] of heard) {
    expect(answer).toEqual({ status, body });
    expect(halves).toBeGreaterThanOrEqual(1);
  }
});

test('[B7] one order is tried five times in vain in an hour, whatever phones are tried', async () => {
  const of = noOrder();
  for (let n = 0; n < 5; n += 1) {
    expect((await find({ reference: of, phone: noPhone() })).body.code).toBe('NOT_FOUND');
  }
  const { status, body } = await find({ reference: of, phone: noPhone() });
  expect([status, body.code]).toEqual([429, 'RATE_LIMITED']);
  expect(body.retryAfterMs).toBeGreaterThan(50 * 60_000);
});

test('[B7] and one phone five times, whatever orders are tried', async () => {
  const of = noPhone();
  for (let n = 0; n < 5; n += 1) {
    expect((await find({ reference: noOrder(), phone: of })).body.code).toBe('NOT_FOUND');
  }
  expect((await find({ reference: noOrder(), phone: of })).body.code).toBe('RATE_LIMITED');
});

test('[B7] what is found does not count', async () => {
  for (let n = 0; n < 12; n += 1) expect((await find({ reference, phone })).status).toBe(200);
});

test('[B7] a network tries sixty times in vain; a device that has ordered goes on', async () => {
  let tried = 0;
  while ((await find({ reference: noOrder(), phone: noPhone() })).body.code === 'NOT_FOUND') tried += 1;
  expect(tried).toBeGreaterThan(30);
  expect(tried).toBeLessThanOrEqual(60);
  expect((await find({ reference, phone })).body.code).toBe('RATE_LIMITED');
  const guest = `${buyer.buyerId}.${market.app.secrets.sign('guest', buyer.buyerId)}`;
  expect((await find({ reference, phone }, { cookie: `fairday_guest=${guest}` })).status).toBe(200);
});

test('[B7] what is no reference or no phone is no try', async () => {
  for (const asked of [{ reference: '1085', phone }, { reference, phone: 'x' }, { reference }, {}]) {
    expect((await find(asked)).body.code).toBe('BAD_REQUEST');
  }
});
