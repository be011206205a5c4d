import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { type CopiedStream, copiedStream } from '../../shared/contract/copy-stream.ts';
import type { ShippingTerms } from '../../shared/market/shipping/contract.ts';
import type { StreamTermsView } from '../../shared/market/stream/terms.ts';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let market: AuditMarket;
let url: string;
let host: Record<string, string>;
let productIds: string[];

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  host = (await staffSession(market, 'host', market.host)).headers;
  // A good of 2 × n units in the warehouse, of which n are in the stream.
  await market.adds(60, 2_990, 3);
  await market.adds(40, 4_200);
  await market.adds(30, 1_000);
  await market.adds(5, 700);
  const engine = (await market.app.engines.stream(market.streamId))!;
  productIds = await engine.read(({ items }) => [...items.values()].map(({ productId }) => productId));
  const version = async () => engine.read(({ shipping }) => shipping.version);
  const table = { tiers: [{ upToGrams: 1_000, feeMinor: 600 }], capMinor: null, freeFromMinor: 8_800 };
  accepted(await market.floor('shipping:set', { version: await version(), origin: '', table }));
  const { body } = await asks<StreamTermsView>('streams/audit-day/terms');
  const terms = { ...body.terms, payMs: 20 * MINUTE, targetMinor: 300_000, plannedMs: 90 * MINUTE };
  accepted(await market.floor('stream:set-terms', { version: body.version, terms }));
  accepted(
    await market.floor('lineup:set-price', {
      itemNumber: 2,
      version: await market.version(2),
      priceMinor: 3_900,
    }),
  );
  accepted(await market.floor('lineup:remove', { itemNumber: 3, version: await market.version(3) }));
  const { lineupVersion } = await market.app.application.consoleFrame(market.streamId);
  accepted(await market.floor('lineup:reorder', { order: [4, 1, 2], version: lineupVersion }));
  const voucher = {
    off: { kind: 'amount' as const, offMinor: 100 },
    fromMinor: 500,
    scope: { kind: 'shop' as const },
  };
  accepted(
    await market.floor('voucher:create', {
      ...{ ...voucher, fundedBy: 'host', startsAtMs: null, endsAtMs: market.clock.nowMs() + DAY },
      ...{ cap: 50, perBuyerCap: 1 },
    }),
  );
});
afterAll(() => market.close());

async function asks<Body>(
  path: string,
  { headers = host, body }: { headers?: Record<string, string>; body?: object } = {},
) {
  const sent = body && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'Content-Type': 'application/json', Origin: url },
  };
  const answer = await fetch(`${url}/api/v1/${path}`, sent ?? { headers });
  return { status: answer.status, body: (await answer.json()) as Body & { code?: string } };
}

const aCopy = (more: object = {}) => ({
  ...{ key: market.ids.next(), title: 'The same again', from: 'audit-day' },
  ...{ scheduledAtMs: market.clock.nowMs() + 7 * DAY, ...more },
});

async function copies(asked: object) {
  const answer = await asks<CopiedStream>('console/streams/copy', { body: asked });
  expect(answer.status).toBe(200);
  expect(copiedStream.safeParse(answer.body).error).toBeUndefined();
  return answer.body;
}

const stateOf = async (streamId: string) =>
  (await market.app.engines.stream(streamId))!.read((state) => structuredClone({ ...state, orders: null }));
const warehouse = (productId: string) =>
  market.app.engines.shop.read(({ products }) => products.get(productId)?.warehouseUnits);

