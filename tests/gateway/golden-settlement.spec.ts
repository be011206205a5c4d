import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import type { SqliteStores } from '../../server/adapters/sql/sqlite/ports.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import type { DecideAt, Decision } from '../../server/market/kernel/decision.ts';
import { type PackingAt, packParcel } from '../../server/market/parcel/pack.ts';
import { deliverParcel, shipParcel } from '../../server/market/parcel/parcel.ts';
import type { StreamState } from '../../server/market/state.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { SettlementOverview, StatementView } from '../../shared/contract/settlement.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { until } from '../builders/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Name, producer, origin, price, and what sending costs: base and increment. */
const GOODS = [
  ['Potatoes', 'P1', 'O1', 1_990, 800, 300],
  ['Quinoa', 'P2', 'O1', 3_500, 700, 100],
  ['Walnuts', 'P3', 'O2', 4_200, 600, 0],
] as const;
const CART: [itemNumber: number, units: number, unitPriceMinor: number][] = [
  [1, 2, 1_990],
  [2, 1, 3_500],
  [3, 1, 4_200],
];

/** The golden settlement of the rules as a market plays it: from the console to the statement, over HTTP and in SQL. */
describe('the golden cart from the bill to the statement', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-golden-'));
  let stores: SqliteStores;
  let market: AuditMarket;
  let url: string;
  let token: string;
  let buyer: HouseBuyer;
  let order: OrderView;
  const producers = new Map<string, string>();

  beforeAll(async () => {
    stores = await openSqlite({ file: join(folder, 'fairday.db') });
    market = await AuditMarket.open(stores);
    url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
    const staffId = market.ids.next();
    token = market.app.secrets.randomToken();
    await stores.directory.addStaff({
      ...{ staffId, email: 'o@example.org', name: 'O', role: 'operator', producerId: null, passwordHash: '' },
    });
    const tokenHash = market.app.secrets.digest(token);
    await stores.directory.addSession({ tokenHash, staffId, untilMs: market.clock.nowMs() + 90 * DAY });
    await openStall();
    buyer = await market.buyer();
    for (const [itemNumber, units, price] of CART) await market.takes(buyer, itemNumber, units, price);
  });
  afterAll(async () => {
    await market.close();
    await stores.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openStall(): Promise<void> {
    for (const [name, producer, origin, priceMinor, shipBaseMinor, shipIncrementMinor] of GOODS) {
      const made = await market.app.application.createProduct(market.host, {
        ...{ key: market.ids.next(), name, producer, origin, priceMinor, currency: 'CNY' },
        ...{ shipBaseMinor, shipIncrementMinor, warehouseUnits: 50 },
      });
      const { productId, producerId } = accepted(made).product;
      producers.set(producer, producerId);
      accepted(await market.floor('lineup:add', { productId, units: 40 }));
    }
    accepted(await market.floor('stream:go-live', {}));
    await market.passes(1_000);
    const terms = { startsAtMs: null, endsAtMs: market.clock.nowMs() + DAY, cap: 10, perBuyerCap: 1 };
    accepted(
      await market.floor('voucher:create', {
        ...{ off: { kind: 'amount', offMinor: 300 }, fromMinor: 0, fundedBy: 'producer' },
        scope: { kind: 'producer', producerId: producers.get('P2')! },
        ...terms,
      }),
    );
    accepted(
      await market.floor('voucher:create', {
        ...{ off: { kind: 'amount', offMinor: 1_000 }, fromMinor: 9_900, fundedBy: 'shop' },
        scope: { kind: 'shop' },
        ...terms,
      }),
    );
  }

  const get = (path: string) =>
    fetch(`${url}/api/v1${path}`, { headers: { cookie: `fairday_staff=${token}`, origin: url } });

  async function submit<Reply>(rule: (state: StreamState, at: PackingAt) => Decision<Reply>): Promise<Reply> {
    const engine = await market.app.engines.stream(market.streamId);
    const outcome = await engine!.submit({
      readAtMs: market.clock.steadyMs(),
      ids: [],
      key: null,
      decide: (state, at: DecideAt) =>
        rule(state as StreamState, { ...at, by: { staffId: 'yang', device: 'desk' }, orders: new Map() }),
    });
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.refusal));
    return outcome.reply;
  }

  /** Waits until the ledger has followed every log; the clock moves, because it rests between pages. */
  async function settled(): Promise<void> {
    await until(async () => {
      market.clock.passes(1_000);
      return (await stores.settlement.behind(10)).length === 0;
    }, 30_000);
  }

  /** What each account stands at, debits above 0; producers by name. */
  async function balances(): Promise<Record<string, number>> {
    const sums: Record<string, number> = {};
    const { trialBalance } = (await (await get('/settlement')).json()) as SettlementOverview;
    for (const { account, amountMinor } of trialBalance) {
      const producer = [...producers].find(([, id]) => account.endsWith(id))?.[0];
      const name = producer ? `payable ${producer}` : account;
      sums[name] = (sums[name] ?? 0) + amountMinor;
    }
    return Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0));
  }

  test('[O2] [V1] [P2] the quote and the order say 12,180', async () => {
    const lines = CART.map(([itemNumber, units, unitPriceMinor]) => ({
      itemNumber,
      units,
      unitPriceMinor,
    }));
    const { addressId } = buyer;
    const quote = accepted(
      await market.app.application.orderQuote(
        buyer,
        market.streamId,
        { lines, addressId },
        market.clock.nowMs(),
      ),
    );
    expect(quote).toMatchObject({ goodsMinor: 11_380, shippingMinor: 1_800, totalMinor: 12_180 });
    expect(quote.lines.map(({ payMinor }) => payMinor)).toEqual([3_630, 2_919, 3_831]);
    expect(quote.shipping.map(({ origin, feeMinor }) => [origin, feeMinor])).toEqual([
      ['O1', 1_200],
      ['O2', 600],
    ]);
    const placed = await market.live(buyer, 'order:place', {
      ...{ lines, expectTotalMinor: 12_180, addressId, payment: 'sandbox' },
      vouchers: quote.vouchers.map(({ voucherId }) => voucherId),
    });
    order = accepted(placed).order;
    expect(order).toMatchObject({ goodsMinor: 11_380, totalMinor: 12_180 });
  });

  test('[M5] PAID: 12,180 lie in escrow', async () => {
    await market.pays(order.orderId, 12_180);
    await settled();
    expect(await balances()).toEqual({ psp_clearing: 12_180, escrow: -12_180 });
  });

  test('[M1] [V2] [M5] all DELIVERED: each producer’s share, the shop’s fee, the carriers, and 1,000 of promo', async () => {
    accepted(await market.floor('stream:end', {}));
    await market.passes(61 * MINUTE);
    await market.passes(HOUR);
    for (const origin of ['O1', 'O2']) {
      const orderIds = [order.orderId];
      const { shipmentId } = await submit((state, at) => packParcel(state, { orderIds, origin }, at));
      const parcel = { shipmentId, orderIds };
      const shipped = { ...parcel, carrier: 'SF', trackingCode: shipmentId };
      await submit((state, at) => shipParcel(state, shipped, at));
      market.clock.passes(HOUR);
      await submit((state, at) => deliverParcel(state, { ...parcel, deliveredAtMs: at.atMs }, at));
    }
    await settled();
    expect(await balances()).toEqual({
      ...{ psp_clearing: 12_180, promo_expense: 1_000, shop_fee: -2_276 },
      ...{ 'payable P1': -3_184, 'payable P2': -2_560, 'payable P3': -3_360 },
      ...{ 'shipping_payable:O1': -1_200, 'shipping_payable:O2': -600 },
    });
  });

  test('[M4] each producer’s statement says so, as a page, in CSV and as PDF', async () => {
    const shares = { P1: [3_980, 3_184], P2: [3_200, 2_560], P3: [4_200, 3_360] } as const;
    for (const [name, [baseMinor, closingMinor]] of Object.entries(shares)) {
      const own = `/settlement/statements/${producers.get(name)}`;
      const statement = (await (await get(`${own}?currency=CNY`)).json()) as StatementView;
      expect(statement).toMatchObject({ baseMinor, closingMinor, feeMinor: baseMinor - closingMinor });
      const csv = await (await get(`${own}/statement.csv?currency=CNY`)).text();
      expect(csv).toContain((closingMinor / 100).toFixed(2));
      const pdf = Buffer.from(await (await get(`${own}/statement.pdf?currency=CNY`)).arrayBuffer());
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('[M3] [T2] one potato is paid back: 1,815 to the buyer, 1,592 and 398 reversed, 175 of promo', async () => {
    const { claimId } = accepted(
      await market.live(buyer, 'claim:open', {
        ...{ orderId: order.orderId, itemNumber: 1, unitPriceMinor: 1_990, units: 1 },
        ...{ shareBps: 10_000, reason: 'spoiled' },
      }),
    );
    accepted(await market.floor('claim:decide', { claimId, accepted: true }));
    await settled();
    expect(await balances()).toEqual({
      ...{ psp_clearing: 12_180, promo_expense: 825, shop_fee: -1_878, refunds_payable: -1_815 },
      ...{ 'payable P1': -1_592, 'payable P2': -2_560, 'payable P3': -3_360 },
      ...{ 'shipping_payable:O1': -1_200, 'shipping_payable:O2': -600 },
    });
  });

  test('[V2] the report adds up what was given by who pays, line by line', async () => {
    const report = (await (await get('/insights/audit-day')).json()) as SalesReport;
    expect(report.summary).toMatchObject({
      gmvPaidMinor: 11_380,
      shipping: { chargedMinor: 1_800, refundedMinor: 0 },
      given: {
        ...{ voucherOrders: 1, producerMinor: 300, hostMinor: 0, shopMinor: 1_000 },
        ...{ shippingHostMinor: 0, shippingShopMinor: 0 },
      },
    });
    const lines = await (await get('/insights/audit-day/export/lines.ndjson')).text();
    const paid = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { pay_minor: number; shop_off_minor: number });
    expect(paid.map(({ pay_minor }) => pay_minor)).toEqual([3_630, 2_919, 3_831]);
    expect(paid.map(({ shop_off_minor }) => shop_off_minor)).toEqual([350, 281, 369]);
  });

  test('[INV9] [INV18] [INV19] the books agree with the log', async () => {
    const ledger = openSqliteLedger(join(folder, 'fairday.db'));
    const reports = await verifyMarket(ledger, logKinds, null);
    await ledger.close();
    expect(reports.map(({ finding }) => finding)).toEqual([null, null]);
  });
});
