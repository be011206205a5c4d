import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { loadDriver } from '../../server/adapters/sql/driver.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import type { StaffActor } from '../../server/features/features.ts';
import type { StatementView } from '../../shared/contract/settlement.ts';
import type { ConsoleRequest } from '../../shared/protocol.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { until } from '../builders/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Desk = 'parcel:pack' | 'parcel:ship' | 'parcel:deliver' | 'claim:decide';
/** Name, price, producer, origin, base and increment of the parcel. */
const goods: [string, number, string, string, number, number][] = [
  ['Potatoes', 2_990, 'P1', 'O1', 800, 300],
  ['Quinoa', 3_500, 'P2', 'O1', 700, 100],
  ['Walnuts', 4_200, 'P3', 'O2', 600, 200],
];

test('[V1] [P2] [M1] [M5] the golden basket, from the console to the statement, to the fen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-golden-'));
  const file = join(folder, 'fairday.db');
  const stores = await openSqlite({ file });
  const market = await AuditMarket.open(stores);
  const { app, clock, ids } = market;
  try {
    const url = `http://127.0.0.1:${await app.gateway.listen()}`;
    for (const [name, priceMinor, producer, origin, shipBaseMinor, shipIncrementMinor] of goods) {
      const good = { name, priceMinor, producer, origin, shipBaseMinor, shipIncrementMinor };
      const asked = { key: ids.next(), ...good, currency: 'CNY', warehouseUnits: 20 };
      const { productId } = accepted(await app.features.createProduct(market.host, asked)).product;
      accepted(await market.floor('lineup:add', { productId, units: 20 }));
    }
    accepted(await market.floor('stream:go-live', {}));
    const producerOf = (name: string) => app.engines.shop.read((shop) => shop.producers.get(name) ?? '');
    const voucher = {
      ...{ fromMinor: 0, startsAtMs: null, cap: 10, perBuyerCap: 1 },
      endsAtMs: clock.nowMs() + HOUR,
    };
    const scope = { kind: 'producer' as const, producerId: await producerOf('P2') };
    const off = { kind: 'amount' as const, offMinor: 300 };
    accepted(await market.floor('voucher:create', { ...voucher, off, scope, fundedBy: 'producer' }));
    accepted(
      await market.floor('voucher:create', {
        ...voucher,
        ...{ off: { kind: 'amount', offMinor: 1_000 }, scope: { kind: 'shop' }, fundedBy: 'shop' },
      }),
    );
    const { flashId } = accepted(
      await market.floor('flash-price:start', {
        ...{ itemNumber: 1, version: await market.version(1), priceMinor: 1_990, startsAtMs: null },
        ...{ durationSeconds: 300, prelaunchSeconds: 0, cap: 10, perBuyerCap: 2 },
        ...{ afterEnd: 'list', fundedBy: 'producer' },
      }),
    );

    // Bill and order.
    const ana = await market.buyer();
    await market.takes(ana, 1, 2, 1_990, flashId);
    await market.takes(ana, 2, 1, 3_500);
    await market.takes(ana, 3, 1, 4_200);
    const lines = [
      { itemNumber: 1, units: 2, unitPriceMinor: 1_990 },
      { itemNumber: 2, units: 1, unitPriceMinor: 3_500 },
      { itemNumber: 3, units: 1, unitPriceMinor: 4_200 },
    ];
    const { addressId } = ana;
    const quote = accepted(
      await app.features.orderQuote(ana, market.streamId, { lines, addressId }, clock.nowMs()),
    );
    expect(quote.shipping.map(({ origin, feeMinor }) => [origin, feeMinor])).toEqual([
      ['O1', 1_200],
      ['O2', 600],
    ]);
    expect(quote.lines.map(({ payMinor }) => payMinor)).toEqual([3_630, 2_919, 3_831]);
    expect(quote).toMatchObject({ goodsMinor: 11_380, shippingMinor: 1_800, totalMinor: 12_180 });
    const request = { lines, addressId, expectTotalMinor: 12_180, payment: 'sandbox' as const };
    const { orderId } = accepted(await market.live(ana, 'order:place', request)).order;
    await market.pays(orderId, 12_180);
    accepted(await market.floor('stream:end', {}));
    await market.passes(2 * HOUR + MINUTE);

    // Two parcels, and what the ledger makes of them.
    const packer: StaffActor = { staffId: ids.next(), name: 'Bai', role: 'packer', device: 'desk' };
    const desk = async <C extends Desk>(command: C, asked: Omit<ConsoleRequest<C>, 'key'>) => {
      const keyed = { key: ids.next(), ...asked } as ConsoleRequest<C>;
      return accepted(await app.features.console(packer, market.streamId, command, keyed, clock.nowMs()));
    };
    for (const origin of ['O1', 'O2']) {
      const { shipmentId } = await desk('parcel:pack', { orderIds: [orderId], origin });
      await desk('parcel:ship', { shipmentId, carrier: 'SF', trackingCode: `SF-${origin}` });
      await desk('parcel:deliver', { shipmentId, deliveredAtMs: clock.nowMs() });
    }
    const settled = () =>
      until(async () => {
        clock.passes(1_000);
        return (await stores.settlement.behind(10)).length === 0;
      }, 30_000);
    await settled();
    const [p1, p2, p3] = await Promise.all(['P1', 'P2', 'P3'].map(producerOf));
    /** Every account that is not empty, out of SQL. */
    const balances = () => {
      const sql = new (loadDriver())(file, { readonly: true });
      const rows = sql
        .prepare('SELECT account, sum(amount_minor) AS minor FROM ledger_entry GROUP BY account')
        .all() as { account: string; minor: number }[];
      sql.close();
      return Object.fromEntries(
        rows.flatMap(({ account, minor }) => (minor === 0 ? [] : [[account, minor]])),
      );
    };
    expect(balances()).toEqual({
      psp_clearing: 12_180,
      promo_expense: 1_000,
      [`producer_payable:${p1}`]: -3_184,
      [`producer_payable:${p2}`]: -2_560,
      [`producer_payable:${p3}`]: -3_360,
      shop_fee: -2_276,
      'shipping_payable:O1': -1_200,
      'shipping_payable:O2': -600,
    });

    // The statement of the first producer, as page, CSV and PDF.
    const token = app.secrets.randomToken();
    const staffId = ids.next();
    await stores.directory.addStaff({
      ...{
        staffId,
        email: 'p1@example.org',
        name: 'P1',
        role: 'producer',
        producerId: p1!,
        passwordHash: '',
      },
    });
    const tokenHash = app.secrets.digest(token);
    await stores.directory.addSession({ tokenHash, staffId, untilMs: clock.nowMs() + DAY });
    const ask = (path: string) =>
      fetch(`${url}/api/v1/settlement/statements/${p1}${path}`, {
        headers: { cookie: `fairday_staff=${token}` },
      });
    const statement = (await (await ask('?currency=CNY')).json()) as StatementView;
    expect(statement).toMatchObject({ baseMinor: 3_980, feeMinor: 796, closingMinor: 3_184 });
    const csv = await (await ask('/statement.csv?currency=CNY')).text();
    expect(csv).toContain('31.84');
    const pdf = Buffer.from(await (await ask('/statement.pdf?currency=CNY&language=en')).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

    // One potato is bad: the buyer gets 1,815, and no shipping, since it has travelled.
    const claim = { orderId, itemNumber: 1, unitPriceMinor: 1_990, units: 1, shareBps: 10_000 };
    const { claimId } = accepted(await market.live(ana, 'claim:open', { ...claim, reason: 'damaged' }));
    await desk('claim:decide', { claimId, accepted: true });
    await app.outbox.idle();
    await settled();
    expect(balances()).toMatchObject({
      refunds_payable: -1_815,
      promo_expense: 1_000 - 175,
      [`producer_payable:${p1}`]: -3_184 + 1_592,
      shop_fee: -2_276 + 398,
      'shipping_payable:O1': -1_200,
    });
    expect((await stores.readers.orderById(orderId))?.order).toMatchObject({
      ...{ goodsMinor: 11_380, shippingMinor: 1_800, totalMinor: 12_180 },
      ...{ refundedMinor: 1_815, shippingRefundedMinor: 0 },
    });
  } finally {
    await market.close();
    await stores.close();
  }
  const ledger = openSqliteLedger(file);
  const reports = await verifyMarket(ledger, null);
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
  expect(reports.map(({ finding }) => finding)).toEqual([null, null]);
});
