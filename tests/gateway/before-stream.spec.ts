import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { type BeforeStream, beforeStream } from '../../shared/contract/before-stream.ts';
import type { CopiedStream } from '../../shared/contract/copy-stream.ts';
import { DAY } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let market: AuditMarket;
let url: string;
let assistant: Awaited<ReturnType<typeof staffSession>>;
let next: CopiedStream['stream'];

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(60, 2_990);
  await market.adds(40, 4_200);
  accepted(await market.floor('stream:go-live', {}));
  const sells = async (priceMinor: number) => {
    const buyer = await market.buyer();
    await market.takes(buyer, 1, 1, priceMinor);
    await market.orders(buyer, [[1, 1, priceMinor]]);
  };
  await sells(2_990);
  accepted(
    await market.floor('lineup:set-price', {
      itemNumber: 1,
      version: await market.version(1),
      priceMinor: 2_490,
    }),
  );
  await sells(2_490);
  accepted(
    await market.floor('lineup:set-price', {
      itemNumber: 1,
      version: await market.version(1),
      priceMinor: 2_790,
    }),
  );
  accepted(await market.floor('stream:end', {}));
  await market.passes(10 * DAY);
  assistant = await staffSession(market, 'assistant');
  const asked = {
    key: market.ids.next(),
    title: 'Next',
    from: 'audit-day',
    scheduledAtMs: market.clock.nowMs(),
  };
  next = accepted(
    await market.app.application.copyStream(market.host, asked, { isPracticeOff: false }),
  ).stream;
});
afterAll(() => market.close());

async function looks(headers: Record<string, string>) {
  const answer = await fetch(`${url}/api/v1/streams/${next.slug}/checklist`, { headers });
  return { status: answer.status, body: (await answer.json()) as BeforeStream & { code?: string } };
}

test('[S14] each price stands beside what was charged for the product lately, and each origin with what it costs', async () => {
  const host = await staffSession(market, 'host', market.host);
  const { status, body } = await looks(host.headers);
  expect(status).toBe(200);
  expect(beforeStream.safeParse(body).error).toBeUndefined();
  // The flash floor is not named; the sale was ten days ago.
  expect(body.prices).toEqual([
    {
      itemNumber: 1,
      priceMinor: 2_790,
      floorMinor: null,
      low7Minor: null,
      low14Minor: 2_490,
      low30Minor: 2_490,
    },
    {
      itemNumber: 2,
      priceMinor: 4_200,
      floorMinor: null,
      low7Minor: null,
      low14Minor: null,
      low30Minor: null,
    },
  ]);
  expect(body.origins).toEqual([{ origin: '', products: 2, isFree: true, hasDays: false }]);
  const table = { tiers: null, capMinor: 800, freeFromMinor: null };
  const asked = { key: market.ids.next(), version: 0, origin: '', table };
  const at = market.clock.steadyMs();
  accepted(await market.app.application.console(market.host, next.streamId, 'shipping:set', asked, at));
  expect((await looks(host.headers)).body.origins).toMatchObject([{ isFree: false }]);
});

test('[S14] [A1] floor prices are for whose eyes they are; to nobody else there is such a stream', async () => {
  const { application, engines } = market.app;
  const productId = await engines
    .stream(next.streamId)
    .then((engine) => engine!.read(({ items }) => items.get(2)!.productId));
  accepted(
    await application.changeProduct(market.host, productId, null, {
      key: market.ids.next(),
      floorMinor: 3_000,
    }),
  );
  const grants = async (granted: ('pin' | 'flash')[]) => {
    const request = { key: market.ids.next(), staffId: assistant.staffId, grants: granted };
    const at = market.clock.steadyMs();
    accepted(await application.console(market.host, next.streamId, 'stream:grant', request, at));
  };
  expect((await looks(assistant.headers)).status).toBe(404);
  await grants(['pin']);
  expect((await looks(assistant.headers)).body.prices.map(({ floorMinor }) => floorMinor)).toEqual([
    null,
    null,
  ]);
  const added = { key: market.ids.next(), productId, units: 0 };
  accepted(
    await application.console(market.host, next.streamId, 'lineup:add', added, market.clock.steadyMs()),
  );
  // A lineup keeps the floor that the catalogue had when the product came in.
  await grants(['flash']);
  expect((await looks(assistant.headers)).body.prices.map(({ floorMinor }) => floorMinor)).toEqual([
    null,
    null,
    3_000,
  ]);
  await grants(['pin']);
  expect((await looks(assistant.headers)).body.prices[2]).toMatchObject({ floorMinor: null });
  const packer = await staffSession(market, 'packer');
  expect((await looks(packer.headers)).status).toBe(403);
});
