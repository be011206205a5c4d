import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { replay } from '../../server/audit/replay.ts';
import { untilOf } from '../../server/cli/replay.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
let ledger: Ledger;
let streamId: string;
let buyerId: string;

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  streamId = market.streamId;
  await market.adds(10, 2_990);
  accepted(await market.floor('stream:go-live', {}));
  market.clock.passTo(at('20:00'));
  const flash = accepted(
    await market.floor('flash-sale:start', {
      itemNumber: 1,
      version: await market.version(1),
      priceMinor: 1_990,
      startsAtMs: null,
      durationSeconds: 300,
      prelaunchSeconds: 0,
      cap: 5,
      perBuyerCap: 2,
      afterEnd: 'list',
      fundedBy: 'producer',
    }),
  );
  market.clock.passTo(at('20:01'));
  const buyer = await market.buyer();
  buyerId = buyer.buyerId;
  await market.takes(buyer, 1, 2, 1_990, flash.flashId);
  market.clock.passTo(at('20:02'));
  const order = await market.orders(buyer, [[1, 2, 1_990]]);
  market.clock.passTo(at('20:03'));
  await market.pays(order.orderId, order.totalMinor);
  await market.passes(4 * 60_000);
  await market.close();
  await stores.close();
  ledger = openSqliteLedger(ground.file);
});
afterAll(async () => {
  await ledger.close();
  ground.remove();
});

const moment = (until: { seq: number } | { atMs: number }, buyer: string | null = null) =>
  replay(ledger, streamId, until, buyer);

test('at an instant the stream is as it was: price in force, timer, stock, cart, orders', async () => {
  const before = await moment({ atMs: at('20:01:30') }, buyerId);
  expect(before!.lineup[0]).toMatchObject({
    priceMinor: 1_990,
    stock: { available: 8, held: 2, unpaid: 0, sold: 0 },
    flash: { phase: 'running', free: 3, endsAtMs: at('20:05') },
  });
  expect(before!.cart!.lines[0]).toMatchObject({
    itemNumber: 1,
    holds: [{ units: 2, unitPriceMinor: 1_990 }],
  });
  expect(before!.orders).toEqual({ placed: 0, paid: 0, expired: 0, cancelled: 0 });

  const placed = await moment({ atMs: at('20:02') }, buyerId);
  expect(placed!.orders.placed).toBe(1);
  expect(placed!.lineup[0]!.stock).toMatchObject({ held: 0, unpaid: 2 });
  expect(placed!.cart!.lines).toEqual([]);

  const after = await moment({ atMs: at('20:06') });
  expect(after!.lineup[0]).toMatchObject({ priceMinor: 2_990, stock: { available: 8, sold: 2 } });
  expect(after!.orders).toMatchObject({ placed: 1, paid: 1 });
});

test('[T5] the end of a flash is not inside it any more', async () => {
  expect((await moment({ atMs: at('20:04:59.999') }))!.lineup[0]!.priceMinor).toBe(1_990);
  expect((await moment({ atMs: at('20:05') }))!.lineup[0]!.priceMinor).toBe(2_990);
});

test('after a fact by its number; before the first there was nothing', async () => {
  const first = await moment({ seq: 1 });
  expect(first).toMatchObject({ seq: 1, status: 'SCHEDULED', lineup: [] });
  expect(await moment({ atMs: at('18:00') })).toBeNull();
});

test('an instant is a number or a time that names its zone', () => {
  expect(untilOf('17')).toEqual({ seq: 17 });
  expect(untilOf('2026-09-25T20:05:00+08:00')).toEqual({ atMs: Date.UTC(2026, 8, 25, 12, 5) });
  expect(() => untilOf('2026-09-25T20:05:00')).toThrow(/zone/);
  expect(() => untilOf('yesterday')).toThrow(/zone/);
});
