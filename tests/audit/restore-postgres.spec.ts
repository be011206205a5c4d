import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { copyPostgres } from '../../server/adapters/sql/ledger/postgres-copies.ts';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import { ok } from '../../shared/values/result.ts';
import { DAY } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { playDelivered } from '../builders/delivered-order.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted } from '../builders/engine-house.ts';
import { fairday } from './command.ts';
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

const config = (url = ground.url) =>
  readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
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

test('[A4] words that were destroyed since a dump are destroyed in what is put back, before anybody can open it', async () => {
  const here = await ground.server.database();
  const [backups, elsewhere] = [join(folder, 'backups'), join(folder, 'elsewhere')];
  for (const each of [join(backups, 'older'), elsewhere]) mkdirSync(each, { recursive: true });
  const older = join(backups, 'older', 'market.dump');
  const stores = await openPostgres({ url: here });
  const market = await AuditMarket.open(stores, { clock: new TestClock(Date.now() - 10 * DAY) });
  const buyer = await market.buyer();
  const orderId = await playDelivered(market, buyer);
  for (const kind of ['claim_words', 'claim_photo'] as const) {
    const read = async () => ok(Buffer.from(`three were brown: ${kind}`));
    const kept = await market.app.application.keepClaimText(buyer, orderId, { kind, read });
    expect(kept).toMatchObject({ ok: true });
  }
  await copyPostgres(here, older);
  copyFileSync(older, join(elsewhere, 'market.dump'));
  expect(await stores.directory.emptyTextsOf(buyer.allIds, Date.now())).toBe(2);
  await market.close();
  await stores.close();
  const nothing = { sealed: '', key: '-'.repeat(43), is_emptied: true };

  // A market that knows of it puts an older dump back over itself.
  expect(await wordsIn(here)).toEqual([nothing, nothing]);
  await restoreMarket(config(here), join(elsewhere, 'market.dump'), true, whatever);
  expect(await wordsIn(here)).toEqual([nothing, nothing]);

  // Another place knows of nothing but the list beside the dumps, and without that of nothing at all.
  const noted = await fairday(
    { DATA_DIR: join(folder, 'data'), DATABASE_URL: here },
    'backup',
    '--to',
    backups,
  );
  expect(noted).toMatchObject({ code: 0, err: '' });
  const [listed, alone] = [await ground.server.database(), await ground.server.database()];
  await restoreMarket(config(listed), older, true, whatever);
  expect(await wordsIn(listed)).toEqual([nothing, nothing]);
  await restoreMarket(config(alone), join(elsewhere, 'market.dump'), true, whatever);
  const there = await wordsIn(alone);
  expect(there).toHaveLength(2);
  for (const { sealed, is_emptied } of there) expect([sealed !== '', is_emptied]).toEqual([true, false]);
});

/** What a database has of people's words. */
async function wordsIn(url: string): Promise<{ sealed: string; key: string; is_emptied: boolean }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT t.sealed, k.key, t.emptied_at_ms IS NOT NULL AS is_emptied
     FROM personal_text t JOIN personal_text_key k USING (text_id)`,
  );
  await client.end();
  return rows;
}
