import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { StreamTeam } from '../../shared/market/stream/team.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

let market: AuditMarket;
let url: string;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
});
afterAll(() => market.close());

async function asks(headers: Record<string, string>, body?: { staffId: string; grants: string[] }) {
  const answer = await fetch(`${url}/api/v1/streams/audit-day/team`, {
    ...(body && { method: 'POST', body: JSON.stringify({ key: market.ids.next(), ...body }) }),
    headers: { ...headers, Origin: url, 'Content-Type': 'application/json' },
  });
  const told = (await answer.json()) as Partial<StreamTeam> & { code?: string };
  return told.people ?? told.code ?? answer.status;
}

test('[A1] who may do what on a stream is read and set by its host and operators alone', async () => {
  const operator = await staffSession(market, 'operator');
  const host = await staffSession(market, 'host', { ...market.host });
  const other = await staffSession(market, 'host', { name: 'Lan' });
  const bai = await staffSession(market, 'assistant', { name: '白', nameEn: 'Bai' });
  const off = await staffSession(market, 'assistant', { name: 'Gone' });
  await staffSession(market, 'packer', { name: 'Packs' });
  await market.stores.directory.changeStaff({
    ...{ changeId: market.ids.next(), atMs: 1, byId: operator.staffId, staffId: off.staffId },
    act: { what: 'off' },
  });
  const people = (grants: string[]) => [
    { staffId: bai.staffId, name: '白', nameEn: 'Bai', role: 'assistant', grants },
    { staffId: other.staffId, name: 'Lan', role: 'host', grants: [] },
  ];
  expect(await asks(operator.headers)).toEqual(people([]));
  expect(await asks(bai.headers)).toBe('FORBIDDEN');
  expect(await asks(other.headers)).toBe('NOT_FOUND');
  const pin = { staffId: bai.staffId, grants: ['pin'] };
  expect(await asks(other.headers, pin)).toBe('NOT_FOUND');
  expect(await asks(host.headers, { ...pin, grants: ['fly'] })).toBe('BAD_REQUEST');
  expect(await asks(host.headers, pin)).toEqual(200);
  expect(await asks(host.headers)).toEqual(people(['pin']));
  // Who may do something here may not let in others.
  await asks(host.headers, { staffId: other.staffId, grants: ['pin'] });
  expect([await asks(other.headers), await asks(other.headers, pin)]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});
