import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { OriginDays } from '../../shared/contract/ship-days.ts';
import type { AboutShopView } from '../../shared/contract/shop.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

let market: AuditMarket;
let url: string;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
});
afterAll(() => market.close());

async function asks<Reply>(path: string, headers: Record<string, string>, body?: object) {
  const answer = await fetch(`${url}/api/v1/shop${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify({ key: market.ids.next(), ...body }) }),
    headers: { ...headers, Origin: url, 'Content-Type': 'application/json' },
  });
  return (await answer.json()) as Reply;
}

test('[B6] who said last who sells, and when, is for operators alone', async () => {
  const operator = await staffSession(market, 'operator', { name: '段丽华', nameEn: 'Duan Lihua' });
  const host = await staffSession(market, 'host', { name: 'Lan' });
  const { version, about, changed } = await asks<AboutShopView>('', operator.headers);
  expect(changed).toBeUndefined();
  await asks('', operator.headers, { version, about: { ...about, name: '剑川赶集' } });
  const said = await asks<AboutShopView>('', operator.headers);
  expect(said.changed).toEqual({ by: '段丽华', byEn: 'Duan Lihua', atMs: expect.any(Number) });
  for (const headers of [host.headers, {}])
    expect((await asks<AboutShopView>('', headers)).changed).toBeUndefined();
});

test('[P4] who said last how long an origin takes stands beside it', async () => {
  const operator = await staffSession(market, 'operator', { name: 'Mei' });
  await market.app.application.createProduct(market.host, {
    ...{ key: market.ids.next(), name: 'Tea', producer: 'Farm', origin: '弥沙' },
    ...{ priceMinor: 1_990, currency: 'CNY', warehouseUnits: 5 },
  });
  const list = async () => (await asks<{ origins: OriginDays[] }>('/origins', operator.headers)).origins;
  const [first] = await list();
  expect(first!.changed).toBeUndefined();
  const { origin, version } = first!;
  await asks('/origins', operator.headers, { origin, version, days: { packDays: 2, travelDays: 3 } });
  const after = (await list()).find((each) => each.origin === origin);
  expect(after!.changed).toEqual({ by: 'Mei', atMs: expect.any(Number) });
});
