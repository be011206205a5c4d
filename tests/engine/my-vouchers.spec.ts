import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { myVouchers } from '../../shared/contract/my-vouchers.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const PRICE = 1_990;
let market: AuditMarket;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  await market.adds(40, PRICE);
  accepted(await market.floor('stream:go-live', {}));
});
afterAll(() => market.close());

/** A voucher of the shop. @returns its id */
async function gives(offMinor: number, more: object = {}): Promise<string> {
  const made = await market.floor('voucher:create', {
    ...{ off: { kind: 'amount', offMinor }, fromMinor: 0, scope: { kind: 'shop' }, fundedBy: 'shop' },
    ...{ startsAtMs: null, endsAtMs: market.clock.nowMs() + DAY, cap: 10, perBuyerCap: 1 },
    ...more,
  });
  return accepted(made).voucherId;
}

/** What a buyer is told of theirs: which, and how each stands. */
async function told(buyer: HouseBuyer) {
  const { vouchers } = await market.app.application.myVouchers(buyer);
  expect(myVouchers.safeParse({ vouchers }).error).toBeUndefined();
  return vouchers.map(({ voucherId, state }) => [voucherId, state]);
}

test('[V3] [INV17] all of a buyer’s vouchers: what counts now, what they used, what is over; a code is nobody’s', async () => {
  const [buyer, other] = [await market.buyer(), await market.buyer()];
  const today = await gives(300, { fromMinor: 9_000, endsAtMs: market.clock.nowMs() + HOUR });
  const best = await gives(500);
  await gives(900, { code: 'HARVEST7' });
  await gives(200, { startsAtMs: market.clock.nowMs() + 2 * HOUR });
  const ended = await gives(100);
  accepted(await market.floor('voucher:end', { voucherId: ended }));
  const ready = [
    [today, 'open'],
    [best, 'open'],
  ];
  // The one that ends first stands first.
  expect(await told(buyer)).toEqual(ready);

  await market.takes(buyer, 1, 1, PRICE);
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: PRICE }];
  const asked = { lines, expectTotalMinor: PRICE - 500, addressId: buyer.addressId };
  const { order } = accepted(await market.live(buyer, 'order:place', { ...asked, payment: 'sandbox' }));
  await market.pays(order.orderId, order.totalMinor);
  expect(await told(buyer)).toEqual([
    [today, 'open'],
    [best, 'used'],
  ]);
  expect(await told(other)).toEqual(ready);
  await market.passes(HOUR);
  expect(await told(other)).toEqual([
    [best, 'open'],
    [today, 'over'],
  ]);

  accepted(await market.floor('stream:end', {}));
  expect(await told(other)).toEqual([]);
});
