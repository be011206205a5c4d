import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { copyPostgres } from '../../server/adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { PostgresGround } from './postgres-ground.ts';

/** Whatever is lost, it is wanted. */
const whatever = async () => true;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
let folder: string;
beforeAll(async () => {
  ground = await PostgresGround.start();
  folder = mkdtempSync(join(tmpdir(), 'fairday-dump-'));
});
afterAll(async () => {
  await ground.remove();
  rmSync(folder, { recursive: true, force: true });
});

const config = () =>
  readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: ground.url,
    AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
  });

async function findings(url: string) {
  const ledger = await openPostgresLedger(url);
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  return reports.flatMap(({ finding }) => finding ?? []);
}

test('a server that has nothing to do has its market open as well', async () => {
  const stores = await ground.open();
  await stores.directory.staffByEmail('nobody@market.example');
  const dump = join(folder, 'idle.dump');
  await copyPostgres(ground.url, dump);
  await expect(restoreMarket(config(), dump, true, whatever)).rejects.toThrow(
    /Servers have this market open/,
  );
  await stores.close();
});

test('[C35] a dump under load is put back under a new history, with the list of what is missing', async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(500, 1_000);
  accepted(await market.floor('stream:go-live', {}));
  const one = async () => {
    const buyer = await market.buyer();
    await market.takes(buyer, 1, 1, 1_000);
    return market.orders(buyer, [[1, 1, 1_000]], 'cash_on_delivery');
  };
  for (let n = 0; n < 5; n += 1) await one();
  let isLoading = true;
  const load = (async () => {
    let count = 0;
    for (; isLoading; count += 1) await one();
    return count;
  })();
  const dump = join(folder, 'market.dump');
  await copyPostgres(ground.url, dump);
  isLoading = false;
  expect(await load).toBeGreaterThan(0);
  const last = await one();
  await expect(restoreMarket(config(), dump, true, whatever)).rejects.toThrow(
    /Servers have this market open/,
  );
  await market.close();
  await stores.close();

  const report = (await restoreMarket(config(), dump, true, whatever))!;
  expect(await findings(ground.url)).toEqual([]);
  const [log] = report.losses!.logs;
  expect(log!.logId).toBe(market.streamId);
  expect(log!.ordersLost).toBeGreaterThan(0);
  expect(log!.ordersLostMinor).toBe(1_000 * log!.ordersLost);
  expect(report.losses!.named.map(({ number }) => number)).toContain(last.number);
  expect(await findings(ground.server.urlOf(report.replaced!))).toEqual([]);

  const again = await ground.open();
  const head = await again.store.head(market.streamId);
  expect(head!.history).toBe(report.logs.find(({ logId }) => logId === market.streamId)!.history);
  expect(head!.owner).toBeNull();
  // These keys are of no time of day, so they are on the list.
  const [gap, ...others] = await again.store.gapsOf(market.streamId);
  expect(others).toEqual([]);
  expect(gap).toMatchObject({ history: head!.history, lost: log!.ordersLost });
  const replaced = await openPostgresLedger(ground.server.urlOf(report.replaced!));
  const answered = await replaced.keys(market.streamId, null, 10_000);
  await replaced.close();
  const lost = answered.filter(({ seq }) => seq > log!.commonSeq).map(({ key }) => key);
  expect(lost.length).toBeGreaterThan(0);
  expect([...gap!.keys].sort()).toEqual(lost.sort());
  await again.close();
});

test('a file that is no dump is refused, and the market stays; no half of a copy does', async () => {
  await expect(restoreMarket(config(), import.meta.filename, true, whatever)).rejects.toThrow(
    /pg_restore failed/,
  );
  expect(await findings(ground.url)).toEqual([]);
  const staged = ground.server.urlOf(`${new URL(ground.url).pathname.slice(1)}_restoring`);
  await expect(findings(staged)).rejects.toThrow(/not exist|no database|There is no/i);
});
