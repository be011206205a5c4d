import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { type App, buildApp } from '../../server/app.ts';
import type { AuditReader } from '../../server/audit/audit-reader.ts';
import { readConfig } from '../../server/config.ts';
import { countingLog } from '../../server/gateway/faults/faults.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { StoreWatch } from '../../server/gateway/watches/store-watch.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import type { SettlementStore } from '../../server/ports/settlement.ts';
import type { HealthView } from '../../shared/contract/office.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted } from '../builders/engine-house.ts';
import { countingIds } from '../builders/engine-stall.ts';
import { at } from '../builders/market.ts';
import { until } from '../builders/until.ts';

/** Fails at whatever it is asked, but for what is named. */
function broken<T extends object>(why: () => Error, but: Partial<T>): T {
  const fails = async () => {
    throw why();
  };
  return new Proxy(but, { get: (known, name) => known[name as keyof typeof known] ?? fails }) as T;
}

describe('what fails beside the commands', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fairday-faults-'));
  const clock = new TestClock(at('19:00'));
  const stores = openMemory(() => clock.nowMs());
  const ids = { ...countingIds(500_000), history: () => 'hist0001' };
  const lines: { context?: string }[] = [];
  let app: App;
  let url: string;
  let token: string;

  beforeAll(async () => {
    const config = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: 'memory:',
      AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
      LOG_LEVEL: 'silent',
    });
    const log = createLog('silent');
    log.error = log.warn = ((about: { context?: string }) => lines.push(about)) as never;
    const { store, readers, directory, audience, webhooks } = stores;
    const stands = { store, readers, directory, audience, webhooks };
    const books = broken<AuditReader>(() => new TypeError('no such row'), { close: async () => {} });
    const settlement = broken<SettlementStore>(() => new TypeError('no such account'), {
      behind: async () => [],
    });
    app = await buildApp({ config, ...stands, books, settlement, clock, ids, log, gatherMs: 0 });
    url = `http://127.0.0.1:${await app.gateway.listen()}`;
    token = app.secrets.randomToken();
    const staffId = ids.next();
    await directory.addStaff({
      ...{ staffId, email: 'op@example.org', name: 'Amei', role: 'operator', producerId: null },
      passwordHash: '',
    });
    const tokenHash = app.secrets.digest(token);
    await directory.addSession({ tokenHash, staffId, untilMs: clock.nowMs() + 9e9 });
  });
  afterAll(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function counted(): Promise<Record<string, number>> {
    const text = await (await fetch(`${url}/metrics`)).text();
    const found = [...text.matchAll(/^fairday_faults_total(?:\{context="([^"]*)"\})? (\d+)$/gm)];
    return Object.fromEntries(found.map(([, context = '', count]) => [context, Number(count)]));
  }
  const health = async (): Promise<HealthView> =>
    (await fetch(`${url}/api/v1/office/health`, { headers: { cookie: `fairday_staff=${token}` } })).json();

  async function sells(): Promise<void> {
    const host = { staffId: ids.next(), name: 'Yang', role: 'host', device: 'laptop' } as const;
    const { application } = app;
    const key = () => ids.next();
    const good = { name: 'Potato', producer: 'Ma', priceMinor: 2_990, currency: 'CNY', warehouseUnits: 9 };
    const { product } = accepted(await application.createProduct(host, { key: key(), ...good }));
    const { stream } = accepted(
      await application.createStream(host, {
        ...{ key: key(), title: 'Market day', scheduledAtMs: at('20:00'), holdPolicy: 'hold' },
        ...{ payments: ['cash_on_delivery'], currency: 'CNY' },
      }),
    );
    const at19 = clock.nowMs();
    const { streamId } = stream;
    const { productId } = product;
    accepted(
      await application.console(host, streamId, 'lineup:add', { key: key(), productId, units: 9 }, at19),
    );
    accepted(await application.console(host, streamId, 'stream:go-live', { key: key() }, at19));
    const buyerId = ids.next();
    const buyer = { buyerId, allIds: [buyerId] };
    const addressId = ids.next();
    const sealed = app.secrets.seal(buyerId, { name: 'Ana', phone: '+8613800138000', address: 'Jianchuan' });
    await stores.directory.addAddress({ addressId, buyerId, key: key(), sealed, atMs: at19 });
    const line = { itemNumber: 1, units: 1 };
    const add = { key: key(), ...line, seenPriceMinor: 2_990 };
    accepted(await application.live(buyer, streamId, 'cart:add', add, at19, null));
    const order = {
      ...{ key: key(), lines: [{ ...line, unitPriceMinor: 2_990 }], expectTotalMinor: 2_990 },
      ...{ addressId, payment: 'cash_on_delivery' as const },
    };
    accepted(await application.live(buyer, streamId, 'order:place', order, at19, null));
  }

  test('each context is there at 0 before it fails once, so that its first failure is an increase', async () => {
    expect(await counted()).toMatchObject({ audit: 0, segmenter: 0, settlement: 0, command: 0, request: 0 });
    expect(await health()).toMatchObject({ faults: 0 });
  });

  test('the auditor and a subscriber that fail are counted where they are told, and health says as many', async () => {
    await sells();
    await until(async () => {
      clock.passes(1_000);
      const { audit, settlement } = await counted();
      return audit! > 0 && settlement! > 0;
    }, 10_000);
    const told = (context: string) => lines.filter((line) => line.context === context).length;
    const numbers = await counted();
    expect(numbers).toMatchObject({ audit: told('audit'), settlement: told('settlement') });
    const sum = Object.values(numbers).reduce((all, count) => all + count, 0);
    expect(sum).toBe(lines.filter(({ context }) => context).length);
    expect((await health()).faults).toBe(sum);
  });
});

describe('which lines are faults', () => {
  const err = new TypeError('broken');

  function aLog() {
    const written: unknown[] = [];
    const write = ((...line: unknown[]) => written.push(line)) as never;
    const plain = { debug: write, info: write, warn: write, error: write, fatal: write };
    const { log, faults } = countingLog(plain);
    const counts = () => Object.fromEntries(faults.read().filter(([, count]) => count > 0));
    return { log, faults, written, counts };
  }

  test('those with a fault and its context; what a context says of the case does not part it', () => {
    const { log, written, counts, faults } = aLog();
    log.error({ err, context: 'append: full' }, 'fault');
    log.error({ err, context: 'append' }, 'fault');
    log.warn({ err, context: 'refunds' }, 'refund not done');
    log.error({ err, context: 'what nobody has named' }, 'fault');
    log.error({ err }, 'the store is away');
    log.warn({ context: 'audit' }, 'no fault');
    log.info({ err, context: 'audit' }, 'no fault');
    log.warn('a line of words');
    expect(counts()).toEqual({ append: 2, refunds: 1, other: 1 });
    expect(faults.total).toBe(4);
    expect(written).toHaveLength(8);
  });

  test('[C22] what is left out while the store is away is not counted', async () => {
    const { log, written, counts } = aLog();
    const clock = new TestClock(0);
    const ask = async () => {
      throw new StoreAway('The database is away.');
    };
    const watch = new StoreWatch({ log, clock, ask, refusedSoFar: () => 0 });
    watch.log.error({ err: new StoreAway('No answer.'), context: 'append' }, 'fault');
    await new Promise((resolve) => setImmediate(resolve));
    watch.log.error({ err: new StoreAway('No answer.'), context: 'read' }, 'fault');
    watch.log.error({ err, context: 'audit' }, 'fault');
    expect(counts()).toEqual({ audit: 1 });
    expect(written).toHaveLength(2);
    watch.close();
  });
});
