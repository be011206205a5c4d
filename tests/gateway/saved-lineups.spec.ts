import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { CopiedStream } from '../../shared/contract/copy-stream.ts';
import { MAX_LINEUPS_OF_ONE } from '../../shared/contract/lineup-lists.ts';
import { type SavedLineup, savedLineups } from '../../shared/contract/saved-lineups.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

type Headers = Record<string, string>;

let market: AuditMarket;
let url: string;
let host: Headers;
let another: Headers;
let operator: Headers;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  host = (await staffSession(market, 'host', market.host)).headers;
  another = (await staffSession(market, 'host')).headers;
  operator = (await staffSession(market, 'operator')).headers;
  await market.adds(60, 2_990, 3);
  await market.adds(40, 4_200);
});
afterAll(() => market.close());

async function asks<Body>(method: string, path: string, headers: Headers, body?: object) {
  const sent = { ...headers, Origin: url, ...(body && { 'Content-Type': 'application/json' }) };
  const answer = await fetch(`${url}/api/v1/${path}`, {
    ...{ method, headers: sent },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body & { code?: string; field?: string } };
}

async function listed(headers: Headers): Promise<SavedLineup[]> {
  const { body } = await asks<{ lineups: SavedLineup[] }>('GET', 'console/lineups', headers);
  expect(savedLineups.safeParse(body).error).toBeUndefined();
  return body.lineups;
}

const saves = (name: string, headers = host) =>
  asks<SavedLineup>('POST', 'streams/audit-day/lineup', headers, { key: market.ids.next(), name });
const begins = (more: object, headers = host) =>
  asks<CopiedStream>('POST', 'console/streams/copy', headers, {
    ...{ key: market.ids.next(), title: 'Tuesday', scheduledAtMs: market.clock.nowMs(), ...more },
  });

test('[S15] a lineup is saved under a name, and a new stream begins with it', async () => {
  const saved = await saves('Basics');
  expect(saved).toMatchObject({
    status: 200,
    body: { name: 'Basics', currency: 'CNY', products: 2, isMine: true },
  });
  const [lineup] = await listed(host);
  expect(lineup).toEqual(saved.body);
  // What happens in the stream afterwards changes nothing of it.
  const version = await market.version(1);
  await market.floor('lineup:set-price', { itemNumber: 1, version, priceMinor: 1_000 });
  const { status, body } = await begins({ lineup: lineup!.lineupId });
  expect(status).toBe(200);
  expect(body).toMatchObject({ added: 2, refused: [], short: [] });
  const engine = (await market.app.engines.stream(body.stream.streamId))!;
  const items = await engine.read((state) =>
    [...state.items.values()].map(({ listPriceMinor, buyerLimit, available }) => [
      ...[listPriceMinor, buyerLimit, available],
    ]),
  );
  expect(items).toEqual([
    [2_990, 3, 60],
    [4_200, null, 40],
  ]);
});

test('[S15] the same name is the same lineup, as it is saved last', async () => {
  const [before] = await listed(host);
  await market.passes(1_000);
  expect((await saves('Basics')).body.lineupId).toBe(before!.lineupId);
  const again = await listed(host);
  expect(again).toHaveLength(1);
  expect(again[0]!.savedAtMs).toBeGreaterThan(before!.savedAtMs);
});

test('[S15] [A1] a host sees their own and the shop’s; what is another’s is not there', async () => {
  const own = (await listed(host))[0]!;
  expect(await listed(another)).toEqual([]);
  expect((await begins({ lineup: own.lineupId }, another)).status).toBe(404);
  expect((await saves('Mine', another)).status).toBe(404);
  const shops = await saves('For all', operator);
  expect(shops.body).toMatchObject({ isShops: true, isMine: true });
  expect(await listed(another)).toMatchObject([{ name: 'For all', isShops: true }]);
  expect((await listed(another))[0]).not.toHaveProperty('isMine');
  expect((await begins({ lineup: shops.body.lineupId }, another)).status).toBe(200);
  const deletes = (headers: Headers) => asks('DELETE', `console/lineups/${shops.body.lineupId}`, headers);
  expect((await deletes(another)).status).toBe(404);
  expect(await deletes(operator)).toMatchObject({ status: 200, body: { lineups: [{ name: 'Basics' }] } });
  expect((await deletes(operator)).status).toBe(404);
  expect(await listed(another)).toEqual([]);
});

test('[S15] one owner has at most 20; a copy names a stream or a lineup, not both', async () => {
  for (let n = 1; n < MAX_LINEUPS_OF_ONE; n += 1) expect((await saves(`No. ${n}`)).status).toBe(200);
  expect(await saves('One more')).toMatchObject({
    status: 400,
    body: { code: 'BAD_REQUEST', field: 'name' },
  });
  expect((await saves('Basics')).status).toBe(200);
  const [lineup] = await listed(host);
  const both = await begins({ lineup: lineup!.lineupId, from: 'audit-day' });
  expect(both).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', field: 'from' } });
  expect((await begins({})).status).toBe(400);
});
