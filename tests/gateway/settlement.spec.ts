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
import type { HealthView } from '../../shared/contract/office.ts';
import type {
  BoardView,
  PayablesView,
  PayoutDetail,
  ProducerPage,
  SettlementOverview,
  StatementView,
} from '../../shared/contract/settlement.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { until } from '../builders/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const weekBefore = (day: string) => new Date(Date.parse(day) - 7 * DAY).toISOString().slice(0, 10);

/** A market that sold, packed and delivered, asked over HTTP as the office, a producer and the county ask it. */
describe('settlement over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-settlement-'));
  const file = join(folder, 'fairday.db');
  let stores: SqliteStores;
  let market: AuditMarket;
  let url: string;
  let producerId: string;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    stores = await openSqlite({ file });
    market = await AuditMarket.open(stores);
    url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
    await sellAndDeliver();
    producerId = await market.app.engines.shop.read((shop) => shop.producers.get('Ma') ?? '');
    for (const role of ['operator', 'host', 'analyst'] as const) await signedIn(role, role, null);
    await signedIn('ma', 'producer', producerId);
    await signedIn('other', 'producer', market.ids.next());
    await settled();
  });
  afterAll(async () => {
    await market.close();
    await stores.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function signedIn(name: string, role: StaffRole, of: string | null): Promise<void> {
    const staffId = market.ids.next();
    const token = market.app.secrets.randomToken();
    await stores.directory.addStaff({
      ...{ staffId, email: `${name}@example.org`, name, role, producerId: of, passwordHash: '' },
    });
    const tokenHash = market.app.secrets.digest(token);
    await stores.directory.addSession({ tokenHash, staffId, untilMs: market.clock.nowMs() + 90 * DAY });
    tokens.set(name, token);
  }

  function ask(as: string, path: string, body?: object): Promise<Response> {
    const token = tokens.get(as);
    return fetch(`${url}/api/v1${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: {
        ...(token ? { cookie: `fairday_staff=${token}` } : {}),
        'content-type': 'application/json',
        origin: url,
      },
    });
  }
  const json = async <T>(as: string, path: string, body?: object): Promise<T> =>
    (await (await ask(as, path, body)).json()) as T;

  /** Waits until the ledger has followed every log; the clock moves, because it rests between pages. */
  async function settled(): Promise<void> {
    await until(async () => {
      market.clock.passes(1_000);
      return (await stores.settlement.behind(10)).length === 0;
    }, 30_000);
  }

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

  async function sellAndDeliver(): Promise<void> {
    await market.adds(40, 2_000);
    await market.adds(40, 3_300);
    accepted(await market.floor('stream:go-live', {}));
    const paid: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const buyer = await market.buyer();
      await market.takes(buyer, 1, 2, 2_000);
      await market.takes(buyer, 2, 1, 3_300);
      const order = await market.orders(buyer, [
        [1, 2, 2_000],
        [2, 1, 3_300],
      ]);
      await market.pays(order.orderId, order.totalMinor);
      paid.push(order.orderId);
    }
    accepted(await market.floor('stream:end', {}));
    await market.passes(61 * MINUTE);
    await market.passes(HOUR);
    // The third parcel is not packed yet: it is what the producer still has to do.
    for (const orderId of paid.slice(0, 2)) {
      const { shipmentId } = await submit((state, at) =>
        packParcel(state, { orderIds: [orderId], origin: '' }, at),
      );
      await submit((state, at) =>
        shipParcel(state, { shipmentId, orderIds: [orderId], carrier: 'SF', trackingCode: shipmentId }, at),
      );
      market.clock.passes(DAY);
      await submit((state, at) =>
        deliverParcel(state, { shipmentId, orderIds: [orderId], deliveredAtMs: at.atMs }, at),
      );
    }
  }

  const perOrder = 2 * 2_000 + 3_300;
  const share = 3_200 + 2_640;

  test('[M5] the office sees what is owed, and books that balance', async () => {
    const view = await json<SettlementOverview>('operator', '/settlement');
    expect(view.producers).toMatchObject([{ producer: 'Ma', currency: 'CNY', openMinor: 2 * share }]);
    expect(view.trialBalance.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
    const balance = new Map(view.trialBalance.map(({ account, amountMinor }) => [account, amountMinor]));
    expect(balance.get('psp_clearing')).toBe(3 * perOrder);
    expect(balance.get('escrow')).toBe(-perOrder);
    expect(balance.get(`producer_payable:${producerId}`)).toBe(-2 * share);
    expect(view.terms).toEqual({
      timeZone: 'Asia/Shanghai',
      dueDays: 7,
      countFrom: 'delivery',
      afterClaimDays: 2,
    });
  });

  test('[A1] who may not is told so, and a producer finds their own statement alone', async () => {
    for (const as of ['nobody', 'host', 'ma']) {
      const { status } = await ask(as, '/settlement');
      expect([as, status]).toEqual([as, as === 'nobody' ? 401 : 403]);
    }
    const payout = {
      key: market.ids.next(),
      producerId,
      currency: 'CNY',
      untilMs: 1,
      amountMinor: 1,
      version: 0,
    };
    expect((await ask('analyst', '/settlement/payouts', payout)).status).toBe(403);
    const statement = `/settlement/statements/${producerId}`;
    expect((await ask('ma', `${statement}?currency=CNY`)).status).toBe(200);
    expect((await ask('other', `${statement}?currency=CNY`)).status).toBe(404);
    expect((await ask('other', `${statement}/statement.csv?currency=CNY`)).status).toBe(404);
    expect((await ask('operator', `${statement}?currency=CNY&week=soon`)).status).toBe(400);
  });

  test('[M2] [M4] the producer’s page says what to pack, and which money comes when and why', async () => {
    const response = await ask('ma', '/producer');
    const text = await response.text();
    expect(text.length).toBeLessThan(30_000);
    const page = JSON.parse(text) as ProducerPage;
    expect(page.producer).toBe('Ma');
    expect(page.toPack.map(({ units, orders }) => [units, orders])).toEqual([
      [2, 1],
      [1, 1],
    ]);
    const [money] = page.money;
    expect(money).toMatchObject({ currency: 'CNY', openMinor: 2 * share });
    expect(money!.days.map(({ amountMinor, lines, why }) => [amountMinor, lines, why])).toEqual([
      [share, 2, 'delivered'],
      [share, 2, 'delivered'],
    ]);
    expect(page.goods).toHaveLength(2);
  });

  test('[M2] [M4] what is due is paid once, however often the tap is sent; the page, CSV, PDF and SQL agree', async () => {
    const of = (until: string) => `/settlement/producers/${producerId}?currency=CNY&until=${until}`;
    const dayLater = (days: number) => new Date(market.clock.nowMs() + days * DAY).toISOString().slice(0, 10);
    const early = await json<PayablesView>('operator', of(dayLater(1)));
    expect([early.payoutMinor, early.payoutLines, early.payables.length]).toEqual([0, 0, 4]);
    const payable = await json<PayablesView>('operator', of(dayLater(8)));
    expect([payable.payoutMinor, payable.payoutLines]).toEqual([2 * share, 4]);
    const { untilMs, version } = payable;
    const request = { key: market.ids.next(), producerId, currency: 'CNY', untilMs, version };
    const wrong = await json<{ code: string }>('operator', '/settlement/payouts', {
      ...request,
      amountMinor: 1,
    });
    expect(wrong.code).toBe('STALE_VERSION');

    const tap = { ...request, key: market.ids.next(), amountMinor: 2 * share };
    const first = await json('operator', '/settlement/payouts', tap);
    expect(first).toEqual({ payoutId: tap.key, amountMinor: 2 * share });
    expect(await json('operator', '/settlement/payouts', tap)).toEqual(first);
    const again = { ...tap, key: market.ids.next() };
    expect(await json('operator', '/settlement/payouts', again)).toMatchObject({
      code: 'STALE_VERSION',
      version: 1,
    });

    const adjustment = {
      key: market.ids.next(),
      producerId,
      currency: 'CNY',
      amountMinor: -150,
      reason: '=称重',
    };
    expect((await ask('operator', '/settlement/adjustments', adjustment)).status).toBe(200);
    // The second parcel came on a Monday: the first one stands on the statement of the week before.
    const own = `/settlement/statements/${producerId}`;
    const statement = await json<StatementView>('ma', `${own}?currency=CNY`);
    const before = await json<StatementView>('ma', `${own}?currency=CNY&week=${weekBefore(statement.from)}`);
    expect(before).toMatchObject({ openingMinor: 0, closingMinor: share, isOver: true });
    expect(statement).toMatchObject({
      openingMinor: before.closingMinor,
      baseMinor: perOrder,
      feeMinor: perOrder - share,
      adjustedMinor: -150,
      paidMinor: 2 * share,
      closingMinor: -150,
    });
    for (const line of [...before.lines, ...statement.lines]) {
      expect(line.number).not.toBe('');
      expect(line.dueUntilMs! - line.deliveredAtMs!).toBeGreaterThan(7 * DAY);
      expect(line.entries).toHaveLength(1);
    }
    expect([before.lines.length, statement.lines.length]).toEqual([2, 2]);

    const csv = await (
      await ask('ma', `/settlement/statements/${producerId}/statement.csv?currency=CNY`)
    ).text();
    const rows = csv
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    const amount = rows[0]!.indexOf('amount');
    const amounts = rows.slice(1, -1).map((row) => Math.round(Number(row[amount]) * 100));
    expect(amounts.reduce((sum, minor) => sum + minor, 0)).toBe(statement.closingMinor);
    expect(csv).toContain("'=称重");

    for (const language of ['en', 'zh']) {
      const path = `/settlement/statements/${producerId}/statement.pdf?currency=CNY&language=${language}`;
      const pdf = await ask('ma', path);
      expect(pdf.headers.get('content-type')).toBe('application/pdf');
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }

    // What was corrected by hand is no order line, and says why and who.
    const after = await json<PayablesView>('operator', of(dayLater(8)));
    expect([after.payoutMinor, after.payoutLines, after.payoutAdjustments]).toEqual([-150, 0, 1]);
    expect(after.payables).toMatchObject([
      { reference: '', openMinor: -150, adjustment: { reason: '=称重', by: 'operator' } },
    ]);
    expect(after.adjustedUntilMs! - market.clock.nowMs()).toBeGreaterThan(7 * DAY);

    const { producers, payouts } = await json<SettlementOverview>('operator', '/settlement');
    expect(producers[0]).toMatchObject({
      openMinor: -150,
      promise: { due: 4, onTime: 4, paidLate: 0, overdue: 0 },
    });
    expect(payouts).toMatchObject([{ producer: 'Ma', amountMinor: 2 * share }]);
    const [sql] = await stores.settlement.promises(market.clock.nowMs());
    expect(sql).toMatchObject({ producerId, openMinor: statement.closingMinor, due: 4, onTime: 4 });
  });

  test('[M4] a payout says which lines it paid, when and who marked it; to a producer it does not exist', async () => {
    const { payouts } = await json<SettlementOverview>('analyst', '/settlement');
    const [{ payoutId = '', amountMinor = 0, atMs = 0 } = {}] = payouts;
    const path = `/settlement/payouts/${payoutId}`;
    const payout = await json<PayoutDetail>('analyst', path);
    expect(payout).toMatchObject({ payoutId, producer: 'Ma', amountMinor, atMs, by: 'operator' });
    expect([payout.orderLines, payout.adjustments, payout.lines.length]).toEqual([4, 0, 4]);
    expect(payout.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(amountMinor);
    for (const { reference } of payout.lines) expect(reference).toMatch(/^\d+$/);
    expect((await ask('ma', path)).status).toBe(403);
    expect((await ask('operator', `/settlement/payouts/${market.ids.next()}`)).status).toBe(404);
    expect((await ask('operator', '/settlement/payouts/none')).status).toBe(404);
  });

  test('[M2] the board tells everybody how the promise is kept, and nobody’s name or money', async () => {
    const response = await ask('nobody', '/board');
    const text = await response.text();
    const board = JSON.parse(text) as BoardView;
    expect(board).toMatchObject({ producers: 1, dueDays: 7, promise: { due: 4, onTime: 4 } });
    for (const hidden of ['Ma', producerId, 'Ana', market.streamId])
      expect(text).not.toContain(`"${hidden}"`);
  });

  test('[A1] the office lets a producer in, whose goods are their own', async () => {
    const request = { key: market.ids.next(), producer: '山里人家', name: 'Li', email: 'li@example.org' };
    const made = await json<{ producerId: string; token: string }>(
      'operator',
      '/settlement/producers',
      request,
    );
    const twice = { ...request, key: market.ids.next() };
    expect(await json('operator', '/settlement/producers', twice)).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'email',
    });
    // Whoever never heard the answer asks again under the key, and gets another way in for the same account.
    const again = await json<typeof made>('operator', '/settlement/producers', request);
    expect(again.producerId).toBe(made.producerId);
    expect((await ask('nobody', '/sign-in/link', { token: again.token })).status).toBe(200);
    const other = { ...request, email: 'wu@example.org' };
    expect(await json('operator', '/settlement/producers', other)).toMatchObject({ code: 'KEY_REUSED' });
    const link = await ask('nobody', '/sign-in/link', { token: made.token });
    expect(link.status).toBe(200);
    const cookie = link.headers.getSetCookie().find((line) => line.startsWith('fairday_staff='))!;
    tokens.set('li', /fairday_staff=([^;]+)/.exec(cookie)![1]!);
    const good = {
      ...{
        key: market.ids.next(),
        name: '红皮土豆',
        producer: 'somebody else',
        priceMinor: 1_990,
        currency: 'CNY',
      },
      ...{
        warehouseUnits: 12,
        grams: 2_500,
        isPerishable: true,
        harvestedOn: '2026-11-20',
        batch: 'T-1',
        floorMinor: 1_500,
      },
    };
    expect(await json('li', '/catalogue/products', good)).toMatchObject({
      ...{ producer: '山里人家', producerId: made.producerId, isPerishable: true, harvestedOn: '2026-11-20' },
    });
    const page = await json<ProducerPage>('li', '/producer');
    expect(page.goods).toMatchObject([{ name: '红皮土豆', warehouseUnits: 12, priceMinor: 1_990 }]);

    // What they have they may change, what others have is not there for them.
    const [{ productId = '' } = {}] = page.goods;
    const own = `/catalogue/products/${productId}`;
    expect(await json('li', own)).toMatchObject({ batch: 'T-1', floorMinor: 1_500 });
    const change = { key: market.ids.next(), priceMinor: 1_790, origin: '剑川', batch: '', unitsDelta: 8 };
    const changed = { priceMinor: 1_790, origin: '剑川', batch: '', warehouseUnits: 20, grams: 2_500 };
    expect(await json('li', own, change)).toMatchObject(changed);
    expect(await json('li', own, { ...change, inDoubt: true })).toMatchObject(changed);
    expect(await stores.readers.productById(productId)).toMatchObject(changed);
    expect((await ask('other', own)).status).toBe(404);
    expect((await ask('other', own, { ...change, key: market.ids.next() })).status).toBe(404);
    expect((await ask('host', own, { ...change, key: market.ids.next() })).status).toBe(403);
    // What their page tells is kept, and given to buyers; no list carries it.
    const details = { description: '沙土地里种的。', morePictures: ['https://a.example/1.jpg'] };
    expect(await json('li', own, { key: market.ids.next(), ...details })).toMatchObject(details);
    expect(await json('li', own)).toMatchObject(details);
    expect(JSON.stringify(await json('li', '/catalogue/products'))).not.toContain('沙土地');
    const hidden = { key: market.ids.next(), description: 'a\u202eb' };
    expect(await json('li', own, hidden)).toMatchObject({ code: 'BAD_REQUEST', field: 'description' });
    const tooFew = { key: market.ids.next(), unitsDelta: -21 };
    expect(await json('operator', own, tooFew)).toMatchObject({ code: 'STOCK_INVALID', available: 20 });

    const { slug } = (await stores.readers.streamById(market.streamId))!;
    expect(await json('nobody', `/streams/${slug}/goods/1`)).toMatchObject({
      ...{ itemNumber: 1, producer: 'Ma', claimMs: 48 * 60 * 60_000 },
      shipping: { oneMinor: 0, twoMinor: 0, freeFromMinor: null },
    });
    expect((await ask('nobody', `/streams/${slug}/goods/99`)).status).toBe(404);
    expect(page.money).toEqual([]);
  });

  test('[M2] [M5] terms and bank moves are the office’s to set, and what cannot be is refused', async () => {
    const terms = { timeZone: 'Europe/Berlin', dueDays: 5, countFrom: 'handover', afterClaimDays: 2 };
    expect(await json('operator', '/settlement/terms', { key: market.ids.next(), terms })).toEqual(terms);
    const nowhere = { ...terms, timeZone: 'Mars/Olympus' };
    expect(
      await json('operator', '/settlement/terms', { key: market.ids.next(), terms: nowhere }),
    ).toMatchObject({
      code: 'BAD_REQUEST',
      field: 'timeZone',
    });
    const booking = { move: 'provider_paid', currency: 'CNY', amountMinor: 5_000, feeMinor: 30 };
    const tap = { key: market.ids.next(), ...booking };
    const booked = await json<{ bookingId: string }>('operator', '/settlement/bookings', tap);
    // Sent again because the answer was lost: once booked. Another fee is another booking.
    expect(await json('operator', '/settlement/bookings', { ...tap, inDoubt: true })).toEqual(booked);
    const dearer = { ...tap, feeMinor: 31 };
    expect(await json('operator', '/settlement/bookings', dearer)).toMatchObject({ code: 'KEY_REUSED' });
    const free = { key: market.ids.next(), ...booking, move: 'carrier_paid', party: 'Jianchuan' };
    expect(await json('operator', '/settlement/bookings', free)).toMatchObject({ field: 'feeMinor' });
    const { trialBalance } = await json<SettlementOverview>('operator', '/settlement');
    expect(trialBalance.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  });

  test('[INV18] [INV19] the tables are the fold of the logs', async () => {
    await settled();
    const ledger = openSqliteLedger(file);
    try {
      const reports = await verifyMarket(ledger, logKinds, null);
      expect(reports.map(({ finding }) => finding)).toEqual([null, null]);
    } finally {
      await ledger.close();
    }
  });

  test('health tells the office how far the ledger has come, and what is overdue', async () => {
    const health = await json<HealthView>('operator', '/office/health');
    expect(health).toMatchObject({
      isReady: true,
      faults: 0,
      payouts: { overdue: expect.any(Number) },
      audit: null,
    });
    expect(health.outbox).toEqual({
      isHere: true,
      work: ['refunds', 'returns', 'shipping-credits', 'settlement'].map((what) => ({
        ...{ what, logsBehind: 0, failingSinceMs: null },
      })),
    });
    expect(health.disk?.totalBytes).toBeGreaterThan(health.disk?.freeBytes ?? 0);
    expect(health.nodes.map(({ nodeId }) => nodeId)).toEqual(['main']);
  });
});
