import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { makeOffers, SPOKEN } from '../../server/tools/demo/market/offers.ts';
import { HOUR } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

/** The lowest-priced product, whose bundle is made, and another. */
const [LIST, FLOOR, OTHER] = [2_100, 1_400, 5_000];
/** Units of it in the bundle. */
const BUNDLED = 3;
/** What everybody gets off without a code. */
const FOR_ALL = 500;
/** More orders with the code than the crowd of a demo places in a minute. */
const CODED_A_MINUTE = 10;

let market: AuditMarket;
let buyer: HouseBuyer;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory(), { holdPolicy: 'first_paid' });
  for (const [priceMinor, floorMinor] of [
    [LIST, FLOOR],
    [OTHER, 4_000],
  ] as const) {
    const { product } = accepted(
      await market.app.application.createProduct(market.host, {
        ...{ key: market.ids.next(), name: `Good at ${priceMinor}`, producer: 'Ma', currency: 'CNY' },
        ...{ priceMinor, floorMinor, warehouseUnits: 900 },
      }),
    );
    accepted(await market.floor('lineup:add', { productId: product.productId, units: 400 }));
  }
  accepted(await market.floor('stream:go-live', {}));
  const { items } = await market.app.application.consoleFrame(market.streamId);
  const floor = { send: (command: never, request: never) => market.floor(command, request) };
  await makeOffers(floor as never, items, market.clock.nowMs());
  buyer = await market.buyer();
});
afterAll(() => market.close());

/** What units of the two products would cost. */
async function quote(one: number, other: number, code?: string, by = buyer) {
  const lines = [
    { itemNumber: 1, units: one, unitPriceMinor: LIST },
    { itemNumber: 2, units: other, unitPriceMinor: OTHER },
  ].filter(({ units }) => units > 0);
  const asked = { lines, addressId: by.addressId, ...(code !== undefined && { code }) };
  const { application } = market.app;
  return accepted(await application.orderQuote(by, market.streamId, asked, market.clock.steadyMs()));
}

test('[V1] FAIRDAY8 takes eight yuan off from sixty on, in any case, in place of the voucher that everybody has', async () => {
  expect(SPOKEN.code).toBe('FAIRDAY8');
  const plain = await quote(0, 2);
  expect(plain.totalMinor).toBe(2 * OTHER - FOR_ALL);
  for (const typed of ['FAIRDAY8', 'fairday8']) {
    const coded = await quote(0, 2, typed);
    // One of the shop: both together would take thirteen yuan off.
    expect(coded).toMatchObject({ totalMinor: 2 * OTHER - 800, code: { outcome: 'used', minor: 800 } });
    expect(coded.vouchers.map(({ isUsed }) => isUsed).sort()).toEqual([false, true]);
  }
  expect((await quote(0, 1, 'FAIRDAY8')).code).toMatchObject({ reason: 'not_met', missingMinor: 1_000 });
  expect((await quote(0, 2, 'FAIRDAY9')).code).toMatchObject({ outcome: 'not_used', reason: 'unknown' });
});

test('[V1] [V2] the bundle comes before the code: what it takes off does not count towards the sixty yuan', async () => {
  // 63.00 at list, 42.00 in the bundle: neither voucher counts.
  const bundled = await quote(BUNDLED, 0, 'FAIRDAY8');
  expect(bundled).toMatchObject({
    totalMinor: BUNDLED * FLOOR,
    code: { reason: 'not_met', missingMinor: 6_000 - BUNDLED * FLOOR },
  });
  expect(bundled.lines[0]!.discounts).toEqual([
    { kind: 'promotion', funder: 'producer', minor: BUNDLED * (LIST - FLOOR) },
  ]);
  // The fourth has its own price; with it the code counts.
  expect((await quote(BUNDLED + 1, 0, 'FAIRDAY8')).totalMinor).toBe(BUNDLED * FLOOR + LIST - 800);
});

test('[F1] no flash is below the bundle: three in it cost what the producer asks at least for each', async () => {
  const flash = async (priceMinor: number) =>
    market.floor('flash-sale:start', {
      ...{ itemNumber: 1, version: await market.version(1), priceMinor, startsAtMs: null },
      ...{ durationSeconds: 60, prelaunchSeconds: 0, cap: 5, perBuyerCap: 5, afterEnd: 'list' },
      fundedBy: 'producer',
    } as const);
  const { totalMinor } = await quote(BUNDLED, 0);
  expect(await flash(totalMinor / BUNDLED - 1)).toMatchObject({ ok: false });
  expect(await flash(totalMinor / BUNDLED)).toMatchObject({ ok: true });
  await market.passes(2 * 60_000);
});

test('[V3] a buyer has the code once, others still have it, and there is enough of it for an evening of the crowd', async () => {
  const { totalMinor } = await quote(0, 2, 'FAIRDAY8');
  const lines = [{ itemNumber: 2, units: 2, unitPriceMinor: OTHER }];
  const order = { lines, expectTotalMinor: totalMinor, addressId: buyer.addressId, code: 'FAIRDAY8' };
  const placed = accepted(await market.live(buyer, 'order:place', { ...order, payment: 'sandbox' }));
  await market.pays(placed.order.orderId, totalMinor);
  expect(placed.order.totalMinor).toBe(2 * OTHER - 800);
  expect((await quote(0, 2, 'FAIRDAY8')).code).toMatchObject({ outcome: 'not_used', reason: 'buyer_limit' });
  expect((await quote(0, 2, 'FAIRDAY8', await market.buyer())).code).toMatchObject({ outcome: 'used' });
  const { vouchers } = await market.app.application.consoleFrame(market.streamId);
  const coded = vouchers!.find(({ hasCode }) => hasCode)!;
  expect(coded.cap - coded.claimed).toBeGreaterThan(12 * 60 * CODED_A_MINUTE);
});

test('[V3] the code and the bundle hold for half a day, and end by themselves', async () => {
  await market.passes(11 * HOUR);
  const other = await market.buyer();
  expect((await quote(0, 2, 'FAIRDAY8', other)).code).toMatchObject({ outcome: 'used' });
  expect((await quote(BUNDLED, 0, undefined, other)).totalMinor).toBe(BUNDLED * FLOOR);
  await market.passes(HOUR);
  expect((await quote(0, 2, 'FAIRDAY8', other)).code).toMatchObject({ reason: 'ended' });
  expect((await quote(BUNDLED, 0, undefined, other)).totalMinor).toBe(BUNDLED * LIST);
});