test('[S13] a copy sells the same: prices, limits, order, terms and shipping, and no voucher', async () => {
  const { stream, added, short, refused } = await copies(aCopy());
  expect({ added, short, refused }).toEqual({ added: 3, short: [], refused: [] });
  expect(stream).toMatchObject({
    title: 'The same again',
    status: 'SCHEDULED',
    currency: 'CNY',
    rehearsalOf: null,
  });
  const state = await stateOf(stream.streamId);
  const inOrder = state.order.map((itemNumber) => state.items.get(itemNumber)!);
  const told = inOrder.map(({ productId, listPriceMinor, buyerLimit, available }) => [
    productIds.indexOf(productId) + 1,
    ...[listPriceMinor, buyerLimit, available],
  ]);
  // Of the removed one nothing; the order is the bag's.
  expect(told).toEqual([
    [4, 700, null, 5],
    [1, 2_990, 3, 60],
    [2, 3_900, null, 40],
  ]);
  expect(state.vouchers.size).toBe(0);
  expect(state.settings).toMatchObject({ payMs: 20 * MINUTE, targetMinor: 300_000, plannedMs: 90 * MINUTE });
  const { body } = await asks<ShippingTerms>(`streams/${stream.slug}/shipping`);
  expect(body.origins).toMatchObject([{ origin: '', table: { freeFromMinor: 8_800 } }]);
  // The units have left the warehouse.
  expect(await Promise.all(productIds.map(warehouse))).toEqual([0, 0, 30, 0]);
});

test('[S13] units are what the warehouse has, and what is not sold any more is named with the reason', async () => {
  const [first = '', second = ''] = productIds;
  const { application, engines } = market.app;
  const stocked = { key: market.ids.next(), unitsDelta: 7 };
  accepted(await application.changeProduct(market.host, first, null, stocked));
  const gone = { key: market.ids.next(), isArchived: true };
  accepted(await application.changeProduct(market.host, second, null, gone));
  const { stream, added, short, refused } = await copies(aCopy());
  expect(added).toBe(2);
  expect(short.map(({ productId, units, wanted }) => [productId, units, wanted])).toEqual([
    [productIds[3], 0, 5],
    [first, 7, 60],
  ]);
  expect(refused).toEqual([{ productId: second, name: 'Good at 4200', code: 'PRODUCT_ARCHIVED' }]);
  expect((await stateOf(stream.streamId)).order).toEqual([1, 2]);
  expect(await engines.shop.read(({ products }) => products.get(first)?.warehouseUnits)).toBe(0);
});

test('[S13] [I1] the same key again makes nothing twice, and leaves what the host changed meanwhile', async () => {
  const asked = aCopy({ title: 'Once' });
  const first = await copies(asked);
  const { streamId } = first.stream;
  const itemNumber = (await stateOf(streamId)).order[0]!;
  const version = (await stateOf(streamId)).items.get(itemNumber)!.version;
  const removal = { key: market.ids.next(), itemNumber, version };
  accepted(
    await market.app.application.console(
      market.host,
      streamId,
      'lineup:remove',
      removal,
      market.clock.steadyMs(),
    ),
  );
  const { seq } = await stateOf(streamId);
  const again = await copies(asked);
  expect(again.stream.streamId).toBe(streamId);
  expect({ ...again, stream: null }).toEqual({ ...first, stream: null });
  expect((await stateOf(streamId)).seq).toBe(seq);
  const other = await asks('console/streams/copy', { body: { ...asked, title: 'Twice' } });
  expect(other).toMatchObject({ status: 409, body: { code: 'KEY_REUSED' } });
});

test('[S13] [A1] a stream is copied by its host and operators; a rehearsal by nobody', async () => {
  const another = (await staffSession(market, 'host')).headers;
  expect((await asks('console/streams/copy', { headers: another, body: aCopy() })).status).toBe(404);
  expect((await asks('console/streams/copy', { body: aCopy({ from: 'nothing-here' }) })).status).toBe(404);
  const operator = (await staffSession(market, 'operator')).headers;
  expect((await asks('console/streams/copy', { headers: operator, body: aCopy() })).status).toBe(200);
  const packer = (await staffSession(market, 'packer')).headers;
  expect((await asks('console/streams/copy', { headers: packer, body: aCopy() })).status).toBe(403);
  const rehearsal = await asks<{ slug: string }>('console/streams/audit-day/rehearsal', { body: {} });
  const refused = await asks('console/streams/copy', { body: aCopy({ from: rehearsal.body.slug }) });
  expect(refused).toMatchObject({ status: 409, body: { code: 'REHEARSAL' } });
});
