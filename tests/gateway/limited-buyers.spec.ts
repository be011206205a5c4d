import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import type { OfficeBuyer, OfficeBuyers } from '../../shared/contract/office-buyers.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000 });

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let operator: Record<string, string>;
let ana: HouseBuyer;

beforeEach(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  operator = (await staffSession(market, 'operator')).headers;
  ana = await market.buyer();
  await market.takes(ana, 1, 1, 1_990);
  await market.orders(ana, [[1, 1, 1_990]]);
});
afterEach(() => market.close());

async function posts(path: string, body: object, headers = operator) {
  const answer = await fetch(`${url}/api/v1/office/buyers/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify({ key: market.ids.next(), ...body }),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { limit: OfficeBuyer['limit']; code?: string },
  };
}
async function reads<Reply>(path: string): Promise<Reply> {
  const answer = await fetch(`${url}/api/v1/office/buyers${path}`, { headers: operator });
  return (await answer.json()) as Reply;
}
const limits = (buyerId: string, days = 7) => posts('limit', { buyerId, days, reason: 'unpaid' });
/** Each way to ask for units, and to ask what they would cost. */
async function tries(actor: HouseBuyer): Promise<(string | undefined)[]> {
  const { application } = market.app;
  const at = () => market.clock.steadyMs();
  const asked = { key: market.ids.next(), itemNumber: 1, units: 1 };
  const add = { ...asked, seenPriceMinor: 1_990 };
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }];
  const order = {
    ...{
      key: market.ids.next(),
      lines,
      expectTotalMinor: 9_990,
      addressId: null,
      payment: 'sandbox' as const,
    },
  };
  const wait = { ...asked, key: market.ids.next() };
  const answers = [
    await application.live(actor, market.streamId, 'cart:add', add, at(), null),
    await application.live(actor, market.streamId, 'waitlist:join', wait, at(), null),
    await application.live(actor, market.streamId, 'order:place', order, at(), null),
    await application.orderQuote(actor, market.streamId, { lines, addressId: null }, at()),
  ];
  return answers.map((answer) => (answer.ok ? undefined : answer.code));
}
const ALL = Array(4).fill('BUYER_RESTRICTED');

test('[B11] a buyer is limited, reads it at each tap, and may order again once it is lifted', async () => {
  const { buyerId } = ana;
  expect(await tries(ana)).not.toContain('BUYER_RESTRICTED');
  const { status, body } = await limits(buyerId);
  expect([status, body.limit]).toEqual([
    200,
    expect.objectContaining({ reason: 'unpaid', by: expect.any(String) }),
  ]);
  expect(await tries(ana)).toEqual(ALL);
  expect((await reads<OfficeBuyer>(`/${buyerId}`)).limit).toEqual(body.limit);
  const { buyers } = await reads<OfficeBuyers>('');
  expect(buyers.find((each) => each.buyerId === buyerId)?.limitedUntilMs).toBe(body.limit!.untilMs);
  // Whoever else there is may order as before.
  expect(await tries(await market.buyer())).not.toContain('BUYER_RESTRICTED');
  expect((await posts('lift', { buyerId })).body).toEqual({ limit: null });
  expect(await tries(ana)).not.toContain('BUYER_RESTRICTED');
});

test('[B11] it is over by itself once its day begins', async () => {
  const { body } = await limits(ana.buyerId, 1);
  expect(await tries(ana)).toEqual(ALL);
  market.clock.passes(body.limit!.untilMs - market.clock.nowMs());
  expect((await reads<OfficeBuyer>(`/${ana.buyerId}`)).limit).toBeNull();
  expect(await tries(ana)).not.toContain('BUYER_RESTRICTED');
});

test('[B11] [B2] a merge takes the limit along, and lifting it frees the buyer under every id', async () => {
  const ben = await market.buyer();
  await limits(ana.buyerId);
  await stores.directory.addAlias(ana.buyerId, ben.buyerId, market.clock.nowMs());
  const { buyerId, allIds } = await stores.directory.identity(ana.buyerId);
  const merged = { ...ben, buyerId, allIds };
  expect(await tries(merged)).toEqual(ALL);
  expect((await reads<OfficeBuyer>(`/${buyerId}`)).limit).not.toBeNull();
  await posts('lift', { buyerId });
  expect(await tries(merged)).not.toContain('BUYER_RESTRICTED');
});

test('[B11] it outlasts a restart', async () => {
  await limits(ana.buyerId);
  await market.restarts(0);
  expect(await tries(ana)).toEqual(ALL);
});

test('[B11] [A1] operators alone, for a closed list of reasons and at most a year', async () => {
  const { buyerId } = ana;
  const host = await staffSession(market, 'host');
  const asked = { buyerId, days: 7, reason: 'unpaid' };
  expect((await posts('limit', asked, host.headers)).status).toBe(403);
  expect((await posts('lift', { buyerId }, host.headers)).status).toBe(403);
  for (const wrong of [{ days: 0 }, { days: 366 }, { reason: 'because he is Mr. Li' }, { note: 'x' }])
    expect([wrong, (await posts('limit', { ...asked, ...wrong })).status]).toEqual([wrong, 400]);
});
